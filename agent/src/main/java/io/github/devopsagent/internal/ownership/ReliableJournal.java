package io.github.devopsagent.internal.ownership;

import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.files.RunDirectory;
import io.github.devopsagent.internal.journal.Journal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The journal of a run, and what to do when it cannot be written. A record is tried twice; then the run's reserve is
 * given up, which makes room on a full disk, and which tells a later run that the journal may lack something. If even
 * that is impossible, nothing that is done could be known of later, so nothing more is done.
 */
public final class ReliableJournal implements GuardedJournal, AutoCloseable {

    private final Journal journal;
    private final RunDirectory kept;
    private final Deque<Runnable> backlog = new ArrayDeque<>();
    private Optional<BrokenFileException> failure = Optional.empty();

    public ReliableJournal(Journal journal, RunDirectory kept) {
        this.journal = journal;
        this.kept = kept;
    }

    /**
     * Records what has happened, now or as soon as it is possible.
     *
     * @throws BrokenFileException if it is not possible, and cannot even be marked
     */
    public synchronized void record(byte[] record) {
        backlog.addLast(() -> add(record, journal::append));
        write();
    }

    /**
     * Records what matters only for as long as the machine is not started anew.
     *
     * @throws BrokenFileException if it is not possible, and cannot even be marked
     */
    public synchronized void note(byte[] record) {
        backlog.addLast(() -> add(record, journal::appendUnsynced));
        write();
    }

    /** Whether something that has happened is not on the disk yet. */
    public synchronized boolean isBehind() {
        return !backlog.isEmpty();
    }

    /**
     * What makes it impossible to go on.
     *
     * @return the first failure that a second try did not mend; empty as long as the run may go forward
     */
    public synchronized Optional<BrokenFileException> failure() {
        return failure;
    }

    /**
     * Writes what could not be written before.
     *
     * @throws BrokenFileException if that is still impossible
     */
    public synchronized void settle() {
        while (!backlog.isEmpty()) {
            backlog.getFirst().run();
            backlog.removeFirst();
        }
    }

    /** Keeps the record in memory if the file was removed: nobody would read it there, and the new journal will have it. */
    private void add(byte[] record, Consumer<byte[]> writing) {
        if (journal.stands()) {
            writing.accept(record);
        } else {
            journal.keep(record);
        }
    }

    private void write() {
        Optional<BrokenFileException> failed = attempt(this::settle).flatMap(first -> attempt(this::settle));
        if (failed.isEmpty()) {
            return;
        }
        failure = failure.or(() -> failed);
        boolean isMarked = kept.giveUpReserve();
        if (attempt(this::settle).isPresent() && !isMarked) {
            throw failed.get();
        }
    }

    private static Optional<BrokenFileException> attempt(Runnable writing) {
        try {
            writing.run();
            return Optional.empty();
        } catch (BrokenFileException e) {
            return Optional.of(e);
        }
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public synchronized void restore(String removal) {
        Optional<BrokenFileException> failed = attempt(journal::restore).flatMap(first -> attempt(journal::restore));
        if (failed.isPresent()) {
            failure = failure.or(() -> failed);
            kept.giveUpReserve();
            journal.restore();
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}
