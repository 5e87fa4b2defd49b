package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.git.internal.approval.ApprovalSearch.Version;
import io.github.devopsagent.git.internal.approval.StatusVersions.Saying;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;

/** What came before a version that has an approval, and which sides of it say no. */
record EarlierVersions(CommitObjects commits, StatusVersions versions, Optional<Role> role) {

    /**
     * What came before a version.
     *
     * @param with the versions that have the approval, too
     * @param without the commits that do not have it
     * @param unread the commits whose status cannot be read, the nearest first: it may have been taken back there
     * @param isDisputed whether the version may have brought the approval itself, though others have it before
     */
    record Before(List<Version> with, List<ObjectId> without, List<ObjectId> unread, boolean isDisputed) {}

    /** A way from a commit to one before it. */
    private record ParentLink(ObjectId parent, ObjectId child) {}

    /** The versions of the parents; of their parents, where one cannot be read. */
    Before before(Version version) throws IOException {
        List<Version> with = new ArrayList<>();
        List<ObjectId> without = new ArrayList<>();
        List<ObjectId> unread = new ArrayList<>();
        boolean isDisputed = false;
        Set<ParentLink> seen = new HashSet<>();
        Deque<ParentLink> left = new ArrayDeque<>(linksOf(version.commit()));
        while (!left.isEmpty()) {
            ParentLink link = left.pop();
            if (!seen.add(link)) {
                continue;
            }
            ObjectId parent = link.parent();
            switch (versions.saying(parent, version.path(), role)) {
                case APPROVES -> with.add(new Version(parent, version.path()));
                case APPROVES_NOT, OTHER_EPIC -> without.add(parent);
                case UNREADABLE_WITH_ROLE -> {
                    with.add(new Version(parent, version.path()));
                    unread.add(parent);
                }
                case UNREADABLE -> {
                    unread.add(parent);
                    left.addAll(linksOf(parent));
                }
                case MISSING -> {
                    StatusVersions.Sources sources = versions.sources(parent, link.child(), role);
                    for (String path : sources.paths()) {
                        with.add(new Version(parent, path));
                        if (versions.saying(parent, path, role) != Saying.APPROVES) {
                            unread.add(parent);
                        }
                    }
                    if (sources.paths().isEmpty()) {
                        without.add(parent);
                    } else {
                        addLastRefusals(parent, version.path(), without, unread);
                    }
                    isDisputed |= sources.areDisputed();
                }
            }
        }
        return new Before(with, without, unread, isDisputed);
    }

    /** A file that is made anew from a copy is not the one that stood there: what that one said last still counts. */
    private void addLastRefusals(ObjectId commit, String path, List<ObjectId> without, List<ObjectId> unread)
            throws IOException {
        Set<ObjectId> seen = new HashSet<>(Set.of(commit));
        Deque<ObjectId> left = new ArrayDeque<>(seen);
        while (!left.isEmpty()) {
            ObjectId each = left.pop();
            Saying saying = versions.saying(each, path, role);
            if (saying == Saying.APPROVES_NOT || saying == Saying.OTHER_EPIC) {
                without.add(each);
            } else if (saying != Saying.APPROVES) {
                if (saying != Saying.MISSING) {
                    unread.add(each);
                }
                commits.of(each).parents().stream().filter(seen::add).forEach(left::push);
            }
        }
    }

    private List<ParentLink> linksOf(ObjectId commit) throws IOException {
        return commits.of(commit).parents().stream()
                .map(parent -> new ParentLink(parent, commit))
                .toList();
    }
}
