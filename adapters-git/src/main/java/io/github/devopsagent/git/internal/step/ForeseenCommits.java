package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.ResolvedRevision;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What names stood for when a run was checked: that was judged, and nothing else is carried out. Branches and tags are moved
 * by anybody at any time.
 */
final class ForeseenCommits {

    /** Runs go on beside each other, and those that are over are not told of. */
    private static final int KEPT = 1000;

    /** What is asked about. */
    private record Name(String run, Path workTree, String name) {}

    private final Map<Name, ObjectId> commits = new LinkedHashMap<>();

    /** The first time counts, since the run goes on from there. */
    synchronized void foresee(
            ExecutionContext context,
            OpenWorkTree tree,
            String name,
            ResolvedRevision found,
            ForeseenCheckout foreseen) {
        if (!context.run().isEmpty() && !foreseen.mayMove(found)) {
            commits.putIfAbsent(new Name(context.run(), tree.root(), name), id(found));
            if (commits.size() > KEPT) {
                commits.remove(commits.keySet().iterator().next());
            }
        }
    }

    /** A name that nobody has asked about may stand for anything. */
    synchronized void require(ExecutionContext context, OpenWorkTree tree, String name, ResolvedRevision found)
            throws GitRefusal {
        ObjectId commit = id(found);
        ObjectId foreseen = commits.get(new Name(context.run(), tree.root(), name));
        if (foreseen != null && !foreseen.equals(commit)) {
            throw new GitRefusal("'" + PrintableText.of(name, PrintableText.NAME) + "' is at " + Head.shortened(commit)
                    + " now, and was at " + Head.shortened(foreseen)
                    + " when this run was checked before its first step: it was moved meanwhile, and nobody has judged"
                    + " where it is now. Try again, or name the commit by its id.");
        }
    }

    private static ObjectId id(ResolvedRevision found) {
        return ObjectId.fromString(found.commit().id());
    }
}
