package io.github.devopsagent.internal.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.contract.DirectoryScratch;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptRunnerTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(30);
    private static final StepResult.Exit ZERO = new StepResult.Exit(Optional.of(0), Optional.empty());

    private final Cancellation cancellation = new Cancellation();
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void letEverythingEnd() {
        over.countDown();
    }

    private static StepRequest within(Duration timeout) {
        ExecutionContext context = new ExecutionContext(
                "EP-1", "DEP-001", "test", Path.of("/"), Map.of(ExecutionContext.STEP, "deployment_steps/0"));
        return new StepRequest(
                "step",
                Stage.DEPLOY,
                Input.none(),
                context,
                timeout,
                new Attempt("key", 1, new DirectoryScratch(Path.of("/"))),
                (bytes, offset, length) -> {});
    }

    private StepResult run(StepExecutor executor, Duration timeout, boolean cancellable) {
        return new AttemptRunner(cancellation, new CompletableFuture<>(), LONG)
                .run(executor, within(timeout), cancellable, new StartNotice(), process -> true);
    }

    @Test
    void who_cannot_note_its_process_does_not_leave_an_attempt_running() {
        AtomicReference<String> ended = new AtomicReference<>("runs on");
        StartNotice started = new StartNotice();
        StepExecutor executor = request -> {
            started.give(new ProcessId("boot", 1, Optional.empty()));
            StepResult result = untilInterrupted(StepResult.success());
            ended.set("ended");
            return result;
        };
        assertThatThrownBy(() -> new AttemptRunner(cancellation, new CompletableFuture<>(), LONG)
                        .run(executor, within(LONG), false, started, process -> {
                            throw new IllegalStateException("it cannot be noted");
                        }))
                .hasMessage("it cannot be noted");
        assertThat(ended.get()).isEqualTo("ended");
    }

    private StepResult untilInterrupted(StepResult result) {
        try {
            over.await();
            throw new IllegalStateException("it was not interrupted");
        } catch (InterruptedException e) {
            return result;
        }
    }

    /** Goes on whatever happens. */
    private StepResult stubborn(StepRequest request) {
        while (true) {
            try {
                over.await();
                return StepResult.success();
            } catch (InterruptedException e) {
                // That is what makes it stubborn.
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void a_result_in_time_is_the_result() {
        StepResult result = StepResult.success("done");
        assertThat(run(step -> result, LONG, true)).isEqualTo(result);
    }

    /** An agent that is suspended for much longer than a step may take. */
    private static final class Suspension implements Countdown.Waiting {

        private final Deque<Consumer<CompletableFuture<?>>> waits = new ArrayDeque<>();
        private long now;

        /** What happens while somebody waits; after that, waiting goes on until it is done. */
        Suspension(List<Consumer<CompletableFuture<?>>> waits) {
            this.waits.addAll(waits);
        }

        void pass(Duration time) {
            now += time.toNanos();
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void await(CompletableFuture<?> until, long nanos) {
            if (waits.isEmpty()) {
                until.join();
            } else {
                waits.pop().accept(until);
            }
        }
    }

    @Test
    void an_attempt_that_prints_nothing_is_told_of_now_and_then() {
        Suspension clock = new Suspension(List.of());
        for (int second = 0; second < 100; second++) {
            clock.waits.add(until -> clock.pass(Duration.ofSeconds(1)));
        }
        clock.waits.add(until -> over.countDown());
        List<Duration> told = new ArrayList<>();
        StepResult result = new AttemptRunner(cancellation, new CompletableFuture<>(), LONG, clock)
                .telling(() -> 0, told::add)
                .run(request -> untilOver(), within(Duration.ofMinutes(10)), true, new StartNotice(), process -> true);
        assertThat(result.isSuccess()).isTrue();
        assertThat(told).containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(90));
    }

    private StepResult untilOver() throws InterruptedException {
        over.await();
        return StepResult.success("done");
    }

    /** Only after the suspension can anybody see that the step has ended. */
    @ParameterizedTest
    @ValueSource(longs = {1, 5})
    void a_step_that_ends_while_the_agent_is_suspended_has_succeeded(long timeout) {
        AtomicReference<Suspension> time = new AtomicReference<>();
        time.set(new Suspension(List.of(until -> time.get().pass(LONG), until -> {
            over.countDown();
            until.join();
        })));
        StepResult result = new AttemptRunner(cancellation, new CompletableFuture<>(), LONG, time.get())
                .run(
                        step -> untilOver(),
                        within(Duration.ofSeconds(timeout)),
                        true,
                        new StartNotice(),
                        process -> true);
        assertThat(result).isEqualTo(StepResult.success("done"));
    }

    @Test
    void a_suspension_while_its_process_is_noted_takes_no_time_of_it() {
        StartNotice started = new StartNotice();
        AtomicBoolean noted = new AtomicBoolean();
        Consumer<CompletableFuture<?>> wait = until -> {
            if (noted.get()) {
                over.countDown();
            }
            until.join();
        };
        Suspension time = new Suspension(List.of(wait, wait));
        StepExecutor executor = step -> {
            started.give(new ProcessId("boot", 1, Optional.empty()));
            return untilOver();
        };
        StepResult result = new AttemptRunner(cancellation, new CompletableFuture<>(), LONG, time)
                .run(executor, within(Duration.ofSeconds(5)), true, started, process -> {
                    time.pass(LONG);
                    noted.set(true);
                    return true;
                });
        assertThat(result).isEqualTo(StepResult.success("done"));
    }

    @Test
    void a_suspension_while_it_ends_takes_no_time_of_that() {
        AtomicReference<Suspension> time = new AtomicReference<>();
        time.set(new Suspension(
                List.of(until -> time.get().pass(SHORT), until -> time.get().pass(LONG.multipliedBy(2)))));
        StepResult result = new AttemptRunner(cancellation, new CompletableFuture<>(), LONG, time.get())
                .run(
                        step -> untilInterrupted(StepResult.failure("killed it")),
                        within(SHORT),
                        true,
                        new StartNotice(),
                        process -> true);
        assertThat(result).isEqualTo(StepResult.failure("timed out after 30ms: killed it"));
    }

    @Test
    void an_attempt_whose_time_is_over_is_interrupted_and_has_failed() {
        StepResult result = run(step -> untilInterrupted(StepResult.failure("killed it")), SHORT, true);
        assertThat(result).isEqualTo(StepResult.failure("timed out after 30ms: killed it"));
    }

    @Test
    void an_executor_that_passes_the_interruption_on_has_failed() {
        StepResult result = run(
                step -> {
                    over.await();
                    return StepResult.success();
                },
                SHORT,
                true);
        assertThat(result).isEqualTo(StepResult.failure("timed out after 30ms: interrupted"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_success_that_comes_late_is_a_failure_which_says_that_it_was_one(boolean cancellable) {
        StepResult late = new StepResult.Succeeded("moved the rest", ZERO);
        StepResult result = run(step -> untilInterrupted(late), SHORT, cancellable);
        assertThat(result).isInstanceOfSatisfying(StepResult.Failed.class, failed -> {
            assertThat(failed.reason())
                    .matches("timed out after 30ms; its executor returned success \\S+ after it began: moved the rest");
            assertThat(failed.exit()).isEqualTo(ZERO);
        });
    }

    @Test
    void a_success_that_a_cancellation_finds_is_one() {
        StepResult result = run(
                step -> {
                    cancellation.request();
                    return untilInterrupted(StepResult.success("done"));
                },
                LONG,
                true);
        assertThat(result).isEqualTo(StepResult.success("done"));
    }

    @Test
    void one_that_does_not_return_is_still_running() {
        StepResult result = new AttemptRunner(cancellation, new CompletableFuture<>(), SHORT)
                .run(this::stubborn, within(SHORT), true, new StartNotice(), process -> true);
        assertThat(result).isInstanceOf(StepResult.StillRunning.class);
        assertThat(result.reason())
                .isEqualTo("timed out after 30ms, and its executor has not returned 30ms after it was interrupted"
                        + " (thread 'devops-step deployment_steps/0')");
    }

    @Test
    void one_that_has_not_returned_is_known_to_other_runs_until_it_does() throws InterruptedException {
        CompletableFuture<Thread> on = new CompletableFuture<>();
        StepExecutor executor = request -> {
            on.complete(Thread.currentThread());
            return stubborn(request);
        };
        assertThat(AttemptRunner.unreturned(executor)).isEmpty();
        assertThat(new AttemptRunner(cancellation, new CompletableFuture<>(), SHORT)
                        .remembering(executor)
                        .run(executor, within(SHORT), true, new StartNotice(), process -> true))
                .isInstanceOf(StepResult.StillRunning.class);
        assertThat(AttemptRunner.unreturned(executor)).contains("devops-step deployment_steps/0");

        over.countDown();
        on.join().join();
        assertThat(AttemptRunner.unreturned(executor)).isEmpty();
    }

    @Test
    void what_it_says_still_runs_does() {
        StepResult result = run(step -> untilInterrupted(new StepResult.StillRunning("pid 1")), SHORT, true);
        assertThat(result).isEqualTo(new StepResult.StillRunning("timed out after 30ms: pid 1"));
    }

    @Test
    void a_cancelled_run_ends_it() {
        StepResult result = run(
                step -> {
                    cancellation.request();
                    return untilInterrupted(StepResult.failure("killed it"));
                },
                LONG,
                true);
        assertThat(result).isEqualTo(StepResult.failure("cancelled by the host: killed it"));
    }

    @Test
    void whoever_has_lost_the_right_to_an_attempt_does_not_begin_it() {
        List<String> done = new ArrayList<>();
        StepResult result = new AttemptRunner(cancellation, CompletableFuture.completedFuture("another's"), LONG)
                .run(
                        request -> {
                            done.add("begun");
                            return StepResult.success();
                        },
                        within(LONG),
                        false,
                        new StartNotice(),
                        process -> true);
        assertThat(result)
                .isEqualTo(new StepResult.NotStarted(
                        "ended, since it was not certain any more that this agent has its lease: it had not begun"));
        assertThat(done).isEmpty();
    }

    /** It may have seen by itself that it was ended with the lease. */
    @ParameterizedTest
    @ValueSource(strings = {"; ended with SIGTERM", ": interrupted"})
    void one_that_is_ended_with_the_lease_tells_that_once(String rest) {
        CompletableFuture<String> lost = new CompletableFuture<>();
        String why = "ended, since it was not certain any more that this agent has its lease";
        StepResult result = new AttemptRunner(cancellation, lost, LONG)
                .run(
                        request -> {
                            lost.complete("nobody answers");
                            return untilInterrupted(
                                    StepResult.failure(rest.startsWith(";") ? why + rest : rest.substring(2)));
                        },
                        within(LONG),
                        false,
                        new StartNotice(),
                        process -> true);
        assertThat(result).isEqualTo(StepResult.failure(why + rest));
    }

    /** Whatever an executor answers to the interruption: another agent may have worked there by then. */
    @Test
    void a_success_after_the_end_of_the_lease_is_none() {
        CompletableFuture<String> lost = new CompletableFuture<>();
        StepResult result = new AttemptRunner(cancellation, lost, LONG)
                .run(
                        request -> {
                            lost.complete("nobody answers");
                            return untilInterrupted(StepResult.success());
                        },
                        within(LONG),
                        false,
                        new StartNotice(),
                        process -> true);
        assertThat(result).isInstanceOf(StepResult.Failed.class);
        assertThat(result.reason())
                .startsWith("ended, since it was not certain any more that this agent has its lease; its executor"
                        + " returned success");
    }

    @Test
    void a_cancelled_run_does_not_end_its_way_back() {
        cancellation.request();
        assertThat(run(step -> StepResult.success("undone"), LONG, false).reason())
                .isEqualTo("undone");
    }

    @Test
    @SuppressWarnings("NullAway")
    void null_is_a_failure() {
        assertThat(run(step -> null, LONG, true)).isEqualTo(StepResult.failure("the executor returned null"));
    }

    @Test
    void what_it_throws_may_fail_when_it_is_asked_what_it_says() {
        class ApiException extends RuntimeException {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no response");
            }
        }
        StepResult result = run(
                step -> {
                    throw new ApiException();
                },
                LONG,
                true);
        assertThat(result).isInstanceOf(StepResult.Failed.class);
        assertThat(result.reason()).contains("ApiException").endsWith(", which says nothing of itself");
    }

    @Test
    void what_it_throws_is_a_failure_with_its_name() {
        assertThat(run(
                                step -> {
                                    throw new IOException("no network");
                                },
                                LONG,
                                true)
                        .reason())
                .isEqualTo("IOException: no network");
        assertThat(run(
                                step -> {
                                    throw new StackOverflowError();
                                },
                                LONG,
                                true)
                        .reason())
                .isEqualTo("java.lang.StackOverflowError");
    }
}
