package io.github.devopsagent.git;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.nio.file.Path;
import java.util.List;
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
        String name = StepRecords.name(step.name(), request.name(), request.input());
        return places.in(request.context(), tree -> perform(tree, request, name))
                .fold(refusal -> StepResult.failure(refusal.reason()), StepResult::success);
    }

    private String perform(WorkTree tree, StepRequest request, String name)
            throws IOException, GitAPIException, Refusal {
        StepRecords records = new StepRecords(tree.repository(), request.context());
        Optional<StepRecord> earlier = records.read(name);
        StepRecord record = earlier.isPresent() ? earlier.get() : begin(tree, request);
        if (earlier.isEmpty()) {
            Trace.of(tree, records.ref(name)).leave(request.attempt());
            records.create(name, record);
        }
        try {
            return step.carryOut(tree, record, request.output());
        } catch (IOException | GitAPIException | RuntimeException | Refusal e) {
            if (step.progress(tree, record) == GitStep.Progress.UNTOUCHED) {
                records.delete(name);
            }
            throw e;
        }
    }

    private StepRecord begin(WorkTree tree, StepRequest request) throws IOException, GitAPIException, Refusal {
        return step.begin(tree, input(request.input()), request.context(), request.output());
    }

    private StepInput input(Input input) throws Refusal {
        return StepInput.of(step.name(), input, step.inputs());
    }

    @Override
    public Optional<Problem> check(Input input, ExecutionContext context) {
        Either<Refusal, String> checked = places.in(context, tree -> {
            step.check(tree, input(input), context);
            return "";
        });
        return checked.swap()
                .map(refusal -> refusal.isPassing()
                        ? Problem.missingNow(refusal.reason())
                        : Problem.cannotRun(refusal.reason()))
                .toJavaOptional();
    }

    /** The same undoing for every kind of step, since the record says what it was. */
    @Override
    public List<Step> compensation(Step original) {
        Input input = original.action().fold(bare -> Input.none(), run -> Input.none(), Action.Use::input);
        String record = StepRecords.name(step.name(), original.name(), input);
        return List.of(new Step(
                "undo " + original.name(),
                new Action.Use(Undo.NAME, Input.of(Undo.RECORD, record)),
                List.of(),
                original.timeout(),
                original.variables(),
                original.workingDirectory(),
                true,
                0));
    }

    @Override
    public Resolution resolve(Attempt attempt) {
        Path directory = attempt.scratch().directory();
        if (!Files.isDirectory(directory)) {
            return new Resolution.Unknown();
        }
        return Trace.find(attempt).map(this::resolve).orElseGet(Resolution.NotStarted::new);
    }

    private Resolution resolve(Trace trace) {
        return places.at(trace.workTree(), tree -> {
                    Optional<StepRecord> record = StepRecords.read(tree.repository(), trace.ref());
                    return record.isEmpty() ? GitStep.Progress.UNTOUCHED : step.progress(tree, record.get());
                })
                .fold(refusal -> new Resolution.Unknown(), GitStepExecutor::resolution);
    }

    private static Resolution resolution(GitStep.Progress progress) {
        return switch (progress) {
            case UNTOUCHED -> new Resolution.NotStarted();
            case DONE -> new Resolution.Done(StepResult.success("found done after an interruption"));
            case BETWEEN -> new Resolution.Unknown();
        };
    }
}
