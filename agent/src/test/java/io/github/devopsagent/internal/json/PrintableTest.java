package io.github.devopsagent.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void a_line_has_no_blanks_around_it_and_a_quote_has_all_of_them() {
        String text = " a \t b\u3000\u200B\u2028c\uFEFF\n";
        assertThat(Printable.line(text, 20)).isEqualTo("a b \uFFFD c\uFFFD");
        assertThat(Printable.quoted(text, 20)).isEqualTo(" a \\t b\\u3000\\u200b\\u2028c\\ufeff\\n");
    }

    @Test
    void a_quote_is_cut_after_so_many_characters_of_the_text() {
        assertThat(Printable.quoted("😀".repeat(3), 3)).isEqualTo("😀".repeat(3));
        assertThat(Printable.quoted("😀".repeat(4), 3)).isEqualTo("😀".repeat(3) + "…");
        assertThat(Printable.quoted(" ".repeat(1 << 20), 3)).isEqualTo("   …");
    }

    @Property
    void a_quote_is_one_printable_line(@ForAll String text) {
        assertThat(Printable.quoted(text, 10)).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");
    }
}
