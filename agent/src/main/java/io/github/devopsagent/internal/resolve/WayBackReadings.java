package io.github.devopsagent.internal.resolve;

import io.github.devopsagent.Preview;
import io.github.devopsagent.machine.PendingRollback;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.StepRef;
import java.util.ArrayList;
import java.util.List;

/** What a rollback on demand would execute, and which health checks it would ask, for people. */
public final class WayBackReadings {

    private static final String AFTER_A_FAULT = ", only if a step before it fails";

    private WayBackReadings() {}

    /**
     * The steps in the order in which they would be executed, and then the checks.
     *
     * @param state of a rollback on demand before its first event
     */
    public static List<Preview.Reading> of(RunState state) {
        RunPlan plan = state.plan();
        List<Preview.Reading> readings = new ArrayList<>();
        boolean isPlanInReserve = PendingRollback.isPlanInReserve(state);
        for (StepRef ref : PendingRollback.of(state)) {
            Step step = plan.step(ref);
            boolean isInReserve = isPlanInReserve && ref.part() == StepRef.Part.ROLLBACK_PLAN;
            readings.add(reading(ref.path(), step.name(), step.action(), isInReserve ? AFTER_A_FAULT : ""));
        }
        for (HealthCheck check : plan.checks()) {
            if (check.after().rollback()) {
                readings.add(reading(check.source(), check.name(), check.action(), ""));
            }
        }
        return readings;
    }

    private static Preview.Reading reading(String path, String name, Action action, String when) {
        return new Preview.Reading(path, name, PlanScripts.text(action), PlanScripts.how(action.use()) + when);
    }
}
