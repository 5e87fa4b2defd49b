package io.github.devopsagent.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PrintableTextTest {

    @Test
    void colours_titles_and_links_are_left_out_as_a_whole() {
        assertThat(
                        Printable.text(
                                "\u001b[1;31mred\u001b[0m \u001b]0;title\u0007x \u001b]8;;http://h\u001b\\link\u001b(B\u009b2Jy"))
                .isEqualTo("red x linky");
    }

    @Test
    void a_line_that_overwrites_itself_becomes_lines() {
        assertThat(Printable.text("10%\r20%\r\ndone\r\n")).isEqualTo("10%\n20%\ndone\n");
    }

    @Test
    void what_remains_unseen_is_replaced() {
        assertThat(Printable.text("a\bb\u0000\u202Ec\u001b")).isEqualTo("a\uFFFDb\uFFFD\uFFFDc\uFFFD");
    }

    @Test
    void what_is_seen_stays() {
        String text = "läuft\n\t✓ 👨\u200D👩\u200D👧 𝒳";

        assertThat(Printable.text(text)).isSameAs(text);
    }

    @Property
    void nothing_is_left_that_a_terminal_obeys(
            @ForAll @StringLength(max = 40) @CharRange(from = '\0', to = '\u00ff') String text) {
        assertThat(Printable.text(text).replaceAll("[\n\t]", "")).doesNotContainPattern("\\p{Cc}");
    }
}
