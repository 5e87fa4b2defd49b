package io.github.devopsagent.gate;

import static io.github.devopsagent.gate.EvidenceFixture.EPIC;
import static io.github.devopsagent.gate.EvidenceFixture.evidence;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.domain.Tier;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.VetoCodes;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether this is the moment to act. */
class GateTest {

    private static List<Refusal> judge(EvidenceFixture evidence) {
        return judge(evidence, Optional.empty());
    }

    private static List<Refusal> judge(EvidenceFixture fixture, Optional<String> hostEnvironment) {
        Evidence evidence = fixture.build();
        return Stream.concat(
                        Gate.judge(evidence.status()).stream(), Gate.mismatches(evidence, hostEnvironment).stream())
                .toList();
    }

    private static Refusal onlyRefusal(EvidenceFixture evidence) {
        assertThat(judge(evidence)).hasSize(1);
        return judge(evidence).get(0);
    }

    @Test
    void the_gate_is_open_in_deployment() {
        assertThat(judge(evidence())).isEmpty();
        assertThat(judge(evidence().of(Tier.ENTERPRISE))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Phase.class, mode = EnumSource.Mode.EXCLUDE, names = "DEPLOYMENT")
    void every_other_phase_is_refused(Phase phase) {
        Refusal refusal = onlyRefusal(evidence().in(phase));
        assertThat(refusal.code()).isEqualTo("wrong_phase");
        assertThat(refusal.reason())
                .isEqualTo("the phase is '" + phase.label()
                        + "', but devops acts only in 'deployment'; run again when the epic is there");
        assertThat(refusal.where()).isEqualTo(new Source(Status.FILE, "/phase"));
    }

    @Test
    void the_starter_tier_is_refused() {
        Refusal refusal = onlyRefusal(evidence().of(Tier.STARTER));
        assertThat(refusal.code()).isEqualTo("wrong_tier");
        assertThat(refusal.where()).isEqualTo(new Source(Status.FILE, "/tier"));
    }

    @ParameterizedTest
    @EnumSource(Blocker.Type.class)
    void every_blocker_of_another_role_is_refused(Blocker.Type type) {
        Refusal refusal = onlyRefusal(evidence().blockedBy(new Blocker(type, "qa", "load test pending")));
        assertThat(refusal.code()).isEqualTo("open_blocker");
        assertThat(refusal.reason())
                .isEqualTo(
                        "an open blocker (" + type.label()
                                + ") of qa: load test pending; its owner removes it when it is settled: no other field of it is read");
        assertThat(refusal.where()).isEqualTo(new Source(Status.FILE, "/blockers/0"));
    }

    @Test
    void our_own_question_is_refused_until_someone_has_looked() {
        Refusal refusal = onlyRefusal(evidence()
                .blockedBy(
                        new Blocker(
                                Blocker.Type.VETO, "devops", "tests_not_passing: old (artifacts/test_results.json)"),
                        new Blocker(Blocker.Type.QUESTION, "devops", "DEP-001 was rolled back")));
        assertThat(refusal.reason())
                .isEqualTo("someone must look first: DEP-001 was rolled back;"
                        + " a person or another role removes this blocker when it is answered");
        assertThat(refusal.where()).isEqualTo(new Source(Status.FILE, "/blockers/1"));
        assertThat(refusal.code()).isEqualTo("open_blocker");
    }

    @Test
    void documents_of_another_epic_are_refused() {
        assertThat(judge(evidence().withPlanOf("EP-2").tested("EP-3", 1, 1)))
                .extracting(Refusal::toString)
                .containsExactly(
                        "epic_mismatch: the epic is 'EP-2' here, but 'EP-1' in status.json; they must be the same ("
                                + Plan.FILE + "#/epic_id)",
                        "epic_mismatch: the epic is 'EP-3' here, but 'EP-1' in status.json; they must be the same ("
                                + TestResults.FILE + "#/epic_id)");
    }

    @Test
    void two_names_for_the_environment_are_refused() {
        List<Refusal> refusals = judge(evidence().deployedTo("staging"), Optional.of("production"));
        assertThat(refusals)
                .extracting(Refusal::toString)
                .containsExactly("environment_mismatch: the plan deploys to 'staging', but the host to 'production';"
                        + " remove one of them, or make them the same (artifacts/plan.json#/environment)");
    }

    @Test
    void one_name_for_the_environment_suffices_and_twice_the_same_is_no_conflict() {
        assertThat(judge(evidence().deployedTo("staging"), Optional.empty())).isEmpty();
        assertThat(judge(evidence(), Optional.of("staging"))).isEmpty();
        assertThat(judge(evidence().deployedTo("staging"), Optional.of("staging")))
                .isEmpty();
    }

    @Test
    void every_mismatch_is_reported_at_once() {
        EvidenceFixture evidence = evidence()
                .in(Phase.TESTING)
                .of(Tier.STARTER)
                .blockedBy(new Blocker(Blocker.Type.VETO, "sre", "frozen"))
                .withPlanOf("EP-2")
                .tested("EP-2", 1, 1)
                .deployedTo("staging");
        assertThat(judge(evidence, Optional.of("production")))
                .extracting(Refusal::code)
                .containsExactly(
                        "wrong_phase",
                        "wrong_tier",
                        "open_blocker",
                        "epic_mismatch",
                        "epic_mismatch",
                        "environment_mismatch");
    }

    @Test
    void what_is_missing_is_not_a_mismatch() {
        assertThat(judge(evidence().withoutPlan().withoutTestResults())).isEmpty();
        assertThat(evidence().build().status().epicId()).isEqualTo(EPIC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice: stop (CVE-1)",
                "alice: stop (status.json)",
                "qa: red (artifacts/test_results.json)",
                "tech_lead: stop (artifacts/plan.json)",
                "team_a: stop (CVE-1)",
                "stop (status.json)",
                "stop",
                "alice: see below\ninbox_veto: x (status.json)",
                "alice: and so on …",
                "alice: see\nbelow (status.json)",
                "change_freeze: no changes\nuntil Monday"
            })
    void a_veto_that_others_wrote_in_our_name_is_refused(String reason) {
        assertThat(onlyRefusal(evidence().blockedBy(new Blocker(Blocker.Type.VETO, "devops", reason)))
                        .code())
                .isEqualTo("open_blocker");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tests_not_passing: red (artifacts/test_results.json)",
                "inbox_veto: x (y)",
                "inbox_veto: it is long …",
                "invalid_plan: 2 faults (artifacts/plan.json)\n- missing_field /x (y)",
                "change_freeze: no changes until Monday (status.json)",
                "untested_commit: x (of y) (artifacts/test_results.json#/environment/commit)",
                "___: x (artifacts/___)",
                "stale_approval: qa's is older:\r\n  M a.txt\n\n- b\nThen try again. (status.json#/approvals)",
                "stale_approval: qa's is older:\n  M a.txt …",
                "invalid_plan: 2 faults\nof x (artifacts/plan.json)\n- missing_field /x"
            })
    void a_veto_that_reads_as_ours_is_judged_afresh(String reason) {
        assertThat(judge(evidence().blockedBy(new Blocker(Blocker.Type.VETO, "devops", reason))))
                .isEmpty();
    }

    @Test
    void an_abort_that_reads_as_ours_is_judged_afresh() {
        assertThat(judge(evidence()
                        .blockedBy(new Blocker(
                                Blocker.Type.DEPENDENCY, "devops", "DEP-001 was aborted: the disk is full"))))
                .isEmpty();
        assertThat(judge(evidence()
                        .blockedBy(new Blocker(Blocker.Type.DEPENDENCY, "devops", "EP-7 was aborted: wait for it"))))
                .hasSize(1);
    }

    @Test
    void all_codes_of_our_vetoes_are_known() throws IllegalAccessException {
        List<Object> codes = new ArrayList<>();
        for (Field each : VetoCodes.class.getFields()) {
            codes.add(each.get(null));
        }
        assertThat(OwnBlockers.CODES)
                .hasSameElementsAs(codes.stream().map(String::valueOf).toList());
    }
}
