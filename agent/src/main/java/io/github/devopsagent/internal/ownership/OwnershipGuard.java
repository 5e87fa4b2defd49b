package io.github.devopsagent.internal.ownership;

import io.github.devopsagent.coordination.CoordinationUnavailableException;
import io.github.devopsagent.coordination.FencedException;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.internal.attempt.Cancellation;
import io.github.devopsagent.internal.attempt.Deadlines;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.EmptiedDirectory;
import io.github.devopsagent.internal.lock.DirectoryLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Guards what a run needs to keep: its locks, its journal and its own files. A step that runs {@code git clean -x}, or anybody else,
 * may remove them at any time; so they are looked at before each action, and all the time by a thread of their own. What
 * was removed is made again, and told, so that the run goes no further forward. As long as it cannot be made again, a
 * deployment goes back from memory. If another agent has a lock by then, the run is over.
 */
public final class OwnershipGuard implements AutoCloseable, Deadlines {

    private static final String CAUSES = "git clean -x, rsync --delete or rm in the consensus directory does that; let"
            + " it spare .devops (git clean -fdx -e .devops)";

    /**
     * How often it is looked, and how long another agent is waited for.
     *
     * @param poll the time between two looks
     * @param patience how long another agent may have a lock that was ours: one that only begins gives it back
     */
    public record WatchTiming(Duration poll, Duration patience) {

        public static final WatchTiming STANDARD = new WatchTiming(Duration.ofMillis(20), Duration.ofSeconds(5));
    }

    /** Something that the run cannot do without, and that it can make again. */
    public interface OwnedPart {

        /** Where it lies, for people. */
        String name();

        /** Whether it is still there. */
        boolean stands();

        /**
         * Keeps that something was removed, whatever it was, before anything but the locks is made again: who goes on
         * after a kill must not go forward.
         *
         * @param removal what was removed, for people
         * @throws BrokenFileException if that is not possible
         */
        default void rememberRemoval(String removal) {}

        /**
         * Makes it again.
         *
         * @param removal what was removed, for people
         * @throws BrokenFileException if that is not possible
         */
        void restore(String removal);

        /** What tells that another agent has worked here meanwhile, for people. */
        default Optional<String> traces() {
            return Optional.empty();
        }
    }

    private final WatchTiming timing;
    private final CountDownLatch over = new CountDownLatch(1);
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private final LeaseRenewal renewal;
    private final List<Lease> leases = new ArrayList<>();

    /** Those of the leases that lie in files, which others can remove. */
    private final List<DirectoryLock> locks = new ArrayList<>();

    private final List<String> removals = new ArrayList<>();
    private List<OwnedPart> parts = List.of();
    private String during = "";
    private Optional<BrokenFileException> failure = Optional.empty();
    private boolean hasWayBack;
    private int known;
    private boolean isWatched;

    /**
     * A guard of one call.
     *
     * @param timing how often it looks
     * @param cancellation the host's wish to stop, which ends the waiting for a lease as well
     * @param waiting is told what is waited for
     */
    public OwnershipGuard(WatchTiming timing, Cancellation cancellation, Consumer<String> waiting) {
        this.timing = timing;
        this.renewal = new LeaseRenewal(lost, cancellation, waiting);
    }

    /** Looks after a lease from now on, and gives it back in the end. The first one is that of the directory. */
    public synchronized void hold(Lease lease) {
        leases.add(lease);
        renewal.hold(lease);
        if (lease instanceof DirectoryLock lock) {
            locks.add(lock);
        }
        // Without such a lock a removed file lets nobody in, and it is found out before the next action.
        if (!locks.isEmpty() && !isWatched) {
            isWatched = true;
            Thread watch = new Thread(this::watch, "devops-ownership");
            watch.setDaemon(true);
            watch.start();
        }
    }

    /**
     * Looks after what a run cannot do without that has nothing to undo.
     *
     * @param needed in the order in which it is made again
     */
    public void hold(List<OwnedPart> needed) {
        renewal.await();
        hold(needed, Optional.empty(), false);
    }

    /**
     * Looks after what a run cannot do without. Until now nothing was removed that the run needs. What cannot be made
     * again does not keep it from its way back.
     *
     * @param needed in the order in which it is made again
     * @param before what an agent that was killed has found removed
     */
    public void hold(List<OwnedPart> needed, Optional<String> before) {
        renewal.await();
        hold(needed, before, true);
    }

    private synchronized void hold(List<OwnedPart> needed, Optional<String> before, boolean isToGoBack) {
        checkFiles();
        hasWayBack = isToGoBack;
        parts = List.copyOf(needed);
        removals.clear();
        if (before.isPresent()) {
            removals.add(before.get());
        }
        known = removals.size();
    }

    /** The number of the lease that was taken last: of the target if there is one, else of the directory. */
    public synchronized long fence() {
        return leases.get(leases.size() - 1).fence();
    }

    /** The journal that the directory's workers share. */
    public synchronized SharedJournal shared() {
        return new SharedJournal(
                leases.isEmpty() ? Optional.empty() : leases.get(0).journal(), renewal);
    }

    /** Whether the directory's workers share a journal. */
    public boolean isShared() {
        return shared().journal().isPresent();
    }

    /**
     * Asks whoever keeps the leases, until there is an answer.
     *
     * @throws OwnershipLostException if another agent has taken the place
     * @throws CoordinationUnavailableException if the host does not want to wait any more
     */
    public <T> T answered(Supplier<T> question) {
        return renewal.answered(question);
    }

    /** Tells others what a lease is held for. */
    public void announce(Lease lease, String run) {
        answered(() -> {
            lease.announce(run);
            return run;
        });
    }

    /** How often it was not certain for a while that this agent has its leases. */
    public int lapses() {
        return renewal.lapses();
    }

    /** How long a lease lasts that is not renewed; zero if that is as long as the process. */
    public Duration term() {
        return renewal.term();
    }

    /** Whether, as far as is known without asking anybody, this agent has what it needs to begin something. */
    public boolean mayBegin() {
        return !lost.isDone() && renewal.stands();
    }

    /** Done as soon as nothing more may be carried out, until it is certain again that the leases are held. */
    public CompletableFuture<?> end() {
        return renewal.end();
    }

    @Override
    public StepOutput.Subscription onDeadline(Consumer<Duration> told) {
        return renewal.onDeadline(told);
    }

    /** The run has nothing more to lose. */
    public synchronized void letGo() {
        parts = List.of();
        hasWayBack = false;
    }

    /** What is done from now on, for people. */
    public synchronized void during(String action) {
        during = action;
    }

    /**
     * Makes sure, before something is done or written, that this agent still holds everything. As long as nobody tells whether
     * it has its leases, it waits.
     *
     * @throws OwnershipLostException if another agent has taken the place
     * @throws CoordinationUnavailableException if the host does not want to wait any more
     * @throws BrokenFileException if what was removed cannot be made again, and there is no way back to be gone
     */
    public void check() {
        // Not under this object's lock: it may take long.
        renewal.await();
        if (renewal.hasLeases() && isSomethingGone()) {
            // Whoever has the lease by now has made these files anew, and they must not be overwritten.
            renewal.confirm();
        }
        checkFiles();
    }

    /**
     * Makes sure, as {@link #check} does, and by asking whoever keeps the leases: files are written next that another worker may
     * have by now, of which no record is asked for.
     */
    public void confirm() {
        renewal.await();
        renewal.confirm();
        checkFiles();
    }

    private synchronized boolean isSomethingGone() {
        return !gone().isEmpty();
    }

    private synchronized void checkFiles() {
        if (!lost.isDone()) {
            look();
        }
        if (lost.isDone()) {
            throw new OwnershipLostException(lost.join(), renewal.isFenced());
        }
    }

    /** Why what was removed from a run with a way back cannot be made again; empty if it is there, or there again. */
    public synchronized Optional<BrokenFileException> failure() {
        return failure;
    }

    /** What was removed since the run began, for people. */
    public synchronized List<String> removals() {
        return List.copyOf(removals);
    }

    /** Whether this agent itself has found something removed since it holds the run's files. */
    public synchronized boolean isDisturbed() {
        return removals.size() > known;
    }

    /** Done as soon as another agent has taken the place. */
    public CompletableFuture<String> lost() {
        return lost;
    }

    private void watch() {
        try {
            while (!over.await(timing.poll().toMillis(), TimeUnit.MILLISECONDS) && !lost.isDone()) {
                lookQuietly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("EmptyCatch")
    private synchronized void lookQuietly() {
        try {
            if (over.getCount() > 0) {
                look();
            }
        } catch (BrokenFileException ignored) {
            // It is tried again, and the run will tell before its next action.
        }
    }

    private List<String> gone() {
        List<String> gone = new ArrayList<>();
        for (DirectoryLock lock : locks) {
            if (!lock.stands()) {
                gone.add(lock.file().toString());
            }
        }
        for (OwnedPart part : parts) {
            if (!part.stands()) {
                gone.add(part.name());
            }
        }
        for (DirectoryLock lock : locks) {
            if (!lock.isReservationThere()) {
                gone.add(lock.reservationFile().toString());
            }
        }
        return List.copyOf(gone);
    }

    private void look() {
        List<String> gone = gone();
        if (gone.isEmpty()) {
            failure = Optional.empty();
            return;
        }
        awaitEndOfRemoval();
        try {
            takeAllAgain(locks);
            if (!lost.isDone()) {
                restore(gone);
            }
            failure = Optional.empty();
        } catch (BrokenFileException e) {
            if (!hasWayBack) {
                throw e;
            }
            if (!lost.isDone()) {
                endure(gone, e);
            }
        }
    }

    /** Told once, at its beginning. */
    private void endure(List<String> gone, BrokenFileException failed) {
        if (failure.isEmpty()) {
            removals.add(removal(new LinkedHashSet<>(gone)) + "; it could not be made again at once: "
                    + failed.getMessage());
        }
        failure = Optional.of(failed);
    }

    /** Waits until the removal is over: a new file in the directory would make it fail, and with it perhaps a rollback. */
    private void awaitEndOfRemoval() {
        locks.stream()
                .filter(lock -> lock.equals(locks.get(0)) || !lock.stands())
                .map(DirectoryLock::directory)
                .forEach(EmptiedDirectory::await);
    }

    private void restore(List<String> gone) {
        Set<String> all = new LinkedHashSet<>(gone);
        Optional<String> traces =
                parts.stream().map(OwnedPart::traces).flatMap(Optional::stream).findFirst();
        if (traces.isPresent() && !renewal.hasLeases()) {
            lose(removed(all) + "; another agent has worked here meanwhile: " + traces.get());
            return;
        }
        // Whoever has just confirmed its leases has this place, whatever one that lost them has written late.
        List<OwnedPart> missing = parts.stream().filter(part -> !part.stands()).toList();
        missing.forEach(part -> all.add(part.name()));
        String removal = removal(all);
        parts.forEach(part -> part.rememberRemoval(removal));
        locks.forEach(DirectoryLock::restoreReservation);
        missing.forEach(part -> part.restore(removal));
        if (failure.isEmpty()) {
            removals.add(removal);
        }
    }

    private String removal(Set<String> gone) {
        Optional<DirectoryLock> elsewhere = locks.stream()
                .skip(1)
                .filter(lock -> gone.stream().allMatch(path -> Path.of(path).startsWith(lock.directory())))
                .findFirst();
        return removed(gone) + "; "
                + elsewhere
                        .map(lock ->
                                "somebody removes what is in " + lock.directory() + "; exclude that directory from it")
                        .orElse(CAUSES);
    }

    private String removed(Set<String> gone) {
        return (during.isEmpty() ? "" : during + ": ") + "the agent's own files were removed: "
                + String.join(", ", gone);
    }

    /** Whatever is in the way of one of them, of the others it is found out who has them. */
    private void takeAllAgain(List<DirectoryLock> missing) {
        if (!missing.isEmpty()) {
            try {
                takeAgain(missing.get(0));
            } finally {
                takeAllAgain(missing.subList(1, missing.size()));
            }
        }
    }

    /** An agent that begins takes the lock only to look, and gives it back when it has found us. */
    private void takeAgain(DirectoryLock lock) {
        // Counted, not timed: while this agent stood still, as on a paused machine, it did not look.
        long looks = timing.patience().toNanos() / Math.max(1, timing.poll().toNanos());
        Optional<String> holder = lock.retake();
        for (long look = 0; holder.isPresent() && look < looks; look++) {
            if (isOver(timing.poll())) {
                return;
            }
            holder = lock.retake();
        }
        holder.ifPresent(other -> lose(removed(Set.of(lock.file().toString())) + "; by now another agent holds it: "
                + other + "; this one is " + lock.holder()));
    }

    private boolean isOver(Duration time) {
        try {
            return over.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void lose(String why) {
        locks.forEach(DirectoryLock::lose);
        lost.complete(why);
    }

    @Override
    public void close() {
        over.countDown();
        renewal.close();
        closeLeases();
    }

    private synchronized void closeLeases() {
        letGo();
        closeAll(leases);
        leases.clear();
        locks.clear();
    }

    /** Whatever one of them throws, the others are given back. */
    private static void closeAll(List<Lease> open) {
        if (!open.isEmpty()) {
            try {
                close(open.get(0));
            } finally {
                closeAll(open.subList(1, open.size()));
            }
        }
    }

    /** One that nobody takes back now ends with its term; what the run came to stands, whatever is in the way. */
    @SuppressWarnings("EmptyCatch")
    private static void close(Lease lease) {
        try {
            lease.close();
        } catch (CoordinationUnavailableException | FencedException | IllegalStateException ignored) {
            // Whoever asks for it next waits for that.
        }
    }
}
