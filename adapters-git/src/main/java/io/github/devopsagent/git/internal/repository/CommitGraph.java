package io.github.devopsagent.git.internal.repository;

import java.io.IOException;
import java.util.Collection;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;

/** The commits of a repository, and which are reachable from which. */
public final class CommitGraph {

    /** Is shown a commit. */
    @FunctionalInterface
    public interface Visitor {
        void visit(RevCommit commit) throws IOException;
    }

    private final Repository repository;

    public CommitGraph(Repository repository) {
        this.repository = repository;
    }

    public boolean isAncestor(ObjectId commit, ObjectId descendant) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.isMergedInto(walk.parseCommit(commit), walk.parseCommit(descendant));
        }
    }

    public ObjectId filesOf(ObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.parseTree(commit).copy();
        }
    }

    /** Visits what is reachable from the tip, but from none of the others: newest first, branch by branch, and none before what was made on it. */
    public void visit(ObjectId tip, Collection<? extends ObjectId> others, Visitor visitor) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.sort(RevSort.TOPO);
            walk.sort(RevSort.COMMIT_TIME_DESC, true);
            walk.markStart(walk.parseCommit(tip));
            for (ObjectId other : others) {
                walk.markUninteresting(walk.parseCommit(other));
            }
            for (RevCommit each = walk.next(); each != null; each = walk.next()) {
                visitor.visit(each);
            }
        }
    }
}
