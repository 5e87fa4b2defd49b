package io.github.devopsagent;

import io.github.devopsagent.directory.Journal;
import io.github.devopsagent.directory.Spool;
import io.github.devopsagent.json.EventJson;
import io.github.devopsagent.pipeline.Action;
import io.github.devopsagent.pipeline.Attempt;
import io.github.devopsagent.pipeline.ExecutionContext;
import io.github.devopsagent.pipeline.HealthCheck;
import io.github.devopsagent.pipeline.Input;
import io.github.devopsagent.pipeline.Stage;
import io.github.devopsagent.pipeline.Step;
import io.github.devopsagent.pipeline.StepExecutor;
import io.github.devopsagent.pipeline.StepOutput;
import io.github.devopsagent.pipeline.StepRequest;
import io.github.devopsagent.pipeline.StepResult;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.NextAction;
import io.github.devopsagent.run.Output;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.RunState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Asks the state machine what to do, journals the intent, does it, journals the result, and asks again, until there is
 * nothing left to do. Everything that is decided is decided elsewhere.
 */
final class RunLoop implements NextAction.Cases<Boolean> {

    private final Surroundings surroundings;
    private final AttemptRunner runner;
    private RunState state;
    private boolean cancelNoted;

    /**
     * What the loop works with.
     *
     * @param settings the host's choices
     * @param journal of this run
     * @param clock for the times of events
     * @param cancellation the host's wish to stop
     * @param listeners are told what happens
     * @param findings what was found when the plan was prepared
     * @param objections asks gate and rules again
     * @param files of this run
     */
    record Surroundings(
            AgentSettings settings,
            Journal journal,
            Clock clock,
            Cancellation cancellation,
            Listeners listeners,
            List<Finding> findings,
            Supplier<List<String>> objections,
            RunFiles.Kept files) {}

    RunLoop(Surroundings surroundings, RunState state) {
        this.surroundings = surroundings;
        this.runner = new AttemptRunner(surroundings.cancellation(), AttemptRunner.GRACE);
        this.state = state;
    }

    /** Goes on until the run has ended and only its recording is left. */
    RunState runToItsEnd() {
        boolean goOn = true;
        while (goOn) {
            noteCancellation();
            goOn = state.next().fold(this);
        }
        return state;
    }

    private void noteCancellation() {
        if (!cancelNoted && surroundings.cancellation().isRequested()) {
            cancelNoted = true;
            emit(new RunEvent.Cancelled(now(), "the host cancelled the run (its thread was interrupted)"));
        }
    }

    @Override
    public Boolean checkReadiness(NextAction.CheckReadiness action) {
        emit(new RunEvent.ReadinessChecked(now(), surroundings.findings()));
        return true;
    }

    @Override
    public Boolean confirmGate(NextAction.ConfirmGate action) {
        emit(new RunEvent.GateConfirmed(now(), surroundings.objections().get()));
        return true;
    }

    @Override
    public Boolean perform(NextAction.Perform action) {
        Step step = state.plan().step(action.step());
        String key = newKey(action.step().path(), action.attempt());
        emit(new RunEvent.StepIntended(now(), action.step(), action.attempt(), key));
        boolean cancellable = action.step().stage() != Stage.ROLLBACK;
        OutputCapture output =
                capture(step.name(), Optional.of(surroundings.files().spool(key)));
        ExecutionContext context = StepContext.of(state.plan().context(), step);
        Request request = new Request(
                step.name(), action.step().stage(), step.action(), context, action.timeout(), key, action.attempt());
        StepResult result = run(request, output, cancellable);
        emit(new RunEvent.StepEnded(now(), action.step(), action.attempt(), result, output.close()));
        surroundings.files().deleteScratch(key);
        return true;
    }

    @Override
    public Boolean probe(NextAction.Probe action) {
        boolean rollback = action.purpose() == Purpose.VERIFY_ROLLBACK;
        if (waitUntil(action.notBefore(), rollback)) {
            return true;
        }
        HealthCheck check = state.plan().checks().get(action.check());
        OutputCapture output = capture(check.name(), Optional.empty());
        // A clock of the host's that does not move must not keep the window open for ever.
        Instant startedAt = later(now(), action.notBefore());
        String key = newKey("health_checks/" + action.check(), 1);
        Request request = new Request(
                check.name(),
                stage(action.purpose()),
                check.action(),
                state.plan().context(),
                action.timeout(),
                key,
                1);
        StepResult result = run(request, output, !rollback);
        Output printed = output.close();
        surroundings.files().deleteScratch(key);
        if (rollback
                || result.isSuccess()
                || cancelNoted
                || !surroundings.cancellation().isRequested()) {
            emit(new RunEvent.Probed(
                    later(now(), startedAt),
                    action.purpose(),
                    action.check(),
                    startedAt,
                    result.isSuccess(),
                    detail(result, printed)));
        }
        if (result instanceof StepResult.StillRunning) {
            emit(new RunEvent.Stuck(now(), "health check '" + check.name() + "' still runs: " + result.reason()));
        }
        return true;
    }

    @Override
    public Boolean writeRecord(NextAction.WriteRecord action) {
        return false;
    }

    @Override
    public Boolean stop(NextAction.Stop action) {
        return false;
    }

    /** Waits; true if the run was cancelled for the first time meanwhile. */
    private boolean waitUntil(Instant moment, boolean rollback) {
        Duration left = Duration.between(now(), moment);
        if (rollback || cancelNoted) {
            new Cancellation().await(left);
            return false;
        }
        return surroundings.cancellation().await(left);
    }

    /** What an attempt needs besides its output. */
    private record Request(
            String name,
            Stage stage,
            Action action,
            ExecutionContext context,
            Duration timeout,
            String key,
            int number) {

        StepRequest with(Input input, Path scratch, StepOutput output) {
            Map<String, String> variables = new HashMap<>(context.variables());
            variables.put(Attempt.VARIABLE, key);
            ExecutionContext keyed = new ExecutionContext(
                    context.epicId(),
                    context.deploymentId(),
                    context.environment(),
                    context.workingDirectory(),
                    variables);
            return new StepRequest(name, stage, input, keyed, timeout, new Attempt(key, number, scratch), output);
        }
    }

    private StepResult run(Request request, OutputCapture output, boolean cancellable) {
        Action.Use use = request.action()
                .fold(bare -> Action.shell(bare.text()), command -> Action.shell(command.command()), each -> each);
        Optional<StepExecutor> executor = surroundings.settings().executors().find(use.executor());
        return executor.map(found -> runner.run(
                        found, request.with(use.input(), surroundings.files().directory(), output), cancellable))
                .orElseGet(() -> new StepResult.NotStarted("there is no executor '" + use.executor() + "'"));
    }

    private OutputCapture capture(String name, Optional<Spool> spool) {
        return new OutputCapture(line -> surroundings.listeners().printed(name, line), spool);
    }

    /** Unique, and readable as part of a file's name and among a machine's processes. */
    private String newKey(String place, int attempt) {
        return String.join(
                ".",
                state.plan().context().deploymentId(),
                place.replace('/', '-'),
                Integer.toString(attempt),
                UUID.randomUUID().toString());
    }

    private static Stage stage(Purpose purpose) {
        return switch (purpose) {
            case BASELINE -> Stage.PRE_FLIGHT;
            case VERIFY -> Stage.HEALTH_CHECK;
            case MONITOR -> Stage.MONITOR;
            case VERIFY_ROLLBACK -> Stage.ROLLBACK;
        };
    }

    private static String detail(StepResult result, Output output) {
        String lastLine =
                output.tail().strip().lines().reduce((first, second) -> second).orElse("");
        String reason = result.reason().isEmpty() && result.isSuccess() ? "ok" : result.reason();
        return result.isSuccess() || lastLine.isEmpty() ? reason : reason + ": " + lastLine;
    }

    private void emit(RunEvent event) {
        surroundings.journal().append(EventJson.write(event, state.plan()));
        state = state.after(event);
        surroundings.listeners().happened(event, state);
    }

    private Instant now() {
        return later(surroundings.clock().instant().truncatedTo(ChronoUnit.MILLIS), state.now());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
