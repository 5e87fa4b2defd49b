package io.github.devopsagent.internal.coordination;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.contract.MemoryCoordination;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.coordination.SharedWork.SharedWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps workers apart does not answer for a while, as a database that is away. */
class UnansweredWorkerTest {

    private static final String PLAN = """
            "deployment_steps": [
              {"run": "first", "rollback": {"run": "undo first"}}, {"run": "last", "rollback": {"run": "undo last"}} ]
            """;

    @TempDir
    Path directory;

    private final AtomicLong ahead = new AtomicLong();
    private SharedWork work;
    private SharedWorker one;

    @BeforeEach
    void share() {
        work = new SharedWork(
                aConsensus().withPlanOf(PLAN).in(directory),
                new MemoryCoordination(SharedWork.TERM, () -> System.nanoTime() + ahead.get()));
        one = work.worker("one").withClock(() -> System.nanoTime() + ahead.get());
    }

    /** Does something once when the worker waits, and remembers what it was told. */
    private static final class WhenWaiting implements RunListener {

        private final List<String> told = new ArrayList<>();
        private final Runnable deed;

        WhenWaiting(Runnable deed) {
            this.deed = deed;
        }

        @Override
        public void waiting(String why, Duration atMost) {
            told.add(why + " | " + atMost);
            if (told.size() == 1) {
                deed.run();
            }
        }
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
        assertThat(listener.told)
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
        assertThat(listener.told).hasSize(1);
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

    @Test
    void a_step_is_ended_with_its_lease_and_the_run_goes_back_when_it_is_answered_again() {
        CountDownLatch never = new CountDownLatch(1);
        ScriptedShell shell = aShell().doing("last", step -> {
            one.link().away(true);
            ahead.addAndGet(SharedWork.TERM.toNanos());
            never.await();
            return StepResult.success();
        });
        WhenWaiting listener = new WhenWaiting(() -> one.link().away(false));
        Outcome outcome = one.run(shell, agent -> agent.listener(listener));
        assertThat(outcome)
                .isInstanceOf(Outcome.RolledBack.class)
                .asString()
                .contains("ended, since it was not certain any more that this agent has its lease: interrupted");
        assertThat(listener.told)
                .first()
                .asString()
                .contains("it is not certain any more that this agent has the lease of directory " + work.directory());
        assertThat(shell.commands()).contains("undo last", "undo first");
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
        assertThat(listener.told).first().asString().contains("nobody knows: the database is away");
    }
}
