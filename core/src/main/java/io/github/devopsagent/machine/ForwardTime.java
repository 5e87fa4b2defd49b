package io.github.devopsagent.machine;

import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Finding.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compares the time that a plan needs to go forward with its budget, before anything begins. */
final class ForwardTime {

    private static final String WHERE = "forward_budget";

    private final RunPlan plan;

    private ForwardTime(RunPlan plan) {
        this.plan = plan;
    }

    /** An error if the waits that the plan fixes leave no time to do anything; a warning if its timeouts may not fit. */
    static Optional<Finding> judge(RunPlan plan) {
        return new ForwardTime(plan).finding();
    }

    private Optional<Finding> finding() {
        Duration budget = plan.forwardBudget();
        Duration waits = plan.monitoring().duration().plus(beforeMonitoring()).plus(beforeDeploying());
        if (waits.compareTo(budget) >= 0) {
            return Optional.of(new Finding(
                    Severity.ERROR,
                    WHERE,
                    "monitoring and the waits of health checks and metrics alone take " + text(waits)
                            + ", and the whole run has " + text(budget)
                            + "; shorten \"monitoring\", or give it more time with forwardBudget(…)"));
        }
        Duration most = waits.plus(timeouts());
        return most.compareTo(budget) <= 0
                ? Optional.empty()
                : Optional.of(new Finding(
                        Severity.WARNING,
                        WHERE,
                        "if every step takes all of its time and its retries, the run takes "
                                + text(most) + ", and it is rolled back after " + text(budget)
                                + "; shorten a \"timeout\", or give it more time with forwardBudget(…)"));
    }

    /** What is told of a run whose time for going forward is over. */
    static String isOver(RunPlan plan) {
        return "the run took longer than its forward budget of " + text(plan.forwardBudget());
    }

    /** As plans write it: 1h30m. */
    private static String text(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }

    /** Checks wait beside one another, so that the slowest one counts. */
    private Duration beforeMonitoring() {
        Duration slowest = Duration.ZERO;
        for (HealthCheck check : plan.checks()) {
            if (check.after().deploy()) {
                HealthCheck.Timing timing = check.timing();
                long periods = Math.max(0, timing.successThreshold() - 1L);
                slowest = longer(
                        slowest, timing.initialDelay().plus(timing.period().multipliedBy(periods)));
            }
        }
        return slowest;
    }

    /** Metrics are sampled beside one another, too. */
    private Duration beforeDeploying() {
        Duration longest = Duration.ZERO;
        for (Metric metric : plan.metrics()) {
            longest = longer(longest, metric.before());
        }
        return longest;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private Duration timeouts() {
        return most(plan.preflight()).plus(most(plan.backup())).plus(most(plan.deploy()));
    }

    private static Duration most(List<Step> steps) {
        Duration sum = Duration.ZERO;
        for (Step step : steps) {
            sum = sum.plus(step.timeout().multipliedBy(step.retries() + 1L));
            for (int retry = 1; retry <= step.retries(); retry++) {
                sum = sum.plus(step.pauseBefore(retry));
            }
        }
        return sum;
    }
}
