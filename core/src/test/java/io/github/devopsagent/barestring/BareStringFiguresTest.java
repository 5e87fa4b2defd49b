package io.github.devopsagent.barestring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How often the rules are wrong, on strings that were labelled by hand. */
class BareStringFiguresTest {

    /** In percent. */
    private static final int MOST_REFUSED = 5;

    @Test
    void no_sentence_is_executed() {
        List<LabelledString> sentences =
                LabelledString.all().filter(each -> !each.isCommand()).toList();

        assertThat(sentences).hasSizeGreaterThan(500);
        assertThat(sentences)
                .map(LabelledString::text)
                .filteredOn(LabelledString::isExecuted)
                .isEmpty();
    }

    @Test
    void at_most_one_command_in_twenty_is_refused() {
        List<String> commands = LabelledString.all()
                .filter(LabelledString::isCommand)
                .map(LabelledString::text)
                .toList();
        List<String> refused = commands.stream()
                .filter(each -> !LabelledString.isExecuted(each))
                .toList();

        assertThat(commands).hasSizeGreaterThan(200);
        assertThat(refused).as("refused").hasSizeLessThanOrEqualTo(commands.size() * MOST_REFUSED / 100);
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
