package io.github.devopsagent.internal.files;

import io.github.devopsagent.executor.Scratch;
import io.github.devopsagent.internal.attempt.OutputCapture;
import io.github.devopsagent.internal.attempt.PrintedLines;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.disk.Spool;
import io.github.devopsagent.internal.journal.RolledBackRun;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.internal.json.Printable;
import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.internal.lock.ProcessLock;
import io.github.devopsagent.regex.LazyPattern;
import io.github.devopsagent.run.Output;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What is kept of a run.
 *
 * @param durable how files are written
 * @param directory where
 * @param name the directory, relative to the consensus directory
 */
public record RunDirectory(DurableFiles durable, Path directory, String name) {

    /** A journal that cannot be read, of a run that was given up. */
    static final String DAMAGED = "journal.damaged";

    private static final LazyPattern SCRATCH = LazyPattern.of("[^/\\\\:\\p{Cntrl}]+");
    private static final int LONGEST_NAME = 200;

    public static final String PLAN = "plan.json";
    public static final String SETTINGS = "settings.json";
    private static final String LOG = ".log";
    private static final String RESERVE = "reserve";
    private static final String TOLD_ELSEWHERE = "told-elsewhere";
    private static final String GIVEN_UP = "given-up";
    private static final String PROCESS_LOCK = "process-lock";
    private static final String REMOVAL = "removal";
    /** The journal of the deployment that a run undoes. */
    public static final String ROLLED_BACK = "journal.rolled-back";

    private static final Set<String> KEPT = Set.of(PLAN, SETTINGS, OwnNames.JOURNAL, ROLLED_BACK);
    private static final Set<String> WHILE_IT_GOES_ON =
            Set.of(RESERVE, PROCESS_LOCK, PROCESS_LOCK + ProcessLock.IDENTITY, REMOVAL, TOLD_ELSEWHERE, GIVEN_UP);

    /** Enough for the rest of a journal, two records of a deployment, a status and two messages. */
    private static final int RESERVE_BYTES = 512 << 10;

    /** The id of the run. */
    public String run() {
        return directory.getFileName().toString();
    }

    /** Keeps what a run must never lose. */
    public void keep(byte[] plan, byte[] settings) {
        restore(plan, settings);
        reserve();
    }

    /**
     * The settings with which the run began.
     *
     * @throws IllegalStateException if settings or plan are not those any more
     */
    public byte[] settings(RunHeader header) {
        unchanged(PLAN, Optional.of(header.digests().plan()));
        return unchanged(SETTINGS, header.settings());
    }

    /** Keeps the journal of the deployment that this run undoes; it comes before all else that is kept. */
    public void keepRolledBackJournal(byte[] journal) {
        restore(ROLLED_BACK, journal);
    }

    /**
     * The journal of the deployment that this run undoes.
     *
     * @throws IllegalStateException if it is gone, or is not the one with which the run began
     */
    public byte[] rolledBackJournal(RolledBackRun undone) {
        return unchanged(ROLLED_BACK, Optional.of(undone.journal()));
    }

    /** Whether the journal of the deployment that this run undoes is there. */
    public boolean hasRolledBackJournal() {
        return Files.exists(directory.resolve(ROLLED_BACK), LinkOption.NOFOLLOW_LINKS);
    }

    /** The bytes of the run's own journal, once it has come to its end. */
    public byte[] journal() {
        return read(OwnNames.JOURNAL);
    }

    private byte[] unchanged(String file, Optional<String> digest) {
        byte[] bytes = read(file);
        if (digest.isPresent() && !digest.get().equals(Digest.of(bytes))) {
            throw new IllegalStateException(name + "/" + file + " was changed since the run began: its SHA-256 is "
                    + Digest.of(bytes) + ", and the journal expects " + digest.get() + "; bring it back as it was");
        }
        return bytes;
    }

    private byte[] read(String file) {
        try {
            return Files.readAllBytes(directory.resolve(file));
        } catch (IOException e) {
            throw new IllegalStateException(name + "/" + file + " cannot be read: " + e, e);
        }
    }

    /** Whether nothing is missing that was kept and is not given up. */
    public boolean isWhole() {
        return mayExist(PLAN) && mayExist(SETTINGS);
    }

    private boolean mayExist(String file) {
        return !Files.notExists(directory.resolve(file), LinkOption.NOFOLLOW_LINKS);
    }

    /** The settings that lie there, whosever they are. */
    public Optional<byte[]> foundSettings() {
        try {
            return Files.isRegularFile(directory.resolve(SETTINGS), LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(Files.readAllBytes(directory.resolve(SETTINGS)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Keeps that something was removed: who goes on must not go forward. */
    public void rememberRemoval(String removal) {
        durable.replaceOwn(directory.resolve(REMOVAL), removal.getBytes(StandardCharsets.UTF_8));
    }

    /** Keeps once more what was removed. */
    public void restore(byte[] plan, byte[] settings) {
        restore(PLAN, plan);
        restore(SETTINGS, settings);
    }

    /** Keeps one of the files without which nobody can go on with the run, whatever lies in its place. */
    public void restore(String file, byte[] content) {
        durable.replaceOwn(directory.resolve(file), content);
    }

    /** Keeps room for a disk that becomes full, which also tells that the journal lacks nothing. */
    public void reserve() {
        durable.reserve(directory.resolve(RESERVE), RESERVE_BYTES);
    }

    @SuppressWarnings("EmptyCatch")
    public void reserveIfPossible() {
        try {
            reserve();
        } catch (BrokenFileException ignored) {
            // A full disk must not keep the way back from being recorded.
        }
    }

    /** What was removed and made again, as far as the run has not come to its end since then. */
    public Optional<String> removal() {
        Path file = directory.resolve(REMOVAL);
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(Files.readString(file))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    "the agent's own files were removed, and " + name + "/" + REMOVAL + " cannot be read: " + e);
        }
    }

    /** What an executor left of an attempt that is under way, after it was removed. */
    public void restoreScratch(String file, byte[] content) {
        if (Files.notExists(directory.resolve(file), LinkOption.NOFOLLOW_LINKS)) {
            durable.createPrivate(directory.resolve(file), content);
        }
    }

    public byte[] plan() {
        return read(PLAN);
    }

    public byte[] settings() {
        return read(SETTINGS);
    }

    public Spool spool(String key) {
        return new Spool(durable, directory.resolve(key + LOG), name + "/" + key + LOG);
    }

    /**
     * What was printed by an attempt whose agent was killed, as far as it came to the disk.
     *
     * @param mask masks what is shown once more, as {@link OutputCapture} does for a living agent
     */
    public Output printed(String key, UnaryOperator<String> mask) {
        Path log = directory.resolve(key + LOG);
        if (!Files.isRegularFile(log)) {
            return Output.NONE;
        }
        OutputCapture capture = new OutputCapture(PrintedLines.UNREAD, mask, Optional.empty());
        try (InputStream in = Files.newInputStream(log)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                capture.write(buffer, 0, read);
            }
        } catch (IOException e) {
            return Output.NONE;
        }
        Output printed = capture.close();
        return new Output(printed.head(), printed.tail(), printed.bytes(), Optional.of(name + "/" + key + LOG));
    }

    /**
     * Checks where an executor writes or deletes: beside what the run itself keeps, and nowhere else.
     *
     * @throws IllegalArgumentException if it is a path, or a file of the agent's own
     */
    public static void requireScratchName(String file) {
        boolean isOne = SCRATCH.matcher(file).matches() && !file.equals(".") && !file.equals("..");
        if (!isOne || file.equals(DAMAGED) || KEPT.contains(file) || WHILE_IT_GOES_ON.contains(file)) {
            throw new IllegalArgumentException(
                    "found '" + Printable.quoted(file, LONGEST_NAME)
                            + "' as the name of a scratch file; allowed is a name that begins with the attempt's key, and no path");
        }
    }

    /** What the attempts of this run leave while they are under way. */
    public Scratch scratch() {
        return new Scratch() {
            @Override
            public Path directory() {
                return directory.toAbsolutePath();
            }

            @Override
            public void create(String file, byte[] content) {
                requireScratchName(file);
                try {
                    durable.createPrivate(directory.resolve(file), content);
                } catch (BrokenFileException e) {
                    throw unchecked(e);
                }
            }

            @Override
            public void createUnsynced(String file, byte[] content) {
                try {
                    durable.createUnsynced(directory.resolve(file), content);
                } catch (BrokenFileException e) {
                    throw unchecked(e);
                }
            }

            @Override
            public void delete(String file) {
                requireScratchName(file);
                try {
                    removeOwn(file);
                } catch (BrokenFileException e) {
                    throw unchecked(e);
                }
            }

            private static UncheckedIOException unchecked(BrokenFileException why) {
                return new UncheckedIOException(why.getMessage(), new IOException(why));
            }
        };
    }

    /** Gives back the room that was kept for a disk that becomes full; true if it is not taken any more. */
    public boolean giveUpReserve() {
        try {
            removeOwn(RESERVE);
            return true;
        } catch (BrokenFileException e) {
            return !hasReserve();
        }
    }

    /**
     * Process 1 of a PID namespace shows by a lock that it lives: its end is the end of all that runs there. Of
     * other processes nothing follows from that.
     *
     * @param isAnew whether an earlier worker that has lost its lease may stand still, and keep the lock for ever
     */
    public void holdProcessLock(AgentIdentity self, boolean isAnew) {
        if (isAnew) {
            removeOwn(PROCESS_LOCK + ProcessLock.IDENTITY);
            removeOwn(PROCESS_LOCK);
        }
        if (self.process().pid() == 1) {
            ProcessLock.hold(durable, directory.resolve(PROCESS_LOCK));
        }
    }

    /** Whether nobody has taken away what shows that this process lives; true also if it shows nothing. */
    public boolean isProcessLockHeld() {
        return ProcessLock.stands(directory.resolve(PROCESS_LOCK));
    }

    /** Shows it once more, if this process did. */
    public void restoreProcessLock() {
        if (!isProcessLockHeld()) {
            ProcessLock.hold(durable, directory.resolve(PROCESS_LOCK));
        }
    }

    public void releaseProcessLock() {
        ProcessLock.release(directory.resolve(PROCESS_LOCK));
    }

    /** Whether the process 1 that worked on this run last has ended, whatever became of the run. */
    public boolean hasProcessEnded() {
        return ProcessLock.isOfEndedProcess(durable, directory.resolve(PROCESS_LOCK));
    }

    /** Keeps what a run was taken for whose journal does not tell: given up once more, it is the same. */
    public void rememberGivenUp(String journal, byte[] opening) {
        String text = journal + "\n" + new String(opening, StandardCharsets.UTF_8);
        durable.replaceOwn(directory.resolve(GIVEN_UP), text.getBytes(StandardCharsets.UTF_8));
    }

    /** What a run was taken for, if it was that of a journal with this digest. */
    public Optional<byte[]> givenUp(String journal) {
        Path file = directory.resolve(GIVEN_UP);
        String first = journal + "\n";
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(Files.readString(file))
                            .filter(text -> text.startsWith(first))
                            .map(text -> text.substring(first.length()).getBytes(StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Where a journal is kept that cannot be read: a place that is free. */
    public Path damagedJournal() {
        return IntStream.iterate(1, n -> n + 1)
                .mapToObj(n -> directory.resolve(n == 1 ? DAMAGED : DAMAGED + "-" + n))
                .filter(path -> !Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                .findFirst()
                .orElseThrow();
    }

    /** Whether others were told that this run waits for an agent elsewhere. */
    public boolean isToldElsewhere() {
        return Files.exists(directory.resolve(TOLD_ELSEWHERE));
    }

    /** Returns why it cannot be remembered. */
    public Optional<String> rememberToldElsewhere() {
        try {
            durable.replaceOwn(directory.resolve(TOLD_ELSEWHERE), new byte[0]);
            return Optional.empty();
        } catch (BrokenFileException e) {
            return Optional.of("that a message was sent could not be remembered: " + e.getMessage());
        }
    }

    public boolean hasReserve() {
        return Files.exists(directory.resolve(RESERVE));
    }

    /** Deletes what is of use only while the run goes on. */
    void tidy() {
        deleteTemporary();
        if (hasReserve()) {
            // Half a megabyte does not stay behind because of one failure.
            deleteTemporary();
        }
    }

    private void deleteTemporary() {
        for (String file : own()) {
            if (!KEPT.contains(file) && !file.endsWith(LOG) && !file.startsWith(DAMAGED)) {
                durable.deleteQuietly(directory.resolve(file));
            }
        }
    }

    /** Deletes what an executor left of an attempt whose result is in the journal; its output stays. */
    public void deleteScratch(String key) {
        for (String file : own()) {
            if (file.startsWith(key) && !file.endsWith(LOG)) {
                durable.deleteQuietly(directory.resolve(file));
            }
        }
    }

    /** Whether a file of this name is written or read by the agent itself. */
    static boolean isOwn(String file) {
        return KEPT.contains(file) || WHILE_IT_GOES_ON.contains(file) || file.endsWith(LOG);
    }

    /** Where a link took the place of the directory, the files are somebody else's. */
    private boolean isOwn() {
        return !Files.isSymbolicLink(directory);
    }

    private List<String> own() {
        return isOwn() ? durable.names(directory) : List.of();
    }

    private void removeOwn(String file) {
        if (isOwn()) {
            durable.remove(directory.resolve(file));
        }
    }
}
