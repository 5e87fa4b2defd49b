package io.github.devopsagent.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.NoScratch;
import io.github.devopsagent.plan.HealthCheck.After;
import io.github.devopsagent.plan.HealthCheck.Timing;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When health checks are asked: the ranges of the numbers and the defaults. */
class TimingTest {

    @ParameterizedTest
    @CsvSource({
        "-1,0,1,1,1,1, 'initial_delay must not be negative, found PT-1S'",
        "0,-1,1,1,1,1, 'startup_timeout must not be negative, found PT-1S'",
        "0,0,0,1,1,1, 'period must be positive, found PT0S'",
        "0,0,-1,1,1,1, 'period must be positive, found PT-1S'",
        "0,0,1,0,1,1, 'timeout must be positive, found PT0S'",
        "0,0,1,-1,1,1, 'timeout must be positive, found PT-1S'",
        "0,0,1,1,0,1, 'success_threshold must be at least 1, found 0'",
        "0,0,1,1,1,0, 'failure_threshold must be at least 1, found 0'",
    })
    void a_number_out_of_range_is_named(
            int delay, int startup, int period, int timeout, int successes, int failures, String message) {
        assertThatThrownBy(() -> timing(delay, startup, period, timeout, successes, failures))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void the_least_numbers_are_allowed() {
        assertThatCode(() -> timing(0, 0, 1, 1, 1, 1)).doesNotThrowAnyException();
    }

    private static Timing timing(int delay, int startup, int period, int timeout, int successes, int failures) {
        return new Timing(
                Duration.ofSeconds(delay),
                Duration.ofSeconds(startup),
                Duration.ofSeconds(period),
                Duration.ofSeconds(timeout),
                successes,
                failures);
    }

    @ParameterizedTest
    @CsvSource({
        "-1,1,0, 'duration must not be negative, found PT-1S'",
        "0,0,0, 'period must be positive, found PT0S'",
        "0,-1,0, 'period must be positive, found PT-1S'",
        "0,1,-1, 'failure_limit must not be negative, found -1'"
    })
    void a_monitor_window_out_of_range_is_named(int duration, int period, int limit, String message) {
        assertThatThrownBy(() -> new Monitoring(Duration.ofSeconds(duration), Duration.ofSeconds(period), limit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void the_shortest_window_is_one_sample() {
        assertThatCode(() -> new Monitoring(Duration.ZERO, Duration.ofSeconds(1), 0))
                .doesNotThrowAnyException();
    }

    @Test
    void the_defaults_are_those_that_are_documented() {
        assertThat(Timing.DEFAULT).isEqualTo(timing(0, 60, 2, 5, 1, 3));
        assertThat(Monitoring.DEFAULT).isEqualTo(new Monitoring(Duration.ofSeconds(30), Duration.ofSeconds(5), 1));
        assertThat(Step.DEFAULT_TIMEOUT).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void a_check_applies_after_what_it_says() {
        assertThat(After.values()).extracting(After::deploy).containsExactly(true, false, true);
        assertThat(After.values()).extracting(After::rollback).containsExactly(false, true, true);
    }

    @Test
    void an_attempt_counts_from_one() {
        assertThatThrownBy(() -> new Attempt("k", 0, NoScratch.NO_SCRATCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("number starts at 1, found 0");
        assertThat(new Attempt("k", 1, NoScratch.NO_SCRATCH).number()).isEqualTo(1);
    }
}
