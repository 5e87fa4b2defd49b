package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.git.internal.approval.StatusVersions.Saying;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Finds the commits that brought a role into the approvals. From each version that has the role it goes on to those before
 * it that have it as well, through merges and renames, and through versions that cannot be read; where there are none, the
 * approval was brought. Only ancestry counts: dates are what anybody writes. Without a role, it finds those that began the
 * epic.
 */
final class ApprovalSearch {

    private final CommitObjects commits;
    private final StatusVersions versions;
    private final Optional<Role> role;

    ApprovalSearch(CommitObjects commits, StatusVersions versions, Optional<Role> role) {
        this.commits = commits;
        this.versions = versions;
        this.role = role;
    }

    /**
     * A version of the status that has the approval.
     *
     * @param commit in which commit
     * @param path from the root of the work tree
     */
    record Version(ObjectId commit, String path) {}

    /**
     * What came before a version.
     *
     * @param with the versions that have the approval, too
     * @param without the parents on whose side there is none
     */
    private record Before(List<Version> with, List<ObjectId> without) {}

    /**
     * The versions that brought it: more than one if several sides of a merge did, none of them after another.
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
                before = before(next);
                seen.put(next, before);
                before.with().stream().filter(each -> !seen.containsKey(each)).forEach(left::push);
            } else {
                left.pop();
                if (!origins.containsKey(next)) {
                    origins.put(next, origins(next, before, origins));
                }
            }
        }
        return latest(origins.getOrDefault(start, Set.of()));
    }

    private Set<Version> origins(Version version, Before before, Map<Version, Set<Version>> known) throws IOException {
        if (before.with().size() == 1 && before.without().isEmpty()) {
            return known.getOrDefault(before.with().get(0), Set.of());
        }
        Set<Version> all = new LinkedHashSet<>();
        before.with().forEach(each -> all.addAll(known.getOrDefault(each, Set.of())));
        return all.isEmpty() || wasTakenBack(all, before.without()) ? Set.of(version) : latest(all);
    }

    /** A side of a merge that comes after an approval, and does not have it, took it back: the merge brings it again. */
    private boolean wasTakenBack(Set<Version> brought, List<ObjectId> without) throws IOException {
        for (ObjectId side : without) {
            Set<ObjectId> ancestors = commits.ancestors(side);
            if (brought.stream().anyMatch(each -> ancestors.contains(each.commit()))) {
                return true;
            }
        }
        return false;
    }

    /** An approval that was given again counts from then on. */
    private Set<Version> latest(Set<Version> brought) throws IOException {
        if (brought.size() < 2) {
            return brought;
        }
        Set<Version> latest = new LinkedHashSet<>(brought);
        for (Version each : brought) {
            Set<ObjectId> earlier = new HashSet<>(commits.ancestors(each.commit()));
            earlier.remove(each.commit());
            latest.removeIf(other -> earlier.contains(other.commit()));
        }
        return latest;
    }

    private Before before(Version version) throws IOException {
        List<Version> with = new ArrayList<>();
        List<ObjectId> without = new ArrayList<>();
        for (ObjectId parent : commits.of(version.commit()).parents()) {
            List<Version> there = at(parent, version);
            with.addAll(there);
            if (there.isEmpty()) {
                without.add(parent);
            }
        }
        return new Before(with, without);
    }

    /** The version of a parent; of its parents, where that one cannot be read. */
    private List<Version> at(ObjectId parent, Version child) throws IOException {
        List<Version> found = new ArrayList<>();
        Set<ObjectId> seen = new HashSet<>();
        Deque<ParentLink> left = new ArrayDeque<>(List.of(new ParentLink(parent, child.commit())));
        while (!left.isEmpty()) {
            ParentLink step = left.pop();
            if (!seen.add(step.parent())) {
                continue;
            }
            Saying saying = versions.saying(step.parent(), child.path(), role);
            if (saying == Saying.APPROVES) {
                found.add(new Version(step.parent(), child.path()));
            } else if (saying == Saying.UNREADABLE) {
                commits.of(step.parent()).parents().forEach(each -> left.push(new ParentLink(each, step.parent())));
            } else if (saying == Saying.MISSING) {
                versions.sources(step.parent(), step.child(), role)
                        .forEach(path -> found.add(new Version(step.parent(), path)));
            }
        }
        return found;
    }

    private record ParentLink(ObjectId parent, ObjectId child) {}
}
