package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.git.internal.approval.ApprovalSearch.Version;
import io.github.devopsagent.git.internal.approval.StatusVersions.Saying;
import io.github.devopsagent.git.internal.message.ShellWord;
import io.github.devopsagent.git.internal.repository.CommitSummary;
import io.github.devopsagent.git.internal.repository.Head;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * Whether commits that HEAD does not have take an approval back: those of remote-tracking branches, as they were fetched last,
 * or those at which HEAD's branch was before it was set back, or moved aside, as the reflog tells.
 *
 * @param ofHead HEAD's commit, and all before it
 * @param path of the status in the work tree
 */
record LaterWithdrawal(
        CommitObjects commits,
        StatusVersions versions,
        Head head,
        Set<ObjectId> ofHead,
        OtherCommits others,
        String path) {

    /** Says so, if there the approval that this version brought does not stand any more, or is another one. */
    Optional<String> since(Version brought, Role role) throws IOException {
        for (Ref ref : others.branchesWith(brought.commit(), commits)) {
            Optional<Withdrawal> found = withdrawal(ref.getObjectId(), brought, role);
            if (found.isPresent()) {
                return Optional.of(Repository.shortenRefName(ref.getName()) + described(found.get(), role)
                        + "; HEAD does not have that: "
                        + (others.hasUpstream()
                                ? "git pull"
                                : "check out what has it, or a branch with the upstream that counts"));
            }
        }
        String branch = head.branch().map(Repository::shortenRefName).orElse("HEAD");
        for (ObjectId tip : others.logged()) {
            Optional<Withdrawal> found = loggedWithdrawal(tip, brought, role);
            if (found.isPresent()) {
                return Optional.of(branch + " was set back behind a commit that" + described(found.get(), role)
                        + ", as its reflog tells: git reflog");
            }
        }
        Optional<Withdrawal> replaced = replaced(brought, role);
        return replaced.isEmpty()
                ? Optional.empty()
                : Optional.of(branch + " was set from the approval to a commit beside it, and back: it"
                        + described(replaced.get(), role) + ", as its reflog tells: git reflog");
    }

    /**
     * What another fetched branch says than the upstream, which alone is judged where it has the approval: a branch that goes on
     * with the epic may say that, but so may the one that counts, if somebody has set another upstream. What is no commit, or is
     * not there, says nothing: this is a warning, which prevents no deployment.
     */
    Optional<String> besideUpstream(Version brought, Role role) throws IOException {
        if (!others.hasUpstreamWith(brought.commit(), commits)) {
            return Optional.empty();
        }
        Ref upstream = others.upstream().orElseThrow();
        Optional<Withdrawal> judged = withdrawal(upstream.getObjectId(), brought, role);
        for (Ref ref : others.tracking()) {
            Optional<Withdrawal> found = ref.getObjectId().equals(upstream.getObjectId())
                    ? Optional.empty()
                    : fetchedWithdrawal(ref.getObjectId(), brought, role);
            if (found.isPresent() && !found.equals(judged)) {
                String name = Repository.shortenRefName(ref.getName());
                return Optional.of(name + described(found.get(), role) + ", and is not judged: the upstream of HEAD is "
                        + Repository.shortenRefName(upstream.getName())
                        + ". If the other one counts: git branch --set-upstream-to=" + ShellWord.quoted(name));
            }
        }
        return Optional.empty();
    }

    private Optional<Withdrawal> fetchedWithdrawal(ObjectId fetched, Version brought, Role role) throws IOException {
        try {
            ObjectId tip = commits.peeled(fetched);
            return commits.has(tip, brought.commit()) ? withdrawal(tip, brought, role) : Optional.empty();
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            return Optional.empty();
        }
    }

    /** What the branch was moved to from the approval, and away from again: the approval was amended, or left out. */
    private Optional<Withdrawal> replaced(Version brought, Role role) throws IOException {
        List<ObjectId> positions = others.positions();
        boolean wasApproved = false;
        for (int i = positions.size() - 1; i >= 0; i--) {
            ObjectId position = positions.get(i);
            boolean isOfHead = ofHead.contains(position);
            if (isOfHead && commits.has(position, brought.commit())) {
                wasApproved = true;
            } else if (wasApproved && !isOfHead) {
                Optional<Withdrawal> found = withdrawnAt(position, brought, role);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Withdrawal> withdrawnAt(ObjectId position, Version brought, Role role) throws IOException {
        try {
            Saying saying = saying(position, brought, role);
            return saying == Saying.APPROVES || saying == Saying.OTHER_EPIC
                    ? Optional.empty()
                    : Optional.of(new Withdrawal(position, saying));
        } catch (MissingObjectException e) {
            return Optional.empty();
        }
    }

    /** Whether there is nothing but HEAD's history and the reflog to tell, though others may know more. */
    boolean knowsNoBranchWith(ObjectId commit) throws IOException {
        return others.hasRemotes() && others.branchesWith(commit, commits).isEmpty();
    }

    /** A commit that does not have the approval any more. */
    private record Withdrawal(ObjectId commit, Saying saying) {}

    private String described(Withdrawal withdrawal, Role role) throws IOException {
        String approval = "the approval of " + role.label();
        String by = CommitSummary.of(RevCommit.parse(commits.bytes(withdrawal.commit())))
                .toString();
        return switch (withdrawal.saying()) {
            case APPROVES, APPROVES_NOT -> " has taken " + approval + " back, by " + by;
            case OTHER_EPIC ->
                " has taken " + approval + " back, by " + by + ", which made it another epic's for a while";
            case MISSING -> " has removed or moved " + path + " with " + approval + ", by " + by;
            case UNREADABLE, UNREADABLE_WITH_ROLE ->
                " may have taken " + approval + " back, by " + by + ", whose " + path + " nobody can read";
        };
    }

    /** What no ref holds may be gone. */
    private Optional<Withdrawal> loggedWithdrawal(ObjectId tip, Version brought, Role role) throws IOException {
        try {
            return withdrawal(tip, brought, role);
        } catch (MissingObjectException e) {
            return Optional.empty();
        }
    }

    /** The first after the approval, of those that HEAD does not have. */
    private Optional<Withdrawal> withdrawal(ObjectId tip, Version brought, Role role) throws IOException {
        Set<ObjectId> ahead = new LinkedHashSet<>();
        Deque<ObjectId> left = new ArrayDeque<>(List.of(tip));
        while (!left.isEmpty()) {
            ObjectId next = left.pop();
            if (!ofHead.contains(next) && ahead.add(next)) {
                commits.of(next).parents().forEach(left::push);
            }
        }
        if (ahead.isEmpty()) {
            return Optional.empty();
        }
        // Where another epic has begun, this one is over, and was not taken back thereby.
        boolean isOver = saying(tip, brought, role) == Saying.OTHER_EPIC;
        for (ObjectId each : commits.having(brought.commit(), ahead)) {
            Saying saying = saying(each, brought, role);
            if (saying != Saying.APPROVES && !(isOver && saying == Saying.OTHER_EPIC)) {
                return Optional.of(new Withdrawal(each, saying));
            }
        }
        return Optional.empty();
    }

    /** HEAD may have moved the status since, of which others do not know. */
    private Saying saying(ObjectId commit, Version brought, Role role) throws IOException {
        Saying here = versions.saying(commit, path, Optional.of(role));
        return here == Saying.MISSING ? versions.saying(commit, brought.path(), Optional.of(role)) : here;
    }
}
