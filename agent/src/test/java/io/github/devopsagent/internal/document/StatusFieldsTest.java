package io.github.devopsagent.internal.document;

import static io.github.devopsagent.internal.json.QuotedJson.bytes;
import static io.github.devopsagent.internal.json.QuotedJson.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.Status;
import io.github.devopsagent.inbox.InboxFields;
import io.github.devopsagent.inbox.UnreadFields;
import io.github.devopsagent.veto.Refusal;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A field of a status that nobody reads must neither be one of ours, misspelled, nor say no. */
class StatusFieldsTest {

    private static byte[] status(String more) {
        return bytes("{'epic_id': 'EP-1', 'tier': 'standard', 'phase': 'deployment', 'mode': 'full', 'iteration': 1,"
                + " 'approvals': ['qa'], 'blockers': [], " + more + "}");
    }

    private static Either<List<Refusal>, Status> read(String more) {
        return StatusReader.readToDecide(status(more));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Blockers': [{'type': 'veto', 'by': 'qa', 'reason': 'x'}]",
                "'blocker': ['x']",
                "'blokers': 'data loss'",
                "'Phase': 'testing'",
                "'phase ': 'testing'",
                "'phse': 'testing'",
                "'PHASE': 'done'",
                "'epicId': 'EP-2'",
                "'Tier': 'starter'",
                "'iteratons': 2",
                "'phases': 'testing'",
                "'approval': ['developer']",
            })
    void a_misspelled_field_is_a_fault_with_the_right_name(String more) {
        String name = more.substring(1, more.indexOf('\'', 1));
        assertThat(lines(read(more)))
                .singleElement()
                .asString()
                .startsWith("unknown_field /" + name + " found ")
                .contains("; allowed is ");
        assertThat(StatusReader.read(status(more)).isRight())
                .as("it can be edited")
                .isTrue();
    }

    @Test
    void it_is_named_with_what_is_allowed_and_the_fix() {
        assertThat(lines(read("'Phase': 'testing'")))
                .containsExactly("unknown_field /Phase found 'Phase'; allowed is 'phase'; did you mean 'phase'?");
        assertThat(lines(read("'meta': {'hold': true}")))
                .containsExactly(
                        "unknown_field /meta/hold found 'meta.hold', which says no: 'meta.hold' is true; allowed"
                                + " is a field of the protocol, or one that does not say no; remove it when the deployment may"
                                + " go on; who stops one sets the phase, adds a blocker, or writes to devops");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'veto': {'by': 'qa', 'reason': 'x'}",
                "'veto': true",
                "'veto': [{'by': 'qa'}]",
                "'hold': true",
                "'on_hold': 'until Tuesday'",
                "'blocked': true",
                "'blocked_by': 'security'",
                "'status': 'blocked'",
                "'deployment_status': 'rejected'",
                "'deploymentStatus': 'On hold'",
                "'verdict': 'NO-GO'",
                "'decision': {'by': 'qa', 'value': 'rejected'}",
                "'current_phase': 'blocked'",
                "'qa_approved': false",
                "'approved': 'no'",
                "'safe_to_deploy': false",
                "'do_not_deploy': true",
                "'stop': 1",
                "'hold': 'pending'",
                "'hold_required': true",
                "'stop_requested': 'yes'",
                "'frozen': true",
                "'freeze': true",
                "'emergency_stop': {'by': 'sre'}",
                "'message': 'do not deploy'",
                "'note_to_devops': 'x', 'release': 'on hold'",
                "'remark': 'STOP'",
                "'gates': {'security': {'approved': false}}",
                "'qa': {'status': 'rejected'}",
                "'open_blockers': [{'type': 'veto', 'by': 'security', 'reason': 'x'}]",
                "'security_blockers': ['x']",
                "'release_blocker': 'CVE-1'",
                "'deploy_blocked_by': 'security'",
                "'security_hold': 'CVE'",
                "'release_hold': 'until Monday'",
                "'qa_blocked': ['CVE']",
                "'approval_withdrawn': 'qa'",
                "'approvals_withdrawn': ['qa']",
                "'halted': {'by': 'alice', 'reason': 'CVE'}",
                "'frozen': 'until QA signs'",
                "'change_freeze': {'active': true}",
                "'freeze': {'active': true, 'until': 'Monday'}",
                "'cancelled': 'alice'",
                "'objection': 'CVE'",
                "'objections': [{'by': 'qa'}]",
                "'disapproved': ['qa']",
                "'revoked': ['qa']",
                "'deployment_paused': true",
                "'suspend': true",
                "'locked': true",
                "'no_deploy': true",
                "'no-deploy': true",
                "'forbid_deploy': true",
                "'deployment_disabled': true",
                "'deployment': 'not allowed'",
                "'deployment': {'enabled': false}",
                "'qa_status': 'retracted'",
                "'security_review': 'failed'",
                "'checks': {'sast': 'failed'}",
                "'readiness': 'not ready'",
                "'command': 'stop'",
                "'status': {'phase': 'testing'}",
                "'current_phase': 'testing'",
                "'decision': 'Deploy, not today'",
                "'decision': 'hold, not deploy'",
                "'blocks': ['release']",
                "'tasks': {'veto': true}",
                "'blockers_open': 2",
                "'vetoes': 2",
                "'meta': {'deploy': false}",
            })
    void a_field_that_says_no_is_a_fault(String more) {
        assertThat(lines(read(more))).isNotEmpty().allMatch(fault -> fault.startsWith("unknown_field /"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'veto': false, 'hold': false, 'blocked': [], 'Blockers': [], 'stop': null, 'Phase': '', 'halt': {}",
                "'blocked': 'none', 'on_hold': 'no', 'blocked_by': null, 'veto': 'none'",
                "'rejections': [{'by': 'qa', 'reason': 'red', 'iteration': 1}], 'rejection_count': 2, 'veto_count': 1",
                "'notes': ['blocked by qa until noon', 'on hold'], 'note': 'STOP was lifted'",
                "'history': [{'phase': 'blocked', 'status': 'rejected', 'veto': true}]",
                "'previous_phase': 'blocked', 'last_veto': {'by': 'qa'}, 'resolved_blockers': [{'by': 'qa'}]",
                "'title': 'Block stolen cards', 'description': 'Users cannot approve their own orders'",
                "'name': 'Stop words in the search', 'goal': 'Hold orders until they are paid'",
                "'model': 'x', 'node': 1, 'phrase': 'x', 'timer': 3, 'code': 'x', 'epic': {'id': 'EP-1'}, 'time': 'x'",
                "'deployment_status': 'not_started', 'state': 'not deployed', 'status': 'pending'",
                "'tasks': [{'id': 1, 'status': 'blocked'}], 'meetings': [{'by': 'qa', 'verdict': 'rejected'}]",
                "'created_at': '2025-12-31T14:00:00Z', 'created_by': 'analyst', 'priority': 'blocker', 'version': '2.0'",
                "'auto_deploy': false, 'approval_required': false, 'status': 'in_progress', 'health': 'green'",
                "'workstreams': [{'id': 'WS-1', 'title': 'x', 'status': 'blocked'}]",
                "'Phase': 'deployment', 'epicId': 'EP-1'",
                "'blockchain': 'x', 'block_size': 4096, 'deployed': false, 'rollback': 'git revert abc123'",
                "'$schema': 'x', 'updated_by': 'stop', 'updated_at': 'hold'",
                "'checklist': {'tests': 'pass', 'deploy': false}, 'steps': {'build': true, 'deploy': false}",
                "'artifacts': {'plan': true, 'deployment': false}, 'approvals_detail': {'qa': true, 'devops': false}",
                "'production_verified': false, 'post_deploy': {'verified': false}, 'ci': {'deploy': false}",
                "'manual_approval': false, 'needs_approval': false, 'require_approval': 'no', 'requires_approval': false",
                "'roles_active': {'security': false}, 'notifications': {'qa': false}",
                "'vetoes': 0, 'veto_count': 2, 'metrics': {'blocked_requests': 120}, 'hold_time': '30m'",
                "'blockers_updated_at': '2026-01-01', 'blockers_max': 3, 'was_blocked': true, 'last_blocked_at': '2026-01-01'",
                "'tasks': {'T2': {'status': 'cancelled'}}, 'options': {'A': 'accepted', 'B': 'rejected'}",
                "'related': {'EP-2': 'blocked'}, 'requirements': {'R2': 'rejected'}, 'relations': {'blocks': ['EP-2']}",
                "'transitions': {'deployment': ['done', 'blocked']}, 'on_veto': 'testing', 'veto_roles': ['qa']",
                "'scripts': {'stop': 'npm stop'}, 'glossary': {'hold': 'a stop'}, 'pause': '5s', 'cancel': {'allowed': true}",
                "'decision': 'Use Postgres, not Redis', 'status': 'ready, nobody objects', 'result': 'not a single failure'",
                "'decision': 'Deploy; no canary', 'type': 'error-handling'",
                "'issue_type': 'Blocker', 'qa_status': 'not required', 'security_status': 'not applicable'",
                "'feature': 'on hold', 'keywords': ['on hold', 'cancelled'], 'hold': 'released', 'blocked': 'nein'",
                "'phases': ['requirements', 'testing'], 'iterations': 3, 'not_blocked': true, 'unblocked': true",
                "'phases': {'testing': 'done'}, 'next_phase': 'done', 'previous': {'phase': 'testing'}",
            })
    void what_others_write_is_passed_over(String more) {
        String faults = read(more).fold(List::toString, status -> "");
        assertThat(faults).isEmpty();
    }

    private static Either<List<Refusal>, Status> approvedBy(String entries) {
        return StatusReader.readToDecide(new String(status("'x': 1"), StandardCharsets.UTF_8)
                .replace("[\"qa\"]", entries.replace('\'', '"'))
                .getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "['developer', 'qa', 'security: VETO']",
                "['qa', '-qa']",
                "['qa', '!qa']",
                "['qa', 'qa withdrawn']",
                "['qa', 'no']",
                "['qa', '~~qa~~']",
                "['qa', 'qa ❌']",
            })
    void an_approval_that_is_taken_back_is_a_fault_that_names_it(String entries) {
        assertThat(lines(approvedBy(entries)))
                .singleElement()
                .asString()
                .startsWith("wrong_value /approvals/")
                .contains("takes its approval back");
    }

    @ParameterizedTest
    @ValueSource(strings = {"['qa', 'Alice']", "['qa', 'ux_designer']", "['qa', 'security-team']", "['qa', 'devops']"})
    void an_approval_of_whoever_else_is_passed_over(String entries) {
        assertThat(approvedBy(entries).isRight()).isTrue();
    }

    @Test
    void readme_lists_the_words_of_names() throws IOException {
        Map<String, List<String>> lists = Map.of(
                "of other times: ", UnreadFields.OTHER_TIMES,
                "of other things: ", UnreadFields.OTHER_THINGS,
                "last words of measures", UnreadFields.MEASURES,
                "what is asked: ", InboxFields.NEEDS,
                "words of a no", UnreadFields.NO_IN_NAMES,
                "names of a no", UnreadFields.NO_NAMES,
                "names of its epic", UnreadFields.EPIC_NAMES,
                "values by which a no is over", UnreadFields.OVER);
        List<String> page = Files.readAllLines(Path.of("../docs/stopping.md"));
        assertThat(lists).allSatisfy((name, words) -> {
            List<String> rows =
                    page.stream().filter(line -> line.startsWith("| " + name)).toList();
            assertThat(rows).as(name).hasSize(1);
            assertThat(Pattern.compile("`([^`]+)`")
                            .matcher(rows.get(0))
                            .results()
                            .map(match -> match.group(1)))
                    .containsExactlyElementsOf(words);
        });
    }

    @Property(tries = 300)
    void a_field_of_ours_in_another_style_is_never_passed_over(@ForAll("misspelled") String name) {
        assertThat(read("'" + name + "': ['x']").isLeft()).isTrue();
        assertThat(read("'" + name + "': []").isRight()).isTrue();
    }

    @Provide
    Arbitrary<String> misspelled() {
        Arbitrary<String> styled = Combinators.combine(
                        Arbitraries.of(StatusFields.READ),
                        Arbitraries.of("", " ", "_", "-"),
                        Arbitraries.integers().between(0, 3))
                .as((field, end, style) -> switch (style) {
                            case 0 -> field.toUpperCase(Locale.ROOT);
                            case 1 -> field.replace('_', '-');
                            case 2 -> field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
                            default -> field.replace("_", "");
                        }
                        + end);
        return styled.filter(name -> !StatusFields.isOfProtocol(name));
    }

    @Property(tries = 300)
    void a_field_of_the_inbox_that_says_no_when_it_is_true_is_never_passed_over(@ForAll("nos") String name) {
        assertThat(read("'" + name + "': true").isLeft()).isTrue();
        assertThat(read("'" + name + "': false").isRight()).isTrue();
        assertThat(read("'meta': {'" + name + "': true}").isLeft()).isTrue();
    }

    @Provide
    Arbitrary<String> nos() {
        List<String> all = Stream.of(
                        InboxFields.STOP_FIELDS.stream(),
                        InboxFields.NO_FIELDS.stream(),
                        Stream.of("veto", "blocked", "hold", "rejected"))
                .flatMap(each -> each)
                .toList();
        return Combinators.combine(Arbitraries.of(all), Arbitraries.of("_", "-", " "))
                .as((name, joint) -> name.replace(" ", joint));
    }
}
