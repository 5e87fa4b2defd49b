package io.github.devopsagent.git.internal.conversion;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;
import org.eclipse.jgit.treewalk.WorkingTreeOptions;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;

/**
 * Files that JGit takes for changed, since it makes other content of them on the way to a commit, though they are exactly
 * what git writes: those with {@code ident}, with a {@code working-tree-encoding}, and with CR LF in the commit.
 */
public final class FilesAsWritten {

    /** Of a larger file, what JGit says stands. */
    private static final long LARGEST = 256L << 20;

    /** What UTF-32 makes of a byte. */
    private static final long MOST_OF_AN_ENCODING = 4;

    /** More than any mark of a byte order has. */
    private static final int MARKS = 64;

    private final Repository repository;
    private final Path root;
    private final FileFilters filters;

    public FilesAsWritten(Repository repository, Path root, FileFilters filters) {
        this.repository = repository;
        this.root = root;
        this.filters = filters;
    }

    /** Those of the paths that are what git makes of the index. */
    public Set<String> among(Collection<String> paths, DirCache index) throws IOException, GitRefusal {
        Set<String> asWritten = new HashSet<>();
        if (paths.isEmpty()) {
            return asWritten;
        }
        try (ObjectReader objects = repository.newObjectReader();
                TreeWalk walk = new TreeWalk(repository, objects)) {
            walk.addTree(new DirCacheIterator(index));
            walk.setRecursive(true);
            walk.setFilter(PathFilterGroup.createFromStrings(paths));
            walk.setOperationType(OperationType.CHECKOUT_OP);
            while (walk.next()) {
                if (isAsWritten(walk, index.getEntry(walk.getPathString()), objects)) {
                    asWritten.add(walk.getPathString());
                }
            }
        }
        return asWritten;
    }

    private boolean isAsWritten(TreeWalk walk, DirCacheEntry entry, ObjectReader objects)
            throws IOException, GitRefusal {
        Path file = root.resolve(walk.getPathString());
        FileConversion conversion = FileConversion.of(walk, filters);
        return entry != null
                && entry.getStage() == DirCacheEntry.STAGE_0
                && (entry.getRawMode() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE
                && conversion.smudge().isEmpty()
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && hasMode(file, entry)
                && hasContent(file, entry, conversion, WorkingTreeEncoding.name(walk.getAttributes()), objects);
    }

    private boolean hasMode(Path file, DirCacheEntry entry) {
        return !repository.getConfig().get(WorkingTreeOptions.KEY).isFileMode()
                || repository.getFS().canExecute(file.toFile()) == (entry.getFileMode() == FileMode.EXECUTABLE_FILE);
    }

    private static boolean hasContent(
            Path file, DirCacheEntry entry, FileConversion conversion, Optional<String> encoding, ObjectReader objects)
            throws IOException {
        if (objects.getObjectSize(entry.getObjectId(), Constants.OBJ_BLOB) > LARGEST) {
            return false;
        }
        byte[] committed = objects.open(entry.getObjectId(), Constants.OBJ_BLOB).getCachedBytes(Integer.MAX_VALUE);
        byte[] written = conversion.apply(entry.getObjectId(), committed);
        if (Files.size(file) > MOST_OF_AN_ENCODING * written.length + MARKS) {
            return false;
        }
        byte[] there = Files.readAllBytes(file);
        return encoding.isEmpty()
                ? Arrays.equals(written, there)
                : encoding.flatMap(WorkingTreeEncoding::of)
                        .filter(known -> known.of(written).stream().anyMatch(encoded -> Arrays.equals(encoded, there)))
                        .isPresent();
    }
}
