package io.github.devopsagent.machine;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.metric.NoData;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.plan.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Plans that read like a sentence: {@code aPlan().deploying(step("a")).withoutRollback().build()}. */
public final class PlanFixture {

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
    private List<Metric> metrics = List.of();
    private String restoreCommand = "";
    private Duration budget = Duration.ofMinutes(30);
    private Duration forwardBudget = RunPlan.DEFAULT_FORWARD_BUDGET;
    private ExecutionContext context = CONTEXT;

    private PlanFixture() {}

    public static PlanFixture aPlan() {
        return new PlanFixture();
    }

    public static Step step(String name) {
        return Step.of(name, Action.shell("./" + name + ".sh"));
    }

    /** A deploy step with compensations of the given names. */
    public static Step step(String name, String... undoneBy) {
        return step(name)
                .withCompensation(Arrays.stream(undoneBy).map(PlanFixture::step).toList());
    }

    static HealthCheck check(String name) {
        return check(name, HealthCheck.After.BOTH, QUICK);
    }

    static HealthCheck check(String name, HealthCheck.After after, HealthCheck.Timing timing) {
        return new HealthCheck(name, Action.shell("curl localhost/" + name), after, timing, "builder");
    }

    /** Sampled for twelve seconds before, if the rule compares with that; answered within a second. */
    static Metric metric(String name, MetricRule rule) {
        return metric(name, rule, NoData.FAIL, false);
    }

    static Metric metric(String name, MetricRule rule, NoData noData, boolean critical) {
        boolean compares = rule.needs() == MetricRule.History.WINDOW;
        return new Metric(
                name,
                Action.shell("cat " + name),
                rule,
                noData,
                critical,
                compares ? Duration.ofSeconds(12) : Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(1),
                "builder");
    }

    public PlanFixture preparedBy(Step... steps) {
        preflight = List.of(steps);
        return this;
    }

    public PlanFixture backedUpBy(Step... steps) {
        backup = List.of(steps);
        return this;
    }

    public PlanFixture deploying(Step... steps) {
        deploy = List.of(steps);
        return this;
    }

    public PlanFixture withoutRollback() {
        return rolledBackBy();
    }

    public PlanFixture rolledBackBy(Step... steps) {
        rollbackPlan = List.of(steps);
        return this;
    }

    public PlanFixture withRollbackPoints(Step... steps) {
        rollbackPoints = List.of(steps);
        return this;
    }

    /** The command with which a person restores the rollback points. */
    public PlanFixture restoredWith(String command) {
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

    PlanFixture measuring(Metric... all) {
        metrics = List.of(all);
        return this;
    }

    public PlanFixture rolledBackWithin(Duration most) {
        budget = most;
        return this;
    }

    PlanFixture goingForwardWithin(Duration most) {
        forwardBudget = most;
        return this;
    }

    public PlanFixture in(Path directory, Map<String, String> variables) {
        context = new ExecutionContext("EP-1", "DEP-001", "production", directory, variables);
        return this;
    }

    public RunPlan build() {
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
                metrics,
                budget,
                forwardBudget);
    }
}
