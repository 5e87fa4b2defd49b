package io.github.devopsagent.git;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.CheckoutCommand;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Index and work tree, path by path. A hard reset would be simpler, but takes ignored directories along.
 *
 * <p>Files go before their index entries, so that what is interrupted is found again by the next comparison of the index
 * with the commit.
 */
final class TrackedFiles {

    private final WorkTree tree;
    private final Repository repository;

    TrackedFiles(WorkTree tree) {
        this.tree = tree;
        this.repository = tree.repository();
    }

    /** Makes these paths what they are in the commit: its files, or no files. */
    void setBack(Collection<String> paths, Head head) throws IOException, GitAPIException, Refusal {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit commit = walk.parseCommit(head.commit());
            List<String> wanted = new ArrayList<>();
            List<String> unwanted = new ArrayList<>();
            for (String path : paths) {
                FileMode mode = modeOf(path, commit.getTree());
                // A submodule's files are its own repository's: as with git, only the index entry goes back.
                if (mode != FileMode.GITLINK) {
                    (mode == FileMode.MISSING ? unwanted : wanted).add(path);
                }
            }
            remove(unwanted);
            requireNoDirectoryInTheWay(wanted);
            checkOut(wanted, commit);
        }
    }

    private FileMode modeOf(String path, RevTree commit) throws IOException {
        try (TreeWalk found = TreeWalk.forPath(repository, path, commit)) {
            return found == null || found.isSubtree() ? FileMode.MISSING : found.getFileMode();
        }
    }

    private void remove(List<String> paths) throws IOException {
        if (paths.isEmpty()) {
            return;
        }
        for (String path : paths) {
            removeFile(path);
        }
        DirCache index = repository.lockDirCache();
        try {
            DirCacheEditor editor = index.editor();
            paths.forEach(path -> editor.add(new DirCacheEditor.DeletePath(path)));
            if (!editor.commit()) {
                throw new IOException("the index could not be written");
            }
        } finally {
            index.unlock();
        }
    }

    private void removeFile(String path) throws IOException {
        Path file = tree.root().resolve(path);
        // Beyond a symbolic link is another place, and a directory now has files that nobody tracks.
        if (isBehindLink(file) || Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.deleteIfExists(file);
        removeEmptyParents(file);
    }

    private boolean isBehindLink(Path file) {
        return parentsOf(file).anyMatch(parent -> !Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS));
    }

    private void removeEmptyParents(Path file) throws IOException {
        for (Path parent : parentsOf(file).toList()) {
            try {
                Files.delete(parent);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
        }
    }

    /** From the innermost, the root not among them. */
    private Stream<Path> parentsOf(Path file) {
        return Stream.iterate(file.getParent(), parent -> !parent.equals(tree.root()), Path::getParent);
    }

    private void requireNoDirectoryInTheWay(List<String> paths) throws IOException, Refusal {
        List<String> blocked = new ArrayList<>();
        for (String path : paths) {
            if (isFilledDirectory(tree.root().resolve(path))) {
                blocked.add(path);
            }
        }
        if (!blocked.isEmpty()) {
            throw new Refusal("Directories with untracked files are where the commit has files: " + Listing.of(blocked)
                    + ". Move them away, and restore again.");
        }
    }

    private static boolean isFilledDirectory(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (Stream<Path> children = Files.list(path)) {
            return children.findAny().isPresent();
        }
    }

    private void checkOut(List<String> paths, RevCommit commit) throws GitAPIException {
        if (paths.isEmpty()) {
            return;
        }
        // Not closed: it would close the repository, which is not ours.
        CheckoutCommand checkout = Git.wrap(repository).checkout().setStartPoint(commit);
        paths.forEach(checkout::addPath);
        checkout.call();
    }
}
