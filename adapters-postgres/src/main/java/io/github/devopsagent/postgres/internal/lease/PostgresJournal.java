package io.github.devopsagent.postgres.internal.lease;

import io.github.devopsagent.coordination.FencedJournal;
import io.github.devopsagent.coordination.LeaseKey;
import io.github.devopsagent.postgres.internal.database.Database;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The journal of a directory's runs. Each statement that writes looks at the lease and locks its row in the same breath:
 * whoever takes the lease either waits until it is done, or makes it write nothing. It names its run as well, so that one
 * of which no answer came, and which is carried out late, cannot reach the next run.
 */
final class PostgresJournal implements FencedJournal {

    private static final String HELD = "WITH held AS (SELECT run_number, fence FROM devops_agent.lease"
            + " WHERE kind = 'directory' AND name = ? AND fence = ? AND run_number = ? FOR SHARE) ";

    private static final String RECORDS =
            "SELECT content FROM devops_agent.record WHERE run_number = ? ORDER BY sequence";

    private static final String APPEND = HELD
            + "INSERT INTO devops_agent.record (run_number, sequence, fence, content)"
            + " SELECT held.run_number, ?, held.fence, ? FROM held"
            + " WHERE ? = 0 OR EXISTS (SELECT 1 FROM devops_agent.record b"
            + " WHERE b.run_number = held.run_number AND b.sequence = ?)"
            + " ON CONFLICT DO NOTHING RETURNING 1";

    private static final String RECORD =
            "SELECT content FROM devops_agent.record WHERE run_number = ? AND sequence = ?";

    /** A late one, of which no answer had come, is of an earlier edit, and changes nothing. */
    private static final String KEEP = HELD
            + "INSERT INTO devops_agent.kept_file AS k (run_number, name, fence, edit, content)"
            + " SELECT held.run_number, ?, held.fence, ?, ? FROM held"
            + " ON CONFLICT (run_number, name) DO UPDATE SET fence = excluded.fence, edit = excluded.edit,"
            + " content = excluded.content, kept_at = clock_timestamp()"
            + " WHERE (k.fence, k.edit) < (excluded.fence, excluded.edit) RETURNING 1";

    private static final String KEPT = "SELECT content FROM devops_agent.kept_file WHERE run_number = ? AND name = ?";

    private static final String ARCHIVE = "WITH ended AS (UPDATE devops_agent.lease"
            + " SET run_number = nextval('devops_agent.run_number')"
            + " WHERE kind = 'directory' AND name = ? AND fence = ? AND run_number = ?"
            + " AND EXISTS (SELECT 1 FROM devops_agent.record r WHERE r.run_number = lease.run_number)"
            + " RETURNING run_number),"
            + " freed AS (UPDATE devops_agent.lease SET reserved_directory = NULL, reserved_run = NULL,"
            + " revision = revision + 1 WHERE kind = 'target' AND reserved_directory = ?"
            + " AND EXISTS (SELECT 1 FROM ended))"
            + " INSERT INTO devops_agent.archived_run (run_number, directory, run, fence)"
            + " SELECT ?, ?, ?, ? FROM ended RETURNING (SELECT run_number FROM ended)";

    private static final String LAST_ARCHIVED = "SELECT a.run, r.content FROM devops_agent.archived_run a"
            + " LEFT JOIN devops_agent.record r ON r.run_number = a.run_number AND r.sequence = 0"
            + " WHERE a.directory = ? ORDER BY a.run_number DESC LIMIT 1";

    private final Database database;
    private final LeaseKey key;
    private final long fence;
    private long runNumber;
    private long edits;

    /**
     * The journal under a lease.
     *
     * @param database of the lease
     * @param row of the lease, when it was taken
     */
    PostgresJournal(Database database, LeaseRow row) {
        this.database = database;
        this.key = row.key();
        this.fence = row.fence();
        this.runNumber = row.runNumber();
    }

    @Override
    public synchronized List<byte[]> records() {
        return database.rows(LeaseRow.what("reading the journal of", key), RECORDS, row -> row.getBytes(1), runNumber);
    }

    @Override
    public synchronized void append(long sequence, byte[] record) {
        Optional<Boolean> written = database.row(
                LeaseRow.what("adding record " + sequence + " to the journal of", key),
                APPEND,
                row -> true,
                key.name(),
                fence,
                runNumber,
                sequence,
                record,
                sequence,
                sequence - 1);
        if (written.isPresent()) {
            return;
        }
        checkFence();
        Optional<byte[]> there = database.row(
                LeaseRow.what("reading record " + sequence + " of the journal of", key),
                RECORD,
                row -> row.getBytes(1),
                runNumber,
                sequence);
        if (!there.filter(found -> Arrays.equals(found, record)).isPresent()) {
            throw new IllegalStateException("record " + sequence + " of the journal of directory '" + key.name() + "': "
                    + (there.isPresent() ? "another one has that place" : "one before it is missing"));
        }
    }

    @Override
    public synchronized void keep(String name, byte[] content) {
        edits++;
        Optional<Boolean> written = database.row(
                LeaseRow.what("keeping " + name + " of", key),
                KEEP,
                row -> true,
                key.name(),
                fence,
                runNumber,
                name,
                edits,
                content);
        if (written.isEmpty()) {
            checkFence();
        }
    }

    @Override
    public synchronized Optional<byte[]> kept(String name) {
        return database.row(
                LeaseRow.what("reading " + name + " of", key), KEPT, row -> row.getBytes(1), runNumber, name);
    }

    @Override
    public synchronized void archive(String run) {
        Optional<Long> next = database.row(
                LeaseRow.what("archiving " + run + " of", key),
                ARCHIVE,
                row -> row.getLong(1),
                key.name(),
                fence,
                runNumber,
                key.name(),
                runNumber,
                key.name(),
                run,
                fence);
        // Otherwise none was under way, or it was archived before and the answer was lost.
        runNumber = next.orElseGet(() -> checkFence().runNumber());
    }

    @Override
    public synchronized boolean isArchived(String run, byte[] opening) {
        return database.row(
                        LeaseRow.what("looking for the last run of", key),
                        LAST_ARCHIVED,
                        row -> run.equals(row.getString(1)) && Arrays.equals(opening, row.getBytes(2)),
                        key.name())
                .orElse(false);
    }

    private LeaseRow checkFence() {
        LeaseRow row = LeaseRow.ofTaken(database, key);
        if (row.fence() != fence) {
            throw row.fenced(fence);
        }
        return row;
    }
}
