package io.github.devopsagent.internal.settings;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.PlannedStep;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.plan.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An executor that answers in time or not at all. Attempts are not its concern: they have a thread and a timeout of their
 * own.
 *
 * @param executor the host's or an adapter's
 * @param calls how it is called
 */
record LimitedExecutor(StepExecutor executor, HostCalls calls) implements StepExecutor {

    @Override
    public StepResult execute(StepRequest request) throws Exception {
        return executor.execute(request);
    }

    @Override
    public void prepare(StepRequest next) {
        calls.ask(executor, "prepare", () -> {
            executor.prepare(next);
            return true;
        });
    }

    @Override
    public Optional<StepFinding> check(Input input, ExecutionContext context) {
        return calls.ask(executor, "check", () -> executor.check(input, context));
    }

    @Override
    public Optional<StepFinding> check(Input input, ExecutionContext context, List<PlannedStep> before) {
        return calls.ask(executor, "check", () -> executor.check(input, context, before));
    }

    /** Code that still runs may be ending the attempt, so that nothing must begin beside it: the attempt counts as running. */
    @Override
    public Resolution resolve(Attempt attempt) {
        try {
            return calls.resolve(() -> executor.resolve(attempt));
        } catch (HangingHostCode e) {
            return e.runsOn()
                    ? new Resolution.Done(
                            new StepResult.StillRunning("its executor was asked what became of it: " + e.getMessage()))
                    : new Resolution.Unknown();
        } catch (Exception e) {
            return new Resolution.Unknown();
        }
    }

    @Override
    public List<Step> compensation(Step step, String path) {
        return calls.ask(executor, "compensation", () -> List.copyOf(executor.compensation(step, path)));
    }

    @Override
    public Optional<String> command(Input input, ExecutionContext context) {
        return calls.ask(executor, "command", () -> executor.command(input, context));
    }

    @Override
    public Set<Stage> stages() {
        return calls.ask(executor, "stages", () -> Set.copyOf(executor.stages()));
    }

    @Override
    public List<String> warnings() {
        return calls.ask(executor, "warnings", () -> List.copyOf(executor.warnings()));
    }

    @Override
    public void release() {
        calls.ask(executor, "release", () -> {
            executor.release();
            return true;
        });
    }
}
