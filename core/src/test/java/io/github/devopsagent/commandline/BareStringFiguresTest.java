package io.github.devopsagent.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often the rules are wrong, on strings that people collected and labelled. */
class BareStringFiguresTest {

    /** In percent. */
    private static final int MOST_REFUSED = 5;

    @ParameterizedTest
    @ValueSource(strings = {"own.tsv", "collected.tsv", "later.tsv"})
    void no_sentence_is_executed(String file) {
        List<LabelledString> sentences = LabelledString.of(file).stream()
                .filter(each -> !each.isCommand())
                .toList();

        assertThat(sentences).hasSizeGreaterThan(100);
        assertThat(sentences)
                .map(LabelledString::text)
                .filteredOn(LabelledString::isExecuted)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"own.tsv", "collected.tsv", "later.tsv"})
    void at_most_one_command_in_twenty_is_refused(String file) {
        List<String> commands = LabelledString.of(file).stream()
                .filter(LabelledString::isCommand)
                .map(LabelledString::text)
                .toList();
        List<String> refused = commands.stream()
                .filter(each -> !LabelledString.isExecuted(each))
                .toList();

        assertThat(commands).hasSizeGreaterThan(100);
        assertThat(refused).as("refused").hasSizeLessThanOrEqualTo(commands.size() * MOST_REFUSED / 100);
    }
}
