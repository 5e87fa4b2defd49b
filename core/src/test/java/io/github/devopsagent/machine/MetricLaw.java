package io.github.devopsagent.machine;

import io.github.devopsagent.metric.Measurement;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.metric.NoData;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * What the readings of a metric say of a run that has deployed, by the plainest reckoning.
 *
 * @param run what happened
 * @param index the metric's place
 */
record MetricLaw(RunTrace run, int index) {

    /** Silence counts as good only if the plan ignores it, and nothing bad was the last that was heard. */
    boolean lastJudgementIsGood() {
        Metric metric = run.plan().metrics().get(index);
        List<Double> before = numbers(beforeWindow());
        List<RunEvent> window = run.lastWindow();
        List<Double> after = numbers(window);
        boolean isComparable = metric.rule().needs() == MetricRule.History.NOTHING || !before.isEmpty();
        if (metric.noData() != NoData.IGNORE) {
            return isComparable && isLastANumber(window) && isGood(metric.rule(), before, after);
        }
        return !isComparable || after.isEmpty() || isGood(metric.rule(), before, after);
    }

    /** What was measured before the deployment since the agent was last restarted while it did so. */
    private List<RunEvent> beforeWindow() {
        List<RunEvent> window = new ArrayList<>();
        boolean restarted = false;
        for (RunEvent event : run.journal()) {
            restarted |= event instanceof RunEvent.Resumed;
            if (event instanceof RunEvent.Measured measured && measured.purpose() == Purpose.BASELINE) {
                if (restarted) {
                    window.clear();
                }
                restarted = false;
                window.add(event);
            }
        }
        return window;
    }

    private List<RunEvent.Measured> mine(List<RunEvent> events) {
        return events.stream()
                .filter(RunEvent.Measured.class::isInstance)
                .map(RunEvent.Measured.class::cast)
                .filter(event -> event.metric() == index)
                .toList();
    }

    private List<Double> numbers(List<RunEvent> events) {
        List<Double> numbers = new ArrayList<>();
        mine(events).forEach(event -> event.reading()
                .<Void>fold(
                        number -> {
                            numbers.add(number.value());
                            return null;
                        },
                        missing -> null));
        return numbers;
    }

    private boolean isLastANumber(List<RunEvent> window) {
        List<RunEvent.Measured> all = mine(window);
        return !all.isEmpty() && all.get(all.size() - 1).reading() instanceof Measurement.Figure;
    }

    private static boolean isGood(MetricRule rule, List<Double> before, List<Double> after) {
        double last = after.get(after.size() - 1);
        if (rule instanceof MetricRule.AtMost most) {
            return last <= most.limit();
        }
        if (rule instanceof MetricRule.AtMostTimesBefore times) {
            List<Double> sorted = before.stream().sorted().toList();
            double middle = (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
            return last <= times.factor() * middle;
        }
        double counted = 0;
        double shown = before.get(before.size() - 1);
        for (double value : after) {
            counted += value < shown ? value : value - shown;
            shown = value;
        }
        return counted <= ((MetricRule.IncreaseAtMost) rule).limit();
    }
}
