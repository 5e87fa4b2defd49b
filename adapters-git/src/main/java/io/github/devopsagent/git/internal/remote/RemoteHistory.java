package io.github.devopsagent.git.internal.remote;

import io.github.devopsagent.git.internal.message.FirstOf;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.CommitGraph;
import io.github.devopsagent.git.internal.repository.CommitSummary;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;

/** What a ref of a remote has, as far as that can be found out: the objects are fetched, but no ref is made for them. */
public final class RemoteHistory {

    private final OpenWorkTree tree;
    private final ObjectId tip;

    private RemoteHistory(OpenWorkTree tree, ObjectId tip) {
        this.tree = tree;
        this.tip = tip;
    }

    public static RemoteHistory of(OpenWorkTree tree, RemoteRepository remote, String ref, ObjectId tip) {
        try {
            remote.bring(ref);
        } catch (GitRefusal e) {
            // Then its commits cannot be listed.
        }
        return new RemoteHistory(tree, tip);
    }

    /** Whether it has a commit; empty if that cannot be found out. */
    public Optional<Boolean> has(ObjectId commit) throws IOException {
        try {
            return Optional.of(new CommitGraph(tree.repository()).isAncestor(commit, tip));
        } catch (MissingObjectException e) {
            return Optional.empty();
        }
    }

    /** Newest first; none if that cannot be found out. */
    public FirstOf<String> commitsThatAreNotIn(ObjectId commit) throws IOException {
        FirstOf.Counting<String> commits = new FirstOf.Counting<>();
        try {
            new CommitGraph(tree.repository())
                    .visit(
                            tip,
                            List.of(commit),
                            each -> commits.add(CommitSummary.of(each).toString()));
            return commits.result();
        } catch (MissingObjectException e) {
            return FirstOf.none();
        }
    }
}
