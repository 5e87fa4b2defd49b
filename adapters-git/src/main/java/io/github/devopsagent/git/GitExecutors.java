package io.github.devopsagent.git;

import io.github.devopsagent.executor.ExecutorProvider;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.git.internal.remote.RemoteAccess;
import io.github.devopsagent.git.internal.repository.WorkTreeLocator;
import io.github.devopsagent.git.internal.step.GitStepExecutors;
import java.util.Map;

/**
 * The executors {@code git/checkout}, {@code git/revert}, {@code git/tag}, {@code git/fetch} and {@code git/push}, and {@code git/undo}, with
 * which they are undone. Found by {@link java.util.ServiceLoader} when this module is on the class path or the module
 * path, which changes nothing else; a host need not name it.
 *
 * <p>They work on the repository that the step's working directory is in, with JGit: no {@code git} needs to be
 * installed. The work tree must be clean but for untracked files, which stay. The run's consensus directory is outside:
 * what is changed there is in no step's way, and no file there is touched. Submodules are left alone. Files are written as git
 * writes them; what JGit cannot write so is refused.
 *
 * <p><b>{@code git/checkout}</b> checks out the input {@code ref}: a branch of this repository, a tag, a remote branch
 * such as {@code origin/main}, or a commit by its id or the beginning of one. HEAD is then on the branch, or else
 * detached; {@code "detach": true} leaves a branch alone, too. A branch that another work tree of the repository has
 * checked out is refused without it, as git does.
 *
 * <p><b>{@code git/revert}</b> undoes the input {@code commits}, one or a list, in this order, by a new commit for each.
 * All or none: a conflict, a hook that refuses or a signing key that is missing leave everything as it was. A merge needs
 * {@code mainline}, the number of the parent to go back to. Of the repository's hooks, {@code commit-msg} runs for each new commit, {@code pre-commit} once when the files
 * are in place, and {@code post-commit} once; neither may change what was made.
 *
 * <p><b>{@code git/tag}</b> makes an annotated tag of the input {@code ref}, by default HEAD, called {@code name}, by
 * default {@code deployments/<environment>/<epic>-<deployment id>}, with {@code message} and the three of these. A tag
 * that is there is not moved.
 *
 * <p><b>{@code git/fetch}</b> brings the branches of a {@code remote} that are tracked, or the branches and tags that
 * {@code refs} names, and with {@code "tags": true} all tags. It moves remote-tracking refs only; a tag that is there is
 * not moved.
 *
 * <p><b>{@code git/push}</b> sends the branch that is checked out, another {@code branch} or a {@code tag} ({@code true}
 * for the one that {@code git/tag} makes by default) to a {@code remote}, as git is configured by default, where it is
 * called {@code to}, by default as its upstream or the same. Never by force; only if the remote still has there what it
 * had when the step began.
 *
 * <p>Each is recorded under {@code refs/devops/steps} before anything is changed. So an attempt that was under way when
 * the agent was killed is found done or not begun; a checkout or revert in between is taken back to its beginning. And
 * each can be undone: a step without a {@code rollback} in the plan is undone by {@code git/undo}. For a checkout or a
 * revert, that takes branch, index and work tree back to what was checked out before; a branch that was pushed meanwhile
 * is not moved back, but gets a new commit, and one that the step had left, and others have moved, is left alone. A tag
 * is deleted if it is still the same. A pushed branch gets a new commit at the remote; if the remote has moved on, that
 * fails.
 */
public final class GitExecutors implements ExecutorProvider {

    /** Creates the executors, and opens no repository. */
    public GitExecutors() {}

    @Override
    public Map<String, StepExecutor> executors() {
        return GitStepExecutors.executors(WorkTreeLocator.around(), RemoteAccess.DEFAULT);
    }
}
