package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.git.internal.approval.ApprovalSearch.Version;
import io.github.devopsagent.git.internal.repository.ProvenObjects;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** The commits of an epic that changed something outside of its consensus directory: what an approval is about. */
final class EpicCommits {

    private final ProvenObjects reader;
    private final CommitObjects commits;
    private final StatusVersions versions;
    private final ConsensusPlace place;
    private final Set<ObjectId> ofHead;

    /** @param ofHead the history that they are of, also where it goes on from an approval */
    EpicCommits(
            ProvenObjects reader,
            CommitObjects commits,
            StatusVersions versions,
            ConsensusPlace place,
            Set<ObjectId> ofHead) {
        this.ofHead = ofHead;
        this.reader = reader;
        this.commits = commits;
        this.versions = versions;
        this.place = place;
    }

    /**
     * All but those that the commit had before it where a {@code status.json} of the epic was there first: also those of a
     * branch that was begun earlier and merged later. If it was there first on several sides, what each of them had before it.
     * That it was of another epic in between, or gone, makes nobody's code that of another epic.
     */
    List<ObjectId> about(Version approval) throws IOException {
        Set<ObjectId> before = beforeEpic();
        String directory = approval.path().substring(0, approval.path().lastIndexOf('/') + 1);
        List<ObjectId> found = new ArrayList<>();
        for (ObjectId each : ofHead) {
            if (!before.contains(each) && changesCode(each, directory)) {
                found.add(each);
            }
        }
        return found;
    }

    private Set<ObjectId> beforeEpic() throws IOException {
        Set<ObjectId> with = new HashSet<>();
        Map<ObjectId, List<ObjectId>> children = new HashMap<>();
        for (ObjectId each : ofHead) {
            if (versions.haveEpic(each)) {
                with.add(each);
            }
            for (ObjectId parent : commits.of(each).parents()) {
                children.computeIfAbsent(parent, any -> new ArrayList<>()).add(each);
            }
        }
        Set<ObjectId> after = new HashSet<>(with);
        Deque<ObjectId> left = new ArrayDeque<>(with);
        while (!left.isEmpty()) {
            children.getOrDefault(left.pop(), List.of()).stream()
                    .filter(after::add)
                    .forEach(left::push);
        }
        Optional<Set<ObjectId>> before = Optional.empty();
        for (ObjectId each : with) {
            if (commits.of(each).parents().stream().noneMatch(after::contains)) {
                Set<ObjectId> earlier = commits.ancestors(each);
                earlier.remove(each);
                before.ifPresent(earlier::retainAll);
                before = Optional.of(earlier);
            }
        }
        return before.orElse(Set.of());
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
