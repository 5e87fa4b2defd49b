package io.github.devopsagent.internal.ownership;

import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.files.RunDirectory;
import io.github.devopsagent.internal.journal.Journal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The journal of a run, and what to do when it cannot be written. What workers share has a record before the file has it. A record is tried twice; then the run's reserve is
 * given up, which makes room on a full disk, and which tells a later run that the journal may lack something. If even
 * that is impossible, nothing that is done could be known of later, so nothing more is done.
 */
public final class ReliableJournal implements GuardedJournal, AutoCloseable {

    private final Journal journal;
    private final RunDirectory kept;
    private final SharedJournal shared;
    private final Deque<PendingRecord> backlog = new ArrayDeque<>();
    private Optional<BrokenFileException> failure = Optional.empty();

    /**
     * What is to be written.
     *
     * @param record a record of the journal
     * @param isSynced whether it must be on the disk before anything else happens
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record PendingRecord(byte[] record, boolean isSynced) {}

    /**
     * The journal of a run.
     *
     * @param journal the file
     * @param kept what else is kept of the run
     * @param shared has each record first, if workers share one
     */
    public ReliableJournal(Journal journal, RunDirectory kept, SharedJournal shared) {
        this.journal = journal;
        this.kept = kept;
        this.shared = shared;
    }

    /**
     * Records what has happened, now or as soon as it is possible.
     *
     * @throws BrokenFileException if it is not possible, and cannot even be marked
     */
    public void record(byte[] record) {
        record(record, true);
    }

    /**
     * Records what matters only for as long as the machine is not started anew.
     *
     * @throws BrokenFileException if it is not possible, and cannot even be marked
     */
    public void note(byte[] record) {
        record(record, false);
    }

    private void record(byte[] record, boolean isSynced) {
        // Not under this object's lock: it may take long, and only the thread of the run records.
        shared.append(next(), record);
        write(new PendingRecord(record, isSynced));
    }

    private synchronized long next() {
        return journal.length() + backlog.size();
    }

    private synchronized void write(PendingRecord pending) {
        backlog.addLast(pending);
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
            add(backlog.getFirst());
            backlog.removeFirst();
        }
    }

    /** Keeps the record in memory if the file was removed: nobody would read it there, and the new journal will have it. */
    private void add(PendingRecord pending) {
        if (!journal.stands()) {
            journal.keep(pending.record());
        } else if (pending.isSynced()) {
            journal.append(pending.record());
        } else {
            journal.appendUnsynced(pending.record());
        }
    }

    private void write() {
        if (attemptToSettle().isEmpty()) {
            return;
        }
        Optional<BrokenFileException> failed = attemptToSettle();
        if (failed.isEmpty()) {
            return;
        }
        failure = failure.or(() -> failed);
        boolean isMarked = kept.giveUpReserve();
        if (attemptToSettle().isPresent() && !isMarked) {
            throw failed.get();
        }
    }

    private Optional<BrokenFileException> attemptToSettle() {
        try {
            settle();
            return Optional.empty();
        } catch (BrokenFileException e) {
            return Optional.of(e);
        }
    }

    private Optional<BrokenFileException> attemptToRestore() {
        try {
            journal.restore();
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
        if (attemptToRestore().isEmpty()) {
            return;
        }
        Optional<BrokenFileException> failed = attemptToRestore();
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
