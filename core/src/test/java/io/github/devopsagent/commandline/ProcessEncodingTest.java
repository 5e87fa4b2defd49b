package io.github.devopsagent.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProcessEncodingTest {

    private static final ProcessEncoding UTF_8 = new ProcessEncoding(StandardCharsets.UTF_8);
    private static final ProcessEncoding LATIN = new ProcessEncoding(StandardCharsets.ISO_8859_1);
    private static final ProcessEncoding ASCII = new ProcessEncoding(StandardCharsets.US_ASCII);

    @Test
    void ascii_is_carried_by_every_process() {
        assertThat(UTF_8.carries("~ \t\u0001")).isTrue();
        assertThat(LATIN.carries("~ \t\u0001")).isTrue();
        assertThat(ASCII.carries("~ \t\u0001")).isTrue();
    }

    @Test
    void other_text_only_by_one_of_utf_8_so_that_all_agents_hand_on_the_same_bytes() {
        assertThat(UTF_8.carries("gr\u00fc\u00df \ud83d\ude00")).isTrue();
        assertThat(UTF_8.carries("\ud83d")).isFalse();
        assertThat(LATIN.carries("gr\u00fc\u00df")).isFalse();
        assertThat(ASCII.carries("gr\u00fc\u00df")).isFalse();
    }
}
