package io.github.devopsagent.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.devopsagent.coordination.Claim;
import io.github.devopsagent.coordination.FencedException;
import io.github.devopsagent.coordination.FencedJournal;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every {@link io.github.devopsagent.coordination.Coordination} must do that keeps the journals of directories, so
 * that another machine can go on with a run. The test of one extends this.
 */
public abstract class FencedJournalContract extends CoordinationContract {

    private static final byte[] FIRST = bytes("first");
    private static final byte[] SECOND = bytes("second");

    /** For the tests of a coordination. */
    protected FencedJournalContract() {}

    @Test
    void only_a_directory_has_a_journal() throws Exception {
        String directory = newDirectory();
        try (Claim claim = claim(LeaseKey.directory(directory), directory, 1);
                Claim ofTarget = claim(LeaseKey.target(newTarget()), directory, 1);
                Lease lease = taken(claim);
                Lease target = taken(ofTarget)) {
            assertTrue(lease.journal().isPresent());
            assertTrue(target.journal().isEmpty());
        }
    }

    @Test
    void nothing_of_an_old_fence_takes_effect() throws Exception {
        String directory = newDirectory();
        LeaseKey key = LeaseKey.directory(directory);
        try (Claim claim = claim(key, directory, 1);
                Claim other = claim(key, directory, 2)) {
            Lease old = taken(claim);
            journal(old).append(0, FIRST);
            journal(old).keep("plan.json", FIRST);
            lose(old);
            try (Lease lease = taken(other)) {
                assertThrows(FencedException.class, () -> journal(old).append(1, SECOND));
                assertThrows(FencedException.class, () -> journal(old).keep("plan.json", SECOND));
                assertThrows(FencedException.class, () -> journal(old).archive("DEP-001"));
                assertEquals(List.of("first"), texts(lease));
                assertArrayEquals(FIRST, journal(lease).kept("plan.json").orElseThrow());
                old.close();
                journal(lease).append(1, SECOND);
            }
        }
    }

    @Test
    void whoever_lost_a_lease_that_nobody_took_writes_on() throws Exception {
        String directory = newDirectory();
        try (Claim claim = claim(LeaseKey.directory(directory), directory, 1);
                Lease lease = taken(claim)) {
            lose(lease);
            assertEquals(Optional.empty(), lease.renew());
            journal(lease).append(0, FIRST);
            assertEquals(List.of("first"), texts(lease));
        }
    }

    @Test
    void records_have_an_order_and_the_same_one_twice_is_one() throws Exception {
        String directory = newDirectory();
        try (Claim claim = claim(LeaseKey.directory(directory), directory, 1);
                Lease lease = taken(claim)) {
            FencedJournal journal = journal(lease);
            assertEquals(List.of(), texts(journal));
            assertThrows(IllegalStateException.class, () -> journal.append(1, SECOND));
            journal.append(0, FIRST);
            journal.append(0, FIRST);
            journal.append(1, SECOND);
            journal.append(0, FIRST);
            assertThrows(IllegalStateException.class, () -> journal.append(1, FIRST));
            assertThrows(IllegalStateException.class, () -> journal.append(3, SECOND));
            assertEquals(List.of("first", "second"), texts(journal));
        }
    }

    @Test
    void any_bytes_are_kept_as_they_are() throws Exception {
        byte[] all = new byte[70_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        String directory = newDirectory();
        try (Claim claim = claim(LeaseKey.directory(directory), directory, 1);
                Lease lease = taken(claim)) {
            journal(lease).append(0, all);
            journal(lease).keep("plan.json", all);
            assertArrayEquals(all, journal(lease).records().get(0));
            assertArrayEquals(all, journal(lease).kept("plan.json").orElseThrow());
        }
    }

    @Test
    void the_next_worker_goes_on_where_the_last_one_stopped() throws Exception {
        String directory = newDirectory();
        LeaseKey key = LeaseKey.directory(directory);
        try (Claim claim = claim(key, directory, 1);
                Claim other = claim(key, directory, 2)) {
            Lease dead = taken(claim);
            journal(dead).keep("settings.json", SECOND);
            journal(dead).keep("settings.json", FIRST);
            journal(dead).append(0, FIRST);
            lose(dead);
            try (Lease lease = taken(other)) {
                assertArrayEquals(FIRST, journal(lease).kept("settings.json").orElseThrow());
                assertEquals(Optional.empty(), journal(lease).kept("plan.json").map(String::new));
                journal(lease).append(1, SECOND);
                assertEquals(List.of("first", "second"), texts(lease));
            }
        }
    }

    @Test
    void a_run_that_has_ended_is_archived_and_the_next_begins_with_nothing() throws Exception {
        String directory = newDirectory();
        LeaseKey key = LeaseKey.directory(directory);
        try (Claim claim = claim(key, directory, 1);
                Lease lease = taken(claim)) {
            FencedJournal journal = journal(lease);
            journal.archive("DEP-001");
            assertFalse(journal.isArchived("DEP-001", FIRST));
            journal.keep("plan.json", FIRST);
            journal.append(0, FIRST);
            journal.append(1, SECOND);
            journal.archive("DEP-001");
            journal.archive("DEP-001");
            assertEquals(List.of(), texts(journal));
            assertEquals(Optional.empty(), journal.kept("plan.json").map(String::new));
            assertTrue(journal.isArchived("DEP-001", FIRST));
            assertFalse(journal.isArchived("DEP-001", SECOND));
            assertFalse(journal.isArchived("DEP-002", FIRST));
            journal.append(0, SECOND);
        }
        try (Claim claim = claim(key, directory, 2);
                Lease lease = taken(claim)) {
            assertEquals(List.of("second"), texts(lease));
            assertTrue(journal(lease).isArchived("DEP-001", FIRST));
        }
    }

    @Test
    void a_target_is_free_when_the_run_of_its_directory_is_archived_by_whatever_id() throws Exception {
        String directory = newDirectory();
        String elsewhere = newDirectory();
        LeaseKey key = LeaseKey.target(newTarget());
        LeaseKey of = LeaseKey.target(newTarget());
        try (Claim claim = claim(LeaseKey.directory(directory), directory, 1);
                Claim ofTarget = claim(key, directory, 1);
                Claim ofOther = claim(of, elsewhere, 1);
                Lease lease = taken(claim);
                Lease target = taken(ofTarget);
                Lease other = taken(ofOther)) {
            target.reserve(directory, "DEP-001");
            other.reserve(elsewhere, "DEP-001");
            journal(lease).append(0, FIRST);
            journal(lease).archive("unreadable");
            assertEquals(Optional.empty(), coordination().reservation(key));
            assertEquals(
                    Optional.of(new Lease.Reservation(elsewhere, "DEP-001")),
                    coordination().reservation(of));
            target.reserve(directory, "DEP-003");
            assertEquals(
                    Optional.of(new Lease.Reservation(directory, "DEP-003")),
                    coordination().reservation(key));
        }
    }

    private static FencedJournal journal(Lease lease) {
        return lease.journal().orElseThrow();
    }

    private static List<String> texts(Lease lease) {
        return texts(journal(lease));
    }

    private static List<String> texts(FencedJournal journal) {
        return journal.records().stream()
                .map(record -> new String(record, StandardCharsets.UTF_8))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
