package io.github.devopsagent.veto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A code is compared by machines, and stands in lines that people read. */
class VetoTest {

    private static Veto of(String code) {
        return Veto.of(code, "no", Source.of("calendar"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"change_freeze", "CHANGE-freeze", "com.acme.Freeze2", "7"})
    void letters_digits_and_what_joins_them_are_allowed(String code) {
        assertThat(of(code).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "change freeze",
                "a\nb",
                "a\n",
                "a\u001b[31m",
                "a\u202eb",
                "\u00e4",
                "a:b",
                "a/b",
                "\u2028"
            })
    void anything_else_is_refused(String code) {
        assertThatThrownBy(() -> of(code))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a veto's code consists of");
    }

    @Test
    void the_message_is_one_line() {
        assertThatThrownBy(() -> of("a\nb\u001b\u202e")).hasMessageContaining("found 'a\\u000ab\\u001b\\u202e'");
    }
}
