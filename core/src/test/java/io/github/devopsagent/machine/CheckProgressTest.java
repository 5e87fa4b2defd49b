package io.github.devopsagent.machine;

import static io.github.devopsagent.machine.PlanFixture.check;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.machine.CheckProgress.Verdict;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.HealthCheck.After;
import io.github.devopsagent.plan.HealthCheck.Timing;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a health check comes to a verdict. */
class CheckProgressTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private CheckProgress progress = CheckProgress.begin(0, api(timing(2, 10, 3, 2, 3)), START);

    private static HealthCheck api(Timing timing) {
        return check("api", After.BOTH, timing);
    }

    private static Timing timing(int delay, int startup, int period, int successes, int failures) {
        return new Timing(
                Duration.ofSeconds(delay),
                Duration.ofSeconds(startup),
                Duration.ofSeconds(period),
                Duration.ofSeconds(5),
                successes,
                failures);
    }

    /** An answer that takes no time. */
    private Verdict answers(boolean healthy, int second) {
        return answers(healthy, second, second);
    }

    private Verdict answers(boolean healthy, int asked, int answered) {
        progress = progress.after(new RunEvent.Probed(
                at(answered), Purpose.VERIFY, 0, at(asked), healthy, healthy ? "HTTP 200" : "HTTP 503"));
        return progress.verdict();
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    @Test
    void the_first_probe_waits_for_the_initial_delay() {
        assertThat(progress.due()).isEqualTo(at(2));
        assertThat(progress.startupEnds()).isEqualTo(at(12));
        assertThat(progress.probes()).isZero();
    }

    @Test
    void the_period_is_from_start_to_start() {
        answers(false, 2, 3);
        assertThat(progress.due()).isEqualTo(at(5));
    }

    @Test
    void a_slow_probe_is_followed_at_once() {
        answers(false, 2, 7);
        assertThat(progress.due()).isEqualTo(at(7));
    }

    @Test
    void it_passes_after_as_many_successes_in_a_row_as_its_threshold() {
        assertThat(answers(true, 2)).isEqualTo(Verdict.PENDING);
        assertThat(answers(true, 5)).isEqualTo(Verdict.PASSED);
        assertThat(progress.answers().successes()).isEqualTo(2);
        assertThat(progress.probes()).isEqualTo(2);
        assertThat(progress.detail()).isEqualTo("HTTP 200");
    }

    @Test
    void a_failure_in_between_starts_the_count_again() {
        answers(true, 2);
        answers(false, 5);
        assertThat(answers(true, 8)).isEqualTo(Verdict.PENDING);
        assertThat(answers(true, 11)).isEqualTo(Verdict.PASSED);
    }

    @Test
    void failures_before_the_first_success_do_not_count_while_it_starts_up() {
        answers(false, 2);
        answers(false, 5);
        answers(false, 8);
        assertThat(answers(false, 11)).isEqualTo(Verdict.PENDING);
        assertThat(progress.answers().counted()).isZero();
    }

    @Test
    void when_the_time_to_start_up_is_over_the_failures_in_a_row_count() {
        answers(false, 8);
        assertThat(answers(false, 11)).isEqualTo(Verdict.PENDING);
        assertThat(answers(false, 12)).isEqualTo(Verdict.FAILED);
    }

    @Test
    void an_answer_counts_by_when_it_came() {
        answers(false, 3);
        answers(false, 6);
        assertThat(answers(false, 11, 12)).isEqualTo(Verdict.FAILED);
    }

    @Test
    void after_the_first_success_failures_count_at_once() {
        answers(true, 2);
        answers(false, 3);
        answers(false, 4);
        assertThat(answers(false, 5)).isEqualTo(Verdict.FAILED);
        assertThat(progress.detail()).isEqualTo("HTTP 503");
    }

    @Test
    void one_that_changes_its_mind_for_ever_fails_in_the_end() {
        boolean healthy = true;
        int asked = 0;
        while (answers(healthy, 2 + asked) == Verdict.PENDING && asked < 100) {
            healthy = !healthy;
            asked++;
        }
        assertThat(progress.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(progress.probes()).isEqualTo(CheckProgress.PATIENCE * (2 + 3));
    }

    @Test
    void patience_begins_with_the_first_answer_that_counts() {
        progress = CheckProgress.begin(0, api(timing(0, 100, 1, 2, 3)), START);
        for (int second = 0; second < 60; second++) {
            assertThat(answers(false, second)).isEqualTo(Verdict.PENDING);
        }
        assertThat(answers(true, 60)).isEqualTo(Verdict.PENDING);
        assertThat(progress.answers().counted()).isEqualTo(1);
    }

    @Test
    void a_verification_passes_when_all_checks_have() {
        Verification checks = verification(check("api"), check("db"));
        assertThat(checks.passed()).isFalse();
        assertThat(checks.isPending()).isTrue();
        checks = checks.after(probe(1, true));
        assertThat(checks.passed()).isFalse();
        assertThat(checks.after(probe(0, true)).passed()).isTrue();
        assertThat(checks.after(probe(0, true)).isPending()).isFalse();
    }

    @Test
    void a_verification_asks_next_the_check_that_is_due_first() {
        Verification checks = verification(
                check("slow", After.BOTH, timing(9, 0, 1, 1, 1)), check("quick", After.BOTH, timing(1, 0, 1, 1, 1)));
        assertThat(checks.due().orElseThrow().check().name()).isEqualTo("quick");
        assertThat(checks.after(probe(1, true)).due().orElseThrow().check().name())
                .isEqualTo("slow");
    }

    @Test
    void a_verification_without_a_check_proves_nothing() {
        Verification none = verification(check("api", After.ROLLBACK, PlanFixture.QUICK));
        assertThat(none.passed()).isFalse();
        assertThat(none.isPending()).isFalse();
        assertThat(none.reason()).isEqualTo("no health check applies, so nothing is proven");
    }

    @Test
    void a_failed_verification_names_every_check_that_failed() {
        Timing impatient = timing(0, 0, 1, 1, 1);
        Verification checks = verification(
                        check("api", After.BOTH, impatient),
                        check("db", After.BOTH, impatient),
                        check("web", After.BOTH, timing(0, 0, 1, 1, 2)))
                .after(probe(0, false))
                .after(probe(1, true))
                .after(probe(2, false))
                .after(probe(2, false));
        assertThat(checks.reason())
                .isEqualTo("health check 'api' failed after 1 probe: HTTP 503;"
                        + " health check 'web' failed after 2 probes: HTTP 503");
    }

    private static Verification verification(HealthCheck... checks) {
        return Verification.afterDeploy(List.of(checks), START);
    }

    private static RunEvent.Probed probe(int check, boolean healthy) {
        return new RunEvent.Probed(at(1), Purpose.VERIFY, check, at(1), healthy, healthy ? "HTTP 200" : "HTTP 503");
    }
}
