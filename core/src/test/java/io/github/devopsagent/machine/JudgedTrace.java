package io.github.devopsagent.machine;

import io.github.devopsagent.machine.RunTrace.Try;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What happened in a run, and which demands of a law it does not meet. */
abstract class JudgedTrace {

    final RunTrace trace;
    final RunPlan plan;
    final List<String> violations = new ArrayList<>();

    JudgedTrace(RunTrace trace) {
        this.trace = trace;
        this.plan = trace.plan();
    }

    List<String> demand(boolean holds, String what) {
        if (!holds) {
            violations.add(what);
        }
        return violations;
    }

    /** The order of what a run does; -1 for what may happen at any time. */
    static int place(RunEvent event) {
        if (event instanceof RunEvent.StepIntended intent) {
            return switch (intent.step().part()) {
                case PREFLIGHT -> 2;
                case BACKUP -> 3;
                case DEPLOY -> 5;
                case COMPENSATION -> 8;
                case ROLLBACK_PLAN -> 9;
                case ROLLBACK_POINT -> 10;
            };
        }
        if (event instanceof RunEvent.Measured measured) {
            return switch (measured.purpose()) {
                case BASELINE -> 4;
                case VERIFY, MONITOR -> 7;
                case VERIFY_ROLLBACK -> 12;
            };
        }
        if (event instanceof RunEvent.Probed probe) {
            return switch (probe.purpose()) {
                case BASELINE -> 1;
                case VERIFY -> 6;
                case MONITOR -> 7;
                case VERIFY_ROLLBACK -> 11;
            };
        }
        return event instanceof RunEvent.ReadinessChecked ? 0 : event instanceof RunEvent.GateConfirmed ? 4 : -1;
    }

    static boolean succeeded(RunTrace past, StepRef step) {
        List<Try> tries = past.tries(step);
        return !tries.isEmpty() && tries.get(tries.size() - 1).succeeded();
    }

    List<Integer> applying(Predicate<HealthCheck> applies) {
        return IntStream.range(0, plan.checks().size())
                .filter(index -> applies.test(plan.checks().get(index)))
                .boxed()
                .toList();
    }

    /** A check is not asked again once it has passed, so its last answers tell. */
    boolean passed(int check, List<RunEvent.Probed> round) {
        int threshold = plan.checks().get(check).timing().successThreshold();
        List<RunEvent.Probed> answers =
                round.stream().filter(probe -> probe.check() == check).toList();
        return answers.size() >= threshold
                && answers.subList(answers.size() - threshold, answers.size()).stream()
                        .allMatch(RunEvent.Probed::healthy);
    }
}
