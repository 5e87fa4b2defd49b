package io.github.devopsagent.internal.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerTries;
import io.github.devopsagent.domain.Mode;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.Tier;
import io.github.devopsagent.gate.FullEvidence;
import io.github.devopsagent.gate.VetoRules;
import io.github.devopsagent.inbox.Inbox;
import io.github.devopsagent.inbox.InboxMessage;
import io.github.devopsagent.inbox.InboxWords;
import io.github.devopsagent.internal.document.Schemas;
import io.github.devopsagent.internal.inbox.VetoMessageArbitraries.Letter;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.Veto;
import io.github.devopsagent.veto.VetoCodes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No veto is lost, and no approval of a doubtful kind lifts one: from the bytes to the judgement. */
@FewerTries
class InboxLawsTest {

    private static final Instant NOW = Instant.parse("2026-01-10T12:00:00Z");
    private static final String VETO = VetoMessageArbitraries.message("veto", "\"It is slow.\"", "", "");
    private static final String APPROVAL = VetoMessageArbitraries.message("approval", "\"It is fast now.\"", "", "")
            .replace("2026-01-01T10", "2026-01-05T10")
            .replace("\"2026-01-01\"", "\"2026-01-05\"");

    private static Letter letter(String name, String text) {
        return new Letter(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> vetoes(Letter... letters) {
        List<InboxMessage> messages = new ArrayList<>();
        for (Letter letter : letters) {
            messages.add(InboxReader.read(InboxMessage.INBOX + "/" + letter.name(), letter.bytes(), "EP-1", NOW));
        }
        Status status = new Status("EP-1", Tier.STANDARD, Phase.DEPLOYMENT, Mode.FULL, 1, Set.of("qa"), List.of());
        Evidence evidence = new Evidence(status, Optional.empty(), Optional.empty(), List.of(), List.of(), List.of());
        FullEvidence full = new FullEvidence(evidence, new Inbox(messages, Set.of("EP-0")), List.of(), false);
        return VetoRules.judge(Map.of(), full).vetoes().stream()
                .filter(veto -> veto.code().equals(VetoCodes.INBOX_VETO))
                .map(Veto::reason)
                .toList();
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void every_no_is_a_veto_in_whatever_dress_it_comes(@ForAll("nos") Letter no) {
        assertThat(vetoes(no)).hasSize(1);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void approvals_of_others_and_messages_of_all_kinds_do_not_hide_it(@ForAll("nos") Letter no) {
        Letter other = letter("a.json", APPROVAL.replace("sre", "architect"));
        assertThat(vetoes(other, letter("b.md", "hello"), no, letter("z.json", VETO.replace("veto", "status"))))
                .hasSize(1);
    }

    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
    void no_approval_of_a_doubtful_kind_lifts_a_veto(@ForAll("doubts") String approval) {
        assertThat(vetoes(letter("no.json", VETO), letter("yes.json", approval)))
                .singleElement()
                .asString()
                .contains("veto of sre in messages/inbox/devops/no.json");
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void neither_does_one_that_a_shell_or_an_editor_has_encoded(@ForAll("encoded") Letter approval) {
        assertThat(vetoes(letter("no.json", VETO), approval)).hasSize(1);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void a_clear_approval_that_is_certainly_later_lifts_it(@ForAll("clear") String approval) {
        assertThat(vetoes(letter("no.json", VETO), letter("yes.json", approval)))
                .isEmpty();
        assertThat(vetoes(letter("yes.json", approval))).isEmpty();
    }

    /** A valid message that loses its validity loses no veto. */
    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void what_says_no_when_it_is_valid_says_no_when_it_is_not(
            @ForAll("nos") Letter no, @ForAll("spoilings") UnaryOperator<String> spoiling) {
        String text = new String(no.bytes(), StandardCharsets.UTF_8);
        if (MessageSchema.faultIn(no.bytes()).isEmpty()) {
            assertThat(vetoes(letter("m.json", spoiling.apply(text)))).hasSize(1);
        }
    }

    /** One rule for both: a line stops a deployment, or does not, whatever else its message has. */
    @Property(tries = 500)
    void a_line_says_no_in_a_valid_message_if_and_only_if_it_does_in_one_that_is_not(
            @ForAll("lines") String line, @ForAll("kinds") String kind) {
        String valid = VetoMessageArbitraries.message(kind, '"' + line + '"', "", "");
        assertThat(MessageSchema.faultIn(valid.getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(vetoes(letter("m.json", valid)).size())
                .as(line)
                .isEqualTo(vetoes(letter("m.json", valid.replace("{\"d\":", "{\"x\": 1, \"d\":")))
                        .size());
    }

    @Provide
    Arbitrary<String> kinds() {
        return Arbitraries.of("request", "response", "status", "handoff", "planning", "approval");
    }

    @Provide
    Arbitrary<String> lines() {
        Arbitrary<String> stops = Arbitraries.of(InboxWords.STOPS)
                .flatMap(stop -> Arbitraries.of("", "!", " it", " the deployment", " words are removed")
                        .map(end -> stop + end));
        Arbitrary<String> words = Arbitraries.of(InboxWords.WORDS)
                .flatMap(word -> Arbitraries.of("", ": none", ": data loss").map(end -> word + end));
        Arbitrary<String> acts =
                Arbitraries.of(InboxWords.ACTS).map(act -> "We found a leak, so you must not " + act + " yet.");
        Arbitrary<String> others = Arbitraries.of(
                "It is slow.", "The CVE is fixed", "Holding steady: 0.1 %", "Rollback to v1 is tested", "STOP", "no");
        return Arbitraries.oneOf(stops, stops.map(text -> text.toUpperCase(Locale.ROOT)), words, acts, others);
    }

    @Property(tries = 1000)
    void a_message_is_valid_if_and_only_if_the_protocols_schema_says_so(@ForAll("nearlyValid") String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(MessageSchema.faultIn(bytes).isEmpty())
                .isEqualTo(Schemas.MESSAGE.errorsIn(bytes).isEmpty());
    }

    @Provide
    Arbitrary<Letter> nos() {
        return VetoMessageArbitraries.letters();
    }

    @Provide
    Arbitrary<UnaryOperator<String>> spoilings() {
        return Arbitraries.of(List.of(
                text -> text.replace("{\"d\":", "{\"x\": 1, \"d\":"),
                text -> text.replace("\"r\": \"sre\"", "\"from\": \"sre\""),
                text -> text.replace("\"nx\": []", "\"nx\": null"),
                text -> "[" + text + "]",
                text -> "```json\n" + text + "\n```",
                text -> text + "\n",
                text -> text.substring(0, text.length() - 1),
                text -> "\uFEFF" + text,
                text -> text.replace("EP-1", "ep-1")));
    }

    @Provide
    Arbitrary<String> doubts() {
        Arbitrary<String> times = Arbitraries.of(
                        "2026-01-01T10:00:00Z",
                        "2026-01-01T09:59:59Z",
                        "2026-01-01T11:00:00+01:00",
                        "2026-01-01T23:59:00",
                        "2026_01_02_00_00_00",
                        "2026-01-02",
                        "2026-01-01",
                        "2025-12-31",
                        "2026-01-10T12:05:01Z",
                        "2027-01-01T00:00:00Z",
                        "tomorrow",
                        "01/05/2026",
                        "2026-01-05 2 PM",
                        "2026-01-05T10:00:00 CET",
                        "1970-01-01T00:00:00Z",
                        "0",
                        "<timestamp>")
                .map(ts -> with("ts", quoted(ts)));
        Arbitrary<String> statuses = Arbitraries.of(
                        "pending",
                        "in review",
                        "conditional",
                        "approved with conditions",
                        "partially approved",
                        "draft",
                        "rejected",
                        "not approved",
                        "no",
                        "blocked",
                        "?",
                        "n/a",
                        "unknown",
                        "approved?",
                        "maybe",
                        "later")
                .map(status -> more("\"status\": " + quoted(status)));
        Arbitrary<String> verifications = Arbitraries.of(
                        "{\"tests\": false}",
                        "{\"tests\": null}",
                        "{\"tests\": \"pending\"}",
                        "{\"a\": {\"b\": \"\"}}",
                        "{\"tests\": \"failed\"}",
                        "{\"failures\": 2}",
                        "{\"e2e\": [true, \"skipped\"]}")
                .map(verification -> more("\"verification\": " + verification));
        Arbitrary<String> lines = Arbitraries.of(
                        "Veto",
                        "Hold until Monday",
                        "This is not approved",
                        "Conditional approval",
                        "I cannot approve it yet",
                        "Fine, provided that the db is up",
                        "My veto stands",
                        "Approval pending")
                .map(line -> with("sm", "[\"x\", " + quoted(line) + "]"));
        Arbitrary<String> conditions = Combinators.combine(
                        Arbitraries.of("Approved", "LGTM", "Fine with me", "All tests pass", "Go", "ok for us"),
                        Arbitraries.of(
                                " if the db is up",
                                ", once qa has looked at it",
                                " unless it rains",
                                " when the freeze is over",
                                " until Friday",
                                ", subject to the audit",
                                " except for checkout",
                                " - but only the docs",
                                " for staging",
                                "?",
                                " (pending the audit)",
                                ", I will confirm tomorrow",
                                "; not yet, though",
                                " as long as the cache stays warm",
                                ", aber nicht heute",
                                " - just kidding, don't",
                                ", sans the e2e tests which I haven't run",
                                ". Actually no.",
                                ", 11/12 checks",
                                " partially",
                                ", todo: rerun"),
                        Arbitraries.of("sm", "nx"))
                .as((yes, doubt, key) -> {
                    String line = quoted(yes + doubt);
                    return key.equals("sm") ? with("sm", "[" + line + "]") : with("nx", "[\"x\", " + line + "]");
                });
        Arbitrary<String> others = Arbitraries.of(
                with("r", "\"qa\""),
                with("r", "\"SRE\""),
                with("r", "\"\""),
                with("epic", "\"EP-2\""),
                with("epic", "\"ep-1\""),
                with("epic", "\"EP_1\""),
                with("epic", "\" EP-1\""),
                with("epic", "\"\""),
                with("st", "\"status\""),
                with("st", "\"response\""),
                with("st", "\"Approval\""),
                with("st", "\"approved\""),
                with("sm", "[]"),
                with("sm", "\"x\""),
                with("nx", "null"),
                with("d", "\"yesterday\""),
                with("d", "\"2025-12-01\""),
                with("d", "\"2026-13-01\""),
                with("d", "\"2026-01-12\""),
                more("\"x\": 1"),
                more("\"st\": \"approval\""),
                more("\"ts\": null"),
                more("\"answers\": {\"a\": 1}"),
                APPROVAL.replace("\"nx\": [], ", ""),
                "[" + APPROVAL + "]",
                APPROVAL + APPROVAL,
                APPROVAL + " // yes",
                "```json\n" + APPROVAL + "\n```",
                APPROVAL.replace('"', '\''),
                APPROVAL.substring(0, APPROVAL.length() - 1),
                "{\"message\": " + APPROVAL + "}",
                "{\"type\": \"approval\", \"from\": \"sre\", \"epic\": \"EP-1\", \"ts\": \"2026-01-05T10:00:00Z\"}",
                "st: approval\nr: sre\nepic: EP-1\nts: 2026-01-05T10:00:00Z\n",
                "approved by sre",
                "");
        return Arbitraries.oneOf(times, statuses, verifications, lines, conditions, others);
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    /** The approval with another value of a field. */
    private static String with(String key, String value) {
        String pattern = "\"" + key + "\": (\"[^\"]*\"|\\[[^\\]]*\\])";
        String changed = APPROVAL.replaceFirst(pattern, "\"" + key + "\": " + value.replace("\\", "\\\\"));
        assertThat(changed).isNotEqualTo(APPROVAL);
        return changed;
    }

    private static String more(String field) {
        return APPROVAL.substring(0, APPROVAL.length() - 1) + ", " + field + "}";
    }

    @Provide
    Arbitrary<Letter> encoded() {
        return Arbitraries.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)
                .map(charset -> new Letter("yes.json", APPROVAL.getBytes(charset)));
    }

    @Provide
    Arbitrary<String> clear() {
        Arbitrary<String> times = Arbitraries.longs()
                .between(1, Duration.ofDays(9).toSeconds())
                .map(seconds -> Instant.parse("2026-01-01T10:00:00Z")
                        .plusSeconds(seconds)
                        .toString());
        Arbitrary<String> statuses = Arbitraries.of("approved", "APPROVED", "ok", "LGTM", " approved ", "Passed");
        Arbitrary<String> verifications = Arbitraries.of(
                "{}",
                "{\"tests\": true, \"e2e\": {\"passed\": true, \"failed\": 0}}",
                "{\"blockers\": [], \"unit\": \"ok\", \"pending\": false}");
        Arbitrary<String> lines = Arbitraries.of(
                "Go.",
                "Approved: the CVE is fixed",
                "All 12 tests pass",
                "12/12 pass, 0 failed",
                "Unblocked",
                "Approved");
        return Combinators.combine(times, statuses, verifications, lines)
                .as((ts, status, verification, line) -> VetoMessageArbitraries.message(
                                "approval",
                                quoted(line),
                                "",
                                ", \"status\": " + quoted(status) + ", \"verification\": " + verification)
                        .replace("\"2026-01-01\"", quoted(ts.substring(0, 10)))
                        .replace("2026-01-01T10:00:00Z", ts));
    }

    @Provide
    Arbitrary<String> nearlyValid() {
        Arbitrary<String> keys = Arbitraries.of(
                "d", "st", "r", "epic", "sm", "nx", "artifacts", "answers", "ts", "status", "verification", "x", "ST");
        Arbitrary<String> values = Arbitraries.of(
                "\"2026-01-01\"",
                "\"2026-1-1\"",
                "\"veto\"",
                "\"Veto\"",
                "\"qa\"",
                "\"\"",
                "[]",
                "[\"a\"]",
                "[1]",
                "[\"a\", null]",
                "{}",
                "{\"a\": \"b\"}",
                "{\"a\": 1}",
                "null",
                "true",
                "7",
                "\"２０２６-01-01\"",
                "\"2026-01-01\\n\"");
        Arbitrary<String> changed = Combinators.combine(keys, values).as((key, value) -> {
            String pattern = "\"" + key + "\": (\"[^\"]*\"|\\[[^\\]]*\\])";
            return APPROVAL.matches(".*" + pattern + ".*")
                    ? APPROVAL.replaceFirst(pattern, "\"" + key + "\": " + value.replace("\\", "\\\\"))
                    : more("\"" + key + "\": " + value);
        });
        Arbitrary<String> without =
                keys.map(key -> APPROVAL.replaceFirst("\"" + key + "\": (\"[^\"]*\"|\\[[^\\]]*\\]),? ?", ""));
        return Arbitraries.oneOf(changed, without.filter(text -> !text.endsWith(", }")), Arbitraries.just(APPROVAL));
    }
}
