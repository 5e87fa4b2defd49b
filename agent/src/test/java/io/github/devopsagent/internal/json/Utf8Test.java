package io.github.devopsagent.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

    private static final int LENGTH = 40;

    private static byte[] ascii() {
        byte[] bytes = new byte[LENGTH];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x80, 0xBF, 0xC0, 0xC1, 0xF5, 0xFF})
    void a_byte_that_no_text_has_is_found_wherever_it_stands_in_ascii(int wrong) {
        for (int at = 0; at < LENGTH; at++) {
            byte[] bytes = ascii();
            bytes[at] = (byte) wrong;
            assertThat(Utf8.faultOf(bytes).orElseThrow()).contains("at byte " + at + ";");
        }
    }

    @Test
    void a_character_of_several_bytes_is_accepted_wherever_it_stands_and_found_where_it_is_cut_off() {
        byte[] character = "😀".getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at + character.length <= LENGTH; at++) {
            byte[] whole = ascii();
            System.arraycopy(character, 0, whole, at, character.length);
            assertThat(Utf8.faultOf(whole)).isEmpty();

            byte[] cutOff = whole.clone();
            cutOff[at + character.length - 1] = 'x';
            assertThat(Utf8.faultOf(cutOff).orElseThrow()).contains("at byte " + at + ";");
        }
    }

    @Test
    void pieces_may_end_anywhere() {
        byte[] bytes = "ascii only, then ü, and 😀 and more ascii".getBytes(StandardCharsets.UTF_8);
        for (int end = 0; end <= bytes.length; end++) {
            Utf8 utf8 = new Utf8();
            assertThat(utf8.faultIn(bytes, 0, end)).isEmpty();
            assertThat(utf8.faultIn(bytes, end, bytes.length - end)).isEmpty();
            assertThat(utf8.faultAtEnd()).isEmpty();
        }
    }
}
