package io.github.devopsagent.git;

import io.github.devopsagent.pipeline.Action;
import io.github.devopsagent.pipeline.Attempt;
import io.github.devopsagent.pipeline.ExecutionContext;
import io.github.devopsagent.pipeline.Input;
import io.github.devopsagent.pipeline.Problem;
import io.github.devopsagent.pipeline.Resolution;
import io.github.devopsagent.pipeline.Step;
import io.github.devopsagent.pipeline.StepExecutor;
import io.github.devopsagent.pipeline.StepRequest;
import io.github.devopsagent.pipeline.StepResult;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.errors.GitAPIException;

/** Carries out one kind of git step, with a record of it that outlives this process. */
final class GitStepExecutor implements StepExecutor {

    private final Places places;
    private final GitStep step;

    GitStepExecutor(Places places, GitStep step) {
        this.places = places;
        this.step = step;
    }

    @Override
    public StepResult execute(StepRequest request) {
        return places.in(request.context(), (tree, location) -> perform(tree, location, request))
                .fold(refusal -> StepResult.failure(refusal.reason()), StepResult::success);
    }

    private String perform(WorkTree tree, Location location, StepRequest request)
            throws IOException, GitAPIException, Refusal {
        String name = StepRecords.name(step.name(), request.context().step());
        StepRecords records = new StepRecords(tree.repository(), request.context());
        new Trace(records.ref(name), location).leave(request.attempt());
        Optional<StepRecord> begun = begunBefore(tree, records, name);
        StepRecord record = begun.isPresent() ? begun.get() : begin(tree, request);
        if (begun.isEmpty()) {
            records.create(name, record);
        }
        try {
            return step.carryOut(tree, record, request.output());
        } catch (IOException | GitAPIException | RuntimeException | Refusal e) {
            forgetIfUntouched(tree, record, records, name);
            throw e;
        }
    }

    /** By another attempt of this step. One that changed nothing is begun anew, since refs may have moved meanwhile. */
    private Optional<StepRecord> begunBefore(WorkTree tree, StepRecords records, String name)
            throws IOException, GitAPIException, Refusal {
        Optional<StepRecord> record = records.read(name);
        if (record.isEmpty()) {
            return record;
        }
        // Only this record tells which locks are its attempt's, and since when.
        step.takeOverLocks(tree, record.get());
        if (step.progress(tree, record.get()) == Progress.UNTOUCHED) {
            records.delete(name);
            return Optional.empty();
        }
        return record;
    }

    private StepRecord begin(WorkTree tree, StepRequest request) throws IOException, GitAPIException, Refusal {
        return step.begin(tree, input(request.input()), request.context(), request.output());
    }

    private StepInput input(Input input) throws Refusal {
        return StepInput.of(step.name(), input, step.inputs());
    }

    /** A step that changed nothing is begun anew by the next attempt, and there is nothing to undo. */
    private void forgetIfUntouched(WorkTree tree, StepRecord record, StepRecords records, String name) {
        try {
            if (step.progress(tree, record) == Progress.UNTOUCHED) {
                records.delete(name);
            }
        } catch (IOException | GitAPIException | RuntimeException | Refusal e) {
            // Then it stays, and undoing what was not done does no harm.
        }
    }

    @Override
    public Optional<Problem> check(Input input, ExecutionContext context) {
        Either<Refusal, String> checked = places.in(context, (tree, location) -> {
            step.check(tree, input(input), context);
            return "";
        });
        return checked.fold(
                refusal -> Optional.of(
                        refusal.isPassing()
                                ? Problem.missingNow(refusal.reason())
                                : Problem.cannotRun(refusal.reason())),
                fine -> Optional.empty());
    }

    /** The same for every kind of step, since the record says what it was. */
    @Override
    public List<Step> compensation(Step done, String place) {
        Input input = done.action().fold(bare -> Input.none(), run -> Input.none(), Action.Use::input);
        Action undo = new Action.Use(
                StepVocabulary.UNDO,
                new Input(Map.of(
                        StepVocabulary.RECORD, StepRecords.name(step.name(), place),
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
                0));
    }

    @Override
    public Resolution resolve(Attempt attempt) {
        try {
            if (!Files.isDirectory(attempt.scratch().directory())) {
                return new Resolution.Unknown();
            }
            return Trace.find(attempt).map(this::resolve).orElseGet(Resolution.NotStarted::new);
        } catch (IOException e) {
            return new Resolution.Unknown();
        }
    }

    private Resolution resolve(Trace trace) {
        return places.again(trace.location(), (tree, location) -> {
                    Move.clearUpAfterKill(tree);
                    RefLock.of(tree.repository(), trace.ref()).takeOverWhenOld();
                    Optional<StepRecord> record = StepRecords.read(tree.repository(), trace.ref());
                    return record.isEmpty() ? Progress.UNTOUCHED : settled(tree, record.get());
                })
                .fold(refusal -> new Resolution.Unknown(), GitStepExecutor::resolution);
    }

    private Progress settled(WorkTree tree, StepRecord record) throws IOException, GitAPIException, Refusal {
        step.takeOverLocks(tree, record);
        Progress progress = step.progress(tree, record);
        if (progress == Progress.DONE) {
            step.complete(tree, record);
        }
        return progress == Progress.BETWEEN ? step.settle(tree, record) : progress;
    }

    private static Resolution resolution(Progress progress) {
        return switch (progress) {
            case UNTOUCHED -> new Resolution.NotStarted();
            case DONE -> new Resolution.Done(StepResult.success("it was found done"));
            case BETWEEN -> new Resolution.Unknown();
        };
    }
}
