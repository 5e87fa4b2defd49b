package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.git.internal.approval.ApprovalSearch.Version;
import io.github.devopsagent.git.internal.repository.ProvenObjects;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** The commits of an epic that changed something outside of its consensus directory, up to an approval: what it is about. */
final class EpicCommits {

    private final ProvenObjects reader;
    private final CommitObjects commits;
    private final StatusVersions versions;
    private final ConsensusPlace place;

    EpicCommits(ProvenObjects reader, CommitObjects commits, StatusVersions versions, ConsensusPlace place) {
        this.reader = reader;
        this.commits = commits;
        this.versions = versions;
        this.place = place;
    }

    /** Those since {@code status.json} became that of the epic, on whatever side of a merge. */
    List<ObjectId> upTo(Version approval) throws IOException {
        Set<Version> begins =
                new ApprovalSearch(commits, versions, Optional.empty()).broughtBy(approval.commit(), approval.path());
        Set<ObjectId> before = new HashSet<>();
        for (Version begin : begins) {
            Set<ObjectId> earlier = new HashSet<>();
            for (ObjectId parent : commits.of(begin.commit()).parents()) {
                earlier.addAll(commits.ancestors(parent));
            }
            // What may be a copy of an earlier one did not begin the epic for sure.
            if (begins.stream().noneMatch(other -> earlier.contains(other.commit()))) {
                before.addAll(earlier);
            }
        }
        String directory = approval.path().substring(0, approval.path().lastIndexOf('/') + 1);
        List<ObjectId> found = new ArrayList<>();
        for (ObjectId each : commits.ancestors(approval.commit())) {
            if (!before.contains(each) && changesCode(each, directory)) {
                found.add(each);
            }
        }
        return found;
    }

    /** A merge does if it has what no side has. */
    private boolean changesCode(ObjectId commit, String directory) throws IOException {
        List<ObjectId> parents = commits.of(commit).parents();
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(commits.of(commit).tree());
            for (ObjectId parent : parents) {
                walk.addTree(commits.of(parent).tree());
            }
            walk.setRecursive(true);
            walk.setFilter(parents.isEmpty() ? TreeFilter.ALL : TreeFilter.ANY_DIFF);
            while (walk.next()) {
                String path = walk.getPathString();
                boolean isCode = place.isRoot()
                        ? false
                        : !path.startsWith(place.path()) && (directory.isEmpty() || !path.startsWith(directory));
                if (isCode && differsFromAll(walk, parents.size())) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean differsFromAll(TreeWalk walk, int parents) {
        for (int i = 1; i <= parents; i++) {
            boolean isSame = walk.getRawMode(0) == walk.getRawMode(i) && walk.idEqual(0, i);
            if (isSame) {
                return false;
            }
        }
        return parents > 0 || walk.getFileMode(0) != FileMode.MISSING;
    }
}
