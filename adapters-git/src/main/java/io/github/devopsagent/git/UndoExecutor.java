package io.github.devopsagent.git;

import io.github.devopsagent.pipeline.ExecutionContext;
import io.github.devopsagent.pipeline.Input;
import io.github.devopsagent.pipeline.Problem;
import io.github.devopsagent.pipeline.StepExecutor;
import io.github.devopsagent.pipeline.StepRequest;
import io.github.devopsagent.pipeline.StepResult;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.api.errors.GitAPIException;

/** Undoes a git step by its record. */
final class UndoExecutor implements StepExecutor {

    private final Places places;
    private final List<GitStep> steps;

    UndoExecutor(Places places, List<GitStep> steps) {
        this.places = places;
        this.steps = List.copyOf(steps);
    }

    @Override
    public StepResult execute(StepRequest request) {
        return places.in(request.context(), (tree, location) -> undo(tree, request))
                .fold(refusal -> StepResult.failure(refusal.reason()), StepResult::success);
    }

    private String undo(WorkTree tree, StepRequest request) throws IOException, GitAPIException, Refusal {
        Move.clearUpAfterKill(tree);
        String name = record(request.input());
        StepRecords records = new StepRecords(tree.repository(), request.context());
        RefLock.of(tree.repository(), records.ref(name)).takeOverWhenOld();
        Optional<StepRecord> record = records.read(name);
        if (record.isEmpty()) {
            return "nothing to undo: the step did not begin, changed nothing, or is undone already";
        }
        GitStep step = step(record.get().operation());
        step.takeOverLocks(tree, record.get());
        String note = step.undo(tree, record.get(), request.output());
        records.delete(name);
        return note;
    }

    @Override
    public Optional<String> command(Input input, ExecutionContext context) {
        return places.in(context, (tree, location) -> {
                    GitStep step = step(input.text(StepVocabulary.STEP).orElse(""));
                    Input original = input.values().get(StepVocabulary.INPUT) instanceof Map<?, ?> values
                            ? new Input(copyOf(values))
                            : Input.none();
                    return step.undoCommand(tree, StepInput.of(step.name(), original, step.inputs()), context);
                })
                .getOrElse(Optional.empty());
    }

    private static Map<String, Object> copyOf(Map<?, ?> values) {
        Map<String, Object> copy = new LinkedHashMap<>();
        values.forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
    }

    private GitStep step(String operation) throws Refusal {
        return steps.stream()
                .filter(step -> step.name().equals(operation))
                .findFirst()
                .orElseThrow(() -> new Refusal("The step was a " + operation + ", which this version cannot undo."));
    }

    private static String record(Input input) throws Refusal {
        return StepInput.of(
                        StepVocabulary.UNDO,
                        input,
                        Set.of(StepVocabulary.RECORD, StepVocabulary.STEP, StepVocabulary.INPUT))
                .required(StepVocabulary.RECORD, "git-checkout-0a1b2c3d");
    }

    /** Whether there is something to undo is known only later. */
    @Override
    public Optional<Problem> check(Input input, ExecutionContext context) {
        try {
            record(input);
        } catch (Refusal e) {
            return Optional.of(Problem.cannotRun(e.reason()));
        }
        return Optional.empty();
    }
}
