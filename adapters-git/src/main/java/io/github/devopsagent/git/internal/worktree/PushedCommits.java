package io.github.devopsagent.git.internal.worktree;

import io.github.devopsagent.git.internal.repository.CommitGraph;
import io.github.devopsagent.git.internal.repository.RefChange;
import io.github.devopsagent.git.internal.steprecord.PushRecord;
import io.github.devopsagent.git.internal.steprecord.RecordedPushes;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.BranchConfig;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ReflogEntry;
import org.eclipse.jgit.lib.ReflogReader;
import org.eclipse.jgit.lib.Repository;

/**
 * The commits of a branch that were pushed from here, as far as its remote-tracking refs, their reflogs, and the records
 * of pushes tell.
 */
final class PushedCommits {

    private final Repository repository;
    private final String branch;

    PushedCommits(Repository repository, String branch) {
        this.repository = repository;
        this.branch = branch;
    }

    /**
     * Where commits were pushed to that the branch would lose by going from its tip to the commit.
     *
     * @param since earlier pushes do not count: the branch was behind them when the commit was recorded
     */
    List<RemoteBranch> pushed(ObjectId tip, ObjectId commit, Instant since) throws IOException {
        List<RemoteBranch> pushed = new ArrayList<>();
        List<PushRecord> recorded = RecordedPushes.of(repository, branch).stream()
                .filter(push -> !push.since().isBefore(since))
                .toList();
        for (RemoteBranch remote : remotes()) {
            if (losesTo(remote.tip(), tip, List.of(commit)) && wasPushed(remote, tip, commit, since)) {
                pushed.add(remote);
            } else {
                asRecorded(remote, recorded, tip, commit).ifPresent(pushed::add);
            }
        }
        return pushed;
    }

    /** A push that was killed, or found the tracking ref locked, may have reached the remote and not be noted here. */
    private Optional<RemoteBranch> asRecorded(
            RemoteBranch remote, List<PushRecord> recorded, ObjectId tip, ObjectId commit) throws IOException {
        for (PushRecord push : recorded) {
            if (remote.isTargetOf(push) && losesTo(push.pushed(), tip, List.of(commit)) && !isNoted(remote, push)) {
                return Optional.of(remote.at(isOnTop(remote.tip(), push.pushed()) ? remote.tip() : push.pushed()));
            }
        }
        return Optional.empty();
    }

    private Collection<RemoteBranch> remotes() throws IOException {
        String shortName = Repository.shortenRefName(branch);
        Map<String, RemoteBranch> remotes = new LinkedHashMap<>();
        for (String remote : repository.getRemoteNames()) {
            put(remotes, Constants.R_REMOTES + remote + "/" + shortName, remote, shortName);
        }
        BranchConfig upstream = new BranchConfig(repository.getConfig(), shortName);
        String tracking = upstream.getTrackingBranch();
        String merge = upstream.getMerge();
        if (tracking != null && tracking.startsWith(Constants.R_REMOTES) && merge != null) {
            put(remotes, tracking, upstream.getRemote(), Repository.shortenRefName(merge));
        }
        return remotes.values();
    }

    private void put(Map<String, RemoteBranch> remotes, String tracking, String remote, String name)
            throws IOException {
        ObjectId tip = RefChange.current(repository, tracking).orElse(ObjectId.zeroId());
        remotes.putIfAbsent(tracking, new RemoteBranch(tracking, remote, name, tip));
    }

    private boolean isNoted(RemoteBranch remote, PushRecord push) throws IOException {
        return reflog(remote.tracking()).stream()
                .anyMatch(entry -> isPush(entry)
                        && entry.getNewId().equals(push.pushed())
                        && !entry.getWho().getWhenAsInstant().isBefore(push.since()));
    }

    private boolean wasPushed(RemoteBranch remote, ObjectId tip, ObjectId commit, Instant since) throws IOException {
        List<ReflogEntry> reflog = reflog(remote.tracking());
        if (reflog.isEmpty()) {
            return true;
        }
        for (ReflogEntry entry : reflog) {
            // A commit that the remote had before the push came from somebody else.
            if (isPush(entry)
                    && !entry.getWho().getWhenAsInstant().isBefore(since)
                    && losesTo(entry.getNewId(), tip, List.of(commit, entry.getOldId()))) {
                return true;
            }
        }
        return false;
    }

    private List<ReflogEntry> reflog(String name) throws IOException {
        ReflogReader reader = repository.getRefDatabase().getReflogReader(name);
        return reader == null ? List.of() : reader.getReverseEntries();
    }

    /** As git words it, and as JGit does. */
    private static boolean isPush(ReflogEntry entry) {
        String comment = entry.getComment();
        return comment.equals("update by push") || comment.equals("push") || comment.startsWith("push:");
    }

    /** Whether the other commit has commits of the tip that are in none of the rest. */
    private boolean losesTo(ObjectId other, ObjectId tip, Collection<ObjectId> rest) throws IOException {
        if (!exists(other)) {
            return false;
        }
        List<ObjectId> more = Stream.concat(rest.stream(), Stream.of(other)).toList();
        return count(tip, more) < count(tip, rest);
    }

    /** How many commits are reachable from the tip, but from none of the others. */
    private int count(ObjectId tip, Collection<ObjectId> others) throws IOException {
        List<ObjectId> known = new ArrayList<>();
        for (ObjectId other : others) {
            if (exists(other)) {
                known.add(other);
            }
        }
        AtomicInteger count = new AtomicInteger();
        new CommitGraph(repository).visit(tip, known, each -> count.incrementAndGet());
        return count.get();
    }

    private boolean isOnTop(ObjectId tip, ObjectId commit) throws IOException {
        return exists(tip) && new CommitGraph(repository).isAncestor(commit, tip);
    }

    /** A reflog has the zero id for what was not there, and may outlive what it names. */
    private boolean exists(AnyObjectId id) throws IOException {
        return repository.getObjectDatabase().has(id);
    }

    /**
     * A branch of a remote.
     *
     * @param tracking the remote-tracking ref's full name
     * @param remote its name
     * @param name what the branch is called there
     * @param tip where it was when it was last seen, or may be since; the zero id if it was not
     */
    record RemoteBranch(String tracking, String remote, String name, ObjectId tip) {

        private boolean isTargetOf(PushRecord push) {
            return push.target().remote().equals(remote) && push.target().ref().equals(Constants.R_HEADS + name);
        }

        private RemoteBranch at(ObjectId other) {
            return new RemoteBranch(tracking, remote, name, other);
        }
    }
}
