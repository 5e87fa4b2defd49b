package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.repository.CommitSummary;
import io.github.devopsagent.git.internal.repository.Head;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.NameConflictTreeWalk;

/**
 * What of a commit JGit would revert in another way than git: it merges contents, and neither modes nor types, and sees no
 * renames.
 */
record RevertedPaths(ObjectReader objects, RevCommit commit) {

    private static final int COMMIT = 0;

    private static final int PARENT = 1;

    private static final int TIP = 2;

    /** Refuses a commit that changed a mode, or whose mode is another one now, and one that renamed what is gone now. */
    void requireMergeable(AnyObjectId parent, AnyObjectId tip) throws IOException, GitRefusal {
        Optional<String> removed = Optional.empty();
        Optional<String> gone = Optional.empty();
        try (NameConflictTreeWalk walk = new NameConflictTreeWalk(objects)) {
            walk.addTree(commit.getTree());
            walk.addTree(parent);
            walk.addTree(tip);
            while (walk.next()) {
                if (walk.getRawMode(COMMIT) == walk.getRawMode(PARENT) && walk.idEqual(COMMIT, PARENT)) {
                    continue;
                }
                if (modes(walk).size() > 1) {
                    throw refusal(walk.getPathString(), "has another mode or type before it, in it, or now");
                }
                if (walk.isSubtree()) {
                    walk.enterSubtree();
                } else if (isMissing(walk, COMMIT) && isMissing(walk, TIP)) {
                    removed = Optional.of(walk.getPathString());
                } else if (isMissing(walk, PARENT) && isMissing(walk, TIP)) {
                    gone = Optional.of(walk.getPathString());
                }
            }
        }
        if (removed.isPresent() && gone.isPresent()) {
            throw refusal(gone.get(), "is gone, and may be what it made of '" + shown(removed.get()) + "'");
        }
    }

    private static boolean isMissing(NameConflictTreeWalk walk, int tree) {
        return walk.getRawMode(tree) == FileMode.TYPE_MISSING;
    }

    private static Set<Integer> modes(NameConflictTreeWalk walk) {
        Set<Integer> modes = new TreeSet<>();
        for (int tree = 0; tree < walk.getTreeCount(); tree++) {
            if (!isMissing(walk, tree)) {
                modes.add(walk.getRawMode(tree));
            }
        }
        return modes;
    }

    private GitRefusal refusal(String path, String why) {
        return new GitRefusal("Reverting " + CommitSummary.of(commit) + " is left to git, since '" + shown(path) + "' "
                + why + ". Revert it by a command of the plan: git revert --no-edit "
                + (commit.getParentCount() > 1 ? "-m <parent> " : "") + Head.shortened(commit));
    }

    private static String shown(String path) {
        return PrintableText.of(path, PrintableText.NAME);
    }
}
