package io.github.devopsagent.metric.verdict;

import io.github.devopsagent.metric.Measurement;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.metric.NoData;
import io.github.devopsagent.metric.Sample;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Monitoring;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How often a window fails: of a service that did not change a false alarm, of one that did a detection.
 *
 * @param rule what is judged
 * @param before how many samples before
 * @param after how many samples after
 * @param failureLimit how many samples may fail; 0 is as for a critical metric
 */
record AnomalySimulation(MetricRule rule, int before, int after, int failureLimit) {

    private static final Duration PERIOD = Duration.ofSeconds(30);

    private static final long SEED = 14;

    /**
     * Prints the table of docs/anomalies.md.
     *
     * @param arguments how many windows of each kind; 10000 unless given
     */
    public static void main(String[] arguments) {
        int runs = arguments.length == 0 ? 10_000 : Integer.parseInt(arguments[0]);
        System.out.print(table(runs));
    }

    /** The last three show what fixed factors are not made for. */
    static List<AnomalySimulation> simulations() {
        MetricRule ranks = new MetricRule.WorseThanBefore(MetricRule.Direction.HIGHER);
        return List.of(
                new AnomalySimulation(ranks, 5, 21, 1),
                new AnomalySimulation(ranks, 5, 21, 0),
                new AnomalySimulation(ranks, 5, 9, 1),
                new AnomalySimulation(ranks, 13, 61, 1),
                new AnomalySimulation(new MetricRule.AtMostTimesBefore(1.5), 5, 21, 1),
                new AnomalySimulation(new MetricRule.AtMostTimesBefore(2), 5, 21, 1),
                new AnomalySimulation(new MetricRule.AtMostTimesBefore(5), 5, 21, 1));
    }

    static String table(int runs) {
        return simulations().stream()
                .map(simulation -> simulation.section(runs))
                .collect(Collectors.joining("\n"));
    }

    String section(int runs) {
        String head = "| " + title() + " |";
        String titles = Stream.of(SimulatedChange.values())
                .map(change -> " " + change.title() + " |")
                .collect(Collectors.joining());
        String rows = Stream.of(SimulatedService.values())
                .map(service -> row(service, runs))
                .collect(Collectors.joining());
        return head + titles + "\n|---|" + "---:|".repeat(SimulatedChange.values().length) + "\n" + rows;
    }

    String title() {
        return "`" + rule.text() + "`, " + before + " before, " + after + " after, `failure_limit` " + failureLimit;
    }

    private String row(SimulatedService service, int runs) {
        return Stream.of(SimulatedChange.values())
                .map(change -> String.format(Locale.ROOT, " %.2f %% |", 100 * failures(service, change, runs)))
                .collect(Collectors.joining("", "| " + service.title() + " |", "\n"));
    }

    /** The part of the windows that fail. */
    double failures(SimulatedService service, SimulatedChange change, int runs) {
        Random random = new Random(SEED);
        int failed = 0;
        for (int run = 0; run < runs; run++) {
            failed += fails(service, change, random) ? 1 : 0;
        }
        return (double) failed / runs;
    }

    private boolean fails(SimulatedService service, SimulatedChange change, Random random) {
        double[] samples = service.samples(random, before + after);
        BeforeValues values = BeforeValues.NONE;
        for (int sample = 0; sample < before; sample++) {
            values = values.and(Measurement.of(samples[sample]));
        }
        MetricProgress progress = MetricProgress.begin(metric(), SampleCount.of(metric(), monitoring()), values);
        for (int sample = 0; sample < after; sample++) {
            double value = change.on(samples[before + sample], service.scale(), random);
            progress = progress.after(new Sample(PERIOD.multipliedBy(sample), Measurement.of(value)));
            if (progress.tally().bad() > failureLimit) {
                return true;
            }
        }
        return progress.failureAtEnd().isPresent();
    }

    private Metric metric() {
        return new Metric(
                "simulated",
                new Action.Run("true"),
                rule,
                NoData.FAIL,
                false,
                PERIOD.multipliedBy(before - 1L),
                Duration.ZERO,
                Metric.DEFAULT_TIMEOUT,
                "builder");
    }

    private Monitoring monitoring() {
        return new Monitoring(PERIOD.multipliedBy(after - 1L), PERIOD, failureLimit);
    }
}
