package io.github.devopsagent.machine;

import static io.github.devopsagent.machine.PlanFixture.check;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.HealthCheck.After;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When samples are taken, and what an anomaly is. */
class MonitorWindowTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private MonitorWindow window = window(10, 4, 1, check("api"));

    private static MonitorWindow window(int duration, int period, int limit, HealthCheck... checks) {
        Monitoring settings = new Monitoring(Duration.ofSeconds(duration), Duration.ofSeconds(period), limit);
        return MonitorWindow.begin(settings, List.of(checks), List.of(), List.of(), START);
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private void answers(boolean healthy, int second) {
        answers(healthy, second, second);
    }

    private void answers(boolean healthy, int asked, int answered) {
        int check = window.next().index();
        String detail = healthy ? "HTTP 200" : "HTTP 503 at " + asked;
        window = window.after(
                new RunEvent.Probed(at(answered), Purpose.MONITOR, check, at(asked), healthy, detail),
                "check " + check);
    }

    @Test
    void samples_are_taken_every_period_and_the_last_when_the_window_ends() {
        assertThat(window.due()).isEqualTo(at(4));
        answers(true, 4);
        assertThat(window.due()).isEqualTo(at(8));
        answers(true, 8);
        assertThat(window.due()).isEqualTo(at(10));
        assertThat(window.over()).isFalse();
        answers(true, 10);
        assertThat(window.over()).isTrue();
        assertThat(window.passed()).isTrue();
        assertThat(window.samples()).isEqualTo(3);
    }

    @Test
    void a_slow_sample_is_followed_at_once() {
        answers(true, 4, 9);
        assertThat(window.due()).isEqualTo(at(9));
    }

    @Test
    void a_sample_that_ends_after_the_window_but_began_within_it_is_not_the_last() {
        answers(true, 9, 12);
        assertThat(window.over()).isFalse();
        assertThat(window.due()).isEqualTo(at(12));
        answers(true, 12);
        assertThat(window.passed()).isTrue();
    }

    @Test
    void a_window_without_length_is_a_single_sample_at_once() {
        window = window(0, 4, 1, check("api"));
        assertThat(window.due()).isEqualTo(START);
        answers(true, 0);
        assertThat(window.passed()).isTrue();
    }

    @Test
    void a_window_shorter_than_the_period_has_its_sample_at_the_end() {
        window = window(3, 4, 1, check("api"));
        assertThat(window.due()).isEqualTo(at(3));
    }

    /** Twenty samples in ten minutes, but from the second on the agent stands still for longer than that. */
    private void standsStill() {
        window = window(600, 30, 1, check("api"));
        answers(true, 30);
        answers(true, 1500);
    }

    @Test
    void a_window_in_which_the_agent_stood_still_goes_on_until_half_of_the_samples_are_there() {
        standsStill();
        for (int second = 1530; second <= 1740; second += 30) {
            assertThat(window.over()).as("at " + second).isFalse();
            assertThat(window.due()).isEqualTo(at(second));
            answers(true, second);
        }
        assertThat(window.samples()).isEqualTo(10);
        assertThat(window.passed()).isTrue();
        assertThat(window.gaps()).isEmpty();
    }

    @Test
    void a_window_that_goes_on_is_as_long_again_at_most_and_few_samples_are_told() {
        standsStill();
        answers(true, 2099);
        assertThat(window.over()).isFalse();
        answers(true, 2100);
        assertThat(window.passed()).isTrue();
        assertThat(window.gaps())
                .containsExactly("the monitor window had 4 samples, where \"duration\" and \"period\" give 20: answers"
                        + " took much longer than the period, or the agent stood still, so that most of the time"
                        + " nobody looked");
    }

    @Test
    void as_many_failed_samples_as_the_limit_are_no_anomaly() {
        answers(false, 4);
        assertThat(window.anomaly()).isEmpty();
        answers(true, 8);
        answers(true, 10);
        assertThat(window.passed()).isTrue();
        assertThat(window.failedSamples()).isEqualTo(1);
        assertThat(window.lastFailure()).isEqualTo("health check 'check 0': HTTP 503 at 4");
    }

    @Test
    void more_failed_samples_than_the_limit_are_one_at_once() {
        answers(false, 4);
        answers(false, 8);
        assertThat(window.anomaly())
                .contains("2 of 2 samples failed, allowed are 1; last health check 'check 0': HTTP 503 at 8");
        assertThat(window.over()).isFalse();
    }

    @Test
    void a_failed_last_sample_is_an_anomaly_within_the_limit() {
        answers(true, 4);
        answers(true, 8);
        answers(false, 10);
        assertThat(window.anomaly()).contains("the last of 3 samples failed: health check 'check 0': HTTP 503 at 10");
        assertThat(window.passed()).isFalse();
    }

    @Test
    void a_sample_is_a_round_of_all_checks_and_fails_if_any_does() {
        window = window(10, 4, 0, check("api"), check("db"));
        answers(false, 4, 5);
        assertThat(window.samples()).isZero();
        assertThat(window.next().index()).isEqualTo(1);
        assertThat(window.due()).isEqualTo(at(4));
        answers(true, 5, 6);
        assertThat(window.samples()).isEqualTo(1);
        assertThat(window.failedSamples()).isEqualTo(1);
        assertThat(window.due()).isEqualTo(at(8));
        assertThat(window.anomaly()).isPresent();
    }

    @Test
    void each_sample_begins_with_a_clean_sheet() {
        window = window(10, 4, 1, check("api"), check("db"));
        answers(false, 4);
        answers(true, 4);
        answers(true, 8);
        answers(true, 8);
        assertThat(window.failedSamples()).isEqualTo(1);
        assertThat(window.lastSampleFailed()).isFalse();
    }

    @Test
    void only_checks_that_apply_after_a_deployment_are_asked() {
        window = window(
                10,
                4,
                1,
                check("api", After.ROLLBACK, PlanFixture.QUICK),
                check("db", After.DEPLOY, PlanFixture.QUICK));
        assertThat(window.checks())
                .extracting(MonitorWindow.WatchedCheck::index)
                .containsExactly(1);
        answers(true, 4);
        assertThat(window.samples()).isEqualTo(1);
    }
}
