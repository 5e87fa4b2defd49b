package io.github.devopsagent.internal.engine;

import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.attempt.AttemptRequest;
import io.github.devopsagent.internal.attempt.StepContext;
import io.github.devopsagent.internal.disk.RandomId;
import io.github.devopsagent.internal.log.LogEvent;
import io.github.devopsagent.internal.settings.HostCalls;
import io.github.devopsagent.machine.NextAction;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.Output;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import java.time.Instant;
import java.util.Optional;

/** Gives attempts their keys, and has the next one made ready while the one before it runs; nothing of that is recorded. */
final class UpcomingAttempt {

    private record Announced(StepRef step, String key) {}

    private final RunSurroundings surroundings;
    private Optional<Announced> announced = Optional.empty();

    UpcomingAttempt(RunSurroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The one under which it was made ready, if it was. */
    String key(NextAction.Perform action) {
        Optional<Announced> ready = announced;
        announced = Optional.empty();
        return ready.isPresent() && isIt(action, ready.get().step())
                ? ready.get().key()
                : key(action.step().path(), action.attempt());
    }

    /** Unique, and readable as part of a file's name and among a machine's processes. */
    String key(String path, int attempt) {
        return String.join(
                ".", surroundings.files().run(), path.replace('/', '-'), Integer.toString(attempt), RandomId.next());
    }

    /** Deletes what was made ready and is not used any more; nobody else knows its key. */
    void forget() {
        if (announced.isPresent()) {
            surroundings.own().deleteScratch(announced.get().key());
            announced = Optional.empty();
        }
    }

    private static boolean isIt(NextAction.Perform action, StepRef step) {
        return action.attempt() == 1 && action.step().equals(step);
    }

    /**
     * Has made ready what comes next if an attempt succeeds.
     *
     * @param state in which it runs
     */
    void prepareAfter(NextAction.Perform current, RunState state, Instant now) {
        if (surroundings.ownership().failure().isPresent()
                || !surroundings.ownership().mayBegin()) {
            return;
        }
        RunState then = state.after(
                new RunEvent.StepEnded(now, current.step(), current.attempt(), StepResult.success(), Output.NONE));
        if (then.next() instanceof NextAction.Perform next
                && isIt(next, next.step())
                && next.step().stage() != Stage.ROLLBACK) {
            Step step = surroundings.plan().step(next.step());
            String shown = state.plan().step(next.step()).name();
            surroundings
                    .runEnvironment()
                    .settings()
                    .executors()
                    .find(step.action().use().executor())
                    .ifPresent(executor -> prepare(executor, shown, step, next));
        }
    }

    private void prepare(StepExecutor executor, String shown, Step step, NextAction.Perform next) {
        String key = key(next.step().path(), next.attempt());
        AttemptRequest request =
                AttemptRequest.of(shown, step, next, StepContext.of(surroundings.context(), step), key);
        try {
            executor.prepare(
                    request.with(step.action().use().input(), surroundings.scratch(), (bytes, offset, length) -> {}));
            announced = Optional.of(new Announced(next.step(), key));
        } catch (Throwable e) {
            LogEvent.STEP_NOT_PREPARED.log(
                    "{} was not made ready: {}",
                    next.step().path(),
                    surroundings.mask().text(HostCalls.told(e)));
        }
    }
}
