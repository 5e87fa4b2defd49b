package io.github.devopsagent.gate;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.gate.InvalidDocument.JudgedDocument;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import io.github.devopsagent.veto.VetoCodes;
import io.github.devopsagent.veto.VetoRule;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** All rules that the agent itself brings, each named after what it demands. None of them can be switched off. */
public final class VetoRules {

    private static final String ROLLBACK_PLAN = "rollback_plan";
    private static final String HEALTH_CHECKS = "health_checks";
    private static final String DEPLOYMENT_STEPS = "deployment_steps";

    /** The document that a rule of ours needs, beside what is always there. */
    private static final Map<String, JudgedDocument> NEEDS = Map.of(
            VetoCodes.NO_ROLLBACK_PLAN, JudgedDocument.PLAN,
            VetoCodes.MISSING_HEALTH_CHECKS, JudgedDocument.PLAN,
            VetoCodes.NO_DEPLOYMENT_STEPS, JudgedDocument.PLAN,
            VetoCodes.TESTS_NOT_PASSING, JudgedDocument.TEST_RESULTS);

    /** Each rule of ours has the name of the veto that it raises. */
    private static final List<String> OURS = List.of(
            VetoCodes.NO_ROLLBACK_PLAN,
            VetoCodes.MISSING_HEALTH_CHECKS,
            VetoCodes.QA_NOT_APPROVED,
            VetoCodes.TESTS_NOT_PASSING,
            VetoCodes.NO_DEPLOYMENT_STEPS,
            VetoCodes.INBOX_VETO);

    private VetoRules() {}

    private static Either<Veto, Ok> ours(String rule, FullEvidence known) {
        Evidence evidence = known.evidence();
        return switch (rule) {
            case VetoCodes.NO_ROLLBACK_PLAN -> rollbackPlan(evidence);
            case VetoCodes.MISSING_HEALTH_CHECKS -> healthChecks(evidence);
            case VetoCodes.QA_NOT_APPROVED -> qaApproval(evidence.status());
            case VetoCodes.TESTS_NOT_PASSING -> PassingTests.judge(evidence.testResults(), known.skippedTestsAllowed());
            case VetoCodes.NO_DEPLOYMENT_STEPS -> deploymentSteps(evidence);
            case VetoCodes.INBOX_VETO -> InboxRule.judge(evidence.status().epicId(), known.inbox());
            default -> throw new IllegalArgumentException("no rule of ours: " + rule);
        };
    }

    /**
     * Asks all rules, ours and the host's, and reports every veto.
     *
     * <p>A document that is invalid is a veto. The rules of ours that need it are not asked then, and no rule of the
     * host's is, since nobody knows what they need.
     *
     * @param further the host's and the adapters' rules by name, beside ours
     * @param known what they judge
     * @return what they say; the order of the rules does not matter
     */
    public static Judgement judge(Map<String, VetoRule> further, FullEvidence known) {
        List<Veto> vetoes = new ArrayList<>();
        List<Ok> consents = new ArrayList<>();
        for (InvalidDocument document : known.invalid()) {
            vetoes.add(document.veto());
        }
        for (Either<Veto, Ok> verdict : verdicts(further, known)) {
            if (verdict.isLeft()) {
                vetoes.add(verdict.getLeft());
            } else {
                consents.add(verdict.get());
            }
        }
        if (vetoes.size() > 1) {
            vetoes.sort(Comparator.comparing(Veto::toString).thenComparing(Veto::addressee));
        }
        if (consents.size() > 1) {
            consents.sort(VetoRules::byNote);
        }
        return new Judgement(vetoes, consents);
    }

    private static int byNote(Ok one, Ok other) {
        return one.note().compareTo(other.note());
    }

    private static List<Either<Veto, Ok>> verdicts(Map<String, VetoRule> further, FullEvidence known) {
        List<Either<Veto, Ok>> verdicts = new ArrayList<>();
        for (String rule : OURS) {
            if (canJudge(rule, known)) {
                verdicts.add(total(rule, known));
            }
        }
        if (known.invalid().isEmpty()) {
            for (Map.Entry<String, VetoRule> rule : further.entrySet()) {
                verdicts.add(total(rule.getKey(), rule.getValue(), known.evidence()));
            }
        }
        return verdicts;
    }

    private static boolean canJudge(String rule, FullEvidence known) {
        JudgedDocument needed = NEEDS.get(rule);
        return needed == null || !known.isInvalid(needed);
    }

    private static Either<Veto, Ok> total(String ours, FullEvidence known) {
        try {
            return ours(ours, known);
        } catch (Throwable e) {
            return ruleFailed(ours, e.toString());
        }
    }

    private static Either<Veto, Ok> total(String name, VetoRule rule, Evidence evidence) {
        try {
            return Optional.ofNullable(rule.judge(evidence))
                    .filter(verdict -> verdict.fold(Objects::nonNull, Objects::nonNull))
                    .orElseGet(() -> ruleFailed(name, "it returned null"));
        } catch (Throwable e) {
            return ruleFailed(name, e.toString());
        }
    }

    private static Either<Veto, Ok> ruleFailed(String name, String what) {
        return veto(
                VetoCodes.RULE_FAILED,
                "the rule '" + name + "' could not judge: " + what + "; the host must repair it",
                Source.of(Status.FILE),
                Role.TECH_LEAD);
    }

    static Either<Veto, Ok> rollbackPlan(Evidence evidence) {
        Source where = in(ROLLBACK_PLAN);
        if (evidence.plan().isEmpty()) {
            return planMissing(VetoCodes.NO_ROLLBACK_PLAN, where);
        }
        Plan plan = evidence.plan().get();
        List<String> misnamed = misnamed(plan, ROLLBACK_PLAN);
        if (!misnamed.isEmpty()) {
            return misnamed(
                    VetoCodes.NO_ROLLBACK_PLAN, misnamed, ROLLBACK_PLAN, "a command, a step, or a list of steps");
        }
        if (!plan.rollbackPlan().isEmpty()) {
            return ok("plan.json has a rollback_plan");
        }
        if (hasCompensations(plan.deploymentSteps())) {
            return ok("every deployment step has a rollback of its own");
        }
        return veto(
                VetoCodes.NO_ROLLBACK_PLAN,
                "the plan has no rollback_plan, and not every deployment step has a rollback; add a rollback_plan:"
                        + " a command, a step, or a list of steps",
                where,
                Role.TECH_LEAD);
    }

    private static boolean hasCompensations(List<Step> steps) {
        for (Step step : steps) {
            if (step.compensation().isEmpty()) {
                return false;
            }
        }
        return !steps.isEmpty();
    }

    static Either<Veto, Ok> healthChecks(Evidence evidence) {
        Source where = in(HEALTH_CHECKS);
        Optional<Plan> plan = evidence.plan();
        List<String> misnamed = plan.isPresent() ? misnamed(plan.get(), HEALTH_CHECKS) : List.of();
        if (!misnamed.isEmpty()) {
            return misnamed(
                    VetoCodes.MISSING_HEALTH_CHECKS,
                    misnamed,
                    HEALTH_CHECKS,
                    "a command, a check, or a list of checks");
        }
        List<HealthCheck> inPlan = plan.isPresent() ? plan.get().healthChecks() : List.of();
        List<HealthCheck> all = new ArrayList<>(inPlan);
        all.addAll(evidence.hostChecks());
        if (all.isEmpty()) {
            String what = plan.isEmpty()
                    ? "plan.json is missing, and the host defines no health checks"
                    : "no health checks are defined; add health_checks to the plan, or healthCheck(…) to the builder";
            return veto(VetoCodes.MISSING_HEALTH_CHECKS, what, where, Role.TECH_LEAD);
        }
        boolean verifyDeployment = false;
        boolean verifyRollback = false;
        for (HealthCheck check : all) {
            verifyDeployment |= check.after().deploy();
            verifyRollback |= check.after().rollback();
        }
        if (!verifyDeployment) {
            return veto(
                    VetoCodes.MISSING_HEALTH_CHECKS,
                    "every health check says after: rollback, so none would verify the deployment",
                    where,
                    Role.TECH_LEAD);
        }
        if (!verifyRollback) {
            return veto(
                    VetoCodes.MISSING_HEALTH_CHECKS,
                    "every health check says after: deploy, so none would verify a rollback",
                    where,
                    Role.TECH_LEAD);
        }
        return ok("health checks: " + inPlan.size() + " from plan.json, "
                + evidence.hostChecks().size() + " from the builder");
    }

    static Either<Veto, Ok> qaApproval(Status status) {
        if (status.isApprovedBy(Role.QA)) {
            return ok("qa approved");
        }
        return veto(
                VetoCodes.QA_NOT_APPROVED,
                "qa is not among the approvals, found "
                        + status.approvals().stream()
                                .sorted()
                                .map(role -> "'" + role + "'")
                                .toList()
                        + "; when qa has tested the epic and approves it, it adds \"qa\" to approvals",
                new Source(Status.FILE, "/approvals"),
                Role.QA);
    }

    static Either<Veto, Ok> deploymentSteps(Evidence evidence) {
        Source where = in(DEPLOYMENT_STEPS);
        if (evidence.plan().isEmpty()) {
            return planMissing(VetoCodes.NO_DEPLOYMENT_STEPS, where);
        }
        List<String> misnamed = misnamed(evidence.plan().get(), DEPLOYMENT_STEPS);
        if (!misnamed.isEmpty()) {
            return misnamed(
                    VetoCodes.NO_DEPLOYMENT_STEPS, misnamed, DEPLOYMENT_STEPS, "a command, a step, or a list of steps");
        }
        int steps = evidence.plan().get().deploymentSteps().size();
        if (steps == 0) {
            return veto(
                    VetoCodes.NO_DEPLOYMENT_STEPS,
                    "the plan has no deployment_steps, so there is nothing to deploy",
                    where,
                    Role.TECH_LEAD);
        }
        return ok(steps + (steps == 1 ? " deployment step" : " deployment steps"));
    }

    private static List<String> misnamed(Plan plan, String field) {
        return plan.misnamed().getOrDefault(field, List.of());
    }

    /** A veto for a required field under another name: it is not read, even where the rest might suffice without it. */
    private static Either<Veto, Ok> misnamed(String code, List<String> found, String field, String what) {
        String names = found.stream().map(name -> "'" + name + "'").collect(joining(" and "));
        String fix = found.size() == 1 ? "rename it to '" : "write all of it as '";
        return veto(
                code,
                "the plan has " + names + ", which is not read; " + fix + field + "': " + what,
                in(field),
                Role.TECH_LEAD);
    }

    private static Source in(String field) {
        return new Source(Plan.FILE, "/" + field);
    }

    private static Either<Veto, Ok> planMissing(String code, Source where) {
        return veto(code, "plan.json is missing", where, Role.TECH_LEAD);
    }

    private static Either<Veto, Ok> veto(String code, String reason, Source where, Role addressee) {
        return Either.left(new Veto(code, reason, where, addressee));
    }

    private static Either<Veto, Ok> ok(String note) {
        return Either.right(new Ok(note));
    }
}
