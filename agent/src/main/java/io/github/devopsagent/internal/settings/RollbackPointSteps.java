package io.github.devopsagent.internal.settings;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Step;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A rollback point as two steps: one that creates it, one that restores it. */
public final class RollbackPointSteps {

    public static final String PREFIX = "rollback-point/";

    private RollbackPointSteps() {}

    public static Map<String, StepExecutor> executors(List<NamedRollbackPoint> points) {
        Map<String, StepExecutor> executors = new HashMap<>();
        for (NamedRollbackPoint point : points) {
            executors.put(creator(point), new Creator(point));
            executors.put(restorer(point), point::restore);
        }
        return executors;
    }

    /**
     * The step that creates a point.
     *
     * @param standing the deployment that what is live comes from, if it stayed healthy
     */
    public static Step create(RollbackPoint point, Duration timeout, Optional<String> standing) {
        return step(
                "create rollback point " + point.name(),
                creator(point),
                timeout,
                standing.map(deployment -> Map.of(ExecutionContext.STANDING, deployment))
                        .orElse(Map.of()));
    }

    public static Step restore(RollbackPoint point, Duration timeout) {
        return step("restore rollback point " + point.name(), restorer(point), timeout, Map.of());
    }

    /** Creating and restoring twice is the same as once, by the port's contract. */
    private static Step step(String name, String executor, Duration timeout, Map<String, String> variables) {
        Action action = new Action.Use(executor, Input.none());
        return new Step(
                name,
                action,
                List.of(),
                timeout,
                variables,
                Optional.empty(),
                true,
                0,
                Step.DEFAULT_RETRY_DELAY,
                false,
                List.of());
    }

    private static String creator(RollbackPoint point) {
        return PREFIX + point.name() + "/create";
    }

    private static String restorer(RollbackPoint point) {
        return PREFIX + point.name() + "/restore";
    }

    private record Creator(RollbackPoint point) implements StepExecutor {
        @Override
        public StepResult execute(StepRequest request) throws Exception {
            return point.create(request);
        }

        @Override
        public Optional<StepFinding> check(Input input, ExecutionContext context) {
            return point.check(context);
        }
    }
}
