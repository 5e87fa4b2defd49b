package io.github.devopsagent.git.internal.conversion;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;

/** Names that a process cannot give to a file. */
class EncodedNamesTest {

    private static void require(String name, Charset inRepository, Charset ofProcess) throws GitRefusal {
        new EncodedNames(ofProcess).require(name.getBytes(inRepository), path -> true);
    }

    @Test
    void of_ascii_are_the_same_everywhere() {
        assertThatCode(() -> require("a/b c.txt", UTF_8, US_ASCII)).doesNotThrowAnyException();
    }

    @Test
    void of_utf_8_need_a_locale_of_utf_8() {
        assertThatCode(() -> require("gr\u00fcn \ud83d\ude80.txt", UTF_8, UTF_8))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> require("gr\u00fcn.txt", UTF_8, US_ASCII))
                .hasMessageContainingAll("gr\u00fcn.txt", "US-ASCII", "LC_ALL=C.UTF-8");
        assertThatThrownBy(() -> require("gr\u00fcn.txt", UTF_8, ISO_8859_1))
                .as("it would be written with other bytes")
                .hasMessageContainingAll("gr\u00fcn.txt", "ISO-8859-1");
    }

    @Test
    void that_are_no_utf_8_would_become_others() {
        assertThatThrownBy(() -> require("gr\u00fcn.txt", ISO_8859_1, UTF_8))
                .hasMessageContainingAll("gr\u00fcn.txt", "is not UTF-8", "git mv");
    }

    @Test
    void of_files_that_are_left_alone_do_not_matter() {
        assertThatCode(() -> new EncodedNames(US_ASCII).require("\u00fc".getBytes(UTF_8), path -> false))
                .doesNotThrowAnyException();
    }
}
