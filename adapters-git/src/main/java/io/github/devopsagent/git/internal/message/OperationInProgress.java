package io.github.devopsagent.git.internal.message;

import org.eclipse.jgit.lib.RepositoryState;

/** What git is in the middle of, and how to end it. */
public final class OperationInProgress {

    private OperationInProgress() {}

    public static String describe(RepositoryState state) {
        return switch (state) {
            case MERGING, MERGING_RESOLVED -> "a merge; commit it, or run: git merge --abort";
            case CHERRY_PICKING, CHERRY_PICKING_RESOLVED -> "a cherry-pick; commit it, or run: git cherry-pick --abort";
            case REVERTING, REVERTING_RESOLVED -> "a revert; commit it, or run: git revert --abort";
            case REBASING, REBASING_REBASING, REBASING_MERGE, REBASING_INTERACTIVE ->
                "a rebase; finish it, or run: git rebase --abort";
            case APPLY -> "applying patches; finish it, or run: git am --abort";
            case BISECTING -> "a bisection; run: git bisect reset";
            case SAFE, BARE -> state.getDescription();
        };
    }
}
