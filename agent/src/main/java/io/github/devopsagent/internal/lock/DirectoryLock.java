package io.github.devopsagent.internal.lock;

import io.github.devopsagent.coordination.FencedException;
import io.github.devopsagent.coordination.FencedJournal;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseHolder;
import io.github.devopsagent.coordination.LeaseKey;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.disk.FileIdentity;
import io.github.devopsagent.internal.disk.LockedFile;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Keeps two agents of one machine from one directory: the lease that lies in files. The lock is the kernel's, and ends with the
 * process, so there is never a stale one to break; the record beside it tells people who holds it.
 */
public final class DirectoryLock implements Lease {

    /** The name of the file that the kernel locks. */
    public static final String LOCK = "lock";

    /** The name of the file that tells people who holds it. */
    public static final String OWNER = LockOwner.FILE;

    // Opening and closing the lock file a second time in one process would drop the kernel's lock silently. The
    // properties are those of the whole process, whichever class loader this class comes from.
    private static final Properties HELD_BY_THIS_JVM = System.getProperties();

    /** Each time the file was another one when it had been locked; then something removes it over and over. */
    private static final int MOST_TRIES = 100;

    private final LeaseKey key;
    private final DurableFiles durable;
    private final Path guarded;
    private final AgentIdentity self;
    private final Instant since;
    private final long fence;
    private final ReservationFile reservation;

    /** The last one is that of the file that is there; those before it have no name any more. */
    private final Deque<HeldLock> locks = new ArrayDeque<>();

    private String what = "";
    private String told = "";
    private boolean isLost;
    private boolean isClosed;
    private Optional<Reservation> reserved = Optional.empty();

    private record HeldLock(FileChannel channel, FileLock lock, FileIdentity file) {

        void release() throws IOException {
            lock.release();
            channel.close();
        }
    }

    private DirectoryLock(
            LeaseKey key, DurableFiles durable, Path guarded, HeldLock lock, AgentIdentity self, Instant since) {
        this.key = key;
        this.durable = durable;
        this.guarded = guarded;
        this.locks.addLast(lock);
        this.self = self;
        this.since = since;
        this.fence = FenceNumber.next(content(lock), Instant.now());
        this.reservation = new ReservationFile(guarded);
    }

    /**
     * Takes the lock, or says who has it.
     *
     * @param key what it is of
     * @param durable how files are written
     * @param directory an existing directory of ours
     * @param self for the record
     * @param now for the record
     * @return the lock, to be closed; or who holds it, for people
     */
    public static Either<String, DirectoryLock> acquire(
            LeaseKey key, DurableFiles durable, Path directory, AgentIdentity self, Instant now) {
        try {
            Path real = directory.toRealPath();
            if (HELD_BY_THIS_JVM.putIfAbsent(property(real), "held") != null) {
                return Either.left(inThisProcess(directory));
            }
            Optional<DirectoryLock> taken = Optional.empty();
            Optional<String> living = Optional.empty();
            try {
                taken = lock(key, durable, real, self, now);
                living = taken.isPresent() ? livingOwner(real) : Optional.empty();
            } finally {
                if (taken.isEmpty()) {
                    HELD_BY_THIS_JVM.remove(property(real));
                } else if (living.isPresent()) {
                    taken.get().release();
                }
            }
            if (living.isPresent()) {
                return Either.left(living.get()
                        + " (the lock is free, but that process lives and has not given it up: its lock file was moved"
                        + " or replaced, or other code of that process opened and closed the file, which drops the"
                        + " kernel's lock)");
            }
            if (taken.isEmpty()) {
                return Either.left(owner(directory).orElse("another process"));
            }
            taken.get().announce();
            return Either.right(taken.get());
        } catch (AccessDeniedException e) {
            return Either.left(owner(directory)
                    .map(holder -> holder + " (this user may not open its lock file)")
                    .orElseThrow(() -> new BrokenFileException("locking", directory.resolve(LOCK), e)));
        } catch (IOException e) {
            throw new BrokenFileException("locking", directory.resolve(LOCK), e);
        }
    }

    private static String inThisProcess(Path directory) {
        return "another agent in this process"
                + owner(directory).map(" ("::concat).map(text -> text + ")").orElse("");
    }

    /**
     * Who holds a lock now, in this process or in another one that has told of it. Nothing is opened to find that out:
     * to close the lock file would drop the lock of this process.
     *
     * @param directory what is guarded
     * @return who it is, for people; empty if nobody is seen
     */
    public static Optional<String> holderNow(Path directory) {
        try {
            return HELD_BY_THIS_JVM.containsKey(property(directory.toRealPath()))
                    ? Optional.of(inThisProcess(directory))
                    : livingOwner(directory);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether an agent in this process holds a lock now.
     *
     * @param directory what is guarded
     * @return false if it is not there
     */
    public static boolean isHeldHere(Path directory) {
        try {
            return HELD_BY_THIS_JVM.containsKey(property(directory.toRealPath()));
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<DirectoryLock> lock(
            LeaseKey key, DurableFiles durable, Path real, AgentIdentity self, Instant now) throws IOException {
        Optional<HeldLock> lock = lock(durable, real);
        Optional<DirectoryLock> taken = Optional.empty();
        try {
            taken = lock.isPresent()
                    ? Optional.of(new DirectoryLock(key, durable, real, lock.get(), self, now))
                    : Optional.empty();
            return taken;
        } finally {
            if (taken.isEmpty() && lock.isPresent()) {
                lock.get().release();
            }
        }
    }

    /** Locks the file that has the name: one that lost it meanwhile keeps nobody away. */
    private static Optional<HeldLock> lock(DurableFiles durable, Path real) throws IOException {
        Path file = real.resolve(LOCK);
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<FileIdentity> before = FileIdentity.of(file);
            FileChannel channel = durable.openToLock(file);
            Optional<FileLock> lock = Optional.empty();
            boolean isProven = false;
            try {
                lock = tryLock(channel);
                // The same before it was opened and after: so it is what was opened, and keeps its key while it is
                // open.
                isProven = before.isPresent() && before.get().isThatOf(FileIdentity.of(file));
                if (lock.isEmpty()) {
                    return Optional.empty();
                }
                if (isProven) {
                    return Optional.of(new HeldLock(channel, lock.get(), before.get()));
                }
            } finally {
                if (lock.isEmpty() || !isProven) {
                    channel.close();
                }
            }
        }
        throw new IOException("it was removed " + MOST_TRIES + " times in a row while it was locked");
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            // Someone else in this process locks this file: the same answer as for another process.
            return Optional.empty();
        }
    }

    @Override
    public LeaseKey key() {
        return key;
    }

    @Override
    public long fence() {
        return fence;
    }

    /** The kernel keeps it for as long as the process lives. */
    @Override
    public Optional<Duration> term() {
        return Optional.empty();
    }

    private LockedFile content(HeldLock lock) {
        return new LockedFile(durable.disk(), lock.channel(), guarded.resolve(LOCK));
    }

    /** Records lie in the directory's own files. */
    @Override
    public Optional<FencedJournal> journal() {
        return Optional.empty();
    }

    /**
     * Whether the file that is locked still has its name. If it has not, the lock keeps nobody away.
     *
     * @return false if the file was removed, or another one has its name
     */
    @Override
    public synchronized boolean stands() {
        return !isClosed && locks.getLast().file().isAt(guarded.resolve(LOCK));
    }

    /** The kernel ends it with the process, and nothing else does. */
    @Override
    public Duration remaining() {
        return stands() ? ChronoUnit.FOREVER.getDuration() : Duration.ZERO;
    }

    /**
     * The file that is locked.
     *
     * @return where it is, or was
     */
    public Path file() {
        return guarded.resolve(LOCK);
    }

    /**
     * The directory that is guarded.
     *
     * @return its real path when it was locked
     */
    public Path directory() {
        return guarded;
    }

    /**
     * Who holds it: this agent.
     *
     * @return for people
     */
    public synchronized String holder() {
        return self + what;
    }

    /**
     * Takes the lock again, whose file was removed. What was locked before stays so, for those who still have it open.
     *
     * @return empty if it is held again; else who has it, for people
     * @throws BrokenFileException if its file cannot be made
     */
    public synchronized Optional<String> retake() {
        if (stands()) {
            return Optional.empty();
        }
        if (isClosed) {
            return Optional.of("nobody: it was given back");
        }
        try {
            if (Files.isSymbolicLink(guarded) || Files.isSymbolicLink(file())) {
                throw new IOException("a link is in its place, which is not followed");
            }
            durable.createPrivateDirectory(guarded);
            Optional<HeldLock> taken = lock(durable, guarded);
            if (taken.isEmpty()) {
                return Optional.of(owner(guarded).orElse("another process"));
            }
            locks.addLast(taken.get());
            FenceNumber.write(content(taken.get()), fence);
        } catch (IOException e) {
            throw new BrokenFileException("locking", file(), e);
        }
        writeOwner(what);
        return Optional.empty();
    }

    @Override
    public Optional<LeaseHolder> renew() {
        return retake().map(DirectoryLock::endsItself);
    }

    /**
     * Who has a lock, which is over when the process ends that has it.
     *
     * @param who has it, for people
     * @return the same, with what to do
     */
    public static LeaseHolder endsItself(String who) {
        return new LeaseHolder(
                who,
                "; run again when it is done. The lock ends with its process",
                Optional.empty(),
                Optional.empty(),
                0);
    }

    @Override
    public synchronized void reserve(String directory, String run) {
        requireHeld();
        Reservation now = new Reservation(directory, run);
        reservation.write(durable, now);
        reserved = Optional.of(now);
    }

    /** A lock whose file was removed is taken again, unless another agent was faster. */
    private void requireHeld() {
        Optional<String> other = retake();
        if (other.isPresent()) {
            throw new FencedException(file() + " was removed, and by now another agent holds it: " + other.get());
        }
    }

    /** Whether what this agent reserved is still there; true also if it reserved nothing. */
    public synchronized boolean isReservationThere() {
        return reserved.isEmpty() || reservation.exists();
    }

    /** Where it is kept which run this agent reserved it for. */
    public Path reservationFile() {
        return reservation.path();
    }

    /** Reserves it once more, if this agent did, and somebody removed that. */
    public synchronized void restoreReservation() {
        if (reserved.isPresent() && !reservation.exists()) {
            reservation.write(durable, reserved.get());
        }
    }

    @Override
    public synchronized void settle() {
        requireHeld();
        reserved = Optional.empty();
        reservation.remove(durable);
    }

    /** Gives the lock up that another agent holds by now: what lies there is that agent's. */
    public synchronized void lose() {
        isLost = true;
    }

    private static String property(Path real) {
        return DirectoryLock.class.getName() + ":" + real;
    }

    private void announce() {
        boolean announced = false;
        try {
            writeOwner("");
            announced = true;
        } finally {
            if (!announced) {
                release();
            }
        }
    }

    @Override
    public synchronized void announce(String run) {
        what = ", run " + run;
        writeOwner(what);
    }

    /** A full disk must not keep a run from being brought to its end, so people can be left without the record. */
    private void writeOwner(String purpose) {
        told = self + ", held since " + since + purpose + "\n"
                + AgentIdentity.current().mark() + "\n";
        try {
            durable.replaceOwn(guarded.resolve(OWNER), told.getBytes(StandardCharsets.UTF_8));
        } catch (BrokenFileException e) {
            durable.deleteQuietly(guarded.resolve(OWNER));
        }
    }

    private static Optional<String> owner(Path directory) {
        return record(directory).flatMap(lines -> lines.stream().findFirst()).map(String::strip);
    }

    /**
     * Which other process holds a lock, as far as it has told. Whoever closes a lock takes the record away first, so that
     * one of a living process means that it is held.
     *
     * @param directory what is guarded
     * @return who it is, for people; empty if that process does not live, or cannot be seen from here
     */
    private static Optional<String> livingOwner(Path directory) {
        Optional<List<String>> record = record(directory);
        boolean lives = record.isPresent()
                && record.get().size() > 1
                && AgentIdentity.isAnotherThatLives(record.get().get(1));
        return lives ? owner(directory) : Optional.empty();
    }

    /** The lines that are told beside a lock; empty if nothing is told, or it cannot be read. */
    static Optional<List<String>> record(Path directory) {
        try {
            return Optional.of(Files.readAllLines(directory.resolve(OWNER)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        try {
            // Its file may have been removed just now. As long as this process lives, its record would keep others out.
            if (isToldByThis() || (!isLost && stands())) {
                durable.deleteQuietly(guarded.resolve(OWNER));
            }
        } finally {
            isClosed = true;
            release();
        }
    }

    private boolean isToldByThis() {
        return record(guarded).equals(Optional.of(told.lines().toList()));
    }

    private void release() {
        try {
            for (HeldLock lock : locks) {
                lock.release();
            }
        } catch (IOException e) {
            throw new BrokenFileException("unlocking", guarded.resolve(LOCK), e);
        } finally {
            HELD_BY_THIS_JVM.remove(property(guarded));
        }
    }
}
