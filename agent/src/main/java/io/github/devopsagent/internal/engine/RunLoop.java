package io.github.devopsagent.internal.engine;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.attempt.AttemptRequest;
import io.github.devopsagent.internal.attempt.AttemptRunner;
import io.github.devopsagent.internal.attempt.AttemptWatch;
import io.github.devopsagent.internal.attempt.Cancellation;
import io.github.devopsagent.internal.attempt.OutputCapture;
import io.github.devopsagent.internal.attempt.ProducedFiles;
import io.github.devopsagent.internal.attempt.StepContext;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.journal.EventJson;
import io.github.devopsagent.internal.journal.JournalRecords;
import io.github.devopsagent.internal.log.LogEvent;
import io.github.devopsagent.internal.ownership.OwnershipLostException;
import io.github.devopsagent.machine.NextAction;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.machine.StepAttempt;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.metric.Measurement;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.Output;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Asks the state machine what to do, journals the intent, does it, journals the result, and so on; it decides nothing. */
final class RunLoop implements NextAction.ActionCases<Boolean> {

    private final RunSurroundings surroundings;
    private final AttemptExecution attempts;
    private final UpcomingAttempt upcoming;
    private RunState state;
    private boolean cancellationRecorded;
    private boolean failureRecorded;
    private final LeaseCuts cuts;
    private int removalsRecorded;
    private final ProbeTimes probeTimes = new ProbeTimes();

    RunLoop(RunSurroundings surroundings, RunState state) {
        this.surroundings = surroundings;
        this.attempts = new AttemptExecution(surroundings);
        this.upcoming = new UpcomingAttempt(surroundings);
        this.state = state;
        this.cuts = new LeaseCuts(state, surroundings);
    }

    /** Goes on until the run has ended and only its recording is left. */
    RunState runToItsEnd() {
        boolean goOn = true;
        while (goOn) {
            surroundings.ownership().check();
            if (state.open().isEmpty()) {
                recordLapse();
                recordCancellation();
                recordFailure();
                recordRemoval();
                recordTimeout(now());
            }
            goOn = state.next().fold(this);
        }
        return state;
    }

    /** Goes on with a run whose agent was killed. */
    RunState resume(Recovery recovery) {
        resumed(recovery);
        return runToItsEnd();
    }

    private void resumed(Recovery recovery) {
        RunEvent.Resumed event = new RunEvent.Resumed(now(), recovery);
        // The next agent must know where steps may run now.
        emit(event, JournalRecords.resumed(event, surroundings.identity()));
    }

    /** True if the time in which this agent was without its leases is behind the run now, and what was open is not begun. */
    private boolean recordLapse() {
        boolean isLapsed = cuts.takeLapse(state);
        if (isLapsed) {
            resumed(Recovery.RESUME);
        }
        return isLapsed;
    }

    /** Gives a run up, of which nothing may be executed any more. */
    RunState giveUp(String why) {
        // Without a name: this agent has proven nothing of the one before, so that nobody may take its word for that.
        RunEvent.Resumed resumed = new RunEvent.Resumed(now(), Recovery.RESUME);
        emit(resumed, JournalRecords.resumed(resumed));
        state.open()
                .ifPresent(step -> emit(
                        new RunEvent.StepLost(now(), step, state.attempts(step).size())));
        emit(new RunEvent.Stuck(now(), surroundings.mask().text(why)));
        return state;
    }

    /** Takes back what was made ready and never began; all else of the run is another agent's by now. */
    LostRun leave() {
        upcoming.forget();
        return new LostRun(state);
    }

    /** Leaves a run as it is, of which nothing may be recorded any more; only who called it is told. */
    RunState abandon(String why) {
        state.open()
                .ifPresent(step -> state = state.after(new RunEvent.StepEnded(
                        now(), step, state.attempts(step).size(), StepResult.failure(why), Output.NONE)));
        state = state.after(new RunEvent.Stuck(now(), why));
        return state;
    }

    /** Forward, the run ends with it; on the way back it is only told. */
    private boolean recordRemoval() {
        List<String> removals = surroundings.ownership().removals();
        if (removals.size() == removalsRecorded) {
            return false;
        }
        String first = removals.get(removalsRecorded);
        removalsRecorded = removals.size();
        boolean goesForward = state.failure().isEmpty() && state.ending().isEmpty();
        if (goesForward) {
            emit(new RunEvent.Cancelled(now(), surroundings.mask().text(first)));
        }
        return goesForward;
    }

    private void recordCancellation() {
        if (!cancellationRecorded && surroundings.cancellation().isRequested()) {
            cancellationRecorded = true;
            emit(new RunEvent.Cancelled(now(), "the host cancelled the run (its thread was interrupted)"));
        }
    }

    private void recordFailure() {
        if (!failureRecorded && surroundings.journal().failure().isPresent()) {
            failureRecorded = true;
            emit(new RunEvent.Cancelled(now(), surroundings.recordingFailure()));
        }
    }

    /** True if nothing further may begin: others stop the run, or the host; own files were removed, or the time is over. */
    private boolean isStopped(String before) {
        return isStoppedByOthers(before) || isCancelled() || recordRemoval() || recordTimeout(now());
    }

    /** Only what came while the last sample was taken is left to be seen; what has passed in time, has. */
    private boolean isStoppedAtTheEnd(RunEvent answer) {
        if (!state.after(answer).ending().equals(Optional.of(Ending.DEPLOYED))) {
            return false;
        }
        // While it is waited until a success can be recorded, others may come to say no.
        surroundings.ownership().confirm();
        // Who is cancelled in the midst of a look has not seen all.
        return isStoppedByOthers("it was concluded") || isCancelled() || recordRemoval() || cuts.isLapsed(state);
    }

    private boolean isCancelled() {
        return !cancellationRecorded && surroundings.cancellation().isRequested();
    }

    private boolean isStoppedByOthers(String before) {
        surroundings.ownership().during("while it was looked whether others stop the deployment");
        List<String> why = surroundings.questions().stops();
        surroundings.ownership().check();
        if (why.isEmpty()) {
            return false;
        }
        emit(new RunEvent.Cancelled(
                now(), AttemptRunner.bounded(surroundings.mask().text(stopped(before, why)))));
        return true;
    }

    private static String stopped(String before, List<String> why) {
        return "the deployment was stopped before " + before + (why.isEmpty() ? "" : ": " + String.join("; ", why));
    }

    /** True if the time for going forward is over, so that nothing further may begin. A lapse that is not recorded yet gives more. */
    private boolean recordTimeout(Instant at) {
        boolean over = !cuts.isLapsed(state) && state.isOutOfTime(at);
        if (over) {
            emit(new RunEvent.Cancelled(at, state.outOfTime()));
        }
        return over;
    }

    @Override
    public Boolean checkReadiness(NextAction.CheckReadiness action) {
        emit(new RunEvent.ReadinessChecked(now(), surroundings.questions().findings(surroundings.plan())));
        return true;
    }

    @Override
    public Boolean confirmGate(NextAction.ConfirmGate action) {
        if (state.mayHaveDeployed() && (isStopped("it went on where it was interrupted") || cuts.isLapsed(state))) {
            return true;
        }
        emit(new RunEvent.GateConfirmed(now(), surroundings.questions().gateReasons()));
        return true;
    }

    @Override
    public Boolean perform(NextAction.Perform action) {
        boolean cancellable = action.step().stage() != Stage.ROLLBACK;
        if (pause(action, cancellable)) {
            return true;
        }
        Instant begun = later(now(), action.notBefore());
        if ((cancellable && (isStopped(attempt(action)) || recordTimeout(begun))) || cuts.isLapsed(state)) {
            return true;
        }
        Step step = surroundings.plan().step(action.step());
        String shown = state.plan().step(action.step()).name();
        String key = upcoming.key(action);
        surroundings.ownership().during("while " + state.name(action.step()) + " ran");
        emit(new RunEvent.StepIntended(later(now(), begun), action.step(), action.attempt(), key));
        if (cancellable && surroundings.unrecordable().isPresent()) {
            StepResult notStarted = new StepResult.NotStarted(surroundings.recordingFailure());
            emit(new RunEvent.StepEnded(now(), action.step(), action.attempt(), notStarted, Output.NONE));
            return true;
        }
        boolean isSpooled = surroundings.ownership().failure().isEmpty();
        OutputCapture output = attempts.capture(
                shown, isSpooled ? Optional.of(surroundings.files().spool(key)) : Optional.empty());
        ExecutionContext context = StepContext.of(surroundings.context(), step);
        AttemptRequest request = AttemptRequest.of(shown, step, action, context, key);
        StepResult result = surroundings
                .mask()
                .result(ProducedFiles.around(
                        step.produces(),
                        context.workingDirectory(),
                        () -> begun(request, output, cancellable, watch(action, cancellable), attempt(action))));
        Output printed = surroundings.mask().output(output.close());
        if (!(result instanceof StepResult.NotStarted) && cuts.isCut(result)) {
            lost(action.step(), result.reason());
        } else {
            ended(action.step(), result, printed);
        }
        return true;
    }

    /** Carries an attempt out. What did nothing for want of its lease, or of its files, begins later, unless others stop it. */
    private StepResult begun(
            AttemptRequest request, OutputCapture output, boolean cancellable, AttemptWatch watch, String what) {
        if (recordLapse()) {
            return AttemptRunner.notBegun();
        }
        int removals = removalsRecorded;
        StepResult result = attempts.run(request, output, cancellable, watch);
        while (result instanceof StepResult.NotStarted) {
            surroundings.ownership().check();
            // Whether anybody stops it is asked before it is intended anew.
            if (recordLapse()) {
                return result;
            }
            int removed = surroundings.ownership().removals().size();
            boolean mayBegin = cuts.isCut(result) || (!cancellable && removed > removals);
            if (!mayBegin) {
                return result;
            }
            attempts.forgetNotStarted(request.key());
            List<String> stops = cancellable ? surroundings.questions().stops() : List.of();
            boolean isOver = isCancelled() || removed > removals || state.isOutOfTime(now());
            if (cancellable && (isOver || !stops.isEmpty())) {
                return new StepResult.NotStarted(AttemptRunner.bounded(stopped(what, stops)));
            }
            removals = removed;
            result = attempts.run(request, output, cancellable, watch);
        }
        return result;
    }

    private AttemptWatch watch(NextAction.Perform action, boolean preparesNext) {
        return new AttemptWatch() {
            @Override
            public boolean started(ProcessId process) {
                return tell(new RunEvent.StepStarted(now(), action.step(), action.attempt(), process));
            }

            @Override
            public void meanwhile() {
                if (preparesNext) {
                    upcoming.prepareAfter(action, state, now());
                }
            }
        };
    }

    /** Waits before a step is tried again; true if it must not be any more. */
    private boolean pause(NextAction.Perform action, boolean cancellable) {
        Duration left = Duration.between(now(), action.notBefore());
        if (left.isNegative() || left.isZero()) {
            return false;
        }
        Step step = state.plan().step(action.step());
        int attempts = Math.max(action.attempt(), step.retries() + 1);
        surroundings.ownership().during("while step '" + step.name() + "' was waited with before it is tried again");
        surroundings.runEnvironment().listeners().retrying(step.name(), action.attempt(), attempts, left);
        boolean cancelled = waitUntil(action.notBefore(), !cancellable);
        surroundings.ownership().check();
        return cancelled || (cancellable && recordRemoval());
    }

    private String attempt(NextAction.Perform action) {
        String step = state.name(action.step());
        return action.attempt() == 1 ? step : "attempt " + action.attempt() + " of " + step;
    }

    /**
     * Nobody leaves a step that was started: what is in the way comes again with the next record. But what is not
     * recorded must not begin: who goes on would take it for not begun.
     */
    private boolean tell(RunEvent.StepStarted started) {
        try {
            surroundings.ownership().check();
            surroundings.journal().note(EventJson.write(started, state.plan(), Optional.empty()));
            happened(started);
            return true;
        } catch (OwnershipLostException | BrokenFileException e) {
            LogEvent.PROCESS_NOT_RECORDED.log(
                    "the process of {} is not recorded: {}", started.step().path(), String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void lost(StepRef step, String why) {
        StepAttempt attempt = state.attempts(step).last();
        RunEvent.StepLost event = new RunEvent.StepLost(now(), step, attempt.number(), why);
        emit(event, JournalRecords.endedWithLease(event));
        attempts.deleteScratch(attempt.key());
    }

    private void ended(StepRef step, StepResult result, Output printed) {
        StepAttempt attempt = state.attempts(step).last();
        emit(new RunEvent.StepEnded(now(), step, attempt.number(), result, printed));
        attempts.deleteScratch(attempt.key());
    }

    @Override
    public Boolean resolve(NextAction.Resolve action) {
        StepRef step = action.step();
        StepAttempt attempt = state.attempts(step).last();
        Step planned = surroundings.plan().step(step);
        if (surroundings.loss().isPresent()) {
            String why = surroundings.mask().text(surroundings.loss().get());
            emit(new RunEvent.StepLost(now(), step, attempt.number(), why));
            return true;
        }
        // What it had to leave was there to be seen only by the agent that was killed.
        Optional<StepResult> result = attempts.resolution(planned.action(), attempt)
                .filter(known -> !known.isSuccess() || planned.produces().isEmpty());
        if (result.isPresent()) {
            Output printed = surroundings.files().printed(attempt.key(), surroundings.mask()::text);
            ended(step, surroundings.mask().result(result.get()), printed);
        } else {
            emit(new RunEvent.StepLost(now(), step, attempt.number()));
            attempts.deleteScratch(attempt.key());
        }
        return true;
    }

    @Override
    public Boolean probe(NextAction.Probe action) {
        return ask(
                Inquiry.of(action, surroundings.plan().withSecrets(), state.plan()),
                (startedAt, result, printed, took) -> {
                    probeTimes.took(action, ProbeTimes.of(result, printed, took));
                    return new RunEvent.Probed(
                            later(now(), startedAt),
                            action.purpose(),
                            action.check(),
                            startedAt,
                            result.isSuccess(),
                            Inquiry.detail(result, printed));
                });
    }

    @Override
    public Boolean measure(NextAction.Measure action) {
        RunPlan plan = surroundings.plan().withSecrets();
        Optional<Integer> timed = Inquiry.timed(plan.metrics().get(action.metric()), plan);
        Optional<Measurement> known = timed.flatMap(check -> probeTimes.untold(action, check));
        if (known.isPresent()) {
            Instant at = later(now(), action.notBefore());
            return conclude(new RunEvent.Measured(at, action.purpose(), action.metric(), at, known.get()), false);
        }
        return ask(
                Inquiry.of(action, plan, state.plan()),
                (startedAt, result, printed, took) -> new RunEvent.Measured(
                        later(now(), startedAt),
                        action.purpose(),
                        action.metric(),
                        startedAt,
                        timed.isPresent() ? ProbeTimes.of(result, printed, took) : Inquiry.reading(result, printed)));
    }

    private boolean ask(Inquiry inquiry, Inquiry.Answering answering) {
        boolean rollback = inquiry.isOfTheRollback();
        if (waitUntil(inquiry.notBefore(), rollback)) {
            return true;
        }
        surroundings.ownership().check();
        if (inquiry.isForward() && isStopped(inquiry.what())) {
            return true;
        }
        Instant startedAt = later(now(), inquiry.notBefore());
        if (recordTimeout(startedAt) || cuts.isLapsed(state)) {
            return true;
        }
        String shown = inquiry.kind() + " '" + inquiry.shown() + "'";
        OutputCapture output = attempts.capture(inquiry.shown(), Optional.empty());
        surroundings.ownership().during("while " + shown + " ran or was waited for");
        AttemptRequest request = inquiry.request(surroundings.context(), upcoming.key(inquiry.path(), 1));
        long begun = surroundings.machine().nanoTime();
        StepResult result = attempts.answer(inquiry, request, output);
        Duration took = Duration.ofNanos(surroundings.machine().nanoTime() - begun);
        Output printed = surroundings.mask().output(output.close());
        surroundings.own().deleteScratch(request.key());
        if (cuts.isCut(result)) {
            surroundings.ownership().check();
            // Nothing else is recorded of it that could tell.
            Optional<String> late = cuts.isLapsed(state) ? Optional.empty() : state.rollbackOutOfTime(now());
            if (late.isPresent()) {
                emit(new RunEvent.Stuck(now(), late.get()));
            }
            return true;
        }
        RunEvent answer = answering.event(startedAt, result, printed, took);
        surroundings.ownership().check();
        boolean counts = rollback
                || result.isSuccess()
                || cancellationRecorded
                || !surroundings.cancellation().isRequested();
        if (counts) {
            conclude(answer, rollback);
        }
        if (result instanceof StepResult.StillRunning && !inquiry.mayBeLeft()) {
            emit(new RunEvent.Stuck(now(), shown + " still runs: " + result.reason()));
        }
        return true;
    }

    private boolean conclude(RunEvent answer, boolean rollback) {
        boolean isOver = !rollback && recordRemoval();
        if (!isOver && !isStoppedAtTheEnd(answer)) {
            emit(answer);
        }
        return true;
    }

    @Override
    public Boolean writeRecord(NextAction.WriteRecord action) {
        return false;
    }

    /** Waits; true if the run was cancelled for the first time meanwhile. */
    private boolean waitUntil(Instant moment, boolean rollback) {
        Cancellation wish = rollback || cancellationRecorded ? new Cancellation() : surroundings.cancellation();
        Duration left = Duration.between(now(), moment);
        cuts.awaits(moment);
        return surroundings.machine().await(wish, left, surroundings.ownership().lost());
    }

    private void emit(RunEvent event) {
        emit(
                event,
                EventJson.write(event, state.plan(), surroundings.questions().observed()));
    }

    private void emit(RunEvent event, byte[] record) {
        surroundings.ownership().check();
        surroundings.journal().record(record);
        happened(event);
    }

    private void happened(RunEvent event) {
        state = state.after(event);
        surroundings.runEnvironment().listeners().happened(event, state);
    }

    private Instant now() {
        return later(surroundings.runEnvironment().clock().instant().truncatedTo(ChronoUnit.MILLIS), state.now());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
