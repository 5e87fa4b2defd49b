package io.github.devopsagent.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** The way back of a branch that was pushed: forward, to a commit that has the recorded files again. */
final class Reversal {

    private final WorkTree tree;
    private final String what;
    private final Repository repository;
    private final CommitGraph commits;

    Reversal(WorkTree tree, String what) {
        this.tree = tree;
        this.what = what;
        this.repository = tree.repository();
        this.commits = new CommitGraph(repository);
    }

    /** Empty if the branch may go back to where it was. */
    Optional<Route> of(Recorded recorded, Optional<ObjectId> tip) throws IOException, Refusal {
        Optional<String> branch = recorded.head().branch();
        if (branch.isEmpty() || tip.isEmpty()) {
            return Optional.empty();
        }
        List<Published.RemoteBranch> remotes = new Published(repository, branch.get())
                .pushed(tip.get(), recorded.head().commit(), recorded.since());
        return remotes.isEmpty() ? Optional.empty() : Optional.of(forward(recorded, tip.get(), remotes));
    }

    private Route forward(Recorded recorded, ObjectId tip, List<Published.RemoteBranch> remotes)
            throws IOException, Refusal {
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
    private ObjectId base(ObjectId tip, List<Published.RemoteBranch> remotes) throws IOException {
        ObjectId base = tip;
        for (Published.RemoteBranch remote : remotes) {
            if (commits.isAncestor(base, remote.tip())) {
                base = remote.tip();
            }
        }
        return base;
    }

    private ObjectId revert(Recorded recorded, ObjectId base, ObjectId files) throws IOException {
        String message = RevertMessage.of(repository, base, recorded.head().commit(), "The " + what);
        return new Commits(repository).byUser(files, base, message);
    }

    private static String names(List<Published.RemoteBranch> remotes) {
        return remotes.stream().map(Published.RemoteBranch::tracking).collect(Collectors.joining(", "));
    }

    private String push(Head goal, List<Published.RemoteBranch> remotes) throws IOException {
        List<String> commands = new ArrayList<>();
        boolean movedOn = false;
        for (Published.RemoteBranch remote : remotes) {
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

    private String command(Head goal, Published.RemoteBranch remote) {
        String local = Repository.shortenRefName(goal.branch().orElse(Constants.HEAD));
        return "git -C " + Shell.quoted(tree.root().toString()) + " push " + Shell.quoted(remote.remote()) + " "
                + Shell.quoted(local.equals(remote.name()) ? local : local + ":" + remote.name());
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
