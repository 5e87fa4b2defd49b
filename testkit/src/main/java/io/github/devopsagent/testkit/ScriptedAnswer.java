package io.github.devopsagent.testkit;

import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.testkit.HttpExpectation.HttpAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a {@link ScriptedExecutor} answers to a step, a health check or a metric, and for how long. Immutable. Unless it says
 * {@linkplain #times how often}, {@linkplain #lasting how long} or {@linkplain #untilRun until when}, it is given once;
 * the last of several is given ever after.
 *
 * <pre>{@code
 * succeed().lasting(Duration.ofMinutes(3)), fail("503").untilRun("./rollback.sh"), succeed()
 * }</pre>
 */
public final class ScriptedAnswer {

    private static final Limit ONCE = (given, since, ran) -> given < 1;

    private final StepExecutor what;
    private final Optional<HttpAnswer> response;
    private final Duration takes;
    private final Optional<Limit> limit;
    private final Optional<String> awaited;

    private ScriptedAnswer(
            StepExecutor what,
            Optional<HttpAnswer> response,
            Duration takes,
            Optional<Limit> limit,
            Optional<String> awaited) {
        this.what = what;
        this.response = response;
        this.takes = takes;
        this.limit = limit;
        this.awaited = awaited;
    }

    /** Whether an answer is given once more. */
    @FunctionalInterface
    private interface Limit {
        boolean allows(int given, Duration since, RunSince ran);
    }

    /** Whether something was run since an answer was first given. */
    @FunctionalInterface
    interface RunSince {
        boolean test(String step);
    }

    /**
     * A step that succeeds; a health check that is healthy.
     *
     * @return an answer that is given once
     */
    public static ScriptedAnswer succeed() {
        return by(request -> StepResult.success());
    }

    /**
     * A step that fails; a health check that is not healthy.
     *
     * @param reason for people, and for the record
     * @return an answer that is given once
     */
    public static ScriptedAnswer fail(String reason) {
        Objects.requireNonNull(reason, "reason");
        return by(request -> StepResult.failure(reason));
    }

    /**
     * What a service answers to a health check over HTTP. Whether that is healthy, the plan says: by {@code expect_status},
     * {@code expect_body} and {@code expect_json}. To anything else it is a failure.
     *
     * @param status such as 503
     * @param body of the answer; may be empty
     * @return an answer that is given once
     * @throws IllegalArgumentException if there is no such status
     */
    public static ScriptedAnswer respond(int status, String body) {
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("a status is a number from 100 to 599, found " + status);
        }
        return new ScriptedAnswer(
                request -> StepResult.success(),
                Optional.of(new HttpAnswer(status, Objects.requireNonNull(body, "body"))),
                Duration.ZERO,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * A metric's number.
     *
     * @param number what is measured
     * @return an answer that is given once
     */
    public static ScriptedAnswer measure(double number) {
        return by(request -> {
            request.output().line(Double.toString(number));
            return StepResult.success();
        });
    }

    /**
     * What a test does by itself: it prints, looks at its request, changes a file, blocks or throws. What it really takes
     * of time is real time, for its timeout as well, and passes on no clock.
     *
     * @param code as an executor
     * @return an answer that is given once
     */
    public static ScriptedAnswer by(StepExecutor code) {
        return new ScriptedAnswer(
                Objects.requireNonNull(code, "code"),
                Optional.empty(),
                Duration.ZERO,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * The same, which prints a line before.
     *
     * @param line without its end
     * @return an answer
     */
    public ScriptedAnswer printing(String line) {
        Objects.requireNonNull(line, "line");
        return before(request -> {
            request.output().line(line);
            return StepResult.success();
        });
    }

    /**
     * The same, which leaves a file before, as what a plan {@code produces}.
     *
     * @param file relative to the step's working directory; it gets a line of text, and its directory is made
     * @return an answer
     */
    public ScriptedAnswer leaving(String file) {
        Objects.requireNonNull(file, "file");
        return before(request -> {
            write(
                    request.context().workingDirectory().resolve(file),
                    request.attempt().key());
            return StepResult.success();
        });
    }

    private static void write(Path file, String line) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, line + "\n");
    }

    private ScriptedAnswer before(StepExecutor first) {
        StepExecutor then = what;
        return new ScriptedAnswer(
                request -> {
                    first.execute(request);
                    return then.execute(request);
                },
                response,
                takes,
                limit,
                awaited);
    }

    /**
     * The same, which takes virtual time. If that is more than the timeout, the timeout passes, and the answer is a failure,
     * as an agent has it of what it ends; what it would have printed or left is not there. Of a health check over HTTP that
     * has a {@code max_time}, more than that is a failure, too.
     *
     * @param time how much
     * @return an answer
     * @throws IllegalArgumentException if it is negative
     */
    public ScriptedAnswer taking(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("an answer takes no negative time, found " + time);
        }
        return new ScriptedAnswer(what, response, time, limit, awaited);
    }

    /**
     * The same, several times.
     *
     * @param count how often it is given before the next one
     * @return an answer
     * @throws IllegalArgumentException if that is less than once
     */
    public ScriptedAnswer times(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("an answer is given at least once, found " + count);
        }
        return within((given, since, ran) -> given < count, Optional.empty());
    }

    /**
     * The same, for some virtual time.
     *
     * @param time from when it is first given; what is asked later than that gets the next one
     * @return an answer
     */
    public ScriptedAnswer lasting(Duration time) {
        Objects.requireNonNull(time, "time");
        return within((given, since, ran) -> since.compareTo(time) <= 0, Optional.empty());
    }

    /**
     * The same, until a step was run.
     *
     * @param step a command, or another name by which {@link ScriptedExecutor#on} knows it
     * @return an answer
     */
    public ScriptedAnswer untilRun(String step) {
        Objects.requireNonNull(step, "step");
        return within((given, since, ran) -> !ran.test(step), Optional.of(step));
    }

    private ScriptedAnswer within(Limit other, Optional<String> step) {
        return new ScriptedAnswer(what, response, takes, Optional.of(other), step);
    }

    /** The step that it waits for; empty if it waits for none. */
    Optional<String> awaited() {
        return awaited;
    }

    boolean isLimited() {
        return limit.isPresent();
    }

    boolean isGivenAgain(int given, Duration since, RunSince ran) {
        return limit.orElse(ONCE).allows(given, since, ran);
    }

    StepExecutor what() {
        return what;
    }

    Optional<HttpAnswer> response() {
        return response;
    }

    Duration takes() {
        return takes;
    }
}
