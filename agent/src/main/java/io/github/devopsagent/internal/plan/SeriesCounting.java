package io.github.devopsagent.internal.plan;

import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import java.util.LinkedHashMap;
import java.util.Map;

/** Has each of several scraped series counted by itself: of their sum, one that began anew takes off what another counts. */
public final class SeriesCounting {

    private static final String SCRAPE = "scrape";
    private static final String COUNTER = "counter";

    private SeriesCounting() {}

    /**
     * What a metric asks, by its rule.
     *
     * @param action as it is written, in the plan or by the host
     * @param rule what must hold of its numbers
     * @return the same; of a scrape whose increase counts, one that counts by series, unless it says whether it does
     */
    public static Action of(Action action, MetricRule rule) {
        if (!(rule instanceof MetricRule.IncreaseAtMost)
                || !(action instanceof Action.Use use)
                || !use.executor().equals(SCRAPE)) {
            return action;
        }
        Map<String, Object> values = new LinkedHashMap<>(use.input().values());
        values.putIfAbsent(COUNTER, true);
        return new Action.Use(SCRAPE, new Input(values));
    }
}
