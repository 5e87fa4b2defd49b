package io.github.devopsagent.git.internal.tested;

import io.github.devopsagent.git.internal.message.FirstOf;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.repository.CommitGraph;
import io.github.devopsagent.git.internal.repository.CommitSummary;
import io.github.devopsagent.git.internal.repository.IgnoredDirectories;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Compares commits outside of what is ignored. */
final class CommitComparison {

    private final Repository repository;
    private final IgnoredDirectories ignored;

    CommitComparison(OpenWorkTree tree) {
        this.repository = tree.repository();
        this.ignored = tree.ignored();
    }

    CommitDifference between(CommitSummary tested, CommitSummary deployed) throws IOException {
        if (tested.id().equals(deployed.id())) {
            return CommitDifference.NONE;
        }
        ObjectId before = ObjectId.fromString(tested.id());
        ObjectId after = ObjectId.fromString(deployed.id());
        return files(before, after, commits(after, before), commits(before, after));
    }

    private CommitDifference files(
            ObjectId before, ObjectId after, CommitDifference.CommitSet untested, CommitDifference.CommitSet missing)
            throws IOException {
        FirstOf.Counting<String> files = new FirstOf.Counting<>();
        boolean ignoredDiffer = false;
        try (RevWalk commits = new RevWalk(repository);
                TreeWalk walk = new TreeWalk(repository)) {
            differences(walk, Optional.of(commits.parseCommit(before)), commits.parseCommit(after));
            while (walk.next()) {
                if (ignored.contain(walk.getPathString())) {
                    ignoredDiffer = true;
                } else {
                    files.add(line(walk));
                }
            }
        }
        return new CommitDifference(untested, missing, files.result(), ignoredDiffer);
    }

    private static String line(TreeWalk walk) {
        FileMode before = walk.getFileMode(0);
        FileMode after = walk.getFileMode(1);
        String letter = before == FileMode.MISSING ? "A " : after == FileMode.MISSING ? "D " : "M ";
        boolean submodule = before == FileMode.GITLINK || after == FileMode.GITLINK;
        return letter + PrintableText.of(walk.getPathString(), PrintableText.NAME) + (submodule ? " (submodule)" : "");
    }

    private static void differences(TreeWalk walk, Optional<RevCommit> before, RevCommit after) throws IOException {
        walk.setRecursive(true);
        walk.setFilter(TreeFilter.ANY_DIFF);
        if (before.isPresent()) {
            walk.addTree(before.get().getTree());
        } else {
            walk.addTree(new EmptyTreeIterator());
        }
        walk.addTree(after.getTree());
    }

    /** The commits that are reachable from the one, but not from the other. */
    private CommitDifference.CommitSet commits(ObjectId from, ObjectId without) throws IOException {
        FirstOf.Counting<CommitSummary> effective = new FirstOf.Counting<>();
        FirstOf.Counting<RevCommit> others = new FirstOf.Counting<>();
        try (RevWalk parents = new RevWalk(repository)) {
            new CommitGraph(repository).visit(from, List.of(without), each -> {
                if (isEffective(parents, each)) {
                    effective.add(CommitSummary.of(each));
                } else {
                    others.add(each);
                }
            });
        }
        return new CommitDifference.CommitSet(
                effective.result(), others.result().count());
    }

    /** A merge is if it differs from any parent, so that where files differ, a commit is named. */
    private boolean isEffective(RevWalk parents, RevCommit commit) throws IOException {
        if (commit.getParentCount() == 0) {
            return differ(Optional.empty(), commit);
        }
        for (RevCommit parent : commit.getParents()) {
            if (differ(Optional.of(parents.parseCommit(parent)), commit)) {
                return true;
            }
        }
        return false;
    }

    private boolean differ(Optional<RevCommit> parent, RevCommit commit) throws IOException {
        try (TreeWalk walk = new TreeWalk(repository)) {
            differences(walk, parent, commit);
            while (walk.next()) {
                if (!ignored.contain(walk.getPathString())) {
                    return true;
                }
            }
            return false;
        }
    }
}
