package io.github.devopsagent.internal.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CountdownTest {

    private static final Duration SUSPENDED = Duration.ofSeconds(12);
    private static final Duration SLICE = Countdown.SLICE;

    private final CompletableFuture<String> never = new CompletableFuture<>();

    /** Time goes by only while somebody waits: as long as is told, and then as long as was asked for. */
    private static final class ScriptedTime implements Countdown.Waiting {

        private final Deque<Duration> taken;
        private final List<Duration> asked = new ArrayList<>();
        private long now = Long.MAX_VALUE;

        ScriptedTime(List<Duration> taken) {
            this.taken = new ArrayDeque<>(taken);
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void await(CompletableFuture<?> until, long nanos) {
            asked.add(Duration.ofNanos(nanos));
            now += taken.isEmpty() ? nanos : taken.pop().toNanos();
        }
    }

    private List<Duration> waits(Duration time, Duration... taken) {
        ScriptedTime waiting = new ScriptedTime(Arrays.asList(taken));
        new Countdown(time, waiting).await(never);
        return waiting.asked;
    }

    @Test
    void time_is_waited_for_in_slices() {
        assertThat(waits(Duration.ofMillis(2500))).containsExactly(SLICE, SLICE, Duration.ofMillis(500));
        assertThat(waits(Duration.ofMillis(30))).containsExactly(Duration.ofMillis(30));
        assertThat(waits(Duration.ZERO)).isEmpty();
        assertThat(waits(Duration.ofMillis(-1))).isEmpty();
    }

    @Test
    void of_a_slice_in_which_the_agent_stood_still_what_was_asked_for_counts() {
        assertThat(waits(SLICE.multipliedBy(5), SLICE, SUSPENDED, SLICE, SUSPENDED))
                .isEqualTo(Collections.nCopies(5, SLICE));
    }

    @Test
    void a_slice_that_is_a_little_late_counts_as_long_as_it_was() {
        Duration late = SLICE.plus(Countdown.LATENESS);

        assertThat(waits(SLICE.multipliedBy(5), late, late, late, late)).isEqualTo(Collections.nCopies(4, SLICE));
    }

    @Test
    void who_stood_still_until_the_end_looks_once_more() {
        assertThat(waits(Duration.ofMillis(30), SUSPENDED)).containsExactly(Duration.ofMillis(30), SLICE);
    }

    @Test
    void who_stands_still_again_and_again_comes_to_an_end() {
        Duration[] always = Collections.nCopies(100, SUSPENDED).toArray(Duration[]::new);

        assertThat(waits(SLICE.multipliedBy(3), always)).isEqualTo(Collections.nCopies(4, SLICE));
    }

    @Test
    void work_takes_its_time_unless_the_agent_stood_still_in_it() {
        ScriptedTime waiting = new ScriptedTime(List.of());
        Countdown countdown = new Countdown(SLICE.multipliedBy(5), waiting);
        for (Duration taken : List.of(SLICE, SUSPENDED)) {
            long begin = waiting.now;
            waiting.now += taken.toNanos();
            countdown.spent(begin);
        }
        countdown.await(never);

        assertThat(waiting.asked).isEqualTo(Collections.nCopies(3, SLICE));
    }

    @Test
    void what_is_done_is_not_waited_for() {
        ScriptedTime waiting = new ScriptedTime(List.of());
        new Countdown(SLICE, waiting).await(CompletableFuture.completedFuture(true));

        assertThat(waiting.asked).isEmpty();
    }
}
