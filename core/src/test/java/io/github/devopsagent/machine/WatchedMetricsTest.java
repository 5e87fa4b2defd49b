package io.github.devopsagent.machine;

import static io.github.devopsagent.machine.PlanFixture.aPlan;
import static io.github.devopsagent.machine.PlanFixture.metric;
import static io.github.devopsagent.machine.PlanFixture.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.metric.Measurement;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.metric.MetricRule.AtMost;
import io.github.devopsagent.metric.MetricRule.AtMostTimesBefore;
import io.github.devopsagent.metric.MetricRule.IncreaseAtMost;
import io.github.devopsagent.metric.NoData;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How metrics decide about a run: before it, in its window, and when its agent is killed. */
class WatchedMetricsTest {

    private static final Measurement DOWN =
            new Measurement.Missing(Measurement.MissingCause.NO_ANSWER, "connection refused");

    /** The window is six seconds long, with a sample every two, of which one may fail. */
    private static RunScript watching(Metric... metrics) {
        return RunScript.of(aPlan().measuring(metrics)).ready().baseline(true);
    }

    private static RunScript deployed(Metric metric) {
        return watching(metric).gateOpens().succeeds().verified();
    }

    private static Metric critical(MetricRule rule) {
        return metric("errors", rule, NoData.FAIL, true);
    }

    private static String reason(RunScript run) {
        return run.state().failure().orElseThrow().reason();
    }

    @Test
    void a_metric_is_sampled_at_the_beginning_of_the_window_each_period_and_at_its_end() {
        RunScript run =
                deployed(metric("errors", new AtMost(1))).measures(0).sampled(0).sampled(1);

        assertThat(run.state().ending()).isEmpty();
        run.sampled(1);
        assertThat(run.state().ending()).hasValue(Ending.DEPLOYED);
        assertThat(run.state().monitor().orElseThrow().samples()).isEqualTo(4);
    }

    @Test
    void bad_samples_beyond_the_failure_limit_roll_back_and_the_reason_is_told() {
        RunScript run = deployed(metric("errors", new AtMost(1))).measures(0).sampled(5);

        assertThat(run.state().currentStage()).isEqualTo(Stage.MONITOR);
        run.sampled(7);
        assertThat(run.state().currentStage()).isEqualTo(Stage.ROLLBACK);
        assertThat(reason(run))
                .isEqualTo("2 of 3 samples failed, allowed are 1; last metric 'errors' is 7, not at_most 1; since 3s"
                        + " after the window began; last 0, 5, 7");
    }

    @Test
    void all_metrics_that_fail_in_a_sample_are_told() {
        RunScript run = watching(metric("errors", new AtMost(1)), metric("p95", new AtMost(100)))
                .gateOpens()
                .succeeds()
                .verified()
                .measures(2)
                .measures(200)
                .answersAll(Purpose.MONITOR, true)
                .measures(3)
                .measures(300);

        assertThat(reason(run))
                .startsWith("2 of 2 samples failed, allowed are 1; last metric 'errors' is 3, not at_most 1;")
                .contains("; and metric 'p95' is 300, not at_most 100;");
    }

    @Test
    void a_bad_sample_of_a_critical_metric_rolls_back_at_once() {
        RunScript run = deployed(critical(new AtMost(1))).measures(2);

        assertThat(run.state().currentStage()).isEqualTo(Stage.ROLLBACK);
        assertThat(reason(run)).endsWith("; it is critical");
        assertThat(deployed(critical(new AtMost(1))).measures(DOWN).state().currentStage())
                .isEqualTo(Stage.MONITOR);
    }

    @Test
    void the_last_sample_must_be_good() {
        RunScript run = deployed(metric("errors", new AtMost(1)))
                .measures(0)
                .sampled(0)
                .sampled(0)
                .sampled(2);

        assertThat(reason(run)).startsWith("the last of 4 samples failed: metric 'errors' is 2");
    }

    @Test
    void health_checks_and_metrics_of_a_sample_fail_once_together() {
        RunScript run = deployed(metric("errors", new AtMost(1)))
                .measures(0)
                .answersAll(Purpose.MONITOR, false)
                .measures(9);

        assertThat(run.state().monitor().orElseThrow().failedSamples()).isEqualTo(1);
        assertThat(run.state().currentStage()).isEqualTo(Stage.MONITOR);
    }

    private static RunScript rolledBack(Metric... metrics) {
        return watching(metrics).gateOpens().fails().everyStepSucceeds();
    }

    @Test
    void after_a_rollback_each_metric_is_asked_three_times_a_period_apart_and_nothing_is_decided_by_it() {
        RunScript run = rolledBack(metric("errors", new AtMost(1)));

        assertThat(run.next()).isInstanceOf(NextAction.Probe.class);
        run.healthyAfterRollback();
        Instant verified = run.clock();
        run.measures(5).measures(DOWN).measures(7);
        assertThat(Duration.between(verified, run.clock())).isEqualTo(Duration.ofSeconds(4));
        assertThat(run.state().ending()).hasValue(Ending.ROLLED_BACK);
        Deployment record = RunReport.of(run.state(), new Deployment.Digests("", ""), "");
        assertThat(record.rollback().orElseThrow().metrics()).singleElement().satisfies(metric -> {
            assertThat(metric.verdict()).isEqualTo("bad");
            assertThat(metric.samples()).isEqualTo(3);
            assertThat(metric.last())
                    .extracting(sample -> sample.reading().toString())
                    .containsExactly("5", "connection refused", "7");
        });
        assertThat(record.warnings())
                .containsExactly("after the rollback, metric 'errors' is 7, not at_most 1; since 0s after the window"
                        + " began; last 5, connection refused, 7");
    }

    @Test
    void what_a_counter_counted_before_the_rollback_is_not_told_of_the_time_after_it() {
        RunScript run = watching(metric("500s", new IncreaseAtMost(0)))
                .measures(5)
                .gateOpens()
                .fails()
                .everyStepSucceeds()
                .healthyAfterRollback()
                .measures(90)
                .measures(90)
                .measures(90);

        assertThat(run.state().look().orElseThrow().warnings()).isEmpty();
        assertThat(run.state().ending()).hasValue(Ending.ROLLED_BACK);
    }

    @Test
    void a_look_after_a_rollback_takes_a_minute_at_most() {
        Metric one = metric("errors", new AtMost(1));
        RunScript run = rolledBack(one, metric("500s", new AtMost(1)));

        run.healthyAfterRollback().measures(0).passes(Duration.ofMinutes(2)).measures(0);
        assertThat(run.state().ending()).hasValue(Ending.ROLLED_BACK);
        RunScript rare = RunScript.of(aPlan().monitored(new Monitoring(Duration.ofHours(1), Duration.ofMinutes(5), 1))
                        .measuring(one))
                .prepared()
                .fails()
                .everyStepSucceeds()
                .healthyAfterRollback()
                .measures(0)
                .measures(0);
        assertThat(rare.next())
                .isInstanceOfSatisfying(NextAction.Measure.class, action -> assertThat(action.notBefore())
                        .isEqualTo(rare.clock().plusSeconds(30)));
    }

    @Test
    void what_ends_a_look_after_a_rollback_makes_a_good_end_no_worse() {
        RunScript looking = rolledBack(metric("errors", new AtMost(1)))
                .healthyAfterRollback()
                .measures(0);
        RunEvent stuck = new RunEvent.Stuck(looking.clock(), "metric 'errors' still runs: pid 4711");

        assertThat(looking.state()
                        .after(new RunEvent.Cancelled(looking.clock(), "interrupted"))
                        .ending())
                .hasValue(Ending.ROLLED_BACK);
        RunState given = looking.state().after(stuck);
        assertThat(given.ending()).hasValue(Ending.ROLLED_BACK);
        assertThat(given.failure().orElseThrow().reason()).endsWith("; metric 'errors' still runs: pid 4711");
    }

    @Test
    void the_window_before_lies_between_backup_and_gate() {
        RunScript run = RunScript.of(
                        aPlan().backedUpBy(step("dump")).measuring(metric("p95", new AtMostTimesBefore(2))))
                .ready()
                .baseline(true)
                .succeeds();

        for (int sample = 0; sample < 7; sample++) {
            assertThat(run.next())
                    .isInstanceOfSatisfying(NextAction.Measure.class, action -> assertThat(action.purpose())
                            .isEqualTo(Purpose.BASELINE));
            assertThat(run.state().currentStage()).isEqualTo(Stage.BACKUP);
            run.measures(100);
        }
        assertThat(Duration.between(RunScript.START, run.clock()))
                .isBetween(Duration.ofSeconds(12), Duration.ofSeconds(20));
        run.gateOpens().succeeds().verified().measures(200).sampled(201).sampled(201);
        assertThat(reason(run)).contains("not at_most_times_before 2, was 100 in the middle before");
    }

    @Test
    void a_counter_is_asked_once_when_the_windows_before_are_over() {
        RunScript run = watching(metric("p95", new AtMostTimesBefore(2)), metric("500s", new IncreaseAtMost(0)));

        for (int sample = 0; sample < 6; sample++) {
            run.measures(100);
        }
        assertThat(run.measures(100).next())
                .isInstanceOfSatisfying(NextAction.Measure.class, action -> assertThat(action.metric())
                        .isEqualTo(1));
        assertThat(run.measures(7).next()).isInstanceOf(NextAction.ConfirmGate.class);
    }

    @Test
    void what_could_never_be_judged_ends_the_run_before_anything_has_changed() {
        RunScript run = watching(metric("500s", new IncreaseAtMost(0))).measures(DOWN);

        assertThat(run.state().ending()).hasValue(Ending.ABORTED);
        assertThat(run.done()).isEmpty();
        assertThat(reason(run))
                .startsWith("metric '500s' could never be judged: there is no value before the deployment to compare"
                        + " with: connection refused; if this is the first deployment, write")
                .contains("\"no_data\": \"ignore\"");
    }

    private static final MetricRule WORSE = new MetricRule.WorseThanBefore(MetricRule.Direction.HIGHER);

    @Test
    void a_window_before_with_slow_answers_goes_on_until_there_are_enough() {
        RunScript run = watching(metric("p95", WORSE));
        for (int sample = 0; sample < 5; sample++) {
            run.measures(100, Duration.ofSeconds(4));
        }

        assertThat(run.next()).isInstanceOf(NextAction.ConfirmGate.class);
    }

    @Test
    void answers_that_are_too_slow_for_twice_the_window_before_are_told() {
        RunScript run = watching(metric("p95", WORSE));
        for (int sample = 0; sample < 3; sample++) {
            run.measures(100, Duration.ofSeconds(20));
        }

        assertThat(reason(run))
                .isEqualTo(
                        "metric 'p95' could never be judged: there are 3 of 5 values before the deployment to compare"
                                + " with; in twice \"before\" it was asked 3 times, where \"before\" and \"period\" give 7 in once,"
                                + " since answers took longer than the period: lengthen \"before\", or shorten the \"timeout\" of"
                                + " what is slow");
    }

    private static RunScript comparing(Monitoring monitoring) {
        RunScript run = RunScript.of(aPlan().measuring(metric("p95", WORSE)).monitored(monitoring))
                .ready()
                .baseline(true);
        for (int sample = 0; run.next() instanceof NextAction.Measure && sample < 50; sample++) {
            run.measures(100);
        }
        return run.gateOpens().succeeds().verified();
    }

    private static int watched(RunScript run, Duration took) {
        int samples = 0;
        while (run.state().ending().isEmpty() && run.state().currentStage() == Stage.MONITOR) {
            run.answersAll(Purpose.MONITOR, true).measures(100, took);
            samples++;
        }
        return samples;
    }

    @Test
    void a_window_with_slow_answers_goes_on_until_there_are_enough() {
        RunScript run = comparing(new Monitoring(Duration.ofSeconds(10), Duration.ofSeconds(1), 1));

        assertThat(watched(run, Duration.ofSeconds(2))).isEqualTo(8);
        assertThat(run.state().ending()).hasValue(Ending.DEPLOYED);
    }

    @Test
    void a_window_with_quick_answers_ends_when_its_duration_does() {
        RunScript run = comparing(new Monitoring(Duration.ofSeconds(10), Duration.ofSeconds(1), 1));

        assertThat(watched(run, Duration.ZERO)).isEqualTo(11);
    }

    @Test
    void answers_that_are_too_slow_for_twice_the_window_are_told() {
        RunScript run = comparing(new Monitoring(Duration.ofSeconds(10), Duration.ofSeconds(1), 1));

        assertThat(watched(run, Duration.ofSeconds(4))).isEqualTo(6);
        assertThat(reason(run))
                .startsWith(
                        "metric 'p95' was never judged: metric 'p95' is not judged yet: a rank test needs 8 numbers, so"
                                + " far there are 6; in twice \"duration\" there were 6 samples, where \"duration\" and"
                                + " \"period\" give 11 in once");
    }

    private static RunScript eachSecond(int seconds, Metric metric) {
        Monitoring monitoring = new Monitoring(Duration.ofSeconds(seconds), Duration.ofSeconds(1), 1);
        return RunScript.of(aPlan().measuring(metric).monitored(monitoring))
                .prepared()
                .succeeds()
                .verified();
    }

    @Test
    void what_was_hardly_ever_looked_at_is_a_warning_of_the_record() {
        RunScript run = eachSecond(10, metric("errors", new AtMost(100)));
        assertThat(watched(run, Duration.ofSeconds(12))).isEqualTo(3);
        assertThat(run.state().ending()).hasValue(Ending.DEPLOYED);
        assertThat(RunReport.of(run.state(), new Deployment.Digests("", ""), "").warnings())
                .singleElement()
                .asString()
                .startsWith("the monitor window had 3 samples, where \"duration\" and \"period\" give 10: answers");
    }

    @Test
    void a_metric_that_was_hardly_ever_asked_once_the_system_was_warm_is_a_warning_of_the_record() {
        RunScript run = eachSecond(20, late(Duration.ofSeconds(10)));
        while (run.state().monitor().orElseThrow().samples() < 9) {
            run.answers(true);
        }
        run.passes(Duration.ofMinutes(1));
        assertThat(watched(run, Duration.ofSeconds(9))).isEqualTo(3);
        assertThat(RunReport.metricWarnings(run.state()))
                .singleElement()
                .asString()
                .startsWith("metric 'errors' had 3 samples, where \"duration\" and \"period\" give 11: answers");
    }

    private static Metric late(Duration initialDelay) {
        return new Metric(
                "errors",
                metric("errors", new AtMost(1)).action(),
                new AtMost(100),
                NoData.FAIL,
                false,
                Duration.ZERO,
                initialDelay,
                Duration.ofSeconds(1),
                "builder");
    }

    @Test
    void what_is_compared_with_few_numbers_of_many_is_a_warning_of_the_record() {
        RunScript run = watching(metric("p95", new AtMostTimesBefore(2)));
        for (int sample = 0; sample < 6; sample++) {
            run.measures(DOWN);
        }
        run.measures(5)
                .gateOpens()
                .succeeds()
                .verified()
                .measures(5)
                .sampled(5)
                .sampled(5)
                .sampled(5);

        assertThat(RunReport.metricWarnings(run.state()))
                .containsExactly(
                        "metric 'p95' was compared with the middle of 1 number before the deployment, where its"
                                + " windows give 7: connection refused");
    }

    @Test
    void what_is_never_judged_and_ignored_is_a_warning_of_the_record() {
        RunScript run = watching(metric("500s", new IncreaseAtMost(0), NoData.IGNORE, false))
                .measures(DOWN)
                .gateOpens()
                .succeeds()
                .verified()
                .measures(3)
                .sampled(4)
                .sampled(5)
                .sampled(6);

        assertThat(run.state().ending()).hasValue(Ending.DEPLOYED);
        assertThat(RunReport.of(run.state(), new Deployment.Digests("", ""), "").warnings())
                .singleElement()
                .asString()
                .startsWith("metric '500s' was never judged, and no_data is ignored");
    }

    @Test
    void values_before_are_kept_when_the_agent_is_killed_behind_the_first_deploy_step() {
        RunScript run = watching(metric("500s", new IncreaseAtMost(0)))
                .measures(5)
                .gateOpens()
                .succeeds()
                .verified()
                .measures(5)
                .resumed();

        assertThat(run.next()).isInstanceOf(NextAction.Measure.class);
        run.measures(5).sampled(5).sampled(6).sampled(6);
        assertThat(reason(run)).contains("has increased by 1 from 5 before");
    }

    @Test
    void what_a_counter_has_counted_is_kept_when_the_agent_is_killed_in_the_window() {
        RunScript run = watching(metric("500s", new IncreaseAtMost(5)))
                .measures(0)
                .gateOpens()
                .succeeds()
                .verified()
                .measures(4)
                .killed(Recovery.RESUME)
                .measures(3)
                .sampled(3);

        assertThat(reason(run)).contains("has increased by 7 from 0 before");
    }

    @Test
    void the_window_before_begins_anew_when_the_agent_is_killed_in_it() {
        Metric metric = metric("p95", new AtMostTimesBefore(2));

        RunScript startsOver = watching(metric).measures(1).measures(1).killed(Recovery.STANDARD);
        assertThat(startsOver.next()).isInstanceOf(NextAction.CheckReadiness.class);

        RunScript goesOn = watching(metric).measures(1).measures(1).killed(Recovery.RESUME);
        for (int sample = 0; sample < 7; sample++) {
            goesOn.measures(100);
        }
        assertThat(goesOn.next()).isInstanceOf(NextAction.ConfirmGate.class);
    }

    @Test
    void a_metric_is_left_out_while_the_system_warms_up() {
        RunScript run = deployed(late(Duration.ofSeconds(3))).answers(true);

        assertThat(run.next()).isInstanceOf(NextAction.Probe.class);
        run.answers(true).measures(0).answers(true).measures(0);
        assertThat(run.state().ending()).hasValue(Ending.DEPLOYED);
        assertThat(run.state().monitor().orElseThrow().samples()).isEqualTo(3);
    }

    @Test
    void a_window_without_a_duration_is_one_sample_of_all() {
        Monitoring none = new Monitoring(Duration.ZERO, Duration.ofSeconds(2), 0);
        RunScript run = RunScript.of(aPlan().monitored(none).measuring(metric("errors", new AtMost(1))))
                .prepared()
                .succeeds()
                .verified();

        assertThat(run.next()).isInstanceOf(NextAction.Probe.class);
        assertThat(run.sampled(1).state().ending()).hasValue(Ending.DEPLOYED);
    }

    @Test
    void metrics_that_cannot_be_judged_are_errors_before_anything_begins() {
        Metric ranks = metric("queue", new MetricRule.WorseThanBefore(MetricRule.Direction.HIGHER));
        RunPlan few = aPlan().measuring(ranks).build();
        RunPlan many = aPlan().monitored(new Monitoring(Duration.ofHours(6), Duration.ofSeconds(1), 1))
                .measuring(metric("errors", new AtMost(1)))
                .build();

        assertThat(findings(few))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR))
                .extracting(Finding::message)
                .asString()
                .startsWith(
                        "metric 'queue': worse_than_before higher needs 8 samples, duration 6s and period 2s give 4");
        assertThat(findings(many))
                .extracting(Finding::message)
                .containsExactly("the metrics give 21601 samples, at most 20000 are recorded; lengthen \"period\", or"
                        + " shorten \"duration\"");
    }

    private static List<Finding> findings(RunPlan plan) {
        return new Readiness(plan, Map.of(), Map.of(), Optional.empty()).findings();
    }
}
