package io.github.devopsagent.internal.ownership;

import io.github.devopsagent.coordination.CoordinationUnavailableException;
import io.github.devopsagent.coordination.FencedJournal;
import java.util.Optional;

/**
 * The journal that all workers of a directory share, as this agent writes to it: a record is there before it is in the
 * directory's own file, which is its copy. Whoever does not answer is waited for. Where there is no such journal, nothing happens.
 */
public final class SharedJournal {

    private final Optional<FencedJournal> journal;
    private final LeaseRenewal leases;

    SharedJournal(Optional<FencedJournal> journal, LeaseRenewal leases) {
        this.journal = journal;
        this.leases = leases;
    }

    /**
     * The journal itself.
     *
     * @return empty if the directory's own files are all there is
     */
    public Optional<FencedJournal> journal() {
        return journal;
    }

    /**
     * Adds a record.
     *
     * @param sequence its place, from 0
     * @param record its bytes
     * @throws OwnershipLostException if another agent has the lease
     * @throws CoordinationUnavailableException if the host does not want to wait any more
     */
    public void append(long sequence, byte[] record) {
        if (journal.isPresent()) {
            leases.answered(() -> {
                journal.get().append(sequence, record);
                return true;
            });
        }
    }

    /**
     * Keeps a file without which nobody can go on.
     *
     * @param name such as {@code plan.json}
     * @param content its bytes
     * @throws OwnershipLostException as {@link #append}
     * @throws CoordinationUnavailableException as {@link #append}
     */
    public void keep(String name, byte[] content) {
        if (journal.isPresent()) {
            leases.answered(() -> {
                journal.get().keep(name, content);
                return true;
            });
        }
    }

    /**
     * Ends the run that is under way.
     *
     * @param run its id
     * @throws OwnershipLostException as {@link #append}
     * @throws CoordinationUnavailableException as {@link #append}
     */
    public void archive(String run) {
        if (journal.isPresent()) {
            leases.answered(() -> {
                journal.get().archive(run);
                return true;
            });
        }
    }
}
