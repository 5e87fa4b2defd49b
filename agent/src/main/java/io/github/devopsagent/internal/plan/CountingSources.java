package io.github.devopsagent.internal.plan;

import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.vavr.control.Either;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a metric means whose source counts since the deployment began: the same in the plan, under the source's own name and under
 * {@code uses}, and by the host.
 */
public final class CountingSources {

    /** What people read of a log with another rule. */
    public static final String LOG_EXPECTED = "'log' with 'at_most' from 0 on: the lines since the deployment began";

    private static final String LOG = "log";
    private static final String SCRAPE = "scrape";
    private static final String COUNTER = "counter";

    private CountingSources() {}

    /**
     * What must hold of the numbers.
     *
     * @param action as it is written
     * @param rule as it is written
     * @return the same; of a log, of which the lines count from the moment before the first deploy step on, an increase; or what is
     *     no rule of a log
     */
    public static Either<String, MetricRule> rule(Action action, MetricRule rule) {
        if (rule instanceof MetricRule.IncreaseAtMost || !isOf(LOG, action)) {
            return Either.right(rule);
        }
        return rule instanceof MetricRule.AtMost most && most.limit() >= 0
                ? Either.right(new MetricRule.IncreaseAtMost(most.limit()))
                : Either.left("'log' with " + rule.text());
    }

    /**
     * What a metric asks, by its rule.
     *
     * @param action as it is written, in the plan or by the host
     * @param rule what must hold of its numbers
     * @return the same; of a scrape whose increase counts, one that counts each series by itself, since of their sum one that began
     *     anew takes off what another counts, unless it says whether it does
     */
    public static Action action(Action action, MetricRule rule) {
        if (!(rule instanceof MetricRule.IncreaseAtMost) || !isOf(SCRAPE, action)) {
            return action;
        }
        Map<String, Object> values = new LinkedHashMap<>(action.use().input().values());
        values.putIfAbsent(COUNTER, true);
        return new Action.Use(SCRAPE, new Input(values));
    }

    private static boolean isOf(String executor, Action action) {
        return action instanceof Action.Use use && use.executor().equals(executor);
    }
}
