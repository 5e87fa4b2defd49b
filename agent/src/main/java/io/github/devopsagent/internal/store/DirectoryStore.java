package io.github.devopsagent.internal.store;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.HoldFile;
import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.inbox.InboxMessage;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.CurrentUser;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.disk.DirectoryRights;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.disk.ReplacementCheck;
import io.github.devopsagent.internal.json.Limits;
import io.github.devopsagent.regex.LazyPattern;
import io.vavr.control.Either;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The documents of a consensus in a directory.
 *
 * <p>Other agents write {@code status.json} without a lock of ours. Its version is compared when its replacement is on
 * the disk already; what another agent writes between that comparison and the move, some microseconds, is overwritten.
 */
public final class DirectoryStore implements ConsensusStore {

    /** Where the history of the status lies, if there is one: {@value}. */
    public static final String HISTORY = "status_history.jsonl";

    private static final List<String> FILES =
            List.of(Status.FILE, Plan.FILE, TestResults.FILE, Deployment.FILE, HISTORY);
    private static final List<String> DIRECTORIES = List.of(InboxMessage.INBOX, Deployment.DIRECTORY);
    private static final List<String> WRITTEN =
            List.of(".", Status.FILE, "artifacts", Deployment.FILE, Deployment.DIRECTORY, "messages", "messages/inbox");
    private static final List<String> REPLACED = List.of(Status.FILE, Deployment.FILE);
    private static final String BELOW = "/*";
    private static final List<String> SWEPT =
            List.of("", "artifacts", Deployment.DIRECTORY, "messages", "messages/inbox", "messages/inbox" + BELOW);
    private static final String OUTSIDE = "it leads out of the consensus directory";
    private static final String MISSING = "";

    /** The version of what is only looked at. */
    private static final String NOT_ASKED = "";

    private final DurableFiles durable;
    /** What would break a line, or do worse to a terminal. */
    private static final LazyPattern INVISIBLE = LazyPattern.of("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private final Path root;

    /**
     * A store over a directory that must be there.
     *
     * @param durable how files are written
     * @param root the consensus directory
     */
    public DirectoryStore(DurableFiles durable, Path root) {
        this.durable = durable;
        this.root = root;
    }

    @Override
    public Snapshot read() {
        SortedMap<String, Content> contents = new TreeMap<>();
        for (String file : FILES) {
            Path path = root.resolve(file);
            if (mayExist(path)) {
                contents.put(file, content(path));
            }
        }
        for (String directory : DIRECTORIES) {
            list(directory, contents);
        }
        listHolds(contents);
        return new Snapshot(version(), contents);
    }

    /**
     * What is there now of status, inbox and holds alone: what others say while a deployment goes on.
     *
     * @return these, and nothing else
     */
    public Snapshot readToStop() {
        SortedMap<String, Content> contents = statusAndHolds();
        list(InboxMessage.INBOX, contents);
        return new Snapshot(NOT_ASKED, contents);
    }

    /**
     * What is there now of status and holds alone.
     *
     * @return these, and nothing else
     */
    public Snapshot readHolds() {
        return new Snapshot(NOT_ASKED, statusAndHolds());
    }

    private SortedMap<String, Content> statusAndHolds() {
        SortedMap<String, Content> contents = new TreeMap<>();
        Path status = root.resolve(Status.FILE);
        if (mayExist(status)) {
            contents.put(Status.FILE, content(status));
        }
        listHolds(contents);
        return contents;
    }

    /** A directory that cannot be listed may have one under any name: opening what stands for that says why. */
    private void listHolds(SortedMap<String, Content> contents) {
        listHolds("", contents);
        listHolds(HoldFile.BELOW, contents);
    }

    private void listHolds(String below, SortedMap<String, Content> contents) {
        Path directory = root.resolve(below);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (HoldFile.isOne(name)) {
                    contents.put(below + printable(name), content(entry));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Its status, or its plan, is gone with it, which is told.
            return;
        } catch (DirectoryIteratorException | IOException e) {
            contents.put(Snapshot.UNLISTED, () -> {
                throw new FileSystemException(directory.toString(), null, "the directory cannot be listed: " + e);
            });
        }
    }

    @Override
    public Either<Conflict, Published> publish(String expectedVersion, List<StoredDocument> documents) {
        String before = version();
        if (!before.equals(expectedVersion)) {
            return Either.left(new Conflict(before));
        }
        for (StoredDocument document : documents) {
            Path file = place(document);
            Optional<String> replaced =
                    document.path().equals(Status.FILE) ? Optional.of(expectedVersion) : document.replaced();
            if (replaced.isEmpty()) {
                write(file, document);
            } else if (!durable.replaceIf(file, document.bytes(), () -> isStill(replaced.get(), document, file))) {
                return Either.left(new Conflict(version()));
            }
        }
        return Either.right(new Published(version()));
    }

    private boolean isStill(String expected, StoredDocument document, Path file) {
        return expected.equals(document.path().equals(Status.FILE) ? version() : digest(file));
    }

    private Path place(StoredDocument document) {
        Path file = root.resolve(document.path());
        durable.createDirectories(DurableFiles.parent(file));
        requireInside(file);
        return file;
    }

    private void write(Path file, StoredDocument document) {
        switch (document.mode()) {
            case REPLACE -> durable.replace(file, document.bytes());
            case CREATE ->
                durable.create(file, document.bytes(), document.original().map(root::resolve));
            case APPEND -> durable.append(file, document.bytes());
        }
    }

    /**
     * Removes a document of ours.
     *
     * @param path relative, with slashes; one that is not there is fine
     */
    public void remove(String path) {
        Path file = root.resolve(path);
        requireInside(file);
        durable.remove(file);
    }

    /**
     * Deletes what is left of files that a killed run was writing, here and in other places. Nothing outside the
     * directory is touched.
     *
     * @param others directories beside those that this store writes into; with {@code /*} at the end, those below
     */
    public void sweep(List<String> others) {
        List<String> paths = new ArrayList<>(SWEPT);
        paths.addAll(others);
        for (String path : paths) {
            for (Path directory : directories(path)) {
                if (isInside(directory)) {
                    durable.sweep(directory);
                }
            }
        }
    }

    private List<Path> directories(String path) {
        if (path.endsWith(BELOW)) {
            return directoriesBelow(root.resolve(path.substring(0, path.length() - BELOW.length())));
        }
        Path directory = root.resolve(path);
        return Files.isDirectory(directory) ? List.of(directory) : List.of();
    }

    private static List<Path> directoriesBelow(Path above) {
        if (!Files.isDirectory(above)) {
            return List.of();
        }
        List<Path> directories = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(above)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry)) {
                    directories.add(entry);
                }
            }
        } catch (DirectoryIteratorException | IOException e) {
            // A directory that cannot be listed is not swept; temporary files in it disturb nobody.
            return List.of();
        }
        return directories;
    }

    /**
     * Finds out what would stand in the way of writing what a run leaves.
     *
     * @return why, by the place; empty if nothing is known to
     */
    public SortedMap<String, String> unwritable() {
        SortedMap<String, String> refusals = new TreeMap<>();
        for (String path : WRITTEN) {
            if (!isBelowAny(refusals.keySet(), path) && mayExist(root.resolve(path))) {
                putIfPresent(path, refusal(path), refusals);
            }
        }
        if (refusals.isEmpty()) {
            for (String record : records()) {
                putIfPresent(record, refusalAtRecord(root.resolve(record)), refusals);
            }
        }
        return refusals;
    }

    private static boolean isBelowAny(Set<String> paths, String path) {
        for (String above : paths) {
            if (path.startsWith(above + "/")) {
                return true;
            }
        }
        return false;
    }

    private static void putIfPresent(String path, Optional<String> why, SortedMap<String, String> refusals) {
        if (why.isPresent()) {
            refusals.put(path, why.get());
        }
    }

    private Optional<String> refusal(String path) {
        Path existing = root.resolve(path);
        if (!Files.exists(existing)) {
            // The reader of the status tells what is wrong with it.
            return Files.isSymbolicLink(existing) && !path.equals(Status.FILE)
                    ? Optional.of(FileContent.NOWHERE)
                    : Optional.empty();
        }
        if (!isInside(existing)) {
            return Optional.of(OUTSIDE);
        }
        if (path.equals(Deployment.FILE)) {
            Optional<String> refusal = refusalAtRecord(existing);
            return refusal.isPresent() ? refusal : refusalToReplace(existing, ReplacementCheck.current());
        }
        if (path.equals(Status.FILE)) {
            ReplacementCheck check = ReplacementCheck.current();
            Optional<String> refusal = refusalToReplace(existing, check);
            return refusal.isPresent() ? refusal : refusalOfOwner(existing, check);
        }
        if (!Files.isDirectory(existing)) {
            return Optional.of("it is no directory");
        }
        return Files.isWritable(existing)
                ? Optional.empty()
                : DirectoryRights.refusalToChange(existing).or(() -> Optional.of(noPermission()));
    }

    /** What is no regular file is found elsewhere. */
    private static Optional<String> refusalToReplace(Path file, ReplacementCheck check) {
        try {
            return Files.isRegularFile(file) ? check.refusal(file) : Optional.empty();
        } catch (IOException e) {
            return unlooked(file, e);
        }
    }

    private static Optional<String> refusalOfOwner(Path file, ReplacementCheck check) {
        try {
            return Files.isRegularFile(file) ? check.refusalOfOwner(file) : Optional.empty();
        } catch (IOException e) {
            return unlooked(file, e);
        }
    }

    private static Optional<String> unlooked(Path file, IOException why) {
        if (why instanceof NoSuchFileException) {
            return Optional.empty();
        }
        throw new BrokenFileException("looking at", file, why);
    }

    /**
     * Opens what a run replaces for writing, once, and writes nothing: the system may forbid it, whatever the permissions
     * say. It is to be asked last, since whoever watches a file sees that it was opened.
     *
     * @return why, by the place; empty if nothing is known to stand in the way
     */
    public SortedMap<String, String> unwritableToOpen() {
        SortedMap<String, String> refusals = new TreeMap<>();
        ReplacementCheck check = ReplacementCheck.current();
        for (String path : REPLACED) {
            putIfPresent(path, refusalToOpen(root.resolve(path), check), refusals);
        }
        return refusals;
    }

    private Optional<String> refusalToOpen(Path file, ReplacementCheck check) {
        try {
            return Files.isRegularFile(file) ? check.refusalToOpen(file, durable.disk()) : Optional.empty();
        } catch (IOException e) {
            return unlooked(file, e);
        }
    }

    /** Records are replaced, so whether they can be written does not matter; but they are read, to count deployments. */
    private static Optional<String> refusalAtRecord(Path record) {
        if (!Files.exists(record)) {
            return Optional.of(FileContent.NOWHERE);
        }
        if (!Files.isRegularFile(record)) {
            return Optional.of(Files.isDirectory(record) ? FileContent.DIRECTORY : FileContent.NO_FILE);
        }
        return Files.isReadable(record) ? Optional.empty() : Optional.of(noPermission());
    }

    private List<String> records() {
        SortedMap<String, Content> all = new TreeMap<>();
        list(Deployment.DIRECTORY, all);
        List<String> records = new ArrayList<>();
        for (String name : all.keySet()) {
            if (name.endsWith(".json")) {
                records.add(name);
            }
        }
        return records;
    }

    private static String noPermission() {
        return "no permission for user " + CurrentUser.name();
    }

    private boolean isInside(Path existing) {
        try {
            return existing.toRealPath().startsWith(root.toRealPath());
        } catch (IOException e) {
            throw new BrokenFileException("finding", existing, e);
        }
    }

    /** A symbolic link must not lead what we write out of the directory that we were given. */
    private void requireInside(Path file) {
        try {
            if (!isInside(Files.exists(file) ? file : DurableFiles.parent(file))) {
                throw new FileSystemException(file.toString(), null, OUTSIDE);
            }
        } catch (IOException e) {
            throw new BrokenFileException("writing", file, e);
        }
    }

    /** Of a status that is too large, and so is neither read nor replaced, the size tells enough. */
    private String version() {
        Path status = root.resolve(Status.FILE);
        try {
            return Files.isRegularFile(status) && Files.size(status) > Limits.STATUS_BYTES
                    ? "too large: " + Files.size(status) + " " + Files.getLastModifiedTime(status)
                    : digest(status);
        } catch (IOException e) {
            return digest(status);
        }
    }

    private static String digest(Path file) {
        if (!Files.isRegularFile(file)) {
            return MISSING;
        }
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = Digest.sha256();
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return Digest.hex(digest.digest());
        } catch (IOException e) {
            return MISSING;
        }
    }

    /** A file that this user may not look at counts as there; opening it then says why it cannot be read. */
    private static boolean mayExist(Path path) {
        return !Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private void list(String directory, SortedMap<String, Content> contents) {
        Path path = root.resolve(directory);
        if (!mayExist(path)) {
            return;
        }
        if (!Files.isDirectory(path)) {
            contents.put(directory, () -> {
                throw new FileSystemException(path.toString(), null, "it is no directory that this user may search");
            });
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            Map<String, Integer> seen = new HashMap<>();
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (!name.startsWith(DurableFiles.TEMPORARY_PREFIX)) {
                    contents.put(unused(directory + "/" + printable(name), contents, seen), content(entry));
                }
            }
        } catch (DirectoryIteratorException e) {
            unlisted(directory, Objects.requireNonNullElse(e.getCause(), new IOException(e)), contents);
        } catch (IOException e) {
            unlisted(directory, e, contents);
        }
    }

    /** An inbox that cannot be listed may hold a veto: opening it then says why it cannot be read. */
    private void unlisted(String directory, IOException why, SortedMap<String, Content> contents) {
        if (!directory.equals(InboxMessage.INBOX)) {
            throw new BrokenFileException("listing", root.resolve(directory), why);
        }
        contents.put(directory, () -> {
            throw why;
        });
    }

    private static String printable(String name) {
        return INVISIBLE.matcher(name).replaceAll("\uFFFD");
    }

    /** Names are bytes: of two that no string can hold both may read the same, and neither may hide the other. */
    private static String unused(String name, SortedMap<String, Content> contents, Map<String, Integer> seen) {
        String unused = name;
        while (contents.containsKey(unused)) {
            unused = name + " (" + (seen.merge(name, 1, Integer::sum) + 1) + ")";
        }
        return unused;
    }

    private static Content content(Path path) {
        return new FileContent(path);
    }
}
