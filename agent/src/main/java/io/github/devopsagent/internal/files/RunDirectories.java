package io.github.devopsagent.internal.files;

import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.CurrentUser;
import io.github.devopsagent.internal.disk.DirectoryRights;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.lock.DirectoryLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the agent keeps for itself, under {@code .devops/} of the consensus directory: the journal of the run that is
 * going on, and for each run a directory with its plan, its settings, its output, and in the end its journal.
 */
public final class RunDirectories {

    public static final String NAME = OwnNames.DIRECTORY;

    static final String RUNS = OwnNames.RUNS;
    public static final String JOURNAL = OwnNames.JOURNAL;

    private static final String IGNORE = ".gitignore";

    /** Where our temporary files can be left. */
    public static final List<String> SWEPT = List.of(NAME, NAME + "/" + RUNS, NAME + "/" + RUNS + "/*");

    private final DurableFiles durable;
    private final Path directory;

    /** What others must find, as this agent has found or written it. */
    private volatile Optional<String> sharedName = Optional.empty();

    public RunDirectories(DurableFiles durable, Path consensus) {
        this.durable = durable;
        this.directory = consensus.resolve(NAME);
    }

    public Path directory() {
        return directory;
    }

    /**
     * What is in the way of our own files, by the place. They are never links, since these could lead what we write, and
     * what we lock, anywhere; and what is no regular file can keep whoever opens it waiting for ever.
     */
    public SortedMap<String, String> unwritable() {
        SortedMap<String, String> refusals = new TreeMap<>();
        for (Path path : directories()) {
            if (isThere(path) && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                refusals.put(name(path), "it is no directory, or a link to one");
            }
        }
        if (refusals.isEmpty()) {
            for (Path path : unusable()) {
                refusals.put(name(path), notUsable(path));
            }
            Optional<String> open = openToOthers();
            if (open.isPresent()) {
                refusals.putIfAbsent(NAME, open.get());
            }
        }
        for (Path path : List.of(
                directory.resolve(DirectoryLock.LOCK),
                directory.resolve(DirectoryLock.OWNER),
                journal(),
                register().path())) {
            if (isThere(path) && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                refusals.put(name(path), "it is no regular file, or a link to one");
            }
        }
        if (refusals.isEmpty()) {
            for (Path link : new OwnLinks(directory).found()) {
                refusals.put(name(link), OwnLinks.WHY);
            }
        }
        return refusals;
    }

    /**
     * Makes sure that nothing leads elsewhere what is made again here.
     *
     * @throws BrokenFileException if something does
     */
    public void requireWritable() {
        SortedMap<String, String> refusals = unwritable();
        if (!refusals.isEmpty()) {
            throw new BrokenFileException("making again", directory, new IOException(refusals.toString()));
        }
    }

    private Optional<String> openToOthers() {
        return isThere(directory) ? DirectoryRights.openToOthers(directory) : Optional.empty();
    }

    /** The paths that belong to another user. Not the lock while it is held: then the better answer is who holds it. */
    private List<Path> unusable() {
        Path lock = directory.resolve(DirectoryLock.LOCK);
        boolean isLocked = isThere(lock) && !Files.isWritable(lock) && !isThere(directory.resolve(DirectoryLock.OWNER));
        List<Path> unusable = new ArrayList<>();
        for (Path path : directories()) {
            if (isThere(path) && !isUsable(path)) {
                unusable.add(path);
            }
        }
        if (isLocked) {
            unusable.add(lock);
        }
        return unusable;
    }

    private List<Path> directories() {
        return List.of(directory, directory.resolve(RUNS));
    }

    private static boolean isUsable(Path path) {
        return Files.isReadable(path) && Files.isWritable(path) && Files.isExecutable(path);
    }

    private static String notUsable(Path path) {
        return DirectoryRights.refusalToChange(path).orElseGet(() -> noPermission(path));
    }

    private static String noPermission(Path path) {
        return "user " + CurrentUser.name() + " may not use it, since it belongs to " + ownerOf(path)
                + "; let the agent run as the same user, or give it to this one (chown -R)";
    }

    private static String ownerOf(Path path) {
        try {
            return "user " + Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
        } catch (IOException | UnsupportedOperationException e) {
            return "another user";
        }
    }

    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private String name(Path path) {
        return path.equals(directory) ? NAME : NAME + "/" + directory.relativize(path);
    }

    private Path coordination() {
        return directory.resolve(OwnNames.COORDINATION);
    }

    /**
     * The name by which workers of several machines know the consensus directory, once they share it.
     *
     * @return empty if only agents of one machine work on it
     */
    public Optional<String> sharedName() {
        if (sharedName.isEmpty() && isThere(coordination())) {
            sharedName = Optional.of(read(coordination()));
        }
        return sharedName;
    }

    private static String read(Path file) {
        try {
            String text = Files.readString(file);
            String name = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
            if (name.isBlank()) {
                throw new IOException("it is empty, and should name this directory as all workers do");
            }
            return name;
        } catch (IOException e) {
            throw new BrokenFileException("reading", file, e);
        }
    }

    /** Whether workers of several machines share the consensus directory. */
    public boolean isShared() {
        return isThere(coordination());
    }

    /** Keeps the name by which workers of several machines know the consensus directory; agents of one machine leave it alone then. */
    public void shareAs(String name) {
        durable.createPrivate(coordination(), (name + "\n").getBytes(StandardCharsets.UTF_8));
        sharedName = Optional.of(name);
    }

    /** Makes our directory; git is told to leave it alone, since steps may say {@code git add -A}. */
    public void create() {
        durable.createPrivateDirectory(directory);
        if (sharedName.isPresent() && !isThere(coordination())) {
            shareAs(sharedName.get());
        }
        if (!isIgnored()) {
            durable.replaceOwn(directory.resolve(IGNORE), "*\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Whether git is told, and others, if workers of several machines share the directory. */
    public boolean isMarked() {
        return isIgnored() && (sharedName.isEmpty() || isThere(coordination()));
    }

    private boolean isIgnored() {
        return Files.exists(directory.resolve(IGNORE));
    }

    public Path journal() {
        return directory.resolve(JOURNAL);
    }

    /** Whether the journal that lies there is that of a run. */
    public boolean isJournalOf(String run) {
        return Files.isRegularFile(journal())
                && RunArchive.opening(journal())
                        .filter(header -> header.run().equals(run))
                        .isPresent();
    }

    /** What is remembered of deployments. */
    public RegisterFile register() {
        return new RegisterFile(durable, directory);
    }

    /**
     * Ends a run that is closed and recorded: its journal joins what else is kept of it, and what only the run itself
     * needed goes. What cannot be tidied up does not change what the run came to, and is told.
     */
    public Optional<String> archive(String run) {
        try {
            RunDirectory kept = keep(run);
            kept.tidy();
            durable.move(journal(), kept.directory().resolve(JOURNAL));
            return Optional.empty();
        } catch (BrokenFileException e) {
            return Optional.of("the journal of this run could not be kept: " + e.getMessage());
        }
    }

    /** The directory of a run, made if it is missing. */
    public RunDirectory keep(String run) {
        durable.createPrivateDirectory(directory.resolve(RUNS));
        durable.createPrivateDirectory(run(run));
        return kept(run);
    }

    /**
     * The journal of a run that has come to its end: of one whose agent was killed before it was put away, where it was written.
     *
     * @throws IllegalStateException if it cannot be read
     */
    public byte[] endedJournal(String run) {
        Path put = run(run).resolve(JOURNAL);
        Path file = Files.notExists(put) && isJournalOf(run) ? journal() : put;
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalStateException(NAME + "/" + directory.relativize(file) + " cannot be read: " + e, e);
        }
    }

    /** The directory of a run, wherever it may be. */
    public RunDirectory kept(String run) {
        return new RunDirectory(durable, run(run), NAME + "/" + RUNS + "/" + run);
    }

    private Path run(String run) {
        return directory.resolve(RUNS).resolve(run);
    }

    /** What is kept of all runs. */
    public RunArchive runs() {
        return new RunArchive(durable, directory.resolve(RUNS));
    }
}
