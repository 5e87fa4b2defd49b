package io.github.devopsagent.machine;

import io.github.devopsagent.machine.vocabulary.ProbeHistory;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.run.RunEvent;
import java.time.Duration;
import java.time.Instant;

/**
 * How far a health check has come on its way to a verdict.
 *
 * @param index its place among the run's checks
 * @param check what is asked, and how often
 * @param startupEnds until when failures before the first success do not count
 * @param due when to ask next
 * @param answers what it has answered
 * @param verdict what it came to
 * @param detail what was observed last; empty before the first answer
 * @param history the last answers
 */
record CheckProgress(
        int index,
        HealthCheck check,
        Instant startupEnds,
        Instant due,
        Answers answers,
        Verdict verdict,
        String detail,
        ProbeHistory history) {

    /**
     * A check that changes its mind this many times as often as both thresholds together has failed: {@value}. It
     * would otherwise never come to a verdict.
     */
    static final int PATIENCE = 10;

    /**
     * What a check has answered.
     *
     * @param probes how often it was asked
     * @param successes how many of the last answers in a row were healthy
     * @param failures how many of the last answers in a row were not
     * @param counted how many answers have counted without a verdict
     * @param seenHealthy whether it was healthy at least once
     */
    record Answers(int probes, int successes, int failures, int counted, boolean seenHealthy) {

        static final Answers NONE = new Answers(0, 0, 0, 0, false);

        Answers and(boolean healthy, boolean isStarted) {
            boolean counts = seenHealthy || healthy || isStarted;
            return new Answers(
                    probes + 1,
                    healthy ? successes + 1 : 0,
                    healthy ? 0 : failures + 1,
                    counts ? counted + 1 : 0,
                    seenHealthy || healthy);
        }

        Verdict verdict(HealthCheck.Timing timing) {
            if (successes >= timing.successThreshold()) {
                return Verdict.PASSED;
            }
            boolean isFailed = failures >= timing.failureThreshold() || counted >= patience(timing);
            return counted > 0 && isFailed ? Verdict.FAILED : Verdict.PENDING;
        }
    }

    /** What a check came to. */
    enum Verdict {
        /** Nothing yet. */
        PENDING,
        /** Healthy, as often in a row as its success threshold demands. */
        PASSED,
        /** Not healthy. */
        FAILED
    }

    static CheckProgress begin(int index, HealthCheck check, Instant now) {
        Instant first = now.plus(check.timing().initialDelay());
        Instant startupEnds = first.plus(check.timing().startupTimeout());
        return new CheckProgress(
                index, check, startupEnds, first, Answers.NONE, Verdict.PENDING, "", ProbeHistory.NONE);
    }

    /**
     * Before anything changes: there is nothing to wait for that starts up. A check that is never asked after a rollback
     * can excuse nothing there, so one answer of it is enough.
     */
    static CheckProgress beginBaseline(int index, HealthCheck check, Instant now) {
        HealthCheck.Timing timing = check.timing();
        boolean excuses = check.after().rollback();
        HealthCheck.Timing atOnce = new HealthCheck.Timing(
                Duration.ZERO,
                Duration.ZERO,
                timing.period(),
                timing.timeout(),
                excuses ? timing.successThreshold() : 1,
                excuses ? timing.failureThreshold() : 1);
        return begin(index, check.withTiming(atOnce), now);
    }

    /** Without a healthy answer for as often in a row as its failure threshold: one that wavers has not. */
    boolean failedSteadily() {
        return verdict == Verdict.FAILED && answers.failures() >= check.timing().failureThreshold();
    }

    CheckProgress after(RunEvent.Probed probe) {
        HealthCheck.Timing timing = check.timing();
        Answers more = answers.and(probe.healthy(), !probe.at().isBefore(startupEnds));
        Instant next = later(probe.startedAt().plus(timing.period()), probe.at());
        return new CheckProgress(
                index, check, startupEnds, next, more, more.verdict(timing), probe.detail(), history.and(probe));
    }

    int probes() {
        return answers.probes();
    }

    private static int patience(HealthCheck.Timing timing) {
        return PATIENCE * (timing.successThreshold() + timing.failureThreshold());
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
