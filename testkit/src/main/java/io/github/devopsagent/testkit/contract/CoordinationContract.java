package io.github.devopsagent.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.devopsagent.coordination.Claim;
import io.github.devopsagent.coordination.Coordination;
import io.github.devopsagent.coordination.FencedException;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseHolder;
import io.github.devopsagent.coordination.LeaseKey;
import io.github.devopsagent.coordination.Worker;
import io.github.devopsagent.executor.ProcessId;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link Coordination} must do. The test of one extends this; of one that keeps journals as well, {@link
 * FencedJournalContract}.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
public abstract class CoordinationContract {

    private static final int WORKERS = 4;
    private static final int TURNS = 5;

    /** For the tests of a coordination. */
    protected CoordinationContract() {}

    /**
     * The coordination, as all workers of one test ask it. It answers each question anew.
     *
     * @return the same one for each call of a test
     * @throws Exception if the test cannot go on
     */
    protected abstract Coordination coordination() throws Exception;

    /**
     * Makes a lease free that its holder does not give back: lets its term pass for everybody, or does what else makes it free.
     *
     * @param lease that is held
     * @throws Exception if the test cannot go on
     */
    protected abstract void lose(Lease lease) throws Exception;

    /**
     * The name of a consensus directory in which nobody has worked yet.
     *
     * @return another one for each call; by default a path at which there is none
     * @throws Exception if the test cannot go on
     */
    protected String newDirectory() throws Exception {
        return "/epics/" + UUID.randomUUID();
    }

    /**
     * Whether leases are given in the order in which they were asked for first.
     *
     * @return by default true; else whoever asks when it is free gets it
     */
    protected boolean keepsOrder() {
        return true;
    }

    /**
     * Whether it tells who has a lease as a value, too, which other machines need.
     *
     * @return by default true; else people are told in words
     */
    protected boolean tellsWorkers() {
        return true;
    }

    static String newTarget() {
        return "target-" + UUID.randomUUID();
    }

    @Test
    void one_worker_at_a_time_has_a_lease() throws Exception {
        String directory = newDirectory();
        for (LeaseKey key : List.of(LeaseKey.directory(directory), LeaseKey.target(newTarget()))) {
            try (Claim claim = claim(key, directory, 1);
                    Claim other = claim(key, directory, 2);
                    Lease lease = taken(claim)) {
                assertTrue(lease.stands());
                assertEquals(key, lease.key());
                assertHas(1, refused(other));
                assertEquals(Optional.empty(), lease.renew());
                assertTrue(lease.stands());
                assertFalse(lease.remaining().isZero());
                lease.term().ifPresent(term -> assertTrue(lease.remaining().compareTo(term) <= 0));
            }
        }
    }

    @Test
    void a_lease_that_was_given_back_is_the_next_ones_with_a_greater_fence() throws Exception {
        String directory = newDirectory();
        for (LeaseKey key : List.of(LeaseKey.directory(directory), LeaseKey.target(newTarget()))) {
            long before = 0;
            for (int n = 1; n <= 3; n++) {
                try (Claim claim = claim(key, directory, n);
                        Lease lease = taken(claim)) {
                    assertTrue(lease.fence() > before, "a fence is greater than that before it");
                    before = lease.fence();
                }
            }
        }
    }

    @Test
    void looking_tells_who_has_a_lease_and_takes_nothing() throws Exception {
        String directory = newDirectory();
        LeaseKey key = LeaseKey.directory(directory);
        assertEquals(Optional.empty(), coordination().holder(key));
        try (Claim claim = claim(key, directory, 1);
                Lease lease = taken(claim)) {
            lease.announce("DEP-007");
            LeaseHolder holder =
                    coordination().holder(key).orElseThrow(() -> new AssertionError("it is held, and nobody has it"));
            assertHas(1, holder);
            assertTrue(holder.who().contains("DEP-007"), holder::who);
            assertTrue(lease.stands());
        }
        assertEquals(Optional.empty(), coordination().holder(key));
    }

    @Test
    void a_lease_that_was_given_back_stands_no_more_and_is_not_taken_again() throws Exception {
        String directory = newDirectory();
        LeaseKey key = LeaseKey.directory(directory);
        try (Claim claim = claim(key, directory, 1)) {
            Lease lease = taken(claim);
            lease.close();
            assertFalse(lease.stands());
            assertTrue(lease.remaining().isZero());
            assertTrue(lease.renew().isPresent());
            assertFalse(lease.stands());
            assertEquals(Optional.empty(), coordination().holder(key));
            lease.close();
        }
    }

    @Test
    void a_directory_and_a_target_of_one_name_are_two() throws Exception {
        String name = newDirectory();
        try (Claim ofDirectory = claim(LeaseKey.directory(name), name, 1);
                Claim ofTarget = claim(LeaseKey.target(name), name, 2);
                Lease directory = taken(ofDirectory);
                Lease target = taken(ofTarget)) {
            assertTrue(directory.stands());
            assertTrue(target.stands());
        }
    }

    @Test
    void whoever_lost_a_lease_cannot_renew_it_and_does_not_disturb_who_has_it() throws Exception {
        String directory = newDirectory();
        for (LeaseKey key : List.of(LeaseKey.directory(directory), LeaseKey.target(newTarget()))) {
            try (Claim claim = claim(key, directory, 1);
                    Claim other = claim(key, directory, 2)) {
                Lease old = taken(claim);
                lose(old);
                assertFalse(old.stands());
                try (Lease lease = taken(other)) {
                    assertTrue(lease.fence() > old.fence());
                    assertHas(2, old.renew().orElseThrow());
                    assertFalse(old.stands());
                    old.close();
                    assertTrue(lease.stands());
                    assertEquals(Optional.empty(), lease.renew());
                }
            }
        }
    }

    @Test
    void a_target_is_neither_reserved_nor_settled_with_an_old_fence() throws Exception {
        String directory = newDirectory();
        LeaseKey key = LeaseKey.target(newTarget());
        try (Claim claim = claim(key, directory, 1);
                Claim other = claim(key, directory, 2)) {
            Lease old = taken(claim);
            lose(old);
            try (Lease lease = taken(other)) {
                assertThrows(FencedException.class, () -> old.reserve(directory, "DEP-001"));
                assertEquals(Optional.empty(), coordination().reservation(key));
                lease.reserve(directory, "DEP-002");
                assertThrows(FencedException.class, old::settle);
                assertEquals(
                        Optional.of(new Lease.Reservation(directory, "DEP-002")),
                        coordination().reservation(key));
                lease.settle();
            }
        }
    }

    @Test
    void a_lease_that_was_free_and_that_nobody_took_is_held_again() throws Exception {
        String directory = newDirectory();
        LeaseKey key = LeaseKey.directory(directory);
        try (Claim claim = claim(key, directory, 1);
                Lease lease = taken(claim)) {
            lose(lease);
            assertEquals(Optional.empty(), lease.renew());
            assertTrue(lease.stands());
            try (Claim other = claim(key, directory, 2)) {
                assertHas(1, refused(other));
            }
        }
    }

    @Test
    void a_target_is_kept_for_an_unfinished_run_when_its_lease_has_ended() throws Exception {
        String directory = newDirectory();
        LeaseKey key = LeaseKey.target(newTarget());
        Optional<Lease.Reservation> kept = Optional.of(new Lease.Reservation(directory, "DEP-004"));
        try (Claim claim = claim(key, directory, 1);
                Lease lease = taken(claim)) {
            assertEquals(Optional.empty(), coordination().reservation(key));
            lease.settle();
            lease.reserve(directory, "DEP-003");
            lease.reserve(directory, "DEP-004");
            lease.reserve(directory, "DEP-004");
            assertEquals(kept, coordination().reservation(key));
        }
        assertEquals(Optional.empty(), coordination().holder(key));
        assertEquals(kept, coordination().reservation(key));
        try (Claim claim = claim(key, directory, 2);
                Lease lease = taken(claim)) {
            assertEquals(kept, coordination().reservation(key));
            lease.settle();
            lease.settle();
            assertEquals(Optional.empty(), coordination().reservation(key));
        }
        try (Claim claim = claim(key, newDirectory(), 3)) {
            taken(claim).close();
        }
    }

    @Test
    void whoever_asked_first_is_the_first() throws Exception {
        String directory = newDirectory();
        LeaseKey key = LeaseKey.target(newTarget());
        try (Claim claim = claim(key, directory, 1);
                Claim second = claim(key, newDirectory(), 2);
                Claim third = claim(key, newDirectory(), 3)) {
            Lease lease = taken(claim);
            assertEquals(0, refused(second).ahead());
            assertEquals(keepsOrder() ? 1 : 0, refused(third).ahead());
            lease.close();
            try (Lease next = taken(keepsOrder() ? refusedFirst(third, second) : third)) {
                assertTrue(next.stands());
            }
        }
    }

    private static Claim refusedFirst(Claim later, Claim earlier) {
        refused(later);
        return earlier;
    }

    @Test
    void whoever_left_the_line_is_in_nobodys_way() throws Exception {
        LeaseKey key = LeaseKey.target(newTarget());
        try (Claim claim = claim(key, newDirectory(), 1);
                Claim third = claim(key, newDirectory(), 3)) {
            Lease lease = taken(claim);
            try (Claim second = claim(key, newDirectory(), 2)) {
                refused(second);
                refused(third);
            }
            lease.close();
            taken(third).close();
        }
    }

    @Test
    void of_many_that_ask_at_once_each_has_it_alone() throws Exception {
        LeaseKey key = LeaseKey.target(newTarget());
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Future<Integer>> turns = new ArrayList<>();
            for (int n = 0; n < WORKERS; n++) {
                int number = n;
                String directory = newDirectory();
                turns.add(threads.submit(() -> {
                    for (int turn = 0; turn < TURNS; turn++) {
                        try (Claim claim = claim(key, directory, number);
                                Lease lease = eventually(claim)) {
                            most.accumulateAndGet(holders.incrementAndGet(), Math::max);
                            assertTrue(lease.stands());
                            holders.decrementAndGet();
                        }
                    }
                    return number;
                }));
            }
            for (Future<Integer> each : turns) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(1, most.get());
    }

    private static Lease eventually(Claim claim) {
        Either<LeaseHolder, Lease> lease = claim.attempt();
        while (lease.isLeft()) {
            Thread.onSpinWait();
            lease = claim.attempt();
        }
        return lease.get();
    }

    final Claim claim(LeaseKey key, String directory, int number) throws Exception {
        return coordination().claim(key, directory, worker(number));
    }

    static Worker worker(int number) {
        return new Worker(
                "host-" + number,
                "ci",
                Optional.empty(),
                Optional.of("pid:[4026531836]"),
                new ProcessId("", number, Optional.empty()));
    }

    static Lease taken(Claim claim) {
        Either<LeaseHolder, Lease> lease = claim.attempt();
        assertTrue(lease.isRight(), () -> "it is free, and was not to be had: " + lease.getLeft());
        return lease.get();
    }

    private void assertHas(int number, LeaseHolder holder) {
        assertEquals(tellsWorkers() ? Optional.of(worker(number)) : Optional.empty(), holder.worker());
        assertFalse(holder.who().isBlank(), "people are told who has it");
    }

    static LeaseHolder refused(Claim claim) {
        Either<LeaseHolder, Lease> lease = claim.attempt();
        assertTrue(lease.isLeft(), "somebody has it, and another one got it");
        assertFalse(lease.getLeft().who().isBlank(), "people are told who has it");
        return lease.getLeft();
    }
}
