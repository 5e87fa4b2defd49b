package io.github.devopsagent.internal.coordination;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.RunView;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MemoryCoordination;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.coordination.SharedWork.SharedWorker;
import io.github.devopsagent.run.RunEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps workers apart does not answer for a while, as a database that is away. */
@FewerCases(every = 3)
class UnansweredWorkerTest {

    private static final String PLAN = """
            "deployment_steps": [
              {"run": "first", "rollback": {"run": "undo first"}}, {"run": "last", "rollback": {"run": "undo last"}} ]
            """;

    private static final StepResult INTERRUPTED = StepResult.failure("interrupted");

    @TempDir
    Path directory;

    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicLong ahead = new AtomicLong();
    private SharedWork work;
    private SharedWorker one;

    @BeforeEach
    void share() {
        share(PLAN);
    }

    private void share(String plan) {
        work = new SharedWork(
                aConsensus().withPlanOf(plan).in(directory),
                new MemoryCoordination(SharedWork.TERM, () -> System.nanoTime() + ahead.get()));
        one = work.worker("one").withClock(() -> System.nanoTime() + ahead.get());
    }

    /** Somebody says no while the worker waits. */
    private WhenWaiting heldMeanwhile() {
        return new WhenWaiting(() -> {
            work.consensus().write("HOLD", "");
            one.link().away(false);
        });
    }

    /** Each term that is over takes longer than any budget. */
    private Clock longAway() {
        InstantSource clock = () -> ConsensusDirectory.CLOCK.instant().plusNanos(48 * ahead.get());
        return clock.withZone(ZoneOffset.UTC);
    }

    private void cutAt(String question) {
        one.link().doingBefore(asked -> {
            if (asked.equals(question)) {
                one.link().doingBefore(again -> {});
                one.link().away(true);
            }
        });
    }

    @Test
    void a_record_waits_and_then_the_run_goes_on() {
        cutAt("append 7");
        WhenWaiting listener = new WhenWaiting(() -> one.link().away(false));
        ScriptedShell shell = aShell();
        Outcome outcome = one.run(shell, agent -> agent.listener(listener));
        assertThat(outcome).as(outcome.toString()).isInstanceOf(Outcome.Deployed.class);
        assertThat(listener.told())
                .singleElement()
                .asString()
                .contains("the database is away: append 7")
                .endsWith("| PT0S");
        assertThat(shell.commands()).containsOnlyOnce("first", "last").doesNotContain("undo first");
    }

    @Test
    void a_lost_answer_is_asked_for_again_and_each_record_is_there_once() {
        one.link().doingAfter(asked -> {
            if (asked.equals("append 5")) {
                one.link().doingAfter(again -> {});
                one.link().losesAnswers(true);
            }
        });
        WhenWaiting listener = new WhenWaiting(() -> one.link().losesAnswers(false));
        assertThat(one.run(aShell(), agent -> agent.listener(listener))).isInstanceOf(Outcome.Deployed.class);
        assertThat(listener.told()).hasSize(1);
        assertThat(work.shared().appends())
                .extracting(append -> append.sequence())
                .doesNotHaveDuplicates();
    }

    @Test
    void whoever_finds_that_another_one_took_over_meanwhile_is_fenced() {
        cutAt("append 7");
        List<Outcome> others = new ArrayList<>();
        List<String> done = new ArrayList<>();
        ScriptedShell shell = aShell();
        WhenWaiting listener = new WhenWaiting(() -> {
            done.addAll(shell.commands());
            work.shared().expire(work.key());
            others.add(work.worker("two").run(aShell()));
            one.link().away(false);
        });
        Outcome outcome = one.run(shell, agent -> agent.listener(listener));
        assertThat(outcome).isInstanceOf(Outcome.Fenced.class);
        assertThat(outcome.exitCode()).isEqualTo(16);
        assertThat(others).hasSize(1).noneMatch(Outcome.Refused.class::isInstance);
        assertThat(shell.commands()).isEqualTo(done);
    }

    /** It is asked before the deployment, after it, and for the last time. The lease may stand all the time, or end meanwhile. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void who_comes_to_say_no_before_a_success_can_be_recorded_is_heard(boolean ends) {
        AtomicInteger checks = new AtomicInteger();
        ScriptedShell shell = aShell().doing("check", step -> {
            boolean isLast = checks.incrementAndGet() == 3;
            one.link().away(isLast);
            ahead.addAndGet(isLast && ends ? SharedWork.TERM.toNanos() : 0);
            return StepResult.success();
        });
        WhenWaiting listener = heldMeanwhile();
        Outcome outcome = one.run(shell, agent -> agent.listener(listener));
        assertThat(listener.told()).isNotEmpty();
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class).asString().contains("HOLD");
    }

    /** Lets the lease end while a command runs for the first time, which waits until it is ended. */
    private ScriptedShell endedIn(String command, StepResult answer) {
        AtomicInteger times = new AtomicInteger();
        return aShell().doing(command, step -> {
            if (times.getAndIncrement() > 0) {
                return StepResult.success();
            }
            one.link().away(true);
            ahead.addAndGet(SharedWork.TERM.toNanos());
            try {
                never.await();
            } catch (InterruptedException e) {
                return answer;
            }
            throw new AssertionError("nobody opens it");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_step_that_is_ended_with_its_lease_is_undone_whatever_it_answers(boolean isSuccess) {
        ScriptedShell shell = endedIn("last", isSuccess ? StepResult.success() : INTERRUPTED);
        WhenWaiting listener = new WhenWaiting(() -> one.link().away(false));
        Outcome outcome = one.run(shell, agent -> agent.listener(listener));
        assertThat(outcome)
                .isInstanceOf(Outcome.RolledBack.class)
                .asString()
                .contains(
                        "step 'last' (deployment_steps/1) is in doubt: ended, since it was not certain any more that this"
                                + " agent has its lease");
        assertThat(listener.told())
                .first()
                .asString()
                .contains("it is not certain any more that this agent has the lease of directory " + work.directory());
        assertThat(shell.commands()).contains("undo last", "undo first");
    }

    /** Of the gate, and of those who stop a run, it is asked again before that. */
    @Test
    void an_idempotent_step_that_is_ended_with_its_lease_is_executed_again_without_a_retry() {
        share("""
                "deployment_steps": [ {"run": "first", "rollback": {"run": "undo first"}},
                  {"run": "last", "idempotent": true, "rollback": {"run": "undo last"}} ]
                """);
        ScriptedShell shell = endedIn("last", INTERRUPTED);
        WhenWaiting listener = new WhenWaiting(() -> one.link().away(false));
        Outcome outcome = one.run(shell, agent -> agent.listener(listener));
        assertThat(outcome).as(outcome.toString()).isInstanceOf(Outcome.Deployed.class);
        assertThat(shell.commands()).containsExactly("first", "last", "last");
        assertThat(outcome.toJson()).contains("counts as lost: ended, since it was not certain");
    }

    @Test
    void who_came_to_say_no_meanwhile_is_heard_before_a_step_is_executed_again() {
        share("""
                "deployment_steps": [ {"run": "last", "idempotent": true, "rollback": {"run": "undo last"}} ]
                """);
        ScriptedShell shell = endedIn("last", INTERRUPTED);
        WhenWaiting listener = heldMeanwhile();
        Outcome outcome = one.run(shell, agent -> agent.listener(listener));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class).asString().contains("HOLD");
        assertThat(shell.commands()).containsOnlyOnce("last");
    }

    @Test
    void a_step_of_the_way_back_that_is_ended_with_its_lease_is_executed_again_if_it_may_be() {
        share("""
                "deployment_steps": [ {"run": "last", "rollback": {"run": "undo last", "idempotent": true}} ]
                """);
        ScriptedShell shell = endedIn("undo last", INTERRUPTED).failing("last");
        WhenWaiting listener = new WhenWaiting(() -> one.link().away(false));
        Outcome outcome = one.run(shell, agent -> agent.listener(listener));
        assertThat(outcome).as(outcome.toString()).isInstanceOf(Outcome.RolledBack.class);
        assertThat(shell.commands()).containsSubsequence("last", "undo last", "undo last");
    }

    private static RunListener when(Predicate<RunEvent> isMeant, Runnable deed) {
        return new RunListener() {
            @Override
            public void happened(RunEvent event, RunView run) {
                if (isMeant.test(event)) {
                    deed.run();
                }
            }
        };
    }

    /** The lease ends when it is recorded that a step is to begin, and before that begins. */
    private RunListener endedBefore(String step) {
        AtomicInteger times = new AtomicInteger();
        return when(
                event -> event instanceof RunEvent.StepIntended intent
                        && intent.step().path().equals(step)
                        && times.getAndIncrement() == 0,
                () -> {
                    one.link().away(true);
                    ahead.addAndGet(SharedWork.TERM.toNanos());
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"deployment_steps/0", "deployment_steps/1"})
    void a_step_that_never_began_since_its_lease_ended_just_then_begins_when_it_is_held_again(String step) {
        ScriptedShell shell = aShell();
        WhenWaiting listener = new WhenWaiting(() -> one.link().away(false));
        Outcome outcome = one.run(
                shell,
                agent -> agent.listener(listener).listener(endedBefore(step)).clock(longAway()));
        assertThat(outcome).as(outcome.toString()).isInstanceOf(Outcome.Deployed.class);
        assertThat(shell.commands()).containsExactly("first", "last");
        assertThat(listener.told()).isNotEmpty();
    }

    @Test
    void a_step_that_never_began_is_left_so_if_somebody_says_no_meanwhile() {
        ScriptedShell shell = aShell();
        WhenWaiting listener = heldMeanwhile();
        Outcome outcome = one.run(shell, agent -> agent.listener(listener).listener(endedBefore("deployment_steps/1")));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class).asString().contains("HOLD");
        assertThat(shell.commands()).containsExactly("first", "undo first");
    }

    /** What stops it is recorded as a stop, or not seen at all: never in passing, of a step that goes again. */
    @Test
    void after_a_long_time_a_step_that_never_began_is_left_to_be_intended_anew() {
        ScriptedShell shell = aShell();
        WhenWaiting listener = heldMeanwhile();
        List<StepResult> notStarted = new ArrayList<>();
        RunListener releases = when(
                event -> event instanceof RunEvent.StepEnded ended
                        && ended.result() instanceof StepResult.NotStarted
                        && notStarted.add(ended.result()),
                () -> work.consensus().delete("HOLD"));
        Outcome outcome = one.run(shell, agent -> agent.listener(listener)
                .listener(endedBefore("deployment_steps/1"))
                .listener(releases)
                .clock(longAway()));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(notStarted).singleElement().asString().contains(StepOutput.LEASE_UNCERTAIN);
        assertThat(shell.commands()).containsExactly("first", "last");
    }

    @Test
    void who_came_to_say_no_while_it_was_recorded_that_a_step_is_to_begin_is_heard_before_it_begins() {
        ScriptedShell shell = aShell();
        AtomicBoolean isArmed = new AtomicBoolean();
        one.link().doingBefore(asked -> {
            if (asked.startsWith("append") && isArmed.getAndSet(false)) {
                one.link().away(true);
                ahead.addAndGet(SharedWork.TERM.toNanos());
            }
        });
        WhenWaiting listener = heldMeanwhile();
        RunListener arms = when(
                event -> event instanceof RunEvent.StepEnded ended
                        && ended.step().path().equals("deployment_steps/0"),
                () -> isArmed.set(true));
        Outcome outcome =
                one.run(shell, agent -> agent.listener(listener).listener(arms).clock(longAway()));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class).asString().contains("HOLD");
        assertThat(shell.commands()).containsExactly("first", "undo first");
    }

    /** In a run, and not in what one of its workers does of it: 20 times it is executed again. */
    @Test
    void what_is_cut_each_time_fails_in_the_end_whoever_goes_on_with_it() {
        share("""
                "deployment_steps": [ {"run": "last", "idempotent": true, "rollback": {"run": "undo last"}} ]
                """);
        ScriptedShell shell = aShell().doing("last", step -> StepResult.failure(StepOutput.LEASE_UNCERTAIN));
        AtomicInteger appends = new AtomicInteger();
        one.link().doingBefore(asked -> {
            if (asked.startsWith("append ") && shell.commands().size() == 12 && appends.getAndIncrement() == 0) {
                RunOfAnotherWorkerTest.killing(one, asked, () -> {}).accept(asked);
            }
        });
        assertThatThrownBy(() -> one.run(shell)).isInstanceOf(RunOfAnotherWorkerTest.Killed.class);
        work.shared().expire(work.key());
        assertThat(work.worker("two").run(shell)).isInstanceOf(Outcome.RolledBack.class);
        // One of the first 12 was lost with its worker.
        assertThat(shell.commands().stream().filter("last"::equals)).hasSize(12 + 10);
    }

    /** Such as no memory for a thread: the next renewal holds the lease again. */
    @Test
    void a_renewal_that_meets_an_error_is_tried_again() {
        AtomicBoolean isBroken = new AtomicBoolean();
        one.link().doingBefore(asked -> {
            if (isBroken.get() && asked.startsWith("renew ")) {
                throw new OutOfMemoryError("unable to create native thread");
            }
        });
        WhenWaiting listener = new WhenWaiting(() -> isBroken.set(false));
        ScriptedShell shell = aShell().doing("first", step -> {
            isBroken.set(true);
            ahead.addAndGet(SharedWork.TERM.toNanos());
            return StepResult.success();
        });
        Outcome outcome = one.run(shell, agent -> agent.listener(listener));
        assertThat(listener.told()).isNotEmpty();
        assertThat(outcome).isInstanceOfAny(Outcome.Deployed.class, Outcome.RolledBack.class);
    }

    @Test
    void a_probe_of_a_rollback_whose_time_is_over_is_not_asked_again() {
        AtomicInteger probes = new AtomicInteger();
        ScriptedShell shell = aShell().failing("last");
        shell.doing("check", step -> {
            if (!shell.commands().contains("undo first")) {
                return StepResult.success();
            }
            probes.incrementAndGet();
            return StepResult.failure(StepOutput.LEASE_UNCERTAIN);
        });
        InstantSource clock = () ->
                ConsensusDirectory.CLOCK.instant().plus(DevOpsAgent.DEFAULT_ROLLBACK_BUDGET.multipliedBy(probes.get()));
        Outcome outcome = one.run(shell, agent -> agent.clock(clock.withZone(ZoneOffset.UTC)));
        assertThat(outcome)
                .isInstanceOf(Outcome.RollbackFailed.class)
                .asString()
                .contains("the rollback took longer than its budget");
        assertThat(probes).hasValue(1);
    }

    /** It is away from the end of a step, or from an answer, on. */
    @ParameterizedTest
    @CsvSource({
        "first, Deployed",
        "last, Deployed",
        "check, Deployed",
        "undo last, RolledBack",
        "undo first, RolledBack"
    })
    void the_time_in_which_nobody_could_work_is_not_the_runs(String command, String ending) {
        AtomicBoolean isOver = new AtomicBoolean();
        ScriptedShell shell = aShell().doing(command, step -> {
            one.link().away(!isOver.getAndSet(true));
            return StepResult.success();
        });
        if (command.startsWith("undo")) {
            shell.failing("last");
        }
        WhenWaiting listener = new WhenWaiting(() -> {
            ahead.addAndGet(SharedWork.TERM.toNanos());
            one.link().away(false);
        });
        Outcome outcome = one.run(shell, agent -> agent.listener(listener).clock(longAway()));
        assertThat(outcome.getClass().getSimpleName()).as(outcome.toString()).isEqualTo(ending);
        assertThat(outcome.toJson()).contains("the run was interrupted in stage");
    }

    /** It stands still while it waits for a half-written status to be whole, before a step, and before a check. */
    @ParameterizedTest
    @ValueSource(strings = {"first", "last"})
    void nor_is_that_in_which_it_stood_still_before_something_begins(String before) {
        String status = work.consensus().text("status.json");
        ScriptedShell shell = aShell().doing(before, step -> {
            work.consensus().write("status.json", "{");
            return StepResult.success();
        });
        Outcome outcome = one.run(shell, agent -> agent.clock(longAway()).brakePause(cancellation -> {
            ahead.addAndGet(SharedWork.TERM.toNanos());
            work.consensus().write("status.json", status);
            return false;
        }));
        assertThat(outcome).as(outcome.toString()).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.toJson()).contains("the run was interrupted in stage");
        assertThat(shell.commands()).containsOnlyOnce("first", "last");
    }

    @Test
    void a_probe_that_is_ended_with_its_lease_is_asked_again_and_does_not_count() {
        ScriptedShell shell = endedIn("check", INTERRUPTED);
        WhenWaiting listener = new WhenWaiting(() -> one.link().away(false));
        List<RunEvent.Probed> probes = new ArrayList<>();
        RunListener remembers = when(event -> event instanceof RunEvent.Probed probed && probes.add(probed), () -> {});
        Outcome outcome = one.run(shell, agent -> agent.listener(listener).listener(remembers));
        assertThat(outcome).as(outcome.toString()).isInstanceOf(Outcome.Deployed.class);
        assertThat(probes).isNotEmpty().allMatch(RunEvent.Probed::healthy);
    }

    @Test
    void who_finds_that_another_one_took_over_while_its_step_was_ended_is_fenced() {
        List<Outcome> others = new ArrayList<>();
        ScriptedShell shell = endedIn("last", INTERRUPTED);
        WhenWaiting listener = new WhenWaiting(() -> {
            work.shared().expire(work.key());
            others.add(work.worker("two").run(aShell()));
            one.link().away(false);
        });
        assertThat(one.run(shell, agent -> agent.listener(listener))).isInstanceOf(Outcome.Fenced.class);
        assertThat(others).singleElement().isInstanceOf(Outcome.RolledBack.class);
        assertThat(shell.commands()).doesNotContain("undo last", "undo first");
    }

    @Test
    void a_host_that_does_not_wait_any_longer_gets_no_outcome_and_the_run_stays_open() {
        cutAt("append 7");
        Thread caller = Thread.currentThread();
        WhenWaiting listener = new WhenWaiting(caller::interrupt);
        assertThatThrownBy(() -> one.run(aShell(), agent -> agent.listener(listener)))
                .isInstanceOf(DevOpsAgentException.class)
                .hasMessageContaining("the database is away");
        assertThat(Thread.interrupted()).isTrue();
        one.link().away(false);
        work.shared().expire(work.key());
        ScriptedShell next = aShell();
        assertThat(work.worker("two").run(next))
                .isInstanceOfAny(Outcome.RolledBack.class, Outcome.Deployed.class, Outcome.Aborted.class);
        assertThat(work.shared().records(work.directory())).isEmpty();
    }

    @Test
    void a_lease_that_nobody_gives_since_nobody_answers_is_no_refusal() {
        one.link().away(true);
        assertThatThrownBy(() -> one.run(aShell()))
                .isInstanceOf(DevOpsAgentException.class)
                .hasMessageContaining("the database is away: claim");
    }

    @Test
    void it_is_waited_for_it_as_for_the_lock() {
        one.link().away(true);
        WhenWaiting listener = new WhenWaiting(() -> one.link().away(false));
        assertThat(one.run(
                        aShell(), agent -> agent.lockWait(Duration.ofMinutes(5)).listener(listener)))
                .isInstanceOf(Outcome.Deployed.class);
        assertThat(listener.told())
                .first()
                .asString()
                .startsWith("who works on this directory is not known: the database is away");
    }
}
