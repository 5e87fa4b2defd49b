package io.github.devopsagent.run;

import io.github.devopsagent.pipeline.Action;
import io.github.devopsagent.pipeline.ExecutionContext;
import io.github.devopsagent.pipeline.HealthCheck;
import io.github.devopsagent.pipeline.Monitoring;
import io.github.devopsagent.pipeline.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Plans that read like a sentence: {@code aPlan().deploying(step("a")).withoutRollback().build()}. */
final class PlanFixture {

    private static final ExecutionContext CONTEXT =
            new ExecutionContext("EP-1", "DEP-001", "production", Path.of("/srv/app"), Map.of());

    /** A probe a second, each a second at most; one success passes, two failures fail; five seconds to start up. */
    static final HealthCheck.Timing QUICK = new HealthCheck.Timing(
            Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 2);

    /** Three samples in six seconds, of which one may fail. */
    static final Monitoring SHORT = new Monitoring(Duration.ofSeconds(6), Duration.ofSeconds(2), 1);

    private List<Step> preflight = List.of();
    private List<Step> backup = List.of();
    private List<Step> deploy = List.of(step("deploy"));
    private List<Step> rollbackPlan = List.of(step("roll back"));
    private List<Step> rollbackPoints = List.of();
    private List<HealthCheck> checks = List.of(check("api"));
    private Monitoring monitoring = SHORT;
    private String restoreCommand = "";
    private Duration budget = Duration.ofMinutes(30);
    private Duration forwardBudget = RunPlan.DEFAULT_FORWARD_BUDGET;
    private ExecutionContext context = CONTEXT;

    private PlanFixture() {}

    static PlanFixture aPlan() {
        return new PlanFixture();
    }

    static Step step(String name) {
        return Step.of(name, Action.shell("./" + name + ".sh"));
    }

    /** A deploy step with compensations of the given names. */
    static Step step(String name, String... undoneBy) {
        return step(name)
                .withCompensation(Arrays.stream(undoneBy).map(PlanFixture::step).toList());
    }

    static HealthCheck check(String name) {
        return check(name, HealthCheck.After.BOTH, QUICK);
    }

    static HealthCheck check(String name, HealthCheck.After after, HealthCheck.Timing timing) {
        return new HealthCheck(name, Action.shell("curl localhost/" + name), after, timing, "builder");
    }

    PlanFixture preparedBy(Step... steps) {
        preflight = List.of(steps);
        return this;
    }

    PlanFixture backedUpBy(Step... steps) {
        backup = List.of(steps);
        return this;
    }

    PlanFixture deploying(Step... steps) {
        deploy = List.of(steps);
        return this;
    }

    PlanFixture withoutRollback() {
        return rolledBackBy();
    }

    PlanFixture rolledBackBy(Step... steps) {
        rollbackPlan = List.of(steps);
        return this;
    }

    PlanFixture withRollbackPoints(Step... steps) {
        rollbackPoints = List.of(steps);
        return this;
    }

    /** The command with which a person restores the rollback points. */
    PlanFixture restoredWith(String command) {
        restoreCommand = command;
        return this;
    }

    PlanFixture checkedBy(HealthCheck... all) {
        checks = List.of(all);
        return this;
    }

    PlanFixture monitored(Monitoring window) {
        monitoring = window;
        return this;
    }

    PlanFixture rolledBackWithin(Duration most) {
        budget = most;
        return this;
    }

    PlanFixture goingForwardWithin(Duration most) {
        forwardBudget = most;
        return this;
    }

    PlanFixture in(Path directory, Map<String, String> variables) {
        context = new ExecutionContext("EP-1", "DEP-001", "production", directory, variables);
        return this;
    }

    RunPlan build() {
        return new RunPlan(
                context,
                preflight,
                backup,
                deploy,
                rollbackPlan,
                rollbackPoints,
                restoreCommand,
                checks,
                monitoring,
                budget,
                forwardBudget);
    }
}
