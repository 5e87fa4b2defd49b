package io.github.devopsagent.barestring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** How often the rules are wrong, on strings that were labelled by hand. */
class BareStringFiguresTest {

    /** In percent. */
    private static final int MOST_REFUSED = 5;

    /** Of fewer commands, one in twenty would be hardly more than one. */
    private static final int FEWEST = 40;

    @Test
    void no_sentence_is_executed() {
        List<LabelledString> sentences =
                LabelledString.all().filter(each -> !each.isCommand()).toList();

        assertThat(sentences).hasSizeGreaterThan(2_200);
        assertThat(sentences)
                .map(LabelledString::text)
                .filteredOn(LabelledString::isExecuted)
                .isEmpty();
    }

    /** A list by itself, so that an easy one makes up for none; what has too few commands for that is taken together. */
    @TestFactory
    Stream<DynamicTest> at_most_one_command_in_twenty_is_refused() {
        Map<String, List<String>> lists = new TreeMap<>();
        for (String file : LabelledString.FILES) {
            List<String> commands = commands(file);
            lists.computeIfAbsent(commands.size() < FEWEST ? "small lists" : file, name -> new ArrayList<>())
                    .addAll(commands);
        }
        return lists.entrySet().stream()
                .map(list -> DynamicTest.dynamicTest(list.getKey(), () -> assertThat(list.getValue())
                        .filteredOn(each -> !LabelledString.isExecuted(each))
                        .as("refused of %s", list.getValue().size())
                        .hasSizeLessThanOrEqualTo(list.getValue().size() * MOST_REFUSED / 100)));
    }

    @Test
    void there_are_enough_of_them() {
        assertThat(LabelledString.FILES.stream()
                        .mapToInt(file -> commands(file).size())
                        .sum())
                .isGreaterThan(2_000);
        assertThat(LabelledString.FILES)
                .filteredOn(file -> commands(file).size() >= FEWEST)
                .hasSize(12);
    }

    private static List<String> commands(String file) {
        return LabelledString.of(file).stream()
                .filter(LabelledString::isCommand)
                .map(LabelledString::text)
                .toList();
    }

    @Test
    void no_command_of_the_adversary_is_refused() {
        assertThat(LabelledString.of("adversary.tsv"))
                .filteredOn(LabelledString::isCommand)
                .map(LabelledString::text)
                .filteredOn(each -> !LabelledString.isExecuted(each))
                .isEmpty();
    }
}
