package io.github.devopsagent.internal.coordination;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.DirectoryRemoval;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.contract.MemoryCoordination;
import io.github.devopsagent.coordination.Claim;
import io.github.devopsagent.coordination.FencedJournal;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseKey;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.coordination.RunOfAnotherWorkerTest.Killed;
import io.github.devopsagent.internal.coordination.SharedWork.SharedWorker;
import io.github.devopsagent.internal.disk.FaultyDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A consensus directory, and targets, that workers of several machines share. */
class SharedDirectoryTest {

    private static final String FENCE = "DEVOPS_FENCE";

    @TempDir
    Path directory;

    private final MemoryCoordination shared = new MemoryCoordination(SharedWork.TERM, System::nanoTime);
    private SharedWork work;

    @BeforeEach
    void share() throws IOException {
        work = work("one");
    }

    private SharedWork work(String name) throws IOException {
        return new SharedWork(aConsensus().in(Files.createDirectories(directory.resolve(name))), shared);
    }

    private static long fence(ScriptedShell shell, String command) {
        return Long.parseLong(shell.request(command).context().variables().get(FENCE));
    }

    @Test
    void it_is_deployed_as_by_one_machine_and_the_run_is_archived() {
        ScriptedShell shell = aShell();
        assertThat(work.worker("one").run(shell)).isInstanceOf(Outcome.Deployed.class);
        assertThat(shared.records(work.directory())).isEmpty();
        assertThat(shared.archived(work.directory())).containsExactly("DEP-001");
        assertThat(work.consensus().text(".devops/coordination")).isEqualTo(work.directory() + "\n");
        assertThat(shared.through(new MemoryCoordination.Link(), System::nanoTime)
                        .holder(work.key()))
                .isEmpty();
    }

    @Test
    void a_veto_is_kept_and_archived_as_well() throws IOException {
        SharedWork vetoed = new SharedWork(
                aConsensus().withoutQaApproval().in(Files.createDirectories(directory.resolve("vetoed"))), shared);
        assertThat(vetoed.worker("one").run(aShell())).isInstanceOf(Outcome.Vetoed.class);
        assertThat(shared.archived(vetoed.directory()))
                .singleElement()
                .asString()
                .startsWith("veto-2-");
    }

    @Test
    void each_step_has_the_fence_of_the_lease_under_which_it_runs() {
        ScriptedShell first = aShell().failing("deploy");
        work.worker("one").run(first);
        assertThat(fence(first, "deploy")).isEqualTo(1);
        ScriptedShell back = aShell();
        work.worker("two").agent(back).run();
        assertThat(shared.fence(work.key())).isEqualTo(2);
    }

    @Test
    void with_a_target_it_is_the_targets_fence() {
        ScriptedShell shell = aShell();
        shared.through(new MemoryCoordination.Link(), System::nanoTime);
        work.worker("one").run(shell, agent -> agent.target("shop"));
        assertThat(fence(shell, "deploy")).isEqualTo(shared.fence(LeaseKey.target("shop")));
    }

    @Test
    void on_a_single_machine_it_grows_as_well() {
        ConsensusDirectory alone = aConsensus().in(directory.resolve("one"));
        ScriptedShell first = aShell().failing("deploy");
        alone.run(first);
        alone.write(
                "status.json",
                aConsensus().atIteration(2).in(directory.resolve("one")).text("status.json"));
        ScriptedShell second = aShell();
        alone.run(second);
        assertThat(fence(second, "deploy")).isGreaterThan(fence(first, "deploy"));
    }

    @Test
    void an_agent_without_the_coordination_leaves_it_alone() {
        work.worker("one").run(aShell());
        ScriptedShell shell = aShell();
        Outcome outcome = work.consensus().run(shell);
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("coordinated");
        assertThat(outcome.toString()).contains("it is called '" + work.directory() + "'");
        assertThat(work.consensus().agent(shell).build().preview().refusals())
                .extracting(refusal -> refusal.code())
                .containsExactly("coordinated");
        assertThat(OutcomeRefusals.codes(DevOpsAgent.giveUp(work.consensus().path(), "looked at it")))
                .containsExactly("coordinated");
    }

    @Test
    void a_run_of_an_agent_without_the_coordination_is_brought_to_its_end_first() {
        FaultyDisk disk = FaultyDisk.below(work.consensus().path());
        ScriptedShell shell = aShell().doing("deploy", step -> {
            disk.stopAt(disk.operations().size());
            return StepResult.success();
        });
        assertThatThrownBy(() -> work.consensus().agent(shell).disk(disk).run()).isInstanceOf(FaultyDisk.Crash.class);
        ScriptedShell none = aShell();
        Outcome outcome = work.worker("one").run(none);
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("coordinated");
        assertThat(none.commands()).isEmpty();
        assertThat(work.consensus().path(".devops/coordination")).doesNotExist();
        assertThat(work.consensus().run(aShell())).isInstanceOf(Outcome.RolledBack.class);
        assertThat(OutcomeRefusals.codes(work.worker("one").run(aShell()))).doesNotContain("coordinated");
        assertThat(work.consensus().path(".devops/coordination")).exists();
    }

    @Test
    void what_the_coordination_has_lost_is_not_begun_anew() {
        SharedWorker one = work.worker("one");
        one.link().doingBefore(RunOfAnotherWorkerTest.killing(one, "append 6", () -> {}));
        assertThatThrownBy(() -> one.run(aShell())).isInstanceOf(Killed.class);
        ScriptedShell shell = aShell();
        SharedWork reset = new SharedWork(work.consensus());
        assertThat(OutcomeRefusals.codes(reset.worker("two").run(shell))).containsExactly("coordinated");
        assertThat(shell.commands()).isEmpty();
    }

    /** A backup that was restored, or a standby that lacked the last commits. */
    @Test
    void records_that_the_coordination_has_lost_are_not_overwritten_and_nobody_goes_on() {
        SharedWorker one = work.worker("one");
        one.link().doingBefore(RunOfAnotherWorkerTest.killing(one, "append 6", () -> {}));
        assertThatThrownBy(() -> one.run(aShell())).isInstanceOf(Killed.class);
        shared.expire(work.key());
        byte[] before = work.consensus().bytes(".devops/journal");
        shared.loseLastRecord(work.directory());
        ScriptedShell shell = aShell();
        Outcome refused = work.worker("two").run(shell);
        assertThat(OutcomeRefusals.codes(refused)).containsExactly("coordinated");
        assertThat(refused.toString()).contains("records of this run that the shared coordination has lost");
        assertThat(shell.commands()).isEmpty();
        assertThat(work.consensus().bytes(".devops/journal")).isEqualTo(before);
    }

    @Test
    void a_copy_of_a_directory_is_not_worked_on_as_the_one_that_it_is_a_copy_of() throws IOException {
        work.worker("one").run(aShell());
        ConsensusDirectory copy = aConsensus().in(Files.createDirectories(directory.resolve("copy")));
        copy.write(".devops/coordination", work.consensus().text(".devops/coordination"));
        ScriptedShell shell = aShell();
        Outcome refused = new SharedWork(copy, shared).worker("one").run(shell);
        assertThat(OutcomeRefusals.codes(refused)).containsExactly("coordinated");
        assertThat(refused.toString()).contains("is a copy of " + work.directory());
        assertThat(shell.commands()).isEmpty();
    }

    @Test
    void a_step_that_removes_the_files_sends_the_run_back_and_they_are_there_again() {
        ScriptedShell shell = aShell().doing("deploy", step -> {
            DirectoryRemoval.of(work.consensus().path(".devops"));
            return StepResult.success();
        });
        assertThat(work.worker("one").run(shell)).isInstanceOf(Outcome.RolledBack.class);
        assertThat(work.consensus().text(".devops/coordination")).isEqualTo(work.directory() + "\n");
        assertThat(work.consensus().path(".devops/runs/DEP-001/journal")).isRegularFile();
    }

    @Test
    void a_target_is_kept_for_the_run_of_a_worker_that_is_gone() throws IOException {
        SharedWorker one = work.worker("one");
        one.link().doingBefore(RunOfAnotherWorkerTest.killing(one, "append 5", () -> {}));
        assertThatThrownBy(() -> one.run(aShell(), agent -> agent.target("shop")))
                .isInstanceOf(Killed.class);
        shared.expire(work.key());
        shared.expire(LeaseKey.target("shop"));
        SharedWork other = work("other");
        ScriptedShell none = aShell();
        Outcome refused = other.worker("two").run(none, agent -> agent.target("shop"));
        assertThat(OutcomeRefusals.codes(refused)).containsExactly("target_held");
        assertThat(none.commands()).isEmpty();
        assertThat(work.worker("two").run(aShell(), agent -> agent.target("shop")))
                .isNotInstanceOf(Outcome.Refused.class);
        assertThat(other.worker("two").run(aShell(), agent -> agent.target("shop")))
                .isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void two_workers_never_deploy_to_one_target_at_once() throws IOException {
        SharedWork other = work("other");
        List<Outcome> meanwhile = new ArrayList<>();
        ScriptedShell shell = aShell().doing("deploy", step -> {
            meanwhile.add(other.worker("two").run(aShell(), agent -> agent.target("shop")));
            return StepResult.success();
        });
        assertThat(work.worker("one").run(shell, agent -> agent.target("shop"))).isInstanceOf(Outcome.Deployed.class);
        assertThat(OutcomeRefusals.codes(meanwhile.get(0))).containsExactly("target_held");
        assertThat(meanwhile.get(0).toString()).contains("process 100 of user ci on host one, run DEP-001");
    }

    @Test
    void a_person_gives_a_run_up_with_the_coordination() {
        SharedWorker one = work.worker("one");
        one.link().doingBefore(RunOfAnotherWorkerTest.killing(one, "append 5", () -> {}));
        assertThatThrownBy(() -> one.run(aShell())).isInstanceOf(Killed.class);
        shared.expire(work.key());
        assertThat(work.worker("two").agent(aShell()).giveUp("the machine is gone"))
                .isInstanceOfAny(Outcome.RollbackFailed.class, Outcome.Aborted.class);
        assertThat(shared.records(work.directory())).isEmpty();
        assertThat(DevOpsAgent.inspect(work.consensus().path())).isEqualTo(Optional.empty());
    }

    @Test
    void a_run_that_a_newer_version_went_on_with_is_left_alone_until_a_person_gives_it_up() {
        SharedWorker one = work.worker("one");
        one.link().doingBefore(RunOfAnotherWorkerTest.killing(one, "append 5", () -> {}));
        assertThatThrownBy(() -> one.run(aShell(), agent -> agent.target("shop")))
                .isInstanceOf(Killed.class);
        shared.expire(work.key());
        shared.expire(LeaseKey.target("shop"));
        try (Claim claim = shared.through(new MemoryCoordination.Link(), System::nanoTime)
                        .claim(
                                work.key(),
                                work.directory(),
                                SharedWork.identity("newer").worker());
                Lease lease = claim.attempt().get()) {
            FencedJournal journal = lease.journal().orElseThrow();
            journal.append(
                    journal.records().size(),
                    "{\"type\":\"resumed\",\"format\":99,\"version\":\"9.9\"}".getBytes(StandardCharsets.UTF_8));
        }
        ScriptedShell shell = aShell();
        Outcome refused = work.worker("two").run(shell);
        assertThat(OutcomeRefusals.codes(refused)).containsExactly("unfinished_run");
        assertThat(refused.toString()).contains("it was written in format 99", "(9.9), or a later one");
        assertThat(shell.commands()).isEmpty();
        assertThat(work.worker("two").agent(aShell()).giveUp("looked at it"))
                .isInstanceOf(Outcome.RollbackFailed.class);
        assertThat(shared.records(work.directory())).isEmpty();
        assertThat(shared.through(new MemoryCoordination.Link(), System::nanoTime)
                        .reservation(LeaseKey.target("shop")))
                .isEmpty();
    }

    @Test
    void a_rollback_on_demand_is_gone_on_with_by_another_worker_without_a_file_of_the_first() throws IOException {
        work.worker("one").run(aShell());
        SharedWorker one = work.worker("one");
        one.link().doingBefore(RunOfAnotherWorkerTest.killing(one, "append 1", () -> {}));
        assertThatThrownBy(() -> one.agent(aShell()).rollBack("DEP-001")).isInstanceOf(Killed.class);
        shared.expire(work.key());
        DirectoryRemoval.of(work.consensus().path(".devops/runs/DEP-002"));
        Files.delete(work.consensus().path(".devops/journal"));
        assertThat(work.worker("two").run(aShell())).isInstanceOf(Outcome.RolledBack.class);
    }
}
