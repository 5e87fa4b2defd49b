package io.github.devopsagent.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.inbox.InboxMessage.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What says no in a message, and what leaves an approval in doubt. */
class InboxPolicyTest {

    private static MessageField text(String key, String text) {
        return new MessageField(List.of(), key, -1, MessageField.ValueType.TEXT, text);
    }

    private static MessageField line(String key, String text) {
        return new MessageField(List.of(), key, 1, MessageField.ValueType.TEXT, text);
    }

    private static MessageField of(MessageField.ValueType kind, String text, String... keys) {
        List<String> above = new ArrayList<>(List.of(keys));
        String key = above.remove(above.size() - 1);
        return new MessageField(above, key, -1, kind, text);
    }

    private static Optional<String> valid(MessageField... fields) {
        return InboxPolicy.veto(new MessageContent("inbox/m.json", Form.VALID, List.of(fields), ""));
    }

    private static Optional<String> structured(MessageField... fields) {
        return InboxPolicy.veto(new MessageContent("inbox/m.json", Form.STRUCTURED, List.of(fields), ""));
    }

    private static Optional<String> text(String text) {
        return InboxPolicy.veto(new MessageContent("inbox/m.txt", Form.TEXT, List.of(), text));
    }

    private static Optional<String> doubt(MessageField... fields) {
        return InboxPolicy.doubt(new MessageContent("inbox/m.json", Form.VALID, List.of(fields), ""));
    }

    /** A look at every word of a sentence costs many times what the first look does. */
    @ParameterizedTest
    @ValueSource(strings = {"added 14 scenarios", "2026 01 02", "build 4711 is green", "migration 7 of 12"})
    void a_number_alone_is_no_reason_for_a_closer_look(String words) {
        assertThat(MessageProse.maySayNo(words)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"стоп", "停止", "中止", "7 стоп", "build 4711 停止"})
    void a_word_of_another_script_is(String words) {
        assertThat(MessageProse.maySayNo(words)).isTrue();
    }

    @Test
    void a_kind_of_the_protocol_says_no_only_as_a_veto() {
        assertThat(InboxFields.KINDS)
                .filteredOn(kind -> valid(text("st", kind)).isPresent())
                .containsExactly("veto");
        assertThat(InboxFields.KINDS)
                .filteredOn(kind -> structured(text("st", kind)).isPresent())
                .containsExactly("veto");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "veto",
                "Vetoed by security",
                "VETO: no",
                "- Veto",
                "**VETO**",
                "⛔ VETO",
                "> veto",
                "1. Veto",
                "2) veto",
                "a) veto",
                "- [ ] veto",
                "- [x] Veto",
                "[qa] veto",
                "(SRE): veto",
                "qa: VETO",
                "Tech Lead - Veto",
                "Decision: VETO",
                "Final decision: rejected",
                "status = blocked",
                "\u200BVe\u00ADto",
                "\uFEFFveto",
                "ＶＥＴＯ",
                "véto",
                "<b>VETO</b>",
                "~~veto~~",
                "`veto`",
                "\"veto\"",
                "***\t_veto_",
                "I veto this",
                "We hereby reject it",
                "This is a veto",
                "Blocked: db",
                "blocking",
                "Block",
                "REJECTED",
                "rejecting",
                "Hold",
                "HOLD - wait",
                "on hold",
                "On Hold until Monday",
                "Held back",
                "Do NOT deploy",
                "do-not-deploy",
                "DO_NOT_DEPLOY",
                "don't deploy",
                "Don’t deploy",
                "dont deploy",
                "please do not deploy",
                "Do not, under any circumstances, deploy",
                "I can't approve this",
                "NOT APPROVED",
                "not approved yet",
                "withdrawn",
                "Withdrawing my approval",
                "I withdraw my approval",
                "WİTHDRAW",
                "wıthdraw",
                "withdrew",
                "🚨🚨 ROLLBACK? — no",
                "‼ Reject"
            })
    void a_line_begins_with_one_of_the_words_in_any_inflection_and_dress(String line) {
        boolean isDecoy = line.contains("ROLLBACK");
        assertThat(valid(line("sm", line)).isPresent()).as(line).isEqualTo(!isDecoy);
        assertThat(valid(line("nx", line)).isPresent()).as(line).isEqualTo(!isDecoy);
        assertThat(text(line).isPresent()).as(line).isEqualTo(!isDecoy);
    }

    @Test
    void the_words_do_not_depend_on_the_locale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(valid(line("sm", "WITHDRAW"))).isPresent();
            assertThat(valid(text("status", "FAILING"))).isPresent();
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No veto from qa",
                "The earlier veto is resolved",
                "Tests pass; nothing blocks",
                "Ready to deploy",
                "qa has no veto",
                "Resolved: the veto of sre",
                "All good",
                "",
                "  ",
                "---",
                "Deploy on Monday",
                "Unblocked",
                "A veto was raised last week, and is settled"
            })
    void other_mentions_do_not_count_in_a_valid_message(String line) {
        assertThat(valid(line("sm", line), line("nx", line))).isEmpty();
    }

    @Test
    void a_line_is_one_wherever_it_ends_and_however_far_it_is_indented() {
        for (String end : List.of("\n", "\r\n", "\r", "\u2028", "\u0085", "\u000B", "<br>", "\\n")) {
            assertThat(valid(line("sm", "All is well." + end + "Veto"))).as(end).isPresent();
        }
        for (String blank : List.of(" ", "\u00A0", "\u200B", "\u3000", "-", "> ")) {
            assertThat(valid(line("sm", blank.repeat(5000) + "Veto"))).as(blank).isPresent();
        }
        assertThat(valid(line("sm", "V" + "\u200B".repeat(5000) + "eto"))).isPresent();
    }

    @Test
    void the_reason_names_the_line() {
        assertThat(valid(line("sm", "Do NOT deploy!"))).contains("line 2 of 'sm' begins with \"do not deploy\"");
        assertThat(valid(line("sm", "fine\n- Hold"))).contains("line 2 of 'sm' begins with \"hold\"");
    }

    @Test
    void the_kind_veto_is_one() {
        assertThat(valid(text("st", "veto"))).contains("'st' is \"veto\"");
        assertThat(valid(text("st", "approval"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rejected",
                "REJECTED",
                "Rejected by QA",
                "denied",
                "failed",
                "fail",
                "Blocked",
                "on hold",
                "no",
                "No-Go",
                "not approved",
                "NOT_APPROVED",
                "changes requested",
                "vetoed",
                "conditionally rejected",
                "❌",
                "👎 no",
                "false",
                "withdrawn",
                "approval withdrawn",
                "doNotDeploy",
                "ReJeCtEd",
                "disapproved",
                "nogo",
                "stop"
            })
    void a_status_that_says_no_is_a_veto(String status) {
        assertThat(valid(text("st", "approval"), text("status", status))).isPresent();
        assertThat(structured(text("st", "approval"), text("decision", status))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"approved", "APPROVED", "ok", "passed", "LGTM", " approved ", "done", "complete"})
    void a_status_that_says_yes_is_neither_a_veto_nor_a_doubt(String status) {
        assertThat(valid(text("status", status))).isEmpty();
        assertThat(doubt(text("status", status))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pending",
                "in progress",
                "conditional",
                "approved with conditions",
                "?",
                "unknown",
                "maybe",
                "in review",
                "approved, mostly",
                "draft",
                " ",
                "✅ approved",
                "approved!",
                "approved\u200B"
            })
    void any_other_status_is_a_doubt(String status) {
        assertThat(valid(text("status", status))).isEmpty();
        assertThat(doubt(text("status", status)).orElseThrow())
                .startsWith("'status' is \"")
                .contains("write a plain approval");
    }

    @ParameterizedTest
    @CsvSource({
        "FALSE, false, tests", "FALSE, false, blockers_resolved", "TEXT, no, tests", "TEXT, failed, tests",
        "TEXT, 2 of 3 failed, tests", "TEXT, ❌, tests", "TRUE, true, blocked", "NUMBER, 3, failed",
        "NUMBER, 1, failures", "TRUE, true, veto", "TEXT, rejected, verdict", "TRUE, true, tests_failed"
    })
    void a_verification_says_no_at_any_depth(MessageField.ValueType kind, String value, String key) {
        assertThat(valid(of(kind, value, "verification", key))).isPresent();
        assertThat(valid(of(kind, value, "verification", "deep", "deeper", key)))
                .isPresent();
        assertThat(valid(of(kind, value, "verification", key, "inside")).isPresent())
                .isEqualTo(kind != MessageField.ValueType.NUMBER || !value.equals("0"));
        assertThat(structured(text("st", "approval"), of(kind, value, "verification", key)))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "TRUE, true, tests",
        "TEXT, passed, tests",
        "TEXT, OK, e2e",
        "NUMBER, 0, failed",
        "FALSE, false, veto",
        "FALSE, false, has_veto",
        "NUMBER, 0, vetoes",
        "NUMBER, 0, critical_vulnerabilities",
        "EMPTY, '', open_issues",
        "FALSE, false, blockers_found",
        "FALSE, false, pending",
        "TRUE, true, no_regressions",
        "TRUE, true, blockers_resolved",
        "TEXT, pass, error_handling",
        "TEXT, none, vetoes"
    })
    void a_verification_that_says_yes_is_neither_a_veto_nor_a_doubt(
            MessageField.ValueType kind, String value, String key) {
        assertThat(valid(of(kind, value, "verification", key))).isEmpty();
        assertThat(doubt(of(kind, value, "verification", key))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NULL, '', tests",
        "TEXT, pending, tests",
        "TEXT, '', tests",
        "TEXT, partially, tests",
        "TEXT, TODO, e2e",
        "NUMBER, 42, tests",
        "TEXT, 92%, coverage",
        "TEXT, N/A, tests",
        "TEXT, sre, by",
        "NUMBER, 3, open_issues",
        "TRUE, true, pending",
        "TRUE, true, e2e_skipped",
        "TRUE, true, untested",
        "NULL, '', failures",
        "EMPTY, '', tests"
    })
    void what_is_not_verified_is_a_doubt(MessageField.ValueType kind, String value, String key) {
        assertThat(valid(of(kind, value, "verification", key))).isEmpty();
        assertThat(doubt(of(kind, value, "verification", key))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "This is not approved",
                "I can't approve yet",
                "Conditional approval",
                "Fine, provided that x holds",
                "Approval pending",
                "My veto stands",
                "ops say: do not deploy"
            })
    void an_approval_that_takes_itself_back_is_a_doubt(String line) {
        assertThat(doubt(line("sm", line))).isPresent();
        assertThat(doubt(line("nx", line))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "st",
                "type",
                "kind",
                "status",
                "decision",
                "verdict",
                "ST",
                "Type",
                "sTaTuS",
                "message_type",
                "msgType",
                "review-decision",
                "approval status",
                "state",
                "result",
                "outcome",
                "action",
                "vote",
                "conclusion",
                "recommendation"
            })
    void a_kind_of_field_says_so_at_any_depth(String key) {
        for (String value : List.of("veto", "VETO", " Veto ", "vetoed", "rejected", "blocked")) {
            assertThat(structured(text("st", "status"), text(key, value)))
                    .as(key)
                    .isPresent();
            assertThat(structured(text("st", "status"), of(MessageField.ValueType.TEXT, value, "a", "b", key)))
                    .as(key)
                    .isPresent();
        }
        assertThat(structured(text("st", "status"), text(key, "handoff"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"veto", "vetoes", "VETO", "Vetoes", "has_veto", "isVeto", "qa-veto", "vEtO"})
    void a_veto_field_holds_anything_but_nothing(String key) {
        MessageField kind = text("st", "status");
        assertThat(structured(kind, of(MessageField.ValueType.TRUE, "true", key)))
                .isPresent();
        boolean isTheField = key.toLowerCase(Locale.ROOT).matches("veto(es)?");
        assertThat(structured(kind, of(MessageField.ValueType.NUMBER, "0", key)).isPresent())
                .isEqualTo(isTheField);
        assertThat(structured(kind, text(key, "no"))).isEmpty();
        assertThat(structured(kind, text(key, "the tests fail"))).isPresent();
        assertThat(structured(kind, of(MessageField.ValueType.FALSE, "false", key, "active")))
                .isPresent();
        for (MessageField nothing : List.of(
                of(MessageField.ValueType.FALSE, "false", key),
                of(MessageField.ValueType.NULL, "", key),
                of(MessageField.ValueType.EMPTY, "", key),
                text(key, ""),
                text(key, " None "),
                text(key, "false"))) {
            assertThat(structured(kind, nothing)).isEmpty();
            assertThat(structured(nothing)).as("without a kind").isEmpty();
        }
    }

    @Test
    void fields_of_the_other_words_and_refused_approvals_count() {
        MessageField kind = text("st", "status");
        assertThat(structured(kind, of(MessageField.ValueType.TRUE, "true", "blocked")))
                .isPresent();
        assertThat(structured(kind, of(MessageField.ValueType.TRUE, "true", "on_hold")))
                .isPresent();
        assertThat(structured(kind, of(MessageField.ValueType.TRUE, "true", "doNotDeploy")))
                .isPresent();
        assertThat(structured(kind, text("blockers", "the db"))).isPresent();
        assertThat(structured(kind, of(MessageField.ValueType.FALSE, "false", "approved")))
                .isPresent();
        assertThat(structured(kind, text("qa_approved", "no"))).isPresent();
        assertThat(structured(kind, text("deploy", "absolutely not"))).isPresent();
        assertThat(structured(kind, text("go_no_go", "NO-GO"))).isPresent();
        assertThat(structured(kind, of(MessageField.ValueType.FALSE, "false", "approval", "granted")))
                .isPresent();
        assertThat(structured(kind, text("Sign-off", "❌"))).isPresent();
        assertThat(structured(kind, of(MessageField.ValueType.FALSE, "false", "all_tests_passing")))
                .isPresent();
        assertThat(structured(kind, of(MessageField.ValueType.TEXT, "failed", "result", "tests")))
                .isPresent();
        assertThat(structured(kind, of(MessageField.ValueType.TRUE, "true", "DONT_DEPLOY")))
                .isPresent();
        assertThat(structured(kind, text("artifacts", "blocklist.json"))).isEmpty();
        assertThat(structured(kind, of(MessageField.ValueType.FALSE, "false", "ready_to_deploy")))
                .isPresent();
        assertThat(structured(kind, of(MessageField.ValueType.EMPTY, "", "blockers")))
                .isEmpty();
        assertThat(structured(kind, of(MessageField.ValueType.NUMBER, "0", "blockers")))
                .isEmpty();
        assertThat(structured(kind, of(MessageField.ValueType.TRUE, "true", "approved")))
                .isEmpty();
    }

    @Test
    void without_a_kind_the_word_counts_wherever_it_occurs() {
        assertThat(structured(text("body", "we have no veto"))).isPresent();
        assertThat(structured(text("type", "message"), text("body", "we must VETO this")))
                .isPresent();
        assertThat(structured(text("body", "please do not deploy it"))).isPresent();
        assertThat(structured(text("st", "status"), text("body", "we have no veto")))
                .isEmpty();
        assertThat(structured(text("body", "hello"))).isEmpty();
        assertThat(InboxPolicy.veto(
                        new MessageContent("inbox/qa-VETO.json", Form.STRUCTURED, List.of(text("body", "red")), "")))
                .isPresent();
        assertThat(InboxPolicy.veto(
                        new MessageContent("inbox/veto-lifted.json", Form.VALID, List.of(text("st", "approval")), "")))
                .isEmpty();
    }

    @Test
    void in_a_text_the_word_counts_negated_or_not() {
        assertThat(text("There is no veto.")).isPresent();
        assertThat(text("hello\nthe boss Vetoed it")).isPresent();
        assertThat(text("Hi all,\nplease do not deploy this.")).isPresent();
        assertThat(text("Hi all,\nstatus is fine. We blocked nobody.")).isEmpty();
        assertThat(text("")).isEmpty();
        for (String no : List.of(
                "Deployment is BLOCKED by qa.",
                "I do not approve this.",
                "We cannot approve this.",
                "This must not be deployed.",
                "Please do\nnot deploy.",
                "Thumbs down from me.",
                "From my side it is a no-go.",
                "All of it is on hold.",
                "my v e t o",
                "V.E.T.O.")) {
            assertThat(text(no)).as(no).isPresent();
        }
        for (String other :
                List.of("We've to go.", "This blocked nobody.", "The casino goes live.", "Do note: deploy it.")) {
            assertThat(text(other)).as(other).isEmpty();
        }
        assertThat(InboxPolicy.veto(new MessageContent("inbox/VETO", Form.TEXT, List.of(), "")))
                .isPresent();
    }

    @Test
    void the_text_around_fields_is_judged_as_text() {
        MessageContent content = new MessageContent(
                "inbox/m.md", Form.STRUCTURED, List.of(text("st", "approval")), "I take this back: veto.");
        assertThat(InboxPolicy.veto(content)).isPresent();
    }
}
