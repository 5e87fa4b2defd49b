package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.PlannedStep;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.Scratch;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.internal.lock.PackedRefsLock;
import io.github.devopsagent.git.internal.lock.RefLock;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.git.internal.process.AttemptProcesses;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import io.github.devopsagent.git.internal.repository.WorkTreeLocator;
import io.github.devopsagent.git.internal.steprecord.RecordedStep;
import io.github.devopsagent.git.internal.steprecord.StepRecord;
import io.github.devopsagent.git.internal.steprecord.StepRecordStore;
import io.github.devopsagent.git.internal.worktree.WorkTreeSwitch;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.plan.Step;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.api.errors.GitAPIException;

/** Carries out one kind of git step, with a record of it that outlives this process. */
final class GitStepExecutor implements StepExecutor {

    /** Nothing would undo in another one what a step has made. */
    static final Set<Stage> UNDONE = Set.of(Stage.DEPLOY, Stage.ROLLBACK);

    private final WorkTreeLocator workTrees;
    private final GitStep step;
    private final ForeseenCommits foreseen;

    GitStepExecutor(WorkTreeLocator workTrees, GitStep step, ForeseenCommits foreseen) {
        this.workTrees = workTrees;
        this.step = step;
        this.foreseen = foreseen;
    }

    @Override
    public Set<Stage> stages() {
        return step.isToBeUndone() ? UNDONE : Set.of(Stage.values());
    }

    @Override
    public StepResult execute(StepRequest request) {
        Progress progress = new Progress();
        return workTrees
                .in(AttemptProcesses.context(request), (tree, location) -> perform(tree, location, request, progress))
                .fold(refusal -> failed(refusal, request, progress), StepResult::success);
    }

    /** A hook may have left something running, which would run beside what comes next. */
    private static StepResult failed(GitRefusal refusal, StepRequest request, Progress progress) {
        Optional<String> running = AttemptProcesses.end(request.attempt().key());
        if (running.isPresent()) {
            return new StepResult.StillRunning(refusal.reason() + " And " + running.get());
        }
        return progress.begun ? StepResult.failure(refusal.reason()) : new StepResult.NotStarted(refusal.reason());
    }

    /** Whether the attempt may have changed something. */
    private static final class Progress {
        private boolean begun;
    }

    private String perform(OpenWorkTree tree, WorkTreeLocation location, StepRequest request, Progress progress)
            throws IOException, GitAPIException, GitRefusal {
        foreseen.begins(request.context(), request.attempt().scratch());
        String result = performed(tree, location, request, progress);
        foreseen.ended(request.context(), request.attempt().scratch());
        return result;
    }

    private String performed(OpenWorkTree tree, WorkTreeLocation location, StepRequest request, Progress progress)
            throws IOException, GitAPIException, GitRefusal {
        String name = StepRecordStore.name(step.name(), request.context().step());
        StepRecordStore records = new StepRecordStore(
                tree.repository(), request.context(), request.attempt().scratch());
        new AttemptNote(records.ref(name), location).leave(request.attempt());
        Optional<StepRecord> begun = begunBefore(tree, records, name, request.output());
        progress.begun = begun.isPresent();
        StepRecord record = begun.isPresent() ? begun.get() : begin(tree, request);
        if (begun.isEmpty()) {
            records.create(name, record);
        }
        progress.begun = true;
        RecordedStep recorded = new RecordedStep(records, name, record);
        try {
            String result = step.carryOut(tree, recorded, request.output());
            step.tellMade(tree, recorded.record(), request.context());
            return result;
        } catch (IOException | GitAPIException | RuntimeException | GitRefusal e) {
            boolean untouched = forgetIfUntouched(tree, recorded.record(), records, name, request.output());
            boolean leavesTrace = !step.leavesNoTrace() || (e instanceof GitRefusal refusal && refusal.leavesTrace());
            progress.begun = !untouched || leavesTrace;
            throw e;
        }
    }

    /** By another attempt of this step. One that changed nothing is begun anew, since refs may have moved meanwhile. */
    private Optional<StepRecord> begunBefore(OpenWorkTree tree, StepRecordStore records, String name, StepOutput output)
            throws IOException, GitAPIException, GitRefusal {
        Optional<StepRecord> record = records.read(name);
        if (record.isEmpty()) {
            return record;
        }
        // Only this record tells which locks are its attempt's, and since when.
        step.takeOverLocks(tree, record.get());
        if (step.progress(tree, record.get(), output) == StepProgress.UNTOUCHED) {
            records.delete(name);
            return Optional.empty();
        }
        return record;
    }

    private StepRecord begin(OpenWorkTree tree, StepRequest request) throws IOException, GitAPIException, GitRefusal {
        return step.begin(tree, input(request.input()), request.context(), request.output());
    }

    private StepInput input(Input input) throws GitRefusal {
        return StepInput.of(step.name(), input, step.inputs());
    }

    /** A step that changed nothing is begun anew by the next attempt, and there is nothing to undo. */
    private boolean forgetIfUntouched(
            OpenWorkTree tree, StepRecord record, StepRecordStore records, String name, StepOutput output) {
        try {
            if (step.progress(tree, record, output) == StepProgress.UNTOUCHED) {
                records.delete(name);
                return true;
            }
        } catch (IOException | GitAPIException | RuntimeException | GitRefusal e) {
            // Then it stays, and undoing what was not done does no harm.
        }
        return false;
    }

    @Override
    public Optional<StepFinding> check(Input input, ExecutionContext context) {
        return check(input, context, List.of());
    }

    @Override
    public Optional<StepFinding> check(Input input, ExecutionContext context, List<PlannedStep> before) {
        Either<GitRefusal, String> checked =
                workTrees.in(context, (tree, location) -> check(tree, input(input), context, before));
        return checked.fold(
                refusal -> Optional.of(finding(refusal)),
                warning -> Optional.of(warning).filter(text -> !text.isEmpty()).map(StepFinding::warning));
    }

    private static StepFinding finding(GitRefusal refusal) {
        if (refusal.isUncertain()) {
            return StepFinding.warning(refusal.reason());
        }
        return refusal.isPassing() ? StepFinding.missingNow(refusal.reason()) : StepFinding.cannotRun(refusal.reason());
    }

    private String check(OpenWorkTree tree, StepInput input, ExecutionContext context, List<PlannedStep> before)
            throws IOException, GitAPIException, GitRefusal {
        try (MemoryObjects objects = new MemoryObjects(tree.repository())) {
            String warning = step.check(tree, input, context, new PlanForesight(tree, objects).after(before));
            PackedRefsLock.requireFree(tree.repository());
            return warning;
        }
    }

    /** The same for every kind of step, since the record says what it was. */
    @Override
    public List<Step> compensation(Step done, String path) {
        Input input = done.action().fold(bare -> Input.none(), run -> Input.none(), Action.Use::input);
        Action undo = new Action.Use(
                StepVocabulary.UNDO,
                new Input(Map.of(
                        StepVocabulary.RECORD, StepRecordStore.name(step.name(), path),
                        StepVocabulary.STEP, step.name(),
                        StepVocabulary.INPUT, input.values())));
        return List.of(new Step(
                "undo " + done.name(),
                undo,
                List.of(),
                done.timeout(),
                done.variables(),
                done.workingDirectory(),
                true,
                0,
                Step.DEFAULT_RETRY_DELAY,
                false,
                List.of()));
    }

    @Override
    public Resolution resolve(Attempt attempt) {
        Optional<String> running = AttemptProcesses.end(attempt.key());
        if (running.isPresent()) {
            return new Resolution.Done(new StepResult.StillRunning(running.get()));
        }
        try {
            if (!Files.isDirectory(attempt.scratch().directory())) {
                return new Resolution.Unknown();
            }
            return AttemptNote.find(attempt)
                    .map(note -> resolve(note, attempt.scratch()))
                    .orElseGet(Resolution.NotStarted::new);
        } catch (IOException e) {
            return new Resolution.Unknown();
        }
    }

    private Resolution resolve(AttemptNote trace, Scratch scratch) {
        return workTrees
                .again(trace.location(), (tree, location) -> {
                    WorkTreeSwitch.clearUpAfterKill(tree);
                    RefLock.of(tree.repository(), trace.ref()).takeOverWhenOld();
                    Optional<StepRecord> record = StepRecordStore.read(tree.repository(), trace.ref(), scratch);
                    return record.isEmpty() ? StepProgress.UNTOUCHED : settled(tree, record.get());
                })
                .fold(refusal -> new Resolution.Unknown(), GitStepExecutor::resolution);
    }

    private StepProgress settled(OpenWorkTree tree, StepRecord record) throws IOException, GitAPIException, GitRefusal {
        step.takeOverLocks(tree, record);
        StepProgress progress = step.progress(tree, record, (bytes, offset, length) -> {});
        if (progress == StepProgress.DONE) {
            step.complete(tree, record);
        }
        return progress == StepProgress.BETWEEN ? step.settle(tree, record) : progress;
    }

    private static Resolution resolution(StepProgress progress) {
        return switch (progress) {
            case UNTOUCHED -> new Resolution.NotStarted();
            case DONE -> new Resolution.Done(StepResult.success("it was found done"));
            case BETWEEN -> new Resolution.Unknown();
        };
    }
}
