package io.github.devopsagent.gate;

import static io.github.devopsagent.gate.EvidenceFixture.evidence;
import static io.github.devopsagent.gate.EvidenceFixture.message;
import static io.github.devopsagent.gate.EvidenceFixture.messageAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.inbox.Inbox;
import io.github.devopsagent.inbox.InboxMessage;
import io.github.devopsagent.inbox.InboxMessage.Form;
import io.github.devopsagent.inbox.MessageTime;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which vetoes of the inbox stand, which are lifted, and what people are told of both. */
class InboxRuleTest {

    private static List<String> codes(EvidenceFixture evidence) {
        return VetoRules.judge(Map.of(), evidence.full()).vetoes().stream()
                .map(Veto::code)
                .toList();
    }

    private static Veto veto(EvidenceFixture evidence) {
        List<Veto> vetoes = VetoRules.judge(Map.of(), evidence.full()).vetoes();
        assertThat(vetoes).hasSize(1);
        return vetoes.get(0);
    }

    private static InboxMessage withEpic(InboxMessage message, Optional<String> epic) {
        return new InboxMessage(
                message.file(),
                message.form(),
                message.kind(),
                message.sender(),
                epic,
                message.time(),
                message.summary(),
                message.veto(),
                message.doubt(),
                message.unclear());
    }

    private static InboxMessage withSender(InboxMessage message, Optional<String> sender) {
        return new InboxMessage(
                message.file(),
                message.form(),
                message.kind(),
                sender,
                message.epic(),
                message.time(),
                message.summary(),
                message.veto(),
                message.doubt(),
                message.unclear());
    }

    private static InboxMessage withTime(InboxMessage message, MessageTime time) {
        return new InboxMessage(
                message.file(),
                message.form(),
                message.kind(),
                message.sender(),
                message.epic(),
                time,
                message.summary(),
                message.veto(),
                message.doubt(),
                message.unclear());
    }

    private static InboxMessage in(Form form, InboxMessage message) {
        return new InboxMessage(
                message.file(),
                form,
                message.kind(),
                message.sender(),
                message.epic(),
                message.time(),
                message.summary(),
                message.veto(),
                message.doubt(),
                Optional.of("it is no valid message"));
    }

    private static InboxMessage doubtful(InboxMessage message) {
        return new InboxMessage(
                message.file(),
                message.form(),
                message.kind(),
                message.sender(),
                message.epic(),
                message.time(),
                message.summary(),
                message.veto(),
                Optional.of("'status' is \"pending\""),
                message.unclear());
    }

    @Test
    void a_veto_stands_and_goes_back_to_its_sender() {
        Veto veto = veto(evidence().received(message("veto", "sre", "2026-01-02")));
        assertThat(veto.code()).isEqualTo("inbox_veto");
        assertThat(veto.reason())
                .isEqualTo(
                        "veto of sre in messages/inbox/devops/2026-01-02-veto.json, since 'st' is \"veto\": It is slow."
                                + " p95 is 3 s. (the sender lifts it with a valid approval that is certainly later)");
        assertThat(veto.where()).isEqualTo(Source.of("messages/inbox/devops/2026-01-02-veto.json"));
        assertThat(veto.addressee()).isEqualTo(Role.SRE);
    }

    @Test
    void every_veto_is_named() {
        Veto veto = veto(evidence()
                .received(message("veto", "sre", "2026-01-02"))
                .received(message("veto", "security", "2026-01-03")));
        assertThat(veto.reason()).contains("veto of sre in ").contains("; veto of security in ");
    }

    @Test
    void of_thousands_of_vetoes_ten_are_named() {
        EvidenceFixture evidence = evidence();
        for (int i = 0; i < 5000; i++) {
            evidence.received(message("veto", "sre", "2026-01-02"));
        }
        assertThat(veto(evidence).reason()).endsWith("; and 4990 more").hasSizeLessThan(3000);
    }

    @Test
    void a_later_approval_of_the_same_role_lifts_it() {
        assertThat(codes(evidence()
                        .received(message("veto", "sre", "2026-01-02"))
                        .received(message("approval", "sre", "2026-01-03"))))
                .isEmpty();
        assertThat(codes(evidence()
                        .received(messageAt("veto", "sre", "2026-01-02T10:00:00Z"))
                        .received(messageAt("approval", "sre", "2026-01-02T10:00:01Z"))))
                .isEmpty();
    }

    @Test
    void an_earlier_one_does_not_and_neither_does_one_of_the_same_day() {
        for (String day : List.of("2026-01-01", "2026-01-02")) {
            assertThat(codes(evidence()
                            .received(message("veto", "sre", "2026-01-02"))
                            .received(message("approval", "sre", day))))
                    .as(day)
                    .containsExactly("inbox_veto");
        }
    }

    @Test
    void no_other_approval_lifts_it_and_the_reason_says_why() {
        InboxMessage approval = message("approval", "sre", "2026-01-03");
        Map<String, InboxMessage> doubtful = Map.of(
                "its epic is \"EP-2\"", withEpic(approval, Optional.of("EP-2")),
                "its epic is \"ep-1\"", withEpic(approval, Optional.of("ep-1")),
                "its epic is \"\"", withEpic(approval, Optional.empty()),
                "it is no valid message", in(Form.STRUCTURED, approval),
                "'status' is \"pending\"", doubtful(approval),
                "its time \"tomorrow\" cannot be used", withTime(approval, MessageTime.unread("tomorrow")),
                "its time cannot be used", withTime(approval, MessageTime.NONE),
                "it is not certainly later", message("approval", "sre", "2026-01-02"));
        doubtful.forEach((why, message) -> assertThat(veto(evidence()
                                .received(message("veto", "sre", "2026-01-02"))
                                .received(message))
                        .reason())
                .contains("does not: ", why));
    }

    @Test
    void neither_does_another_role_nor_another_kind_of_message() {
        assertThat(codes(evidence()
                        .received(message("veto", "sre", "2026-01-02"))
                        .received(message("approval", "qa", "2026-01-03"))
                        .received(message("status", "sre", "2026-01-03"))))
                .containsExactly("inbox_veto");
    }

    @Test
    void an_approval_that_says_no_is_a_veto_of_its_own() {
        InboxMessage approval = message("approval", "sre", "2026-01-03");
        InboxMessage rejected = new InboxMessage(
                approval.file(),
                approval.form(),
                approval.kind(),
                approval.sender(),
                approval.epic(),
                approval.time(),
                approval.summary(),
                Optional.of("'status' is \"rejected\""),
                Optional.empty(),
                Optional.empty());
        assertThat(veto(evidence()
                                .received(message("veto", "sre", "2026-01-02"))
                                .received(rejected))
                        .reason())
                .contains("2026-01-02-veto.json", "2026-01-03-approval.json", "since 'status' is \"rejected\"");
    }

    @Test
    void a_veto_of_any_form_is_lifted_if_role_and_time_are_certain() {
        for (Form form : List.of(Form.VALID, Form.STRUCTURED, Form.TEXT)) {
            assertThat(codes(evidence()
                            .received(in(form, message("veto", "sre", "2026-01-02")))
                            .received(message("approval", "sre", "2026-01-03"))))
                    .isEmpty();
        }
    }

    @Test
    void the_epic_is_ours_in_another_spelling_if_it_is_unknown_or_none() {
        for (String epic : List.of("EP-1", "ep_1", " EP 1 ", "Ep1", "EP-2", "")) {
            InboxMessage veto = withEpic(
                    message("veto", "sre", "2026-01-02"), Optional.of(epic).filter(text -> !text.isEmpty()));
            assertThat(codes(evidence().after("EP-0").received(veto))).as(epic).containsExactly("inbox_veto");
        }
    }

    @Test
    void a_veto_of_an_earlier_epic_of_this_directory_is_told_and_does_not_stand() {
        EvidenceFixture evidence = evidence()
                .after("EP-0", "EP_1")
                .received(withEpic(message("veto", "sre", "2026-01-02"), Optional.of("EP-0")));
        assertThat(codes(evidence)).isEmpty();
        assertThat(InboxListing.of("EP-1", evidence.inbox()))
                .singleElement()
                .extracting(ReceivedMessage::remark)
                .isEqualTo("a veto, but of the earlier epic EP-0: 'st' is \"veto\"");
    }

    @Test
    void an_earlier_epic_that_reads_like_the_current_one_does_not_excuse_a_veto() {
        assertThat(codes(evidence()
                        .after("EP_1")
                        .received(withEpic(message("veto", "sre", "2026-01-02"), Optional.of("EP_1")))))
                .containsExactly("inbox_veto");
    }

    @Test
    void what_has_no_sender_or_no_time_is_lifted_by_removing_the_file_and_the_reason_says_so() {
        InboxMessage veto = message("veto", "sre", "2026-01-02");
        InboxMessage approval = message("approval", "sre", "2026-01-03");
        Map<String, InboxMessage> vetoes = Map.of(
                "it names no sender, so it is lifted by removing the file", withSender(veto, Optional.empty()),
                "its sender is no role, or not certain, so it is", withSender(veto, Optional.of("the boss")),
                "it has no time, so it is", withTime(veto, MessageTime.NONE),
                "its time \"noon\" cannot be used, so it is", withTime(veto, MessageTime.unread("noon")),
                "it names no sender and it has no time, so",
                        withSender(withTime(veto, MessageTime.NONE), Optional.empty()));
        vetoes.forEach((why, message) -> assertThat(
                        veto(evidence().received(message).received(approval)).reason())
                .contains(why));
    }

    @Test
    void a_veto_of_nobody_that_is_known_goes_to_the_tech_lead() {
        assertThat(veto(evidence().received(message("veto", "the boss", "2026-01-02")))
                        .addressee())
                .isEqualTo(Role.TECH_LEAD);
    }

    @Test
    void people_are_told_of_everything_and_first_of_what_something_was_made_of() {
        Inbox inbox = new Inbox(
                List.of(
                        message("handoff", "developer", "2026-01-01"),
                        InboxMessage.noFile("messages/inbox/devops/x", "it is a directory", Optional.empty()),
                        doubtful(message("approval", "qa", "2026-01-01")),
                        in(Form.TEXT, message("handoff", "qa", "2026-01-01")),
                        message("veto", "sre", "2026-01-02"),
                        message("veto", "security", "2026-01-02"),
                        message("approval", "sre", "2026-01-03")),
                Set.of());
        assertThat(InboxListing.of("EP-1", inbox))
                .extracting(ReceivedMessage::remark)
                .containsExactly(
                        "not opened: it is a directory",
                        "lifts no veto: 'status' is \"pending\"",
                        "not understood: it is no valid message",
                        "a veto, lifted by messages/inbox/devops/2026-01-03-approval.json: 'st' is \"veto\"",
                        "counts as a veto: 'st' is \"veto\"",
                        "",
                        "");
    }

    @Test
    void every_file_of_thousands_is_named_and_the_first_ones_are_told_whole() {
        InboxMessage message = message("handoff", "developer", "2026-01-01");
        Inbox inbox = new Inbox(Collections.nCopies(11_000, message), Set.of());
        List<ReceivedMessage> list = InboxListing.of("EP-1", inbox);
        assertThat(list).hasSize(10_001);
        assertThat(list.get(0).summary()).isEqualTo(message.summary());
        assertThat(list.get(10_000).remark()).isEqualTo("there are 1000 more files, which are not listed");
    }

    @Test
    void an_entry_is_one_line_for_people() {
        ReceivedMessage message = new ReceivedMessage(
                "m.json", "qa", "handoff", List.of("a", "b".repeat(500)), "not understood: it is odd");
        assertThat(message.toString())
                .startsWith("m.json [not understood: it is odd]: handoff of qa: a bbb")
                .endsWith("…")
                .hasSize(401);
        assertThat(new ReceivedMessage("m", "", "", List.of(), "")).hasToString("m");
    }
}
