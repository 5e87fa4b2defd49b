package io.github.devopsagent.git.internal.repository;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.RepositoryCache.FileKey;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;

/** Finds the root of a work tree from a directory in it: the nearest one above that has {@code .git}. */
public final class EnclosingWorkTree {

    private EnclosingWorkTree() {}

    static Path of(Path directory) throws IOException, GitRefusal {
        Path found = nearest(existing(directory))
                .orElseThrow(
                        () -> new GitRefusal("The directory " + directory + " is in no git repository: neither it nor"
                                + " a directory above it has .git. Name a directory in a work tree, or run: git init"));
        if (!hasGit(found)) {
            throw new GitRefusal("The directory " + directory + " is in the git directory " + found
                    + ", and not in a work tree. Name a directory that files are checked out in.");
        }
        return found;
    }

    /** The same, for a directory that an earlier step may create; empty if it is, or would be, in no work tree. */
    public static Optional<Path> find(Path directory) throws IOException {
        Path existing = directory.toAbsolutePath();
        while (!Files.isDirectory(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return nearest(existing.toRealPath()).filter(EnclosingWorkTree::hasGit);
    }

    /**
     * The work trees that have this one as a submodule, or have one that has it: who writes to them decides what is in it. One
     * that is not there is in none.
     */
    public static List<Path> superprojects(Path root) throws IOException {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(root)) {
            return found;
        }
        Path inner = root.toRealPath();
        Optional<Path> around = around(inner);
        while (around.isPresent() && hasSubmodule(around.get(), inner)) {
            inner = around.get();
            found.add(inner);
            around = around(inner);
        }
        return found;
    }

    private static Optional<Path> around(Path root) throws IOException {
        Path parent = root.getParent();
        return parent == null ? Optional.empty() : find(parent);
    }

    /** An index that cannot be read may say so. */
    private static boolean hasSubmodule(Path root, Path directory) {
        String path = root.relativize(directory).toString().replace(File.separatorChar, '/');
        try {
            File index = new FileRepositoryBuilder()
                    .setWorkTree(root.toFile())
                    .setup()
                    .getIndexFile();
            DirCacheEntry entry = DirCache.read(index, FS.DETECTED).getEntry(path);
            return entry != null && FileMode.GITLINK.equals(entry.getRawMode());
        } catch (IOException e) {
            return true;
        }
    }

    /** A work tree or a git directory. */
    private static Optional<Path> nearest(Path start) throws IOException {
        Object fileSystem = device(start);
        for (Path directory = start;
                directory != null && device(directory).equals(fileSystem);
                directory = directory.getParent()) {
            if (hasGit(directory) || isGitDirectory(directory)) {
                return Optional.of(directory);
            }
        }
        return Optional.empty();
    }

    /** The directory itself, beyond symbolic links, since its parents are where git looks. */
    private static Path existing(Path directory) throws IOException, GitRefusal {
        if (!Files.isDirectory(directory)) {
            throw new GitRefusal("The directory " + directory + " does not exist, so it is in no git repository.");
        }
        return directory.toRealPath();
    }

    /** Git does not look beyond the file system that it begins in; without devices there is one only. */
    private static Object device(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? Files.getAttribute(path, "unix:dev")
                : "";
    }

    /** A file names a git directory elsewhere, whatever is wrong with it; a directory may be there by chance. */
    private static boolean hasGit(Path directory) {
        Path git = directory.resolve(Constants.DOT_GIT);
        return Files.isRegularFile(git) || isGitDirectory(git);
    }

    private static boolean isGitDirectory(Path path) {
        return FileKey.isGitRepository(path.toFile(), FS.DETECTED);
    }
}
