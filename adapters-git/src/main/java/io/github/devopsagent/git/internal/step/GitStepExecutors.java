package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.git.internal.remote.RemoteAccess;
import io.github.devopsagent.git.internal.repository.WorkTreeLocator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The executors of git's steps. */
public final class GitStepExecutors {

    private GitStepExecutors() {}

    /** By the name that plans write. */
    public static Map<String, StepExecutor> executors(WorkTreeLocator workTrees, RemoteAccess remotes) {
        ForeseenCommits foreseenCommits = new ForeseenCommits();
        List<GitStep> steps = List.of(
                new GitCheckout(foreseenCommits),
                new GitRevert(foreseenCommits),
                new GitTag(foreseenCommits),
                new GitFetch(remotes),
                new GitPush(remotes, foreseenCommits));
        Map<String, StepExecutor> executors = new LinkedHashMap<>();
        steps.forEach(step -> executors.put(step.name(), new GitStepExecutor(workTrees, step, foreseenCommits)));
        executors.put(StepVocabulary.UNDO, new UndoExecutor(workTrees.ofWhatIsDone(), steps));
        return executors;
    }
}
