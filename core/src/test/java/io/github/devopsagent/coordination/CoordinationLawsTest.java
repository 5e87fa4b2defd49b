package io.github.devopsagent.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.contract.MemoryCoordination;
import io.github.devopsagent.contract.MemoryCoordination.Append;
import io.github.devopsagent.contract.MemoryCoordination.CutLink;
import io.github.devopsagent.executor.ProcessId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Nothing of an old fence ever takes effect, however workers, clocks and lost answers come between each other. A worker of the
 * model is worse than a real one: it writes whenever it wants, also long after it had to know that its lease is over.
 */
class CoordinationLawsTest {

    private static final LeaseKey KEY = LeaseKey.directory("shop");
    private static final Duration TERM = Duration.ofSeconds(10);
    private static final int WORKERS = 3;

    enum Deed {
        CLAIM,
        APPEND,
        RENEW,
        GIVE_BACK,
        ARCHIVE,
        CUT,
        LOSE_ANSWERS,
        MEND,
        PASS_SECOND,
        PASS_TERM
    }

    record Turn(int worker, Deed deed) {}

    @Provide
    Arbitrary<List<Turn>> turns() {
        Arbitrary<Deed> deeds = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, Arbitraries.of(Deed.CLAIM, Deed.APPEND)),
                net.jqwik.api.Tuple.of(1, Arbitraries.of(Deed.class)));
        return Combinators.combine(Arbitraries.integers().between(0, WORKERS - 1), deeds)
                .as(Turn::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Property
    void nothing_of_an_old_fence_ever_takes_effect(@ForAll("turns") List<Turn> turns) {
        new World(false).play(turns);
    }

    /** Two workers, of which the first wakes up when the second has the lease: the law can fail. */
    @Example
    void a_journal_that_heeds_no_fence_is_found_out() {
        List<Turn> woken = List.of(
                new Turn(0, Deed.CLAIM),
                new Turn(0, Deed.APPEND),
                new Turn(0, Deed.PASS_TERM),
                new Turn(1, Deed.CLAIM),
                new Turn(0, Deed.APPEND));
        new World(false).play(woken);
        assertThatThrownBy(() -> new World(true).play(woken)).isInstanceOf(AssertionError.class);
    }

    /** What is asked once more since no answer came has taken effect once. */
    @Example
    void a_record_whose_answer_was_lost_is_there_once() {
        World world = new World(false);
        world.play(List.of(
                new Turn(0, Deed.CLAIM),
                new Turn(0, Deed.LOSE_ANSWERS),
                new Turn(0, Deed.APPEND),
                new Turn(0, Deed.MEND),
                new Turn(0, Deed.APPEND)));
        assertThat(world.shared.records(KEY.name())).hasSize(1);
    }

    /** The workers, and what they share. */
    private static final class World {

        private long now;
        private final MemoryCoordination shared;
        private final List<ModelWorker> workers;
        private final Set<Long> fences = new HashSet<>();

        World(boolean isBroken) {
            this.shared = new MemoryCoordination(TERM, () -> now) {
                @Override
                protected boolean mayWrite(long current, long fence) {
                    return isBroken || super.mayWrite(current, fence);
                }
            };
            this.workers =
                    IntStream.range(0, WORKERS).mapToObj(ModelWorker::new).toList();
        }

        void play(List<Turn> turns) {
            for (Turn turn : turns) {
                workers.get(turn.worker()).take(turn.deed());
                assertLaws();
            }
        }

        private void assertLaws() {
            assertThat(workers.stream().filter(ModelWorker::isSure)).hasSizeLessThanOrEqualTo(1);
            List<Append> appends = shared.appends();
            if (appends.size() > seen) {
                seen = appends.size();
                assertThat(appends.get(seen - 1).fence()).as(appends.toString()).isEqualTo(shared.fence(KEY));
            }
        }

        private int seen;

        /** The greatest fence of which a worker was told. */
        private long given;

        private final class ModelWorker {

            private final CutLink link = new CutLink();
            private final Worker self;
            private final Claim claim;
            private Optional<Lease> lease = Optional.empty();
            private long place;
            private boolean isArchiving;
            private Optional<byte[]> unanswered = Optional.empty();

            ModelWorker(int number) {
                self = new Worker(
                        "host-" + number,
                        "ci",
                        Optional.empty(),
                        Optional.empty(),
                        new ProcessId("", number, Optional.empty()));
                long offset = number * 1_000_000_007L;
                claim = shared.through(link, () -> now + offset).claim(KEY, KEY.name(), self);
            }

            boolean isSure() {
                return lease.isPresent() && lease.get().stands();
            }

            void take(Deed deed) {
                try {
                    act(deed);
                } catch (CoordinationUnavailableException e) {
                    // It may have taken effect, or not.
                    return;
                }
            }

            private void act(Deed deed) {
                switch (deed) {
                    case CLAIM -> claim();
                    case APPEND -> append();
                    case RENEW -> renew();
                    case GIVE_BACK -> giveBack();
                    case ARCHIVE -> archive();
                    case CUT -> link.away(true);
                    case LOSE_ANSWERS -> link.losesAnswers(true);
                    case MEND -> {
                        link.away(false);
                        link.losesAnswers(false);
                    }
                    case PASS_SECOND -> now += Duration.ofSeconds(1).toNanos();
                    case PASS_TERM -> now += TERM.toNanos();
                }
            }

            private void claim() {
                if (lease.isEmpty()) {
                    lease = claim.attempt().toJavaOptional();
                    if (lease.isPresent()) {
                        assertThat(lease.get().fence()).isGreaterThan(given);
                        assertThat(fences.add(lease.get().fence())).isTrue();
                        given = lease.get().fence();
                        isArchiving = false;
                        place = journal().records().size();
                        unanswered = Optional.empty();
                    }
                }
            }

            private FencedJournal journal() {
                return lease.orElseThrow().journal().orElseThrow();
            }

            private void append() {
                if (isArchiving) {
                    archive();
                }
                if (lease.isEmpty()) {
                    return;
                }
                byte[] record = unanswered.orElseGet(
                        () -> (self + " " + lease.get().fence() + " " + place).getBytes(StandardCharsets.UTF_8));
                unanswered = Optional.of(record);
                try {
                    journal().append(place, record);
                    place++;
                    unanswered = Optional.empty();
                } catch (FencedException e) {
                    assertThat(lease.get().fence()).isLessThan(shared.fence(KEY));
                    assertThat(lease.get().stands()).isFalse();
                    lease = Optional.empty();
                }
            }

            private void renew() {
                if (lease.isPresent() && lease.get().renew().isPresent()) {
                    assertThat(lease.get().stands()).isFalse();
                    lease = Optional.empty();
                }
            }

            private void giveBack() {
                if (lease.isPresent()) {
                    Lease held = lease.get();
                    held.close();
                    lease = Optional.empty();
                }
            }

            private void archive() {
                if (lease.isPresent()) {
                    isArchiving = true;
                    try {
                        journal().archive("DEP-001");
                        isArchiving = false;
                        place = 0;
                        unanswered = Optional.empty();
                    } catch (FencedException e) {
                        lease = Optional.empty();
                    }
                }
            }
        }
    }

    /** The workers write their records under fences that only grow, also if each of them is as slow as it can be. */
    @Example
    void whoever_is_overtaken_in_line_is_refused_for_good() {
        World world = new World(false);
        List<Turn> turns = new ArrayList<>();
        for (int round = 0; round < 2 * WORKERS; round++) {
            turns.add(new Turn(round % WORKERS, Deed.CLAIM));
            turns.add(new Turn(round % WORKERS, Deed.APPEND));
            turns.add(new Turn(round % WORKERS, Deed.PASS_TERM));
        }
        world.play(turns);
        assertThat(world.shared.appends()).extracting(Append::fence).containsExactly(1L, 2L, 3L, 3L);
    }
}
