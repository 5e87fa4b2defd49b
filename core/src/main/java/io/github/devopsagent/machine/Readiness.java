package io.github.devopsagent.machine;

import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.verdict.SampleCount;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Finding.Severity;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.run.StepRef.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Judges, before anything changes, whether a run can be carried out and undone.
 *
 * @param plan the run
 * @param steps the findings of steps; one of a program that is not installed is of one that an earlier step brings
 * @param checks the findings of health checks, by their place
 * @param proseRollback why the plan's {@code rollback_plan} is prose, and how a command is written; empty if it is none
 */
public record Readiness(
        RunPlan plan,
        Map<StepRef, StepFinding> steps,
        Map<Integer, StepFinding> checks,
        Optional<String> proseRollback) {

    public Readiness {
        steps = Map.copyOf(steps);
        checks = Map.copyOf(checks);
    }

    /**
     * Says what keeps the run from its begin, and what people should know before.
     *
     * @return what was found, in the plan's order; the run may begin if no finding is an error
     */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (StepRef ref : plan.steps()) {
            StepFinding finding = steps.get(ref);
            if (finding != null) {
                findings.add(new Finding(
                        severity(ref, finding), ref.path(), "'" + plan.step(ref).name() + "': " + finding.message()));
            }
        }
        if (proseRollback.isPresent()) {
            findings.add(new Finding(
                    Severity.WARNING, "rollback_plan", "is prose, so it cannot be executed: " + proseRollback.get()));
        }
        if (plan.pointOfNoReturn().isPresent()) {
            findings.add(noReturn(plan.pointOfNoReturn().get()));
        }
        Optional<Finding> forwardTime = ForwardTime.judge(plan);
        if (forwardTime.isPresent()) {
            findings.add(forwardTime.get());
        }
        for (int step = 0; step < plan.deploy().size(); step++) {
            if (isUndoable(step) && route(step).isMissing()) {
                findings.add(noWayBack(step));
            }
        }
        if (!plan.metrics().isEmpty()) {
            findings.addAll(metricFindings());
        }
        for (int check = 0; check < plan.checks().size(); check++) {
            StepFinding finding = checks.get(check);
            if (finding != null) {
                findings.add(checkFinding(plan.checks().get(check), finding));
            }
        }
        return findings;
    }

    private List<Finding> metricFindings() {
        List<Finding> findings = new ArrayList<>();
        plan.metrics().forEach(metric -> Stream.of(uncheckable(metric), SampleCount.fault(metric, plan.monitoring()))
                .flatMap(Optional::stream)
                .map(fault -> new Finding(Severity.ERROR, metric.source(), "metric '" + metric.name() + "': " + fault))
                .forEach(findings::add));
        SampleCount.excess(plan.metrics(), plan.monitoring())
                .map(excess -> new Finding(Severity.ERROR, "monitoring", excess))
                .ifPresent(findings::add);
        return findings;
    }

    /** Which of two checks with one name is meant, nobody could tell. */
    private Optional<String> uncheckable(Metric metric) {
        List<String> names = plan.checks().stream()
                .filter(check -> check.after().deploy())
                .map(HealthCheck::name)
                .toList();
        return metric.check()
                .filter(name -> Collections.frequency(names, name) != 1)
                .map(name -> "'check' must name one health check that is asked after a deployment, found '" + name
                        + "', which is the name of " + Collections.frequency(names, name) + "; there "
                        + (names.isEmpty() ? "is none" : "are " + String.join(", ", names))
                        + "; give the check a \"name\" of its own");
    }

    private Severity severity(StepRef ref, StepFinding finding) {
        if (finding.certainty() == StepFinding.Certainty.CANNOT_RUN) {
            return Severity.ERROR;
        }
        if (finding.certainty() == StepFinding.Certainty.CAN_RUN) {
            return Severity.WARNING;
        }
        boolean isBrought = finding.certainty() == StepFinding.Certainty.NOT_INSTALLED;
        boolean needed =
                switch (ref.part()) {
                    case PREFLIGHT, BACKUP -> !isBrought;
                    case DEPLOY -> ref.index() == 0 && !isBrought;
                    case COMPENSATION -> !isFallbackCapable(route(ref.index()));
                    case ROLLBACK_PLAN ->
                        IntStream.range(0, plan.deploy().size())
                                .filter(this::isUndoable)
                                .anyMatch(step -> !areCompensationsCapable(route(step)));
                    case ROLLBACK_POINT -> true;
                };
        return needed ? Severity.ERROR : Severity.WARNING;
    }

    /** Behind the point of no return nothing is undone. */
    private boolean isUndoable(int deployStep) {
        Optional<StepRef> point = plan.pointOfNoReturn();
        return point.isEmpty() || point.get().index() > deployStep;
    }

    private RollbackRoute route(int deployStep) {
        return RollbackRoute.from(plan, deployStep);
    }

    private Finding noWayBack(int step) {
        StepRef ref = StepRef.of(Part.DEPLOY, step);
        return new Finding(
                Severity.ERROR,
                ref.path(),
                "nothing executable undoes '" + plan.step(ref).name()
                        + "'; give it a \"rollback\", or write rollback_plan as {\"run\": \"<command>\"}");
    }

    /** Said before anything is done, since nobody can change it afterwards. */
    private Finding noReturn(StepRef point) {
        List<String> others = new ArrayList<>();
        for (StepRef ref : plan.steps(Part.DEPLOY)) {
            if (ref.index() != point.index()) {
                others.add("'" + plan.step(ref).name() + "' (" + ref.path() + ")");
            }
        }
        return new Finding(
                Severity.WARNING,
                point.path(),
                "'" + plan.step(point).name() + "' is irreversible: from its beginning nothing is rolled back"
                        + " automatically, whatever fails, and a person is asked"
                        + (others.isEmpty() ? "" : "; then these stay as they are, too: " + String.join(", ", others)));
    }

    private static Finding checkFinding(HealthCheck check, StepFinding finding) {
        return new Finding(
                finding.certainty() == StepFinding.Certainty.CANNOT_RUN ? Severity.ERROR : Severity.WARNING,
                check.source(),
                "health check '" + check.name() + "': " + finding.message());
    }

    private boolean areCompensationsCapable(RollbackRoute route) {
        return route.isCompensated() && route.compensations().forAll(this::isCapable);
    }

    private boolean isFallbackCapable(RollbackRoute route) {
        return !route.isWithoutFallback() && route.rollbackPlan().forAll(this::isCapable);
    }

    private boolean isCapable(StepRef ref) {
        return finding(ref)
                .filter(finding -> finding.certainty() != StepFinding.Certainty.CAN_RUN)
                .isEmpty();
    }

    private Optional<StepFinding> finding(StepRef ref) {
        return Optional.ofNullable(steps.get(ref));
    }
}
