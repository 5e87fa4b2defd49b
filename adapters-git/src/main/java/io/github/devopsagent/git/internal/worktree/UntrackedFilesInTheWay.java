package io.github.devopsagent.git.internal.worktree;

import io.github.devopsagent.git.internal.conversion.FileFilters;
import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.repository.ComparedFiles;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;

/**
 * Untracked files where a commit has files. A way forward is refused because of them, but a way back must not fail where a
 * version no longer tracks a file that it makes itself; and no commit has what is in them. So they are moved into the git
 * directory.
 */
final class UntrackedFilesInTheWay {

    /** In the git directory that all work trees share, since that of a linked one goes with it. */
    private static final String PLACE = "devops-untracked";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z-'").withZone(ZoneOffset.UTC);

    private final Repository repository;
    private final Path root;
    private final FileFilters filters;

    UntrackedFilesInTheWay(OpenWorkTree tree) {
        this.repository = tree.repository();
        this.root = tree.root();
        this.filters = tree.filters();
    }

    /**
     * Moves them, but not those that are already what the commit has.
     *
     * @param paths of them
     * @param wanted what the commit has there
     * @return what a result says of it; may be empty
     */
    String setAside(Collection<String> paths, Map<String, DirCacheEntry> wanted) throws IOException {
        Set<String> others = new TreeSet<>(paths);
        others.removeAll(among(paths, wanted));
        return move(others, "; untracked files were in the way and are now in ");
    }

    /** Moves what the destination does not have, so that it is no longer in the work tree. */
    String keep(Set<String> paths) throws IOException {
        return move(paths, "; files that were not tracked before are now in ");
    }

    private String move(Set<String> paths, String said) throws IOException {
        if (paths.isEmpty()) {
            return "";
        }
        Path place = Files.createTempDirectory(
                Files.createDirectories(repository.getCommonDirectory().toPath().resolve(PLACE)),
                TIME.format(Instant.now()));
        for (String path : paths) {
            Path target = place.resolve(path);
            Files.createDirectories(target.getParent());
            Files.move(root.resolve(path), target);
        }
        return said + place + ": " + FirstPaths.of(paths);
    }

    /** Those that have the content that is wanted there, as what an interrupted way back has written has. */
    Set<String> among(Collection<String> paths, Map<String, DirCacheEntry> wanted) throws IOException {
        Set<String> same = new TreeSet<>();
        if (paths.isEmpty()) {
            return same;
        }
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.setOperationType(OperationType.CHECKIN_OP);
            int work = walk.addTree(new ComparedFiles(repository, filters));
            walk.setRecursive(true);
            walk.setFilter(PathFilterGroup.createFromStrings(paths));
            while (walk.next()) {
                WorkingTreeIterator file = walk.getTree(work, WorkingTreeIterator.class);
                DirCacheEntry entry = wanted.get(walk.getPathString());
                if (entry != null
                        && isLink(file.getEntryFileMode()) == isLink(entry.getFileMode())
                        && file.getEntryObjectId().equals(entry.getObjectId())) {
                    same.add(walk.getPathString());
                }
            }
        }
        return same;
    }

    private static boolean isLink(FileMode mode) {
        return mode == FileMode.SYMLINK;
    }
}
