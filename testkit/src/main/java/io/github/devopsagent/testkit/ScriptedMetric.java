package io.github.devopsagent.testkit;

import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Numbers of a metric that the host's code measures, in turn; the last one is measured ever after.
 *
 * <pre>{@code
 * builder.metric("waiting orders", ScriptedMetric.of(3, 4, 900), new MetricRule.AtMost(100))
 * }</pre>
 */
public final class ScriptedMetric implements Callable<Double>, VirtualTime.Scripted {

    private final double[] numbers;
    private int next;

    private ScriptedMetric(double[] numbers) {
        this.numbers = numbers;
    }

    /**
     * Measures these numbers.
     *
     * @param first what is measured at first
     * @param then what is measured after that, in turn
     * @return a new metric
     */
    public static ScriptedMetric of(double first, double... then) {
        Objects.requireNonNull(then, "then");
        double[] all = new double[then.length + 1];
        all[0] = first;
        System.arraycopy(then, 0, all, 1, then.length);
        return new ScriptedMetric(all);
    }

    @Override
    public synchronized Double call() {
        double number = numbers[next];
        next = Math.min(next + 1, numbers.length - 1);
        return number;
    }
}
