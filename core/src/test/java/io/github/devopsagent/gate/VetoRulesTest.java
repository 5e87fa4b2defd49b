package io.github.devopsagent.gate;

import static io.github.devopsagent.gate.EvidenceFixture.EPIC;
import static io.github.devopsagent.gate.EvidenceFixture.evidence;
import static io.github.devopsagent.gate.EvidenceFixture.message;
import static io.github.devopsagent.gate.EvidenceFixture.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.plan.HealthCheck.After;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import io.github.devopsagent.veto.VetoRule;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent's own rules demand. */
class VetoRulesTest {

    private static final String WHAT_PASSES =
            "; a scenario counts only if its status is \"pass\", \"passed\", \"ok\", \"success\" or \"succeeded\"; qa runs"
                    + " the tests again when what fails is mended, and writes what came of them to scenarios";

    private static final int FLAWS = 6;

    private static Judgement judge(EvidenceFixture evidence) {
        return VetoRules.judge(Map.of(), evidence.full());
    }

    private static List<String> codes(EvidenceFixture evidence) {
        return judge(evidence).vetoes().stream().map(Veto::code).toList();
    }

    private static Veto onlyVeto(EvidenceFixture evidence) {
        assertThat(judge(evidence).vetoes()).hasSize(1);
        return judge(evidence).vetoes().get(0);
    }

    private static List<String> consents(EvidenceFixture evidence) {
        return judge(evidence).consents().stream().map(Ok::note).toList();
    }

    @Test
    void flawless_evidence_passes_and_every_rule_says_on_what_its_consent_rests() {
        assertThat(judge(evidence()).isPass()).isTrue();
        assertThat(consents(evidence()))
                .containsExactly(
                        "1 deployment step",
                        "all 2 scenarios passed",
                        "health checks: 1 from plan.json, 0 from the builder",
                        "no veto in the inbox",
                        "plan.json has a rollback_plan",
                        "qa approved");
    }

    static List<Integer> combinations() {
        List<Integer> all = new ArrayList<>();
        for (int flaws = 0; flaws < 1 << FLAWS; flaws++) {
            all.add(flaws);
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void every_combination_of_flaws_is_vetoed_by_exactly_its_rules(int flaws) {
        EvidenceFixture evidence = evidence();
        List<String> expected = new ArrayList<>();
        if (has(flaws, 0)) {
            evidence.withoutRollbackPlan();
            expected.add("no_rollback_plan");
        }
        if (has(flaws, 1)) {
            evidence.checkedBy();
            expected.add("missing_health_checks");
        }
        if (has(flaws, 2)) {
            evidence.approvedBy("developer");
            expected.add("qa_not_approved");
        }
        if (has(flaws, 3)) {
            evidence.withoutTestResults();
            expected.add("tests_not_passing");
        }
        if (has(flaws, 4)) {
            evidence.deploying();
            expected.add("no_deployment_steps");
        }
        if (has(flaws, 5)) {
            evidence.received(message("veto", "sre", "2026-01-01"));
            expected.add("inbox_veto");
        }
        Judgement judgement = judge(evidence);
        assertThat(judgement.vetoes().stream().map(Veto::code)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(judgement.consents()).hasSize(FLAWS - expected.size());
        assertThat(judgement.isPass()).isEqualTo(flaws == 0);
    }

    private static boolean has(int flaws, int flaw) {
        return (flaws & (1 << flaw)) != 0;
    }

    @Test
    void a_missing_plan_is_named_by_each_rule_that_needs_it() {
        assertThat(judge(evidence().withoutPlan()).vetoes())
                .extracting(Veto::code, Veto::reason, veto -> veto.where().toString(), Veto::addressee)
                .containsExactly(
                        tuple(
                                "missing_health_checks",
                                "plan.json is missing, and the host defines no health checks",
                                "artifacts/plan.json#/health_checks",
                                Role.TECH_LEAD),
                        tuple(
                                "no_deployment_steps",
                                "plan.json is missing",
                                "artifacts/plan.json#/deployment_steps",
                                Role.TECH_LEAD),
                        tuple(
                                "no_rollback_plan",
                                "plan.json is missing",
                                "artifacts/plan.json#/rollback_plan",
                                Role.TECH_LEAD));
    }

    @Test
    void a_rollback_of_every_step_stands_for_a_rollback_plan() {
        EvidenceFixture evidence = evidence()
                .withoutRollbackPlan()
                .deploying(
                        step("a").withCompensation(List.of(step("undo a"))),
                        step("b").withCompensation(List.of(step("undo b"))));
        assertThat(consents(evidence))
                .contains("every deployment step has a rollback of its own", "2 deployment steps");
    }

    @Test
    void a_rollback_of_some_steps_does_not() {
        Veto veto = onlyVeto(evidence()
                .withoutRollbackPlan()
                .deploying(step("a").withCompensation(List.of(step("undo a"))), step("b")));
        assertThat(veto.code()).isEqualTo("no_rollback_plan");
        assertThat(veto.reason())
                .contains("not every deployment step has a rollback")
                .contains("add a rollback_plan");
        assertThat(veto.where()).isEqualTo(new Source(Plan.FILE, "/rollback_plan"));
        assertThat(veto.addressee()).isEqualTo(Role.TECH_LEAD);
    }

    @Test
    void without_steps_no_rollback_is_taken_for_granted() {
        assertThat(codes(evidence().withoutRollbackPlan().deploying()))
                .containsExactly("no_deployment_steps", "no_rollback_plan");
    }

    @Test
    void health_checks_of_the_host_suffice() {
        EvidenceFixture evidence = evidence().checkedBy().checkedByTheHost(After.BOTH);
        assertThat(consents(evidence)).contains("health checks: 0 from plan.json, 1 from the builder");
        assertThat(codes(evidence().withoutPlan().checkedByTheHost(After.BOTH)))
                .doesNotContain("missing_health_checks");
    }

    @Test
    void no_health_check_is_a_veto_with_the_fix() {
        assertThat(onlyVeto(evidence().checkedBy()).reason())
                .isEqualTo("no health checks are defined; add health_checks to the plan, or healthCheck(…) to the"
                        + " builder");
    }

    @ParameterizedTest
    @EnumSource(
            value = After.class,
            names = {"DEPLOY", "ROLLBACK"})
    void health_checks_for_one_direction_only_are_not_enough(After after) {
        Veto veto = onlyVeto(evidence().checkedBy(after, after));
        assertThat(veto.code()).isEqualTo("missing_health_checks");
        assertThat(veto.reason())
                .isEqualTo(
                        after == After.DEPLOY
                                ? "every health check says after: deploy, so none would verify a rollback"
                                : "every health check says after: rollback, so none would verify the deployment");
        assertThat(veto.where()).isEqualTo(new Source(Plan.FILE, "/health_checks"));
    }

    @Test
    void a_required_field_under_another_name_is_the_rules_veto_and_named() {
        Veto veto = onlyVeto(evidence().withoutRollbackPlan().misnaming("rollback_plan", "rollback_strategy"));
        assertThat(veto.code()).isEqualTo("no_rollback_plan");
        assertThat(veto.reason())
                .isEqualTo(
                        "the plan has 'rollback_strategy', which is not read; rename it to 'rollback_plan': a command,"
                                + " a step, or a list of steps");
        assertThat(veto.where()).isEqualTo(new Source(Plan.FILE, "/rollback_plan"));
        assertThat(veto.addressee()).isEqualTo(Role.TECH_LEAD);
        assertThat(onlyVeto(evidence().checkedBy().misnaming("health_checks", "health", "probes"))
                        .reason())
                .startsWith(
                        "the plan has 'health' and 'probes', which is not read; write all of it as 'health_checks'");
        assertThat(onlyVeto(evidence().deploying().misnaming("deployment_steps", "steps"))
                        .code())
                .isEqualTo("no_deployment_steps");
    }

    @Test
    void what_stands_under_another_name_is_not_lost_where_the_rule_would_consent_without_it() {
        assertThat(codes(evidence().checkedBy().checkedByTheHost(After.BOTH).misnaming("health_checks", "smoke_tests")))
                .containsExactly("missing_health_checks");
        assertThat(codes(evidence()
                        .withoutRollbackPlan()
                        .deploying(step("a").withCompensation(List.of(step("undo a"))))
                        .misnaming("rollback_plan", "rollback")))
                .containsExactly("no_rollback_plan");
    }

    @Test
    void health_checks_for_both_directions_may_be_different_ones() {
        assertThat(judge(evidence().checkedBy(After.DEPLOY).checkedByTheHost(After.ROLLBACK))
                        .isPass())
                .isTrue();
    }

    @Test
    void a_missing_approval_names_those_that_are_there_and_goes_to_qa() {
        Veto veto = onlyVeto(evidence().approvedBy("tech_lead", "developer"));
        assertThat(veto.reason())
                .isEqualTo("qa is not among the approvals, found ['developer', 'tech_lead'];"
                        + " when qa has tested the epic and approves it, it adds \"qa\" to approvals");
        assertThat(veto.where()).isEqualTo(new Source(Status.FILE, "/approvals"));
        assertThat(veto.addressee()).isEqualTo(Role.QA);
    }

    @Test
    void missing_test_results_are_a_veto() {
        Veto veto = onlyVeto(evidence().withoutTestResults());
        assertThat(veto.reason()).isEqualTo("test_results.json is missing" + WHAT_PASSES);
        assertThat(veto.where()).isEqualTo(Source.of(TestResults.FILE));
        assertThat(veto.addressee()).isEqualTo(Role.QA);
    }

    @Test
    void results_without_a_scenario_are_a_veto() {
        Veto veto = onlyVeto(evidence().tested(EPIC, 0, 0));
        assertThat(veto.reason()).isEqualTo("there is no scenario at all" + WHAT_PASSES);
        assertThat(veto.where()).isEqualTo(new Source(TestResults.FILE, "/scenarios"));
    }

    @Test
    void scenarios_that_did_not_pass_are_named_and_the_first_is_pointed_at() {
        Veto veto = onlyVeto(evidence()
                .tested(
                        EPIC,
                        9,
                        6,
                        new TestResults.Scenario("/scenarios/3", "S-4", "fail"),
                        new TestResults.Scenario("/scenarios/5", "", "")));
        assertThat(veto.code()).isEqualTo("tests_not_passing");
        assertThat(veto.reason())
                .isEqualTo("3 of 9 scenarios did not pass: S-4 (fail), scenarios/5 (no status), …" + WHAT_PASSES);
        assertThat(veto.where()).isEqualTo(new Source(TestResults.FILE, "/scenarios/3"));
        assertThat(veto.addressee()).isEqualTo(Role.QA);
    }

    @Test
    void nothing_is_left_out_when_all_that_did_not_pass_are_named() {
        Veto veto = onlyVeto(evidence().tested(EPIC, 2, 1, new TestResults.Scenario("/scenarios/0", "S-1", "blocked")));
        assertThat(veto.reason()).isEqualTo("1 of 2 scenarios did not pass: S-1 (blocked)" + WHAT_PASSES);
    }

    @Test
    void scenarios_that_nobody_names_are_a_veto_all_the_same() {
        assertThat(onlyVeto(evidence().tested(EPIC, 2, 1)).where())
                .isEqualTo(new Source(TestResults.FILE, "/scenarios"));
    }

    @Test
    void a_rule_that_throws_is_a_veto_that_names_it() {
        assertThat(onlyVeto(evidence -> {
                    throw new IllegalStateException("the calendar is closed");
                }))
                .isEqualTo(new Veto(
                        "rule_failed",
                        "the rule 'calendar' could not judge: java.lang.IllegalStateException: the calendar is closed;"
                                + " the host must repair it",
                        Source.of(Status.FILE),
                        Role.TECH_LEAD));
    }

    @Test
    @SuppressWarnings("NullAway") // A host's rule may return what it must not.
    void a_rule_that_returns_null_in_whatever_form_is_a_veto() {
        List<VetoRule> rules = List.of(evidence -> null, evidence -> Either.left(null), evidence -> Either.right(null));
        assertThat(rules).allSatisfy(rule -> assertThat(onlyVeto(rule).reason())
                .isEqualTo("the rule 'calendar' could not judge: it returned null; the host must repair it"));
    }

    @Test
    void rules_of_the_host_are_asked_beside_ours() {
        VetoRule frozen = evidence -> Either.left(Veto.of("frozen", "no", Source.of("calendar")));
        assertThat(onlyVeto(frozen)).isEqualTo(new Veto("frozen", "no", Source.of("calendar"), Role.TECH_LEAD));
        assertThat(onlyVeto(frozen).addressedTo(Role.SRE).addressee()).isEqualTo(Role.SRE);
    }

    @Test
    void vetoes_that_differ_in_their_addressee_only_are_reported_in_one_order() {
        Veto qa = Veto.of("frozen", "no", Source.of("calendar")).addressedTo(Role.QA);
        Veto sre = qa.addressedTo(Role.SRE);
        FullEvidence flawless = evidence().full();
        Map<String, VetoRule> rules = new LinkedHashMap<>();
        rules.put("second", evidence -> Either.left(sre));
        rules.put("first", evidence -> Either.left(qa));
        assertThat(VetoRules.judge(rules, flawless).vetoes()).containsExactly(qa, sre);
    }

    @Test
    void a_rule_finds_a_fact_by_its_type() {
        Evidence plain = evidence().build();
        Evidence known = new Evidence(
                plain.status(), plain.plan(), plain.testResults(), List.of(), List.of(), List.of(new Freeze("no")));
        assertThat(known.fact(Freeze.class)).contains(new Freeze("no"));
        assertThat(plain.fact(Freeze.class)).isEmpty();
    }

    private record Freeze(String reason) {}

    private static Veto onlyVeto(VetoRule calendar) {
        List<Veto> vetoes =
                VetoRules.judge(Map.of("calendar", calendar), evidence().full()).vetoes();
        assertThat(vetoes).hasSize(1);
        return vetoes.get(0);
    }

    @Test
    void an_invalid_plan_is_one_veto_with_all_its_faults_for_the_tech_lead() {
        Refusal first =
                new Refusal("wrong_type", "found 7; allowed is a string; write it", new Source(Plan.FILE, "/a"));
        Refusal second =
                new Refusal("unknown_field", "found 'b'; allowed is c; rename it", new Source(Plan.FILE, "/b"));

        Veto veto = onlyVeto(evidence().withInvalid(InvalidDocument.JudgedDocument.PLAN, first, second));

        assertThat(veto)
                .isEqualTo(new Veto(
                        "invalid_plan",
                        "it has 2 faults; nothing in it is judged until it is mended",
                        Source.of(Plan.FILE),
                        Role.TECH_LEAD,
                        List.of(first, second)));
        assertThat(veto.toString())
                .isEqualTo("invalid_plan: it has 2 faults; nothing in it is judged until it is mended"
                        + " (artifacts/plan.json)\n  - " + first + "\n  - " + second);
    }

    @Test
    void invalid_test_results_are_a_veto_for_qa_and_the_plan_is_judged_all_the_same() {
        Refusal fault = new Refusal("unreadable", "found broken JSON", Source.of(TestResults.FILE));
        assertThat(codes(evidence()
                        .withInvalid(InvalidDocument.JudgedDocument.TEST_RESULTS, fault)
                        .withoutRollbackPlan()))
                .containsExactly("invalid_test_results", "no_rollback_plan");
        assertThat(onlyVeto(evidence().withInvalid(InvalidDocument.JudgedDocument.TEST_RESULTS, fault))
                        .addressee())
                .isEqualTo(Role.QA);
    }

    @Test
    void what_needs_no_plan_is_judged_beside_an_invalid_one() {
        Refusal fault = new Refusal("unreadable", "found broken JSON", Source.of(Plan.FILE));
        assertThat(codes(evidence()
                        .withInvalid(InvalidDocument.JudgedDocument.PLAN, fault)
                        .approvedBy("developer")
                        .withoutTestResults()
                        .received(message("veto", "security", "2025-12-30"))))
                .containsExactly("inbox_veto", "invalid_plan", "qa_not_approved", "tests_not_passing");
    }

    @Test
    void rules_of_the_host_are_not_asked_about_an_invalid_document() {
        Refusal fault = new Refusal("unreadable", "found broken JSON", Source.of(Plan.FILE));
        Map<String, VetoRule> rules = Map.of("host", known -> {
            throw new AssertionError("it was asked");
        });
        FullEvidence known = evidence()
                .withInvalid(InvalidDocument.JudgedDocument.PLAN, fault)
                .full();
        assertThat(VetoRules.judge(rules, known).vetoes())
                .extracting(Veto::code)
                .containsExactly("invalid_plan");
    }
}
