package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.internal.lock.RefLock;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.git.internal.process.AttemptProcesses;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.WorkTreeLocator;
import io.github.devopsagent.git.internal.steprecord.StepRecord;
import io.github.devopsagent.git.internal.steprecord.StepRecordStore;
import io.github.devopsagent.git.internal.worktree.WorkTreeSwitch;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Stage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.api.errors.GitAPIException;

/** Undoes a git step by its record. */
final class UndoExecutor implements StepExecutor {

    private final WorkTreeLocator workTrees;
    private final List<GitStep> steps;

    UndoExecutor(WorkTreeLocator workTrees, List<GitStep> steps) {
        this.workTrees = workTrees;
        this.steps = List.copyOf(steps);
    }

    @Override
    public Set<Stage> stages() {
        return GitStepExecutor.UNDONE;
    }

    @Override
    public StepResult execute(StepRequest request) {
        return workTrees
                .in(AttemptProcesses.context(request), (tree, location) -> undo(tree, request))
                .fold(refusal -> StepResult.failure(refusal.reason()), StepResult::success);
    }

    private String undo(OpenWorkTree tree, StepRequest request) throws IOException, GitAPIException, GitRefusal {
        WorkTreeSwitch.clearUpAfterKill(tree);
        String name = record(request.input());
        StepRecordStore records = new StepRecordStore(
                tree.repository(), request.context(), request.attempt().scratch());
        RefLock.of(tree.repository(), records.ref(name)).takeOverWhenOld();
        Optional<StepRecord> record = records.read(name);
        if (record.isEmpty()) {
            return "nothing to undo: the step did not begin, changed nothing, or is undone already";
        }
        GitStep step = step(record.get().operation());
        step.takeOverLocks(tree, record.get());
        UndoResult result = step.undo(tree, record.get(), request.output());
        if (!result.keepsRecord()) {
            records.delete(name);
        }
        return result.note();
    }

    /** It can be done again, as soon as no hook of before runs. */
    @Override
    public Resolution resolve(Attempt attempt) {
        return AttemptProcesses.end(attempt.key())
                .<Resolution>map(running -> new Resolution.Done(new StepResult.StillRunning(running)))
                .orElseGet(Resolution.Unknown::new);
    }

    @Override
    public Optional<String> command(Input input, ExecutionContext context) {
        return workTrees
                .in(context, (tree, location) -> {
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

    private GitStep step(String operation) throws GitRefusal {
        return steps.stream()
                .filter(step -> step.name().equals(operation))
                .findFirst()
                .orElseThrow(() -> new GitRefusal("The step was a " + operation + ", which this version cannot undo."));
    }

    private static String record(Input input) throws GitRefusal {
        return StepInput.of(
                        StepVocabulary.UNDO,
                        input,
                        Set.of(StepVocabulary.RECORD, StepVocabulary.STEP, StepVocabulary.INPUT))
                .required(StepVocabulary.RECORD, "git-checkout-0a1b2c3d");
    }

    /** Whether there is something to undo is known only later. */
    @Override
    public Optional<StepFinding> check(Input input, ExecutionContext context) {
        try {
            record(input);
        } catch (GitRefusal e) {
            return Optional.of(StepFinding.cannotRun(e.reason()));
        }
        return Optional.empty();
    }
}
