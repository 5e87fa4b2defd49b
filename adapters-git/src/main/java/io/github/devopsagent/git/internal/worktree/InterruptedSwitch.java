package io.github.devopsagent.git.internal.worktree;

import io.github.devopsagent.git.internal.lock.RefLock;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.HeadTransition;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** What an agent that was killed in a {@link WorkTreeSwitch} left behind, beside the move itself. */
final class InterruptedSwitch {

    private final OpenWorkTree tree;
    private final HeadTransition transition;
    private final Instant since;

    InterruptedSwitch(OpenWorkTree tree, IndexLock.LeftBehind leftBehind) {
        this.tree = tree;
        this.transition = leftBehind.transition();
        this.since = leftBehind.since().toInstant();
    }

    void clear() throws IOException, GitRefusal {
        TrackedFiles files = new TrackedFiles(tree);
        files.removeWritten(newFiles());
        files.removeHalfWritten(
                WorkTreeSwitch.pathsBetween(
                        tree.repository(),
                        transition.from().commit(),
                        transition.to().commit()),
                since);
        for (String ref : transition.refs()) {
            RefLock.of(tree.repository(), ref).takeOver(destinations(), since);
        }
    }

    /** Those of the destination alone. Nothing was in their way, so that one is the killed agent's that the index does not have yet. */
    private Map<String, DirCacheEntry> newFiles() throws IOException {
        Map<String, DirCacheEntry> files = new HashMap<>();
        try (RevWalk commits = new RevWalk(tree.repository());
                TreeWalk walk = new TreeWalk(tree.repository())) {
            walk.addTree(commits.parseTree(transition.from().commit()));
            walk.addTree(commits.parseTree(transition.to().commit()));
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                String path = walk.getPathString();
                FileMode mode = walk.getFileMode(1);
                boolean isNew = walk.getFileMode(0) == FileMode.MISSING && mode != FileMode.GITLINK;
                if (isNew && !tree.ignored().contain(path)) {
                    DirCacheEntry entry = new DirCacheEntry(path);
                    entry.setFileMode(mode);
                    entry.setObjectId(walk.getObjectId(1));
                    files.put(path, entry);
                }
            }
        }
        return files;
    }

    /** Another process's lock leads elsewhere. */
    private Set<String> destinations() {
        return Stream.of(transition.from(), transition.to())
                .flatMap(head -> Stream.concat(
                        Stream.of(head.commit().name()), head.branch().map(branch -> "ref: " + branch).stream()))
                .collect(Collectors.toSet());
    }
}
