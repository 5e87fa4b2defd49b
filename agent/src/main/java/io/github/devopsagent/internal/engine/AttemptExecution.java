package io.github.devopsagent.internal.engine;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.attempt.AttemptRequest;
import io.github.devopsagent.internal.attempt.AttemptRunner;
import io.github.devopsagent.internal.attempt.AttemptWatch;
import io.github.devopsagent.internal.attempt.OutputCapture;
import io.github.devopsagent.internal.disk.Spool;
import io.github.devopsagent.internal.environment.Listeners;
import io.github.devopsagent.internal.secret.MaskingOutput;
import io.github.devopsagent.machine.StepAttempt;
import io.github.devopsagent.plan.Action;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Has single attempts of steps, checks and metrics carried out. What they mean for the run is not decided here. */
final class AttemptExecution {

    private final RunSurroundings surroundings;
    /** Why metrics are not asked any more, by where they stand. */
    private final Map<String, String> unended = new HashMap<>();

    AttemptExecution(RunSurroundings surroundings) {
        this.surroundings = surroundings;
    }

    StepResult run(AttemptRequest request, OutputCapture output, boolean cancellable, AttemptWatch watch) {
        return run(runner(request, output), request, output, cancellable, watch);
    }

    /** Has a check or a metric asked. A metric that has not ended is not asked again beside itself. */
    StepResult answer(Inquiry inquiry, AttemptRequest request, OutputCapture output) {
        AttemptRunner runner = runner(request, output);
        boolean cancellable = !inquiry.isOfTheRollback();
        if (!inquiry.isMetric()) {
            return run(runner, request, output, cancellable, process -> true);
        }
        Optional<String> before = Optional.ofNullable(unended.get(inquiry.path()));
        if (before.isPresent()) {
            return new StepResult.StillRunning(before.get());
        }
        String executor = request.action().use().executor();
        Optional<StepExecutor> asked =
                surroundings.runEnvironment().settings().executors().unlimited(executor);
        Optional<String> elsewhere = asked.flatMap(AttemptRunner::unreturned);
        if (elsewhere.isPresent()) {
            // It is asked again at the next sample, when its executor may have come back.
            return new StepResult.StillRunning(
                    "its executor has not returned since it was interrupted before (thread '" + elsewhere.get() + "')");
        }
        StepResult result =
                run(asked.map(runner::remembering).orElse(runner), request, output, cancellable, process -> true);
        if (result instanceof StepResult.StillRunning) {
            unended.put(inquiry.path(), "not asked again in this run: " + result.reason());
        }
        return result;
    }

    private AttemptRunner runner(AttemptRequest request, OutputCapture output) {
        return new AttemptRunner(
                        surroundings.cancellation(), surroundings.ownership().end(), AttemptRunner.GRACE)
                .telling(output::written, elapsed -> listeners().stillRunning(request.shown(), elapsed));
    }

    private StepResult run(
            AttemptRunner runner,
            AttemptRequest request,
            OutputCapture output,
            boolean cancellable,
            AttemptWatch watch) {
        Action.Use use = request.action().use();
        MaskingOutput masked = surroundings.mask().over(output);
        Optional<StepExecutor> executor = executor(use);
        StepResult result = executor.isEmpty()
                ? new StepResult.NotStarted("there is no executor '" + use.executor() + "'")
                : runner.run(
                        executor.get(),
                        request.with(use.input(), surroundings.scratch(), masked),
                        cancellable,
                        output.begin(),
                        watch);
        masked.finish();
        return surroundings.mask().result(result);
    }

    private Listeners listeners() {
        return surroundings.runEnvironment().listeners();
    }

    private Optional<StepExecutor> executor(Action.Use use) {
        return surroundings.runEnvironment().settings().executors().find(use.executor());
    }

    OutputCapture capture(String name, Optional<Spool> spool) {
        return new OutputCapture(listeners().linesOf(name), surroundings.mask()::text, spool)
                .until(surroundings.ownership());
    }

    /** What became of an attempt of an agent that was killed; empty if nobody knows. */
    Optional<StepResult> resolution(Action action, StepAttempt attempt) {
        Attempt found = new Attempt(
                attempt.key(),
                attempt.number(),
                surroundings.own().scratch(),
                attempt.process(),
                surroundings.intender());
        return executor(action.use()).flatMap(executor -> AttemptRunner.resolve(executor, found)
                .fold(
                        done -> Optional.of(done.result()),
                        // What tells that it began may be among what was removed.
                        () -> surroundings.ownership().isDisturbed()
                                        || surroundings.own().removal().isPresent()
                                ? Optional.empty()
                                : Optional.of(new StepResult.NotStarted("the agent was killed before it began")),
                        Optional::empty));
    }

    /** What never began left nothing that anybody has to know, and goes again under the same key. */
    void forgetNotStarted(String key) {
        surroundings.own().deleteScratch(key);
    }

    /** Until its result is on the disk, what an attempt left is all there is to know of it. */
    void deleteScratch(String key) {
        if (!surroundings.journal().isBehind()) {
            surroundings.own().deleteScratch(key);
        }
    }
}
