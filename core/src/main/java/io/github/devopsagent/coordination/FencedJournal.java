package io.github.devopsagent.coordination;

import java.util.List;
import java.util.Optional;

/**
 * The records of the run that is under way in a directory, and the files without which nobody can go on with it. Whatever
 * is written is durable when the method returns, and is written only if no greater fence is there at that moment; else
 * {@link FencedException} is thrown. To write the same once more changes nothing, so that a write of which no answer came
 * is tried again.
 */
public interface FencedJournal {

    /**
     * The records of the run that is under way.
     *
     * @return in their order; none if no run is
     */
    List<byte[]> records();

    /**
     * Adds a record.
     *
     * @param sequence its place, from 0: the number of records before it
     * @param record at most 16 MiB
     * @throws IllegalStateException if another record has that place, or one before it is missing
     */
    void append(long sequence, byte[] record);

    /**
     * Keeps a file of the run that is under way, or is to begin, in place of what was kept under that name.
     *
     * @param name such as {@code plan.json}
     * @param content its bytes
     */
    void keep(String name, byte[] content);

    /**
     * A file of the run that is under way.
     *
     * @param name such as {@code plan.json}
     * @return its bytes; empty if none is kept under that name
     */
    Optional<byte[]> kept(String name);

    /**
     * Ends the run that is under way: its records and files are kept under its id, the targets that are kept for a run of this
     * directory are free, and the next run begins with none. Nothing happens if none is under way.
     *
     * @param run its id
     */
    void archive(String run);

    /**
     * Whether the run that ended last in this directory has an id, and these first records.
     *
     * @param run its id
     * @param opening its first record
     * @return true if it was archived
     */
    boolean isArchived(String run, byte[] opening);
}
