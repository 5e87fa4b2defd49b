package io.github.devopsagent.git.internal.worktree;

import io.github.devopsagent.git.internal.conversion.ConvertedObjects;
import io.github.devopsagent.git.internal.conversion.FileConversion;
import io.github.devopsagent.git.internal.message.ErrorText;
import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.ReadableIndex;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.dircache.Checkout;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheCheckout.CheckoutMetadata;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CoreConfig.EolStreamType;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;

/**
 * Index and work tree, path by path. A hard reset would be simpler, but takes ignored directories along.
 *
 * <p>Files go before the index, so that what is interrupted is found again by the next comparison with the commit. Who
 * calls has the {@link IndexLock}.
 */
final class TrackedFiles {

    private static final int LONGEST_NAME = 200;

    /** The time of a file may be that of the kernel's last tick. */
    private static final Duration TICK = Duration.ofMillis(20);

    private final OpenWorkTree tree;
    private final Repository repository;

    TrackedFiles(OpenWorkTree tree) {
        this.tree = tree;
        this.repository = tree.repository();
    }

    /**
     * Makes these paths what they are in a commit or tree, files or no files; and all of the index what it is there.
     *
     * @param known commits whose files may be removed, since they can be had again; files of other content, that are to be
     *     removed, are kept in the git directory. Empty if all may be removed
     * @return what a result says of untracked files; may be empty
     */
    String setTo(Collection<String> paths, ObjectId files, Optional<List<ObjectId>> known)
            throws IOException, GitRefusal {
        Map<String, DirCacheEntry> entries = entriesOf(files);
        Map<String, DirCacheEntry> wanted = new HashMap<>();
        requireNothingAbove(paths, entries);
        String kept = known.isEmpty() ? "" : keep(paths, entries.keySet(), known.get());
        for (String path : paths) {
            DirCacheEntry entry = entries.get(path);
            if (entry == null) {
                remove(path);
            } else if (entry.getFileMode() != FileMode.GITLINK) {
                // A submodule's files are its own repository's: as with git, only the index entry changes.
                wanted.put(path, entry);
            }
        }
        requireClearWay(wanted.keySet());
        String aside = new UntrackedFilesInTheWay(tree).setAside(filesInTheWay(wanted), wanted);
        write(wanted, files);
        replaceIndex(entries);
        return kept + aside;
    }

    /** A file that was untracked before is tracked meanwhile if it was added, and then no other commit may have it. */
    private String keep(Collection<String> paths, Set<String> wanted, List<ObjectId> known)
            throws IOException, GitRefusal {
        Set<String> removed = new TreeSet<>();
        for (String path : paths) {
            Path file = tree.root().resolve(path);
            if (!wanted.contains(path) && Files.exists(file, LinkOption.NOFOLLOW_LINKS) && isRemovable(file)) {
                removed.add(path);
            }
        }
        UntrackedFilesInTheWay untracked = new UntrackedFilesInTheWay(tree);
        for (ObjectId commit : known) {
            removed.removeAll(untracked.among(removed, entriesOf(commit)));
        }
        return untracked.keep(removed);
    }

    private List<String> filesInTheWay(Map<String, DirCacheEntry> wanted) throws IOException, GitRefusal {
        return untracked(wanted.keySet()).stream()
                .filter(path -> !isBehindLink(tree.root().resolve(path))
                        && !Files.isDirectory(tree.root().resolve(path), LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    private Map<String, DirCacheEntry> entriesOf(ObjectId files) throws IOException, GitRefusal {
        DirCache index = ReadableIndex.of(repository);
        doubt(index);
        Map<String, DirCacheEntry> entries = new HashMap<>();
        try (RevWalk commits = new RevWalk(repository);
                TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(commits.parseTree(files));
            walk.setRecursive(true);
            while (walk.next()) {
                entries.put(walk.getPathString(), entry(walk, index.getEntry(walk.getPathString())));
            }
        }
        return entries;
    }

    /**
     * Of a file that was changed at the moment at which the index was written, size and time may be those of before: in
     * a later index that would hide the change.
     */
    private void doubt(DirCache index) throws IOException {
        Path file = repository.getIndexFile().toPath();
        if (Files.exists(file)) {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            for (int i = 0; i < index.getEntryCount(); i++) {
                DirCacheEntry entry = index.getEntry(i);
                if (entry.mightBeRacilyClean(written)) {
                    entry.smudgeRacilyClean();
                }
            }
        }
    }

    /** The one of the index as long as that is right, since it knows size and time of the file. */
    private static DirCacheEntry entry(TreeWalk walk, DirCacheEntry present) {
        ObjectId id = walk.getObjectId(0);
        FileMode mode = walk.getFileMode(0);
        if (present != null
                && present.getStage() == DirCacheEntry.STAGE_0
                && present.getObjectId().equals(id)
                && mode.equals(present.getRawMode())) {
            return present;
        }
        DirCacheEntry entry = new DirCacheEntry(walk.getPathString());
        entry.setFileMode(mode);
        entry.setObjectId(id);
        return entry;
    }

    /** Those of these files that are there, and that the index does not have yet. */
    void removeWritten(Map<String, DirCacheEntry> written) throws IOException, GitRefusal {
        for (String path : new UntrackedFilesInTheWay(tree).among(untracked(written.keySet()), written)) {
            remove(path);
        }
    }

    private void remove(String path) throws IOException {
        Path file = tree.root().resolve(path);
        if (isRemovable(file)) {
            Files.deleteIfExists(file);
            removeEmptyParents(file);
        }
    }

    /** Beyond a symbolic link is another place, and a directory now has files that nobody tracks. */
    private boolean isRemovable(Path file) {
        return !isBehindLink(file) && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
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

    private void requireNothingAbove(Collection<String> paths, Map<String, DirCacheEntry> entries)
            throws IOException, GitRefusal {
        Set<String> files =
                untrackedAbove(paths.stream().filter(entries::containsKey).toList(), ReadableIndex.of(repository));
        if (!files.isEmpty()) {
            throw new GitRefusal("Untracked files are where the commit has directories: " + FirstPaths.of(files)
                    + ". Move them away, and try again.");
        }
    }

    private void requireClearWay(Collection<String> paths) throws IOException, GitRefusal {
        List<String> blocked = new ArrayList<>();
        for (String path : paths) {
            if (isFilledDirectory(tree.root().resolve(path))) {
                blocked.add(path);
            }
        }
        if (!blocked.isEmpty()) {
            throw new GitRefusal("Directories with untracked files are where the commit has files: "
                    + FirstPaths.of(blocked) + ". Move them away, and try again.");
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

    private void write(Map<String, DirCacheEntry> wanted, ObjectId files) throws IOException, GitRefusal {
        Checkout checkout = new Checkout(repository).setRecursiveDeletion(true);
        try (ObjectReader reader = repository.newObjectReader();
                RevWalk commits = new RevWalk(reader);
                TreeWalk walk = new TreeWalk(repository, reader)) {
            walk.addTree(commits.parseTree(files));
            walk.setRecursive(true);
            walk.setOperationType(OperationType.CHECKOUT_OP);
            while (walk.next()) {
                String path = walk.getPathString();
                DirCacheEntry entry = wanted.get(path);
                if (entry != null) {
                    requireTime();
                    FileConversion conversion = FileConversion.of(walk, tree.filters());
                    CheckoutMetadata how = new CheckoutMetadata(
                            EolStreamType.DIRECT, conversion.smudge().orElse(null));
                    Instant begun = Instant.now();
                    try {
                        checkout.checkout(entry, how, new ConvertedObjects(reader, conversion), path);
                        makeExecutable(path, entry);
                    } catch (IOException | RuntimeException e) {
                        // JGit leaves it, as where a filter fails.
                        removeHalfWritten(List.of(path), begun);
                        throw e;
                    } finally {
                        tree.discardFilterOutputs();
                    }
                    // What was written is proven by its content and not by its size and time.
                    entry.smudgeRacilyClean();
                }
            }
        }
    }

    /** Where core.fileMode is false, git does not look at the mode of a file, and sets it nonetheless; JGit does neither. */
    private void makeExecutable(String path, DirCacheEntry entry) {
        if (entry.getFileMode() == FileMode.EXECUTABLE_FILE) {
            repository.getFS().setExecute(tree.root().resolve(path).toFile(), true);
        }
    }

    private static void requireTime() throws GitRefusal {
        if (Thread.currentThread().isInterrupted()) {
            throw new GitRefusal(ErrorText.INTERRUPTED);
        }
    }

    /** Written beside it, since {@code index.lock} is ours and not JGit's. */
    private void replaceIndex(Map<String, DirCacheEntry> entries) throws IOException {
        Path index = repository.getIndexFile().toPath();
        File beside = index.resolveSibling(index.getFileName() + "-devops").toFile();
        Files.deleteIfExists(Path.of(beside + ".lock"));
        Files.deleteIfExists(beside.toPath());
        DirCache next = new DirCache(beside, repository.getFS());
        if (!next.lock()) {
            throw new IOException("the index could not be written to " + beside);
        }
        try {
            DirCacheBuilder builder = next.builder();
            entries.values().forEach(builder::add);
            builder.finish();
            next.write();
            if (!next.commit()) {
                throw new IOException("the index could not be written to " + beside);
            }
        } finally {
            next.unlock();
        }
        Files.move(beside.toPath(), index, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What is at one of the paths, or in the place of a directory above it, and not in the index. */
    Set<String> untracked(Collection<String> paths) throws IOException, GitRefusal {
        DirCache index = ReadableIndex.of(repository);
        Set<String> untracked = new TreeSet<>();
        for (String path : paths) {
            Path file = tree.root().resolve(path);
            // A submodule that another commit has is there already.
            boolean exists = Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.exists(file.resolve(".git"));
            if (exists && index.findEntry(path) < 0 && index.getEntriesWithin(path).length == 0) {
                untracked.add(path);
            }
        }
        untracked.addAll(untrackedAbove(paths, index));
        return untracked;
    }

    /** Files and links that stand where a path has a directory. */
    private Set<String> untrackedAbove(Collection<String> paths, DirCache index) {
        Set<String> untracked = new TreeSet<>();
        for (String path : paths) {
            for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
                String above = path.substring(0, end);
                Path file = tree.root().resolve(above);
                if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                        && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
                        && index.findEntry(above) < 0
                        && index.getEntriesWithin(above).length == 0) {
                    untracked.add(above);
                }
            }
        }
        return untracked;
    }

    /**
     * Removes what is left of files that were being written.
     *
     * @param since older ones of such a name are somebody else's
     */
    void removeHalfWritten(Collection<String> paths, Instant since) throws IOException {
        for (String path : paths) {
            Path file = tree.root().resolve(path);
            if (isBehindLink(file)) {
                continue;
            }
            String name = file.getFileName().toString();
            String begin = name.substring(0, Math.min(name.length(), LONGEST_NAME));
            // JGit calls a file so while it writes it: the name, which it may cut, and a number.
            Pattern halfWritten = Pattern.compile("._" + Pattern.quote(begin) + "\\d*\\.tmp");
            try (DirectoryStream<Path> found = Files.newDirectoryStream(
                    file.getParent(),
                    each -> halfWritten.matcher(each.getFileName().toString()).matches())) {
                for (Path each : found) {
                    if (!Files.getLastModifiedTime(each, LinkOption.NOFOLLOW_LINKS)
                            .toInstant()
                            .isBefore(since.minus(TICK))) {
                        Files.delete(each);
                    }
                }
            }
        }
    }
}
