package io.github.devopsagent.json;

import static io.github.devopsagent.json.Texts.bytes;
import static io.github.devopsagent.json.Texts.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.InboxMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InboxReaderTest {

    private static InboxMessage message(byte[] bytes) {
        return InboxReader.read("f.json", bytes).getOrElseThrow(reason -> new AssertionError(reason));
    }

    @Test
    void reads_a_message() {
        assertThat(message(bytes("{'d':'2025-12-31','st':'veto','r':'qa','epic':'EP-1','sm':['a','b'],'nx':[],"
                        + "'ts':'2025-12-31T14:00:00Z'}")))
                .isEqualTo(new InboxMessage(
                        "f.json",
                        Optional.of("veto"),
                        Optional.of("qa"),
                        Optional.of("EP-1"),
                        Optional.of(LocalDate.of(2025, 12, 31)),
                        Optional.of(Instant.parse("2025-12-31T14:00:00Z")),
                        List.of("a", "b")));
    }

    @ParameterizedTest
    @CsvSource({
        "2025-12-31T14:00:00Z, 2025-12-31T14:00:00Z",
        "2025-12-31T14:00:00.5Z, 2025-12-31T14:00:00.500Z",
        "2025-12-31T15:00:00+01:00, 2025-12-31T14:00:00Z",
        "2025-12-31T14:00:00, 2025-12-31T14:00:00Z",
        "2025-12-31T14:00, 2025-12-31T14:00:00Z"
    })
    void a_time_may_have_any_zone_or_none(String ts, Instant expected) {
        assertThat(message(bytes("{'ts':'" + ts + "'}")).timestamp()).contains(expected);
    }

    @Test
    void what_is_malformed_is_empty() {
        InboxMessage message = message(bytes("{'st':7,'r':null,'epic':' ','d':'yesterday','ts':'2025-12-31','sm':{}}"));
        assertThat(message)
                .isEqualTo(new InboxMessage(
                        "f.json",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
        assertThat(message(bytes("{'sm':['a',1,{'b':[]},'c']}")).summary()).containsExactly("a", "c");
        assertThat(message(bytes("{'sm':'one'}")).summary()).containsExactly("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "[{'st':'veto'}]", "st: veto", "# Veto\n\nThe tests fail.", "\u0000\u0000"})
    void other_formats_are_no_messages(String text) {
        assertThat(InboxReader.read("f", bytes(text)).getLeft())
                .startsWith("found ")
                .contains("allowed is");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'epic':'EP-1','st':'veto'",
                "{'st':'veto','epic':'EP-1','sm':['a",
                "{'st':'veto','epic':'EP-1',}",
                "{'st':'veto','epic':'EP-1'} {}",
                "{'epic':'EP-1','st':'veto','st':'approval'}",
                "{'st':'approval','epic':'EP-1','st':'veto'}",
                "{'epic':'EP-1','sm':['line\nbreak'],'st': 'veto'}",
                "{'epic':'EP-1', // note\n 'st' : 'Veto'}",
                " {'epic':'EP-1','st':' VETO '}"
            })
    void a_veto_counts_however_broken_the_rest(String text) {
        InboxMessage message = message(bytes(text));
        assertThat(message.is("veto")).isTrue();
        assertThat(message.epic()).contains("EP-1");
    }

    @Test
    void a_veto_in_single_quotes_counts() {
        assertThat(message(Texts.utf8("{'epic': 'EP-1', 'st': 'veto'}")).is("veto"))
                .isTrue();
    }

    @Test
    void a_veto_that_is_too_deep_or_too_long_counts() {
        assertThat(message(bytes("{'x':" + "[".repeat(500) + "]".repeat(500) + ",'st':'veto'}"))
                        .is("veto"))
                .isTrue();
        assertThat(message(bytes("{'st':'veto','x':'" + "a".repeat(Limits.MESSAGE_BYTES) + "'}"))
                        .is("veto"))
                .isTrue();
    }

    @Test
    void a_veto_counts_in_any_encoding() {
        String veto = json("{'st':'veto','sm':['ä']}");
        assertThat(message(veto.getBytes(StandardCharsets.ISO_8859_1)).is("veto"))
                .isTrue();
        assertThat(message(veto.getBytes(StandardCharsets.UTF_16)).summary()).containsExactly("ä");
        assertThat(message(veto.getBytes(StandardCharsets.UTF_16LE)).summary()).containsExactly("ä");
        assertThat(message(veto.getBytes(StandardCharsets.UTF_16BE)).summary()).containsExactly("ä");
        assertThat(message(("\uFEFF" + veto).getBytes(StandardCharsets.UTF_16LE))
                        .is("veto"))
                .isTrue();
        assertThat(message(("\uFEFF" + veto).getBytes(StandardCharsets.UTF_8)).is("veto"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'st':'approval'",
                "{'st':'approval','epic':'A','epic':'B'}",
                "{'st':'approval'} x",
                "{'st':'status','sm':['we write \\'st\\': veto']"
            })
    void a_broken_message_that_is_no_veto_does_not_count(String text) {
        assertThat(InboxReader.read("f", bytes(text)).getLeft()).contains("found ", "line 1, column ");
    }

    @Test
    void a_veto_about_two_epics_names_none() {
        InboxMessage message = message(bytes("{'st':'veto','r':'qa','epic':'OTHER','epic':'EP-1'}"));
        assertThat(message.epic()).isEmpty();
        assertThat(message.sender()).contains("qa");
    }

    @Test
    void of_a_long_message_the_beginning_of_its_summary_is_kept() {
        String line = "'" + "x".repeat(300) + "'";
        InboxMessage message = message(bytes("{'st':'veto','sm':[" + (line + ",").repeat(100) + line + "]}"));
        assertThat(message.summary()).containsExactly("x".repeat(300), "x".repeat(200) + "…");
    }

    @Test
    void a_text_without_end_is_no_role_and_no_epic() {
        String end = "x".repeat(1000);
        InboxMessage message = message(bytes("{'st':'veto','r':'qa" + end + "','epic':'EP-1" + end + "'}"));
        assertThat(message.sender()).isEmpty();
        assertThat(message.epic()).isEmpty();
    }
}
