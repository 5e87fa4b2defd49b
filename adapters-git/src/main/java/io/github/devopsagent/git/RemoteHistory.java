package io.github.devopsagent.git;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;

/** What a ref of a remote has, as far as that can be found out: the objects are fetched, but no ref is made for them. */
final class RemoteHistory {

    private final WorkTree tree;
    private final ObjectId tip;

    private RemoteHistory(WorkTree tree, ObjectId tip) {
        this.tree = tree;
        this.tip = tip;
    }

    static RemoteHistory of(WorkTree tree, RemoteRepository remote, String ref, ObjectId tip) {
        try {
            remote.bring(ref);
        } catch (Refusal e) {
            // Then its commits cannot be listed.
        }
        return new RemoteHistory(tree, tip);
    }

    /** Whether it has a commit; empty if that cannot be found out. */
    Optional<Boolean> has(ObjectId commit) throws IOException {
        try {
            return Optional.of(new CommitGraph(tree.repository()).isAncestor(commit, tip));
        } catch (MissingObjectException e) {
            return Optional.empty();
        }
    }

    /** Newest first; none if that cannot be found out. */
    Several<String> commitsThatAreNotIn(ObjectId commit) throws IOException {
        Several.Counting<String> commits = new Several.Counting<>();
        try {
            new CommitGraph(tree.repository())
                    .visit(
                            tip,
                            List.of(commit),
                            each -> commits.add(Commit.of(each).toString()));
            return commits.result();
        } catch (MissingObjectException e) {
            return Several.none();
        }
    }
}
