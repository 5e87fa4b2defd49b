package io.github.devopsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFilesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "String.format(\"%d\", 1)             | 1",
                "\"%d\".formatted(1)                  | 1",
                "out.printf(\"%d\", 1)                | 1",
                "name.toLowerCase()                   | 1",
                "String.format(Locale.ROOT, \"%d\", 1) | 0",
                "name.toLowerCase(Locale.ROOT)        | 0"
            })
    void text_in_the_hosts_locale_is_found(String source, int found) {
        assertThat(SourceFiles.inTheHostsLocale(source)).hasSize(found);
    }

    @Test
    void a_comment_that_describes_nothing_is_found() {
        assertThat(SourceFiles.strayComments("/** A. */\n\n/** B. */\nint a;\n/** C. */\nint b;"))
                .containsExactly("/** A. */");
    }
}
