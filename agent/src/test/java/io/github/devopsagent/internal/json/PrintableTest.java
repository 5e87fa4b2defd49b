package io.github.devopsagent.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
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
    void a_line_has_its_words_with_single_spaces_and_is_cut_where_it_is_too_long(
            @ForAll @Chars({'a', 'Z', '~', ' ', '\t'}) @StringLength(max = 12) String text,
            @ForAll @IntRange(max = 12) int most) {
        String words = text.strip().replaceAll("\\s+", " ");
        assertThat(Printable.line(text, most))
                .isEqualTo(
                        words.length() <= most
                                ? words
                                : words.substring(0, most).stripTrailing() + "…");
    }

    @Property
    void a_quote_is_one_printable_line(@ForAll String text) {
        assertThat(Printable.quoted(text, 10)).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");
    }
}
