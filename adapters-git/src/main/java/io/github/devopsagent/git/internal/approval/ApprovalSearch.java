package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.git.internal.approval.EarlierVersions.Before;
import io.github.devopsagent.git.internal.approval.StatusVersions.Saying;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Finds the commits that brought a role into the approvals. From each version that has the role it goes on to those before
 * it that have it as well, through merges and renames; where there are none, the approval was brought. A version that cannot
 * be read may have taken it back: what has the role behind it brings it again, and what had it before still counts, too. Only
 * ancestry counts: dates are what anybody writes.
 */
final class ApprovalSearch {

    private final CommitObjects commits;
    private final StatusVersions versions;
    private final Optional<Role> role;
    private final EarlierVersions earlier;

    ApprovalSearch(CommitObjects commits, StatusVersions versions, Role role) {
        this.commits = commits;
        this.versions = versions;
        this.role = Optional.of(role);
        this.earlier = new EarlierVersions(commits, versions, this.role);
    }

    /**
     * A version of the status that has the approval.
     *
     * @param commit in which commit
     * @param path from the root of the work tree
     */
    record Version(ObjectId commit, String path) {}

    /**
     * The versions that brought it: more than one if several sides of a merge did, or if nobody can tell whether a file is
     * a copy.
     *
     * @return empty if this version does not have the approval
     */
    Set<Version> broughtBy(ObjectId head, String path) throws IOException {
        if (versions.saying(head, path, role) != Saying.APPROVES) {
            return Set.of();
        }
        Map<Version, Set<Version>> origins = new HashMap<>();
        Map<Version, Before> seen = new HashMap<>();
        Version start = new Version(head, path);
        Deque<Version> left = new ArrayDeque<>(List.of(start));
        while (!left.isEmpty()) {
            Version next = left.peek();
            Before before = seen.get(next);
            if (before == null) {
                before = earlier.before(next);
                seen.put(next, before);
                before.with().stream().filter(each -> !seen.containsKey(each)).forEach(left::push);
            } else {
                left.pop();
                if (!origins.containsKey(next)) {
                    origins.put(next, origins(next, before, origins));
                }
            }
        }
        return origins.getOrDefault(start, Set.of());
    }

    /** The first of the commits right before a version whose status cannot be read; empty if there is none. */
    Optional<ObjectId> brokenBefore(Version version) throws IOException {
        List<ObjectId> unread = earlier.before(version).unread();
        return unread.isEmpty() ? Optional.empty() : Optional.of(unread.get(unread.size() - 1));
    }

    private Set<Version> origins(Version version, Before before, Map<Version, Set<Version>> known) throws IOException {
        List<Set<Version>> sides = before.with().stream()
                .map(each -> known.getOrDefault(each, Set.of()))
                .toList();
        Set<Version> brought = latest(sides);
        if (brought.isEmpty() || isAfterOneOf(sides, before.without())) {
            return Set.of(version);
        }
        if (!before.isDisputed() && !isAfterOneOf(sides, before.unread())) {
            return brought;
        }
        Set<Version> all = new LinkedHashSet<>(brought);
        all.add(version);
        return all;
    }

    /** What comes after an approval, and does not have it, took it back: the version after that brings it again. */
    private boolean isAfterOneOf(List<Set<Version>> sides, List<ObjectId> others) throws IOException {
        for (ObjectId other : others) {
            for (Set<Version> side : sides) {
                for (Version each : side) {
                    if (commits.has(other, each.commit())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** An approval that was given again on another side counts from then on. */
    private Set<Version> latest(List<Set<Version>> sides) throws IOException {
        if (sides.size() == 1) {
            return sides.get(0);
        }
        Set<Version> all = new LinkedHashSet<>();
        sides.forEach(all::addAll);
        if (all.size() < 2) {
            return all;
        }
        Set<Version> latest = new LinkedHashSet<>(all);
        for (Version each : all) {
            for (Version other : all) {
                boolean isEarlier = !each.commit().equals(other.commit()) && commits.has(each.commit(), other.commit());
                if (isEarlier && sides.stream().noneMatch(side -> side.contains(each) && side.contains(other))) {
                    latest.remove(other);
                }
            }
        }
        return latest;
    }
}
