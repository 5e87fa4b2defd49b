package io.github.devopsagent.internal.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.gate.KnownBlockers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A status that is no JSON says no wherever a valid one would, and lets a run go on where it only breaks off. */
class LenientStatusTest {

    private static final String GOOD = "{\n  'epic_id': 'EP-1',\n  'tier': 'standard',\n  'phase': 'deployment',\n"
            + "  'mode': 'full',\n  'iteration': 1,\n  'approvals': ['developer', 'qa'],\n  'blockers': []\n}\n";

    private static List<String> reasons(String status) {
        return LenientStatus.judge(
                status.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "EP-1", 1, KnownBlockers.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOP",
                "HOLD",
                "DO NOT DEPLOY",
                "VETO by security: CVE",
                "BLOCKER: CVE-1",
                "phase: testing",
                "// HOLD",
                "Please stop the deployment.",
                "hold: true",
                "{'op':'add','path':'/blockers/-','value':{'type':'veto','by':'qa','reason':'CVE'}}",
                "{'ts':'2026-01-01T10:00:00Z','event':'veto','by':'qa'}",
                "Stop. CVE found",
                "+  'phase': 'blocked'",
            })
    void a_line_beside_the_object_counts_as_in_the_inbox(String line) {
        assertThat(reasons(GOOD + line + "\n")).isNotEmpty();
        assertThat(reasons(line + "\n" + GOOD)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'approvals':['developer']}",
                "{'approvals':['developer'],'updated_by':'qa'}",
                "approvals: [developer]",
            })
    void approvals_behind_the_object_take_back_those_that_they_have_not(String line) {
        assertThat(reasons(GOOD + line + "\n")).isNotEmpty();
        assertThat(reasons(GOOD + line.replace("developer", "qa") + "\n")).isEmpty();
    }

    @Test
    void the_same_object_twice_stops_nothing() {
        assertThat(reasons(GOOD + GOOD)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Phase': 'testing'",
                "'x': {'veto': true}",
                "'phase': null",
                "'phase': {'name': 'testing'}",
                "'iteration': 2",
                "'epic_id': 'EP-2'",
                "'tier': 'starter'",
                "'mode': 'paused'",
                "'approvals': {'qa': false}",
                "'Blockers': [{'type': 'veto', 'by': 'qa', 'reason': 'x'}]",
                "'status': {'phase': 'testing'}",
                "’phase’: ’testing’",
                "\u201dphase\u201d:\u201dtesting\u201d",
                "`phase`: `testing`",
                "phase: testing",
            })
    void a_field_counts_where_a_comma_too_many_is_all_that_is_wrong(String field) {
        assertThat(reasons(GOOD.replace("[]\n}", "[],\n" + field + ",\n}"))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"}'}", "}\n}", "}\u2019}", ", }", "'"})
    void what_a_longer_one_left_behind_hides_nothing(String rest) {
        assertThat(reasons(GOOD + rest)).isEmpty();
        assertThat(reasons(GOOD.replace("'developer', 'qa'", "'developer'") + rest))
                .isNotEmpty();
        assertThat(reasons(GOOD.replace("'iteration': 1", "'iteration': 2") + rest))
                .isNotEmpty();
        assertThat(reasons(GOOD.replace("EP-1", "EP-2") + rest)).isNotEmpty();
        assertThat(reasons(GOOD.replace("'deployment'", "null") + rest)).isNotEmpty();
        assertThat(reasons(GOOD.replace("  'phase': 'deployment',\n", "") + rest))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Phase: testing",
                "phase: 'testing' # back",
                "**Phase:** testing",
                "PHASE=testing",
                "| phase | testing |",
                "<phase>testing</phase>",
                "phase: testing (was deployment)",
                "phase: deployment (blocked by qa)",
                "epic_id: EP-1\nphase: deployment\napprovals: [developer]\n",
                "epic_id: EP-1\nphase: deployment\napprovals:\n- developer\niteration: 1\n",
                "epic_id: EP-1\nphase: deployment\niteration: 2\n",
                "{'data': {'phase': 'testing'}",
                "{'phase': 'blo",
            })
    void a_phase_counts_in_any_writing(String status) {
        assertThat(LenientStatus.judge(status.getBytes(StandardCharsets.UTF_8), "EP-1", 1, KnownBlockers.NONE))
                .isNotEmpty();
        assertThat(reasons(status)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'iteration': 1", "'approvals': ['developer', 'qa']", "'mode': 'full'"})
    void a_merge_that_is_not_resolved_stops(String line) {
        assertThat(reasons(GOOD.replace(
                        "  " + line, "<<<<<<< ours\n  " + line + "\n=======\n  " + line + "\n>>>>>>> theirs")))
                .isNotEmpty();
    }

    @Test
    void a_blocker_that_breaks_off_is_of_others_unless_it_is_ours() {
        String blocker = "{'type': 'veto', 'by': 'security', 'reason': 'CVE-1'}";
        String full = GOOD.replace("[]\n}", "[" + blocker + "]\n}");
        int begins = full.indexOf(blocker);
        assertThat(IntStream.rangeClosed(begins + 1, full.length() - 3))
                .allSatisfy(end -> assertThat(reasons(full.substring(0, end))).isNotEmpty());
        assertThat(reasons(GOOD.substring(0, GOOD.indexOf("[]\n}")) + "[{'type': 'veto', 'by': 'devops', 'rea"))
                .isEmpty();
    }

    @Test
    void a_list_of_approvals_that_ends_counts() {
        assertThat(reasons("{'phase': 'deployment', 'approvals': ['developer'], 'blockers': [], 'upd"))
                .isNotEmpty();
        assertThat(reasons("{'phase': 'deployment', 'approvals': ['developer', 'q"))
                .isEmpty();
        assertThat(reasons("{'phase': 'deployment', 'approvals': ['developer'")).isEmpty();
    }

    @Test
    void a_good_one_that_breaks_off_anywhere_stops_nothing() {
        String full = GOOD.replace(
                "[]\n}",
                "[],\n  'workstreams': [{'id': 'WS-1', 'status': 'blocked'}],\n  'notes': {'hold': true},\n"
                        + "  'updated_at': '2026-01-01T00:00:00Z'\n}");
        assertThat(IntStream.range(0, full.length() - 2))
                .allSatisfy(end -> assertThat(reasons(full.substring(0, end))).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "// written by qa",
                "# status of EP-1",
                "/* blockers: none */",
            })
    void a_comment_that_says_no_such_thing_stops_nothing(String comment) {
        assertThat(reasons(GOOD + comment + "\n")).isEmpty();
        assertThat(reasons(GOOD.replace("[]\n}", "[],\n" + comment + "\n}"))).isEmpty();
    }
}
