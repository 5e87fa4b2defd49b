package io.github.devopsagent.machine;

import io.github.devopsagent.machine.vocabulary.ProbeHistory;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.Sample;
import io.github.devopsagent.metric.verdict.BeforeValues;
import io.github.devopsagent.metric.verdict.MetricProgress;
import io.github.devopsagent.metric.verdict.SampleCount;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.run.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The window after a verified deployment, as far as it has passed. With metrics there is one sample more, of them alone,
 * at its beginning: the health checks have just passed.
 *
 * @param settings what was asked for
 * @param began when the window began
 * @param checks those of one sample, and what they have answered
 * @param metrics what is known of each metric
 * @param current the sample that is being taken
 * @param complete those that were taken
 * @param latest when the last sample is taken if there are too few; empty until that is known
 * @param over whether the last sample was taken
 */
record MonitorWindow(
        Monitoring settings,
        Instant began,
        List<WatchedCheck> checks,
        List<MetricProgress> metrics,
        CurrentSample current,
        CompleteSamples complete,
        Optional<Instant> latest,
        boolean over) {

    /** When so many characters tell why a sample failed, no more is added. */
    private static final int MOST_TOLD = 1000;

    /**
     * What is asked in a sample.
     *
     * @param kind a health check or a metric
     * @param index its place among the run's checks or metrics
     */
    record DueQuestion(QuestionKind kind, int index) {

        enum QuestionKind {
            CHECK,
            METRIC
        }
    }

    /**
     * A health check in the window.
     *
     * @param index its place among the run's checks
     * @param probes how often it was asked
     * @param failed how many of the answers were not healthy
     * @param history the last answers
     */
    record WatchedCheck(int index, int probes, int failed, ProbeHistory history) {

        static WatchedCheck of(int index) {
            return new WatchedCheck(index, 0, 0, ProbeHistory.NONE);
        }

        WatchedCheck after(RunEvent.Probed probe) {
            return index == probe.check()
                    ? new WatchedCheck(index, probes + 1, failed + (probe.healthy() ? 0 : 1), history.and(probe))
                    : this;
        }
    }

    /**
     * The sample that is being taken.
     *
     * @param questions that have no answer yet
     * @param isBegun whether one has
     * @param due when it is taken
     * @param failed whether an answer was bad
     */
    record CurrentSample(List<DueQuestion> questions, boolean isBegun, Instant due, boolean failed) {

        CurrentSample {
            questions = List.copyOf(questions);
        }

        static CurrentSample of(Instant due, List<DueQuestion> questions) {
            return new CurrentSample(questions, false, due, false);
        }

        CurrentSample answered(Instant startedAt, boolean isGood) {
            return new CurrentSample(
                    questions.subList(1, questions.size()), true, isBegun ? due : startedAt, failed || !isGood);
        }
    }

    /**
     * The samples that were taken.
     *
     * @param count how many
     * @param failed how many of them failed
     * @param lastFailed whether the last one did
     * @param lastFailure what was observed at the last failure; empty if there was none
     */
    record CompleteSamples(int count, int failed, boolean lastFailed, String lastFailure) {

        static final CompleteSamples NONE = new CompleteSamples(0, 0, false, "");

        CompleteSamples and(CurrentSample sample) {
            return new CompleteSamples(count + 1, failed + (sample.failed() ? 1 : 0), sample.failed(), lastFailure);
        }

        CompleteSamples with(String failure) {
            return new CompleteSamples(count, failed, lastFailed, failure);
        }
    }

    MonitorWindow {
        checks = List.copyOf(checks);
        metrics = List.copyOf(metrics);
    }

    /**
     * A window that begins now, of the checks that apply after a deployment.
     *
     * @param before what each metric was before the deployment, by its place
     */
    static MonitorWindow begin(
            Monitoring settings, List<HealthCheck> all, List<Metric> metrics, List<BeforeValues> before, Instant now) {
        List<WatchedCheck> applying = new ArrayList<>();
        for (int index = 0; index < all.size(); index++) {
            if (all.get(index).after().deploy()) {
                applying.add(WatchedCheck.of(index));
            }
        }
        List<MetricProgress> progress = new ArrayList<>();
        for (int index = 0; index < metrics.size(); index++) {
            Metric metric = metrics.get(index);
            progress.add(MetricProgress.begin(metric, SampleCount.of(metric, settings), before.get(index)));
        }
        return begin(settings, applying, progress, now);
    }

    private static MonitorWindow begin(
            Monitoring settings, List<WatchedCheck> checks, List<MetricProgress> metrics, Instant now) {
        CurrentSample none = CurrentSample.of(now, List.of());
        MonitorWindow window =
                new MonitorWindow(settings, now, checks, metrics, none, CompleteSamples.NONE, Optional.empty(), false);
        List<DueQuestion> atOnce = window.metricsDue(now);
        boolean beginsWithMetrics = !atOnce.isEmpty() && !settings.duration().isZero();
        return window.at(
                beginsWithMetrics ? CurrentSample.of(now, atOnce) : window.sampleAt(now.plus(settings.period())));
    }

    /** The window begins anew, but for what counters have counted. */
    MonitorWindow again(Instant now) {
        return begin(
                settings,
                checks.stream().map(check -> WatchedCheck.of(check.index())).toList(),
                metrics.stream().map(MetricProgress::again).toList(),
                now);
    }

    /** When the last sample is taken, if there are enough by then. */
    Instant ends() {
        return began.plus(settings.duration());
    }

    private CurrentSample sampleAt(Instant wanted) {
        Instant due = earlier(wanted, ends());
        List<DueQuestion> asked = new ArrayList<>();
        for (WatchedCheck check : checks) {
            asked.add(new DueQuestion(DueQuestion.QuestionKind.CHECK, check.index()));
        }
        asked.addAll(metricsDue(due));
        return CurrentSample.of(due, asked);
    }

    private List<DueQuestion> metricsDue(Instant due) {
        List<DueQuestion> asked = new ArrayList<>();
        for (int index = 0; index < metrics.size(); index++) {
            if (!due.isBefore(began.plus(metrics.get(index).metric().initialDelay()))) {
                asked.add(new DueQuestion(DueQuestion.QuestionKind.METRIC, index));
            }
        }
        return asked;
    }

    MonitorWindow after(RunEvent.Probed probe, String checkName) {
        CompleteSamples known =
                probe.healthy() ? complete : complete.with("health check '" + checkName + "': " + probe.detail());
        List<WatchedCheck> asked = new ArrayList<>();
        for (WatchedCheck check : checks) {
            asked.add(check.after(probe));
        }
        return with(known, asked, metrics).answered(probe.startedAt(), probe.at(), probe.healthy());
    }

    MonitorWindow after(RunEvent.Measured event) {
        Duration since = Duration.between(began, CheckProgress.later(began, event.startedAt()));
        MetricProgress metric = metrics.get(event.metric()).after(new Sample(since, event.reading()));
        List<MetricProgress> all = new ArrayList<>(metrics);
        all.set(event.metric(), metric);
        boolean isGood = !metric.sampleFailed();
        CompleteSamples known = isGood ? complete : complete.with(withOthers(metric.text()));
        return with(known, checks, all).answered(event.startedAt(), event.at(), isGood);
    }

    /** Several metrics may fail in one sample, and each of them is why. */
    private String withOthers(String failure) {
        boolean isWithOthers = current.failed() && lastFailure().length() < MOST_TOLD;
        return isWithOthers ? lastFailure() + "; and " + failure : failure;
    }

    /** Whether what was seen is too little to say that the system was watched. */
    private boolean isWanting(CompleteSamples taken) {
        if (lacksSamples(taken)) {
            return true;
        }
        for (MetricProgress metric : metrics) {
            if (metric.lacksNumbers() || metric.lacksSamples()) {
                return true;
            }
        }
        return false;
    }

    private boolean lacksSamples(CompleteSamples taken) {
        return SampleCount.areFew(taken.count(), SampleCount.of(settings));
    }

    private MonitorWindow answered(Instant startedAt, Instant at, boolean isGood) {
        CurrentSample answered = current.answered(startedAt, isGood);
        if (!answered.questions().isEmpty()) {
            return at(answered);
        }
        CompleteSamples taken = complete.and(answered);
        boolean goesOn = !answered.due().isBefore(ends()) && isWanting(taken);
        // Not from the end on: an agent that stood still beyond it has a whole window left.
        Instant last = goesOn ? latest.orElse(answered.due().plus(settings.duration())) : ends();
        Instant wanted = CheckProgress.later(earlier(answered.due().plus(settings.period()), last), at);
        CurrentSample next = sampleAt(wanted);
        boolean isOver = !answered.due().isBefore(last);
        return new MonitorWindow(
                settings,
                began,
                checks,
                metrics,
                CurrentSample.of(wanted, next.questions()),
                taken,
                goesOn ? Optional.of(last) : latest,
                isOver);
    }

    private MonitorWindow with(CompleteSamples taken, List<WatchedCheck> asked, List<MetricProgress> progress) {
        return new MonitorWindow(settings, began, asked, progress, current, taken, latest, over);
    }

    private MonitorWindow at(CurrentSample sample) {
        return new MonitorWindow(settings, began, checks, metrics, sample, complete, latest, over);
    }

    int samples() {
        return complete.count();
    }

    int failedSamples() {
        return complete.failed();
    }

    boolean lastSampleFailed() {
        return complete.lastFailed();
    }

    /** What was observed at the last failure; empty if there was none. */
    String lastFailure() {
        return complete.lastFailure();
    }

    Instant due() {
        return current.due();
    }

    boolean passed() {
        return over && anomaly().isEmpty();
    }

    Optional<String> anomaly() {
        for (MetricProgress metric : metrics) {
            if (metric.isCritical()) {
                return Optional.of(metric.text() + "; it is critical");
            }
        }
        if (failedSamples() > settings.failureLimit()) {
            return Optional.of(failedSamples() + " of " + samples() + " samples failed, allowed are "
                    + settings.failureLimit() + "; last " + lastFailure());
        }
        return over ? failureAtEnd() : Optional.empty();
    }

    private Optional<String> failureAtEnd() {
        if (lastSampleFailed()) {
            return Optional.of("the last of " + samples() + " samples failed: " + lastFailure());
        }
        for (MetricProgress metric : metrics) {
            if (metric.failureAtEnd().isPresent()) {
                return metric.failureAtEnd();
            }
        }
        return Optional.empty();
    }

    /** What must be told of a window that passes. */
    List<String> unjudged() {
        List<String> unjudged = new ArrayList<>();
        for (MetricProgress metric : metrics) {
            if (metric.unjudged().isPresent()) {
                unjudged.add(metric.unjudged().get());
            }
        }
        return unjudged;
    }

    /** What must be told of it besides, if the deployment succeeds. */
    List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        if (lacksSamples(complete)) {
            gaps.add("the monitor window " + SampleCount.few(samples(), SampleCount.of(settings)));
        }
        for (MetricProgress metric : metrics) {
            if (metric.lacksSamples() && !lacksSamples(complete)) {
                gaps.add("metric '" + metric.metric().name() + "' "
                        + SampleCount.few(
                                metric.tally().samples(), metric.count().after()));
            }
            if (metric.gaps().isPresent()) {
                gaps.add(metric.gaps().get());
            }
            if (metric.fewBefore().isPresent()) {
                gaps.add(metric.fewBefore().get());
            }
        }
        return gaps;
    }

    DueQuestion next() {
        return current.questions().get(0);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
