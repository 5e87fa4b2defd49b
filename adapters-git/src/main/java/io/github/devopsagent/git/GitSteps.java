package io.github.devopsagent.git;

import io.github.devopsagent.pipeline.StepExecutor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The executors of git's steps. */
final class GitSteps {

    private GitSteps() {}

    /** By the name that plans write. */
    static Map<String, StepExecutor> executors(Places places, Remotes remotes) {
        List<GitStep> steps = List.of(new GitCheckout(), new GitRevert(), new GitTag(), new GitPush(remotes));
        Map<String, StepExecutor> executors = new LinkedHashMap<>();
        steps.forEach(step -> executors.put(step.name(), new GitStepExecutor(places, step)));
        executors.put(StepVocabulary.UNDO, new UndoExecutor(places.ofWhatIsDone(), steps));
        return executors;
    }
}
