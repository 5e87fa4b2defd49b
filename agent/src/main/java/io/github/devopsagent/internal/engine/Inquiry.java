package io.github.devopsagent.internal.engine;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.attempt.AttemptRequest;
import io.github.devopsagent.machine.NextAction;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.metric.Measurement;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.Output;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A health check or a metric that is asked once.
 *
 * @param purpose what it is asked for
 * @param shown its name without a secret
 * @param kind what it is, for people
 * @param path where it stands in the plan
 * @param action how it is asked
 * @param notBefore when to ask at the earliest; never before it by our reckoning, since a clock of the host's that does
 *     not move must not keep the window open for ever
 * @param timeout how long the answer may take
 */
record Inquiry(
        Purpose purpose, String shown, String kind, String path, Action action, Instant notBefore, Duration timeout) {

    private static final String METRIC = "metric";

    /** Makes an event of an answer. */
    @FunctionalInterface
    interface Answering {
        /**
         * Makes it.
         *
         * @param startedAt when it was asked
         * @param result how that ended
         * @param printed what was printed
         * @param took how long it took
         * @return the event
         */
        RunEvent event(Instant startedAt, StepResult result, Output printed, Duration took);
    }

    static Inquiry of(NextAction.Probe action, RunPlan plan, RunPlan shown) {
        HealthCheck check = plan.checks().get(action.check());
        return new Inquiry(
                action.purpose(),
                shown.checks().get(action.check()).name(),
                "health check",
                "health_checks/" + action.check(),
                check.action(),
                action.notBefore(),
                action.timeout());
    }

    static Inquiry of(NextAction.Measure action, RunPlan plan, RunPlan shown) {
        Metric metric = plan.metrics().get(action.metric());
        Optional<HealthCheck> timed = timed(metric, plan).map(plan.checks()::get);
        Duration most = timed.map(check -> check.timing().timeout()).orElse(action.timeout());
        return new Inquiry(
                action.purpose(),
                shown.metrics().get(action.metric()).name(),
                METRIC,
                "monitoring/metrics/" + action.metric(),
                timed.map(HealthCheck::action).orElse(metric.action()),
                action.notBefore(),
                most.compareTo(action.timeout()) < 0 ? most : action.timeout());
    }

    /** The place of the health check whose probes a metric times; pre-flight has found that there is one. */
    static Optional<Integer> timed(Metric metric, RunPlan plan) {
        return metric.check().flatMap(name -> IntStream.range(0, plan.checks().size())
                .boxed()
                .filter(index -> plan.checks().get(index).after().deploy()
                        && plan.checks().get(index).name().equals(name))
                .findFirst());
    }

    AttemptRequest request(ExecutionContext context, String key) {
        return new AttemptRequest(shown, path, stage(), action, context, timeout, key, 1);
    }

    boolean isMetric() {
        return kind.equals(METRIC);
    }

    /**
     * Whether the run goes on, or back, beside one that does not end: a metric changes nothing, so that what was deployed
     * need not stay. No deployment begins beside one.
     */
    boolean mayBeLeft() {
        return isMetric() && purpose != Purpose.BASELINE;
    }

    boolean isOfTheRollback() {
        return purpose == Purpose.VERIFY_ROLLBACK;
    }

    boolean isForward() {
        return purpose == Purpose.VERIFY || purpose == Purpose.MONITOR;
    }

    /** Before what a run is stopped that others stop. */
    String what() {
        return purpose == Purpose.VERIFY ? "it was verified" : "the next sample of the monitoring";
    }

    private Stage stage() {
        return switch (purpose) {
            case BASELINE -> Stage.PRE_FLIGHT;
            case VERIFY -> Stage.HEALTH_CHECK;
            case MONITOR -> Stage.MONITOR;
            case VERIFY_ROLLBACK -> Stage.ROLLBACK;
        };
    }

    static String detail(StepResult result, Output output) {
        String lastLine = lastLine(output);
        String reason = result.reason().isEmpty() && result.isSuccess() ? "ok" : result.reason();
        return result.isSuccess() || lastLine.isEmpty() ? reason : reason + ": " + lastLine;
    }

    /** The last line that was printed is the number; an executor that prints nothing has it as its note. */
    static Measurement reading(StepResult result, Output output) {
        String lastLine = lastLine(output);
        if (!result.isSuccess()) {
            return new Measurement.Missing(
                    answeredWithout(result, lastLine).orElse(Measurement.MissingCause.NO_ANSWER),
                    answeredWithout(result, lastLine).isPresent()
                            ? result.reason()
                            : detail(result, output) + hint(result, lastLine));
        }
        return Measurement.parse(lastLine.isEmpty() ? result.reason() : lastLine);
    }

    /** A count of nothing is a failure to {@code grep -c}. */
    private static String hint(StepResult result, String lastLine) {
        boolean isCommand =
                result instanceof StepResult.Failed failed && !failed.exit().equals(StepResult.Exit.NONE);
        boolean isNumber = Measurement.parse(lastLine).fold(number -> true, missing -> false);
        return isCommand && isNumber
                ? "; a command that fails has no number, whatever it prints: end it with || true if it has not failed"
                : "";
    }

    /** Said by executors that fail with the reason; a command that fails has not answered, whatever it has printed. */
    private static Optional<Measurement.MissingCause> answeredWithout(StepResult result, String lastLine) {
        boolean isSaid = result instanceof StepResult.Failed failed
                && failed.exit().equals(StepResult.Exit.NONE)
                && lastLine.startsWith("none");
        return isSaid
                ? Measurement.parse(lastLine).fold(number -> Optional.empty(), missing -> Optional.of(missing.cause()))
                : Optional.empty();
    }

    private static String lastLine(Output output) {
        String text = output.tail().strip();
        return text.substring(Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
    }
}
