package io.github.devopsagent.internal.coordination;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.DirectoryRemoval;
import io.github.devopsagent.JavaProcess;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.contract.MemoryCoordination;
import io.github.devopsagent.coordination.Coordination.Fate;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.coordination.SharedWork.SharedWorker;
import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.veto.Refusal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker is gone, and another one, on another machine, finds what it left. */
class RunOfAnotherWorkerTest {

    private static final String PLAN = """
            "deployment_steps": [
              {"run": "first", "rollback": {"run": "undo first"}}, {"run": "last", "rollback": {"run": "undo last"}} ]
            """;

    @TempDir
    Path directory;

    private SharedWork work;
    private SharedWorker two;

    @BeforeEach
    void share() {
        work = new SharedWork(aConsensus().withPlanOf(PLAN).in(directory));
        two = work.worker("two");
    }

    /** As a kill: nothing is given back. */
    static final class Killed extends Error {

        private static final long serialVersionUID = 1;
    }

    /** Ends a worker for good at a question, with whatever it holds. */
    static Consumer<String> killing(SharedWorker worker, String question, Runnable before) {
        return asked -> {
            if (asked.equals(question)) {
                before.run();
                worker.link().away(true);
                throw new Killed();
            }
        };
    }

    /** Kills one in a step: its end does not come to be recorded. */
    private void kill(String step) {
        killedIn(work.worker("one"), step);
    }

    private void killedIn(SharedWorker one, String step) {
        List<String> begun = new ArrayList<>();
        ScriptedShell shell = aShell().doing(step, request -> {
            begun.add(step);
            return StepResult.success();
        });
        one.link().doingBefore(asked -> {
            if (asked.startsWith("append ") && !begun.isEmpty()) {
                killing(one, asked, () -> {}).accept(asked);
            }
        });
        assertThatThrownBy(() -> one.run(shell)).isInstanceOf(Killed.class);
        work.shared().expire(work.key());
    }

    private String warnings() {
        return work.consensus().deployment().path("warnings").toString();
    }

    @Test
    void of_one_that_is_gone_as_the_host_says_the_step_is_lost_and_the_run_goes_back() {
        kill("last");
        ScriptedShell shell = aShell();
        assertThat(two.saying(Fate.DEAD).run(shell)).isInstanceOf(Outcome.RolledBack.class);
        assertThat(shell.commands()).contains("undo last", "undo first").doesNotContain("first", "last");
        assertThat(warnings())
                .contains("counts as lost: its worker, process 100 of user ci on host one, has ended with all that it"
                        + " started, as the host says");
    }

    /** Whoever has no lease any more is in nobody's way, whether or not its process is there. */
    @Test
    void one_that_stands_still_on_this_machine_is_previewed_as_it_would_be_gone_on_with() {
        SharedWorker one = work.worker("one");
        one.link().doingBefore(killing(one, "append 6", () -> {}));
        assertThatThrownBy(() -> one.run(aShell(), agent -> agent.identity(AgentIdentity.current())))
                .isInstanceOf(Killed.class);
        assertThat(two.agent(aShell()).build().preview().refusals())
                .extracting(Refusal::code)
                .containsExactly("lock_held");
        work.shared().expire(work.key());
        assertThat(two.agent(aShell()).build().preview().refusals()).isEmpty();
        assertThat(two.run(aShell())).isNotInstanceOf(Outcome.Refused.class);
    }

    /** A hold waits for a deployment that is to begin, and never for half of one. */
    @Test
    void a_hold_keeps_nobody_from_what_is_half_deployed_wherever_its_journal_is() throws IOException {
        kill("last");
        Files.delete(work.consensus().path(".devops/journal"));
        work.consensus().write("HOLD", "until Monday");
        ScriptedShell shell = aShell();
        assertThat(two.saying(Fate.DEAD).run(shell)).isInstanceOf(Outcome.RolledBack.class);
        assertThat(shell.commands()).contains("undo last", "undo first");
    }

    @Test
    void of_one_of_which_nobody_knows_the_run_is_left_alone_and_told_once() {
        kill("last");
        ScriptedShell shell = aShell();
        SharedWorker unsure = two.saying(Fate.UNKNOWN);
        List<Outcome> outcomes =
                List.of(two.agent(shell).run(), unsure.agent(shell).run());
        assertThat(outcomes).allSatisfy(outcome -> assertThat(OutcomeRefusals.codes(outcome))
                .containsExactly("unfinished_run"));
        assertThat(shell.commands()).isEmpty();
        assertThat(work.consensus().path("messages/inbox/tech_lead")).isDirectoryContaining("glob:**waits*");
        // Who comes to know it, goes on.
        assertThat(two.saying(Fate.DEAD).run(shell)).isInstanceOf(Outcome.RolledBack.class);
    }

    @Test
    void of_one_that_lives_as_the_host_says_it_is_left_alone() {
        kill("last");
        assertThat(two.saying(Fate.ALIVE)
                        .withGrace(Duration.ofMillis(1))
                        .agent(aShell())
                        .run()
                        .toString())
                .contains("unfinished_run", "that worker may still work, as the host says");
    }

    @Test
    void after_the_grace_that_the_host_has_chosen_it_counts_as_lost_and_the_record_says_so() {
        // By this clock no time passes after the end of its lease.
        work = new SharedWork(work.consensus(), new MemoryCoordination(SharedWork.TERM, () -> 0));
        two = work.worker("two");
        kill("last");
        List<String> told = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void waiting(String why, Duration atMost) {
                told.add(why + " | " + atMost);
            }
        };
        ScriptedShell shell = aShell();
        assertThat(two.saying(Fate.UNKNOWN)
                        .withGrace(Duration.ofMillis(3))
                        .run(shell, agent -> agent.listener(listener)))
                .isInstanceOf(Outcome.RolledBack.class);
        assertThat(told).singleElement().asString().contains("host one").endsWith(" | PT0.003S");
        assertThat(warnings())
                .contains("counts as lost: nobody knows what became of its worker", "3ms after its lease was over");
    }

    @Test
    void the_grace_counts_from_the_end_of_its_lease_however_late_somebody_comes() {
        AtomicLong ahead = new AtomicLong();
        work = new SharedWork(
                work.consensus(), new MemoryCoordination(SharedWork.TERM, () -> System.nanoTime() + ahead.get()));
        kill("last");
        ahead.set(Duration.ofDays(2).toNanos());
        List<String> told = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void waiting(String why, Duration atMost) {
                told.add(why);
            }
        };
        SharedWorker late = work.worker("two").saying(Fate.UNKNOWN).withGrace(Duration.ofDays(1));
        assertThat(late.run(aShell(), agent -> agent.listener(listener))).isInstanceOf(Outcome.RolledBack.class);
        assertThat(told).isEmpty();
    }

    /** A process that has locked a file, and stands still. */
    static final class StandingStill {

        public static void main(String[] arguments) throws IOException {
            try (FileChannel channel =
                    FileChannel.open(Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                System.out.println(channel.lock().isValid() ? "locked" : "");
                int unused = System.in.read();
            }
        }
    }

    /** It is the first of its container, which shows by a lock that it lives. */
    @Test
    void one_that_stands_still_as_process_1_with_its_lock_is_in_nobodys_way() throws IOException {
        kill("last");
        Process still = JavaProcess.of(
                        StandingStill.class,
                        work.consensus()
                                .path(".devops/runs/DEP-001/process-lock")
                                .toString())
                .start();
        try {
            assertThat(still.inputReader().readLine()).isEqualTo("locked");
            AgentIdentity host = SharedWork.identity("two");
            AgentIdentity first = new AgentIdentity(
                    host.host(),
                    host.user(),
                    host.machineId(),
                    host.pidNamespace(),
                    new ProcessId(host.process().bootId(), 1, host.process().startedAt()));
            assertThat(two.saying(Fate.DEAD).run(aShell(), agent -> agent.identity(first)))
                    .isInstanceOf(Outcome.RolledBack.class);
        } finally {
            still.destroyForcibly();
        }
    }

    @Test
    void a_run_that_was_left_between_two_steps_is_gone_on_with_whatever_became_of_its_worker() {
        SharedWorker one = work.worker("one");
        one.link().doingBefore(asked -> {
            List<String> commands = ScriptedCommands.done;
            if (asked.startsWith("append ") && commands.equals(List.of("first"))) {
                commands.add("its end is recorded");
            } else if (asked.startsWith("append ") && commands.size() == 2) {
                killing(one, asked, () -> {}).accept(asked);
            }
        });
        ScriptedCommands.done.clear();
        ScriptedShell shell = aShell().doing("first", step -> {
            ScriptedCommands.done.add("first");
            return StepResult.success();
        });
        assertThatThrownBy(() -> one.run(shell)).isInstanceOf(Killed.class);
        work.shared().expire(work.key());
        ScriptedShell next = aShell();
        assertThat(two.saying(Fate.UNKNOWN).run(next))
                .isInstanceOfAny(Outcome.Deployed.class, Outcome.RolledBack.class);
    }

    /** What the worker that is killed has done. */
    private static final class ScriptedCommands {

        private static final List<String> done = new ArrayList<>();
    }

    /** Tells of what it is asked what became of it. */
    private static final class ResolvingShell implements StepExecutor {

        private final List<String> resolved = new ArrayList<>();

        @Override
        public StepResult execute(StepRequest request) {
            return StepResult.success();
        }

        @Override
        public Resolution resolve(Attempt attempt) {
            resolved.add(attempt.key());
            return new Resolution.Done(StepResult.success());
        }
    }

    @Test
    void what_became_of_a_step_is_asked_only_where_it_ran() {
        kill("last");
        ResolvingShell elsewhere = new ResolvingShell();
        assertThat(work.consensus().agent(elsewhere)).isNotNull();
        Outcome outcome = two.agentOf(elsewhere).run();
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(elsewhere.resolved).isEmpty();
    }

    @Test
    void where_it_ran_it_is_asked() {
        kill("last");
        ResolvingShell there = new ResolvingShell();
        Outcome outcome = work.worker("one").saying(Fate.UNKNOWN).agentOf(there).run();
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(there.resolved).singleElement().asString().startsWith("DEP-001.deployment_steps-1.1.");
    }

    @Test
    void where_it_ran_it_is_asked_also_after_a_worker_elsewhere_was_killed_that_went_on() {
        kill("last");
        SharedWorker between = two.saying(Fate.DEAD);
        between.link().doingAfter(asked -> {
            if (asked.startsWith("append ")) {
                killing(between, asked, () -> {}).accept(asked);
            }
        });
        assertThatThrownBy(() -> between.run(aShell())).isInstanceOf(Killed.class);
        work.shared().expire(work.key());
        ResolvingShell there = new ResolvingShell();
        assertThat(work.worker("one").saying(Fate.UNKNOWN).agentOf(there).run()).isInstanceOf(Outcome.Deployed.class);
        assertThat(there.resolved).hasSize(1);
    }

    @Test
    void no_file_of_the_dead_one_is_needed() throws Exception {
        kill("last");
        DirectoryRemoval.of(work.consensus().path(".devops/runs"));
        Files.delete(work.consensus().path(".devops/journal"));
        ScriptedShell shell = aShell();
        assertThat(two.run(shell)).isInstanceOf(Outcome.RolledBack.class);
        assertThat(shell.commands()).contains("undo last", "undo first");
        assertThat(work.consensus().path(".devops/runs/DEP-001/journal")).isRegularFile();
    }

    @Test
    void a_half_written_file_counts_for_nothing() throws Exception {
        kill("last");
        byte[] journal = Files.readAllBytes(work.consensus().path(".devops/journal"));
        Files.write(work.consensus().path(".devops/journal"), java.util.Arrays.copyOf(journal, journal.length / 2));
        Files.writeString(work.consensus().path(".devops/runs/DEP-001/settings.json"), "{}");
        assertThat(two.run(aShell())).isInstanceOf(Outcome.RolledBack.class);
    }

    @Test
    void who_only_recovers_goes_on_as_a_run_does_and_begins_none_whatever_hold_there_is() throws Exception {
        kill("last");
        Files.delete(work.consensus().path(".devops/journal"));
        Files.createFile(work.consensus().path("HOLD"));
        ScriptedShell shell = aShell();
        assertThat(two.agent(shell).build().recover()).isInstanceOf(Outcome.RolledBack.class);
        assertThat(shell.commands()).contains("undo last", "undo first");
    }

    @Test
    void who_only_recovers_archives_what_was_left_closed_and_begins_nothing() {
        SharedWorker one = work.worker("one");
        one.link().doingBefore(asked -> {
            if (asked.startsWith("archive ")) {
                killing(one, asked, () -> {}).accept(asked);
            }
        });
        assertThatThrownBy(() -> one.run(aShell().failing("first"))).isInstanceOf(Killed.class);
        work.shared().expire(work.key());
        ScriptedShell shell = aShell();
        for (int calls = 0; calls < 2; calls++) {
            assertThat(OutcomeRefusals.codes(two.agent(shell).build().recover()))
                    .containsExactly("nothing_unfinished");
        }
        assertThat(shell.commands()).isEmpty();
        assertThat(two.link().questions())
                .filteredOn(asked -> asked.startsWith("archive "))
                .hasSize(1);
    }

    @Test
    void nothing_tells_that_it_is_dead_as_long_as_nobody_asks_the_coordination() {
        kill("last");
        assertThat(DevOpsAgent.inspect(work.consensus().path()).map(UnfinishedRun::life))
                .contains(UnfinishedRun.Life.UNKNOWN);
    }
}
