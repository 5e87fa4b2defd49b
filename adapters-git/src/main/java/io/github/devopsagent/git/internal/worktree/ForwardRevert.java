package io.github.devopsagent.git.internal.worktree;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.ShellWord;
import io.github.devopsagent.git.internal.repository.CommitGraph;
import io.github.devopsagent.git.internal.repository.CommitWriter;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.RecordedState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** The way back of a branch that was pushed: forward, to a commit that has the recorded files again. */
final class ForwardRevert {

    private final OpenWorkTree tree;
    private final String what;
    private final Repository repository;
    private final CommitGraph commits;

    ForwardRevert(OpenWorkTree tree, String what) {
        this.tree = tree;
        this.what = what;
        this.repository = tree.repository();
        this.commits = new CommitGraph(repository);
    }

    /** Empty if the branch may go back to where it was. */
    Optional<Route> of(RecordedState recorded, Optional<ObjectId> tip) throws IOException, GitRefusal {
        Optional<String> branch = recorded.head().branch();
        if (branch.isEmpty() || tip.isEmpty()) {
            return Optional.empty();
        }
        List<PushedCommits.RemoteBranch> remotes = new PushedCommits(repository, branch.get())
                .pushed(tip.get(), recorded.head().commit(), recorded.since());
        return remotes.isEmpty() ? Optional.empty() : Optional.of(forward(recorded, tip.get(), remotes));
    }

    private Route forward(RecordedState recorded, ObjectId tip, List<PushedCommits.RemoteBranch> remotes)
            throws IOException, GitRefusal {
        Head old = recorded.head();
        ObjectId base = base(tip, remotes);
        ObjectId files = new MixedTree(tree).of(old.commit(), base);
        boolean done = files.equals(commits.filesOf(base));
        Head goal = new Head(done ? base : revert(recorded, base, files), old.branch());
        return new Route(
                goal,
                "the files of " + old.shortCommit() + (done ? ", which " : " with the new commit ") + goal
                        + (done ? " has already" : "") + ", since " + names(remotes)
                        + " has commits that were pushed",
                push(goal, remotes));
    }

    /** The tip, or what a remote has on top of it. */
    private ObjectId base(ObjectId tip, List<PushedCommits.RemoteBranch> remotes) throws IOException {
        ObjectId base = tip;
        for (PushedCommits.RemoteBranch remote : remotes) {
            if (commits.isAncestor(base, remote.tip())) {
                base = remote.tip();
            }
        }
        return base;
    }

    private ObjectId revert(RecordedState recorded, ObjectId base, ObjectId files) throws IOException {
        String message = RevertMessage.of(repository, base, recorded.head().commit(), "The " + what);
        return new CommitWriter(repository).byUser(files, base, message);
    }

    private static String names(List<PushedCommits.RemoteBranch> remotes) {
        return remotes.stream().map(PushedCommits.RemoteBranch::tracking).collect(Collectors.joining(", "));
    }

    private String push(Head goal, List<PushedCommits.RemoteBranch> remotes) throws IOException {
        List<String> commands = new ArrayList<>();
        boolean movedOn = false;
        for (PushedCommits.RemoteBranch remote : remotes) {
            if (!goal.commit().equals(remote.tip())) {
                commands.add(command(goal, remote));
                movedOn |= !commits.isAncestor(remote.tip(), goal.commit());
            }
        }
        return commands.isEmpty()
                ? ""
                : (movedOn
                                ? "; it has other commits, too: fetch and merge them, and then run: "
                                // How far the remote is was last seen by a fetch or a push.
                                : "; publish it with the following, but if it is rejected, the remote has moved on:"
                                        + " fetch and merge what is new there first. Run: ")
                        + String.join(" && ", commands);
    }

    private String command(Head goal, PushedCommits.RemoteBranch remote) {
        String local = Repository.shortenRefName(goal.branch().orElse(Constants.HEAD));
        return "git -C " + ShellWord.quoted(tree.root().toString()) + " push " + ShellWord.quoted(remote.remote()) + " "
                + ShellWord.quoted(local.equals(remote.name()) ? local : local + ":" + remote.name());
    }

    /**
     * Where a branch goes.
     *
     * @param goal HEAD afterwards
     * @param said how and why
     * @param next what is left to a person; may be empty
     */
    record Route(Head goal, String said, String next) {}
}
