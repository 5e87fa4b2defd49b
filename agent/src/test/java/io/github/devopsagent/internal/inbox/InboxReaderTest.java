package io.github.devopsagent.internal.inbox;

import static io.github.devopsagent.internal.json.QuotedJson.bytes;
import static io.github.devopsagent.internal.json.QuotedJson.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.inbox.InboxMessage;
import io.github.devopsagent.inbox.InboxMessage.Form;
import io.github.devopsagent.inbox.MessageTime;
import io.github.devopsagent.internal.json.Limits;
import io.github.devopsagent.internal.json.QuotedJson;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a file in the inbox, whatever it is. */
class InboxReaderTest {

    private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");
    private static final String VALID = "{'d':'2025-12-31','st':'veto','r':'qa','epic':'EP-1','sm':['a','b'],'nx':[],"
            + "'ts':'2025-12-31T14:00:00Z'}";

    private static InboxMessage message(byte[] bytes) {
        return InboxReader.read("f.json", bytes, "EP-1", NOW);
    }

    private static InboxMessage message(String text) {
        return message(bytes(text));
    }

    @Test
    void reads_a_message() {
        assertThat(message(VALID))
                .isEqualTo(new InboxMessage(
                        "f.json",
                        Form.VALID,
                        Optional.of("veto"),
                        Optional.of("qa"),
                        Optional.of("EP-1"),
                        MessageTime.of(List.of(new MessageTime.Zoned(Instant.parse("2025-12-31T14:00:00Z")))),
                        List.of("a", "b"),
                        Optional.of("'st' is \"veto\""),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void a_message_that_is_not_valid_is_read_as_far_as_it_goes_and_says_why() {
        InboxMessage message = message("{'header':{'type':'Veto','from':'Tech Lead'},'epic_id':'EP-1','summary':'no'}");
        assertThat(message.form()).isEqualTo(Form.STRUCTURED);
        assertThat(message.kind()).contains("veto");
        assertThat(message.sender()).contains("tech_lead");
        assertThat(message.epic()).contains("EP-1");
        assertThat(message.summary()).containsExactly("no");
        assertThat(message.veto()).contains("'header.type' is \"Veto\"");
        assertThat(message.unclear().orElseThrow())
                .startsWith(
                        "it is no valid message: /d: found no 'd'; allowed is a message with d, st, r, epic, sm, nx");
    }

    @Test
    void a_text_is_told_by_its_first_lines() {
        InboxMessage message = message("# Hello\n\nAll is well.");
        assertThat(message.form()).isEqualTo(Form.TEXT);
        assertThat(message.summary()).containsExactly("# Hello", "All is well.");
        assertThat(message.veto()).isEmpty();
        assertThat(message.unclear()).contains("found a text; allowed is a message as a JSON object");
        assertThat(message("").unclear().orElseThrow()).contains("empty file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'st':'veto'}]",
                "[[['x',{'st':'veto'}]]]",
                "st: veto",
                "# Veto\n\nThe tests fail.",
                "{'epic':'EP-1','st':'veto'",
                "{'st':'veto','epic':'EP-1','sm':['a",
                "{'st':'veto','epic':'EP-1',}",
                "{'st':'veto','epic':'EP-1'} {}",
                "{} {'st':'veto'}",
                "{'st':'status'}\n{'st':'veto'}",
                "{'epic':'EP-1','st':'veto','st':'approval'}",
                "{'st':'approval','epic':'EP-1','st':'veto'}",
                "{'epic':'EP-1','sm':['line\nbreak'],'st': 'veto'}",
                "{'epic':'EP-1', // note\n 'st' : 'Veto'}",
                "/* mine */ {'st':'veto'}",
                " {'epic':'EP-1','st':' VETO '}",
                "{st: veto}",
                "{st = veto}",
                "{'st' => 'veto'}",
                "{'st' 'veto'}",
                "{'\\u0073t':'\\u0076eto'}",
                "{'veto': true}",
                "{'veto': {'active': false}}",
                "{'vetoes': ['x'], 'st': 'status'}",
                "{'from':'qa','veto':",
                "{'from':'qa','veto':{",
                "{'from':'qa','veto':[",
                "{'st':'approval'} I take it back: veto",
                "Here is my message:\n{'decision':'rejected','from':'qa'}",
                "My message:\n```json\n{'decision': 'rejected'}\n```\nBye.",
                "~~~\nstatus: rejected\n~~~",
                "```yaml\nheader:\n  type: veto\n```",
                "> ```json\n> {'type': 'veto'}\n> ```",
                "```\n{'type': 'veto'}",
                "---\ntype: veto\nfrom: qa\n---\nbody",
                "---\ntype: approval\n---\nI veto.",
                "type: approval\n# veto",
                "from: qa\nstatus: rejected\n",
                "from: qa\nheader:\n  deep:\n    - verdict: 'no-go'",
                "type:\n  veto",
                "type: >\n  rejected\n",
                "sm:\n- fine\n- Do not deploy\nst: status",
                "header: {type: veto, from: qa}",
                "**Decision:** rejected\n**From:** qa",
                "- Verdict: **REJECTED**",
                "| field | value |\n|---|---|\n| decision | rejected |",
                "status = 'rejected'",
                "<message><status>rejected</status></message>",
                "<message status='rejected'/>",
                "Subject: x\nFrom: qa\n\nDo not deploy.",
                "qa says: there is no veto"
            })
    void a_no_counts_in_whatever_notation_it_is_written(String text) {
        assertThat(message(text).veto()).as(text).isPresent();
        String crlf = text.replace("\n", "\r\n");
        assertThat(message(crlf).veto()).as(crlf).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "7",
                "{}",
                "null",
                "\u0000\u0000",
                "hello",
                "{'st':'approval'",
                "{'st':'approval','epic':'A','epic':'B'}",
                "{'st':'approval'} x",
                "{'st':'status','sm':['we write \\'st\\': veto']",
                "{'st':'handoff','veto':false,'vetoes':[]}",
                "veto: false\nfrom: qa",
                "vetoes: []\ntype: handoff",
                "veto:\ntype: handoff",
                "st: approval\nsm:\n  - No veto from qa",
                "```json\n{'st':'approval','sm':['No veto']}\n```"
            })
    void what_says_nothing_of_the_kind_is_no_veto_and_is_not_understood(String text) {
        InboxMessage message = message(text);
        assertThat(message.veto()).isEmpty();
        assertThat(message.unclear().orElseThrow()).contains("found ", "allowed is ");
        assertThat(message.isClearApproval()).isFalse();
    }

    @Test
    void a_veto_in_single_quotes_counts() {
        assertThat(message(QuotedJson.utf8("{'epic': 'EP-1', 'st': 'veto'}")).veto())
                .isPresent();
    }

    @MatricesOnly
    @Test
    void a_veto_that_is_too_deep_or_too_long_counts() {
        for (int depth : List.of(500, 5_000, 100_000)) {
            assertThat(message("{'x':" + "[".repeat(depth) + "]".repeat(depth) + ",'st':'veto'}")
                            .veto())
                    .isPresent();
        }
        assertThat(message("{'x':".repeat(20_000) + "{'st':'veto'").veto()).isPresent();
        assertThat(message("{'st':'veto','x':'" + "a".repeat(Limits.MESSAGE_BYTES) + "'}")
                        .veto())
                .isPresent();
    }

    @Test
    void a_veto_counts_in_any_encoding() {
        String veto = json("{'st':'veto','sm':['ä']}");
        for (String name : List.of("ISO-8859-1", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE")) {
            for (String text : List.of(veto, "\uFEFF" + veto, "status: rejected", "Do not deploy", "\n\n" + veto)) {
                boolean isLatin = name.equals("ISO-8859-1");
                byte[] bytes = (isLatin ? text.replace("\uFEFF", "") : text).getBytes(Charset.forName(name));
                assertThat(message(bytes).veto()).as(name + " " + text).isPresent();
            }
        }
        assertThat(message(veto.getBytes(StandardCharsets.UTF_16)).summary()).containsExactly("ä");
        assertThat(message(("\uFEFF" + veto).getBytes(StandardCharsets.UTF_8)).veto())
                .isPresent();
    }

    @Test
    void an_approval_with_a_byte_order_mark_is_not_valid() {
        String approval = json(VALID.replace("veto", "approval").replace("'a','b'", "'Approved'"));
        assertThat(message(QuotedJson.utf8(approval)).isClearApproval()).isTrue();
        assertThat(message(QuotedJson.utf8("\uFEFF" + approval)).isClearApproval())
                .isFalse();
        assertThat(message(approval.getBytes(StandardCharsets.UTF_16)).isClearApproval())
                .isFalse();
    }

    @Test
    void a_veto_about_two_epics_or_from_two_senders_names_none() {
        InboxMessage message = message("{'st':'veto','r':'qa','epic':'OTHER','epic':'EP-1'}");
        assertThat(message.epic()).contains("OTHER and EP-1 (not certain)");
        assertThat(message.sender()).contains("qa");
        assertThat(message("{'st':'veto','from':'qa','by':'sre'}").role()).isEmpty();
        assertThat(message("[{'st':'veto','r':'qa'},{'st':'approval','r':'sre'}]")
                        .role())
                .isEmpty();
    }

    @Test
    void of_a_long_message_the_beginning_of_its_summary_is_kept() {
        String line = "'" + "x".repeat(300) + "'";
        InboxMessage message = message("{'st':'veto','sm':[" + (line + ",").repeat(100) + line + "]}");
        assertThat(String.join("", message.summary())).hasSizeBetween(300, 501);
    }

    @Test
    void a_text_without_end_is_no_role_and_no_epic() {
        String end = "x".repeat(1000);
        InboxMessage message = message("{'st':'veto','r':'qa" + end + "','epic':'EP-1" + end + "'}");
        assertThat(message.role()).isEmpty();
        assertThat(message.sender().orElseThrow()).hasSizeLessThan(70);
        assertThat(message.epic().orElseThrow()).hasSizeBetween(50, 102).endsWith("…");
    }

    @Test
    void every_time_of_a_message_that_is_not_valid_must_be_one() {
        assertThat(message("{'st':'veto','ts':'2026-01-01T10:00:00Z','date':'2026-01-01'}")
                        .time()
                        .isKnown())
                .isTrue();
        assertThat(message("{'st':'veto','ts':'2026-01-01T10:00:00Z','date':'soon'}")
                        .time())
                .isEqualTo(MessageTime.unread("soon"));
        assertThat(message("{'st':'veto','created_at':1767225600}").time().isKnown())
                .isTrue();
        assertThat(message("{'st':'veto'}").time()).isEqualTo(MessageTime.NONE);
    }

    @Test
    void a_time_that_cannot_be_read_is_none_whatever_the_day_says() {
        assertThat(message(VALID.replace("2025-12-31T14:00:00Z", "yesterday")).time())
                .isEqualTo(MessageTime.unread("yesterday"));
        assertThat(message(VALID.replace("2025-12-31T14:00:00Z", " ")).time().isKnown())
                .isTrue();
        assertThat(message(VALID.replace("2025-12-31T14:00:00Z", "2026-01-02T12:05:01Z"))
                        .time())
                .isEqualTo(MessageTime.unread("2026-01-02T12:05:01Z"));
        assertThat(message(VALID.replace("2025-12-31T14:00:00Z", "2026-01-02T12:05:00Z"))
                        .time()
                        .isKnown())
                .isTrue();
        assertThat(message(VALID.replace("'d':'2025-12-31'", "'d':'2025-13-31'"))
                        .time())
                .isEqualTo(MessageTime.unread("2025-13-31"));
    }

    @Tag(MatrixCells.TAG)
    @FewerCases(every = 4)
    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "\n",
                "- ",
                "> ",
                "1. ",
                "(",
                "[",
                "{",
                "{'a':",
                "<a>",
                "<",
                "i ",
                "we ",
                "not ",
                "do not a ",
                "v e t ",
                "```\n",
                "a:\n ",
                "'",
                "\\",
                "\\u",
                "/*",
                "\uFDFA",
                "0 fail ",
                "a=b&",
                "\u200B",
                "\uD800"
            })
    void a_sign_without_end_hides_no_veto_and_needs_no_deep_stack(String sign) throws InterruptedException {
        String many = json(sign).repeat(MatrixCells.drawn(80_000, 20_000) / sign.length());
        AtomicReference<Optional<String>> veto = new AtomicReference<>(Optional.empty());
        Thread reader = new Thread(
                null, () -> veto.set(message(QuotedJson.utf8(many + "\nVeto")).veto()), "reader", 1 << 18);
        reader.start();
        reader.join();
        assertThat(veto.get()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t", "{'st':'ha", "{'st':'handoff','sm':['a'", "[{'st':'veto'}"})
    void what_is_empty_or_breaks_off_is_half_written(String text) {
        assertThat(InboxReader.isHalfWritten(bytes(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{'st':'veto'}", "All is well.", "- a\n- b", VALID})
    void what_has_an_end_is_not(String text) {
        assertThat(InboxReader.isHalfWritten(bytes(text))).isFalse();
    }

    @Test
    void the_summary_of_many_long_lines_has_the_length_of_one() {
        String line = "x".repeat(300);
        assertThat(message(line + "\n" + line + "\n" + line).summary())
                .hasSize(2)
                .satisfies(lines -> assertThat(String.join("", lines)).hasSizeBetween(500, 501));
        assertThat(message("y".repeat(500) + "\n" + line).summary()).containsExactly("y".repeat(500));
    }

    @Test
    void an_epic_is_cut_where_it_is_longer_than_an_epic_can_be() {
        String longest = "E".repeat(Limits.EPIC_ID_LENGTH);
        assertThat(message(VALID.replace("EP-1", longest)).epic()).contains(longest);
        assertThat(message(VALID.replace("EP-1", longest + "E")).epic())
                .hasValueSatisfying(epic -> assertThat(epic).endsWith("…"));
    }
}
