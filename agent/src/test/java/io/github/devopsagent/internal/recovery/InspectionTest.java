package io.github.devopsagent.internal.recovery;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.Preview;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.RunView;
import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.UnfinishedRun.Life;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.document.Schemas;
import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.veto.Ok;
import io.vavr.control.Either;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whether the agent of a run works, is dead, or nobody can know. */
@FewerCases(every = 4)
class InspectionTest extends KilledRunFixture {

    private static UnfinishedRun found(ConsensusDirectory consensus) {
        UnfinishedRun run = DevOpsAgent.inspect(consensus.path()).orElseThrow();
        assertThat(Schemas.UNFINISHED_RUN.errorsIn(run.toJson().getBytes(StandardCharsets.UTF_8)))
                .as(run.toJson())
                .isEmpty();
        assertThat(run.toJson()).startsWith("{\"type\":\"unfinished_run\",");
        return run;
    }

    @Test
    void one_of_another_process_works_until_that_is_gone() throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        try (AgentProcess other = AgentProcess.deploying(consensus)) {
            UnfinishedRun run = found(consensus);
            assertThat(run.life()).isEqualTo(Life.ALIVE);
            assertThat(run.run()).contains("DEP-001");
            UnfinishedRun.LastAgent worker = run.agent().orElseThrow();
            assertThat(worker.pid()).isEqualTo(other.pid());
            assertThat(worker.host()).isEqualTo(AgentIdentity.current().host());
            assertThat(worker.user()).isEqualTo(AgentIdentity.current().user());
            assertThat(worker.since()).isPresent();
            assertThat(run.step()).hasValueSatisfying(step -> assertThat(step.toString())
                    .isEqualTo("step 1 of 1 'deploy' (deployment_steps/0)"));
            assertThat(run.summary())
                    .contains("deployment DEP-001 of EP-1 is under way since ", "in stage deploy", "pid " + other.pid())
                    .doesNotContain("stopped", "in doubt");

            Preview preview = consensus.agent(shell).build().preview();
            assertThat(preview.next()).isEqualTo(Preview.Next.REFUSE);
            assertThat(preview.unfinished()).contains(run);
            assertThat(preview.refusals()).singleElement().satisfies(refusal -> assertThat(refusal.code())
                    .isEqualTo("lock_held"));

            // What is told beside the lock can be missing, as on a full disk; its kernel tells all the same.
            Files.delete(consensus.path(".devops/lock-owner"));
            assertThat(found(consensus).life()).isEqualTo(Life.ALIVE);
            assertThat(found(consensus).agent().orElseThrow().pid()).isEqualTo(other.pid());
            assertThat(consensus.agent(shell).build().preview().refusals())
                    .singleElement()
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("lock_held"));
            Files.delete(consensus.path(".devops/lock"));
            assertThat(found(consensus).life()).isEqualTo(Life.ALIVE);
            other.halt();
        }
        assertThat(found(consensus).life()).isEqualTo(Life.DEAD);
        assertThat(found(consensus).summary()).contains("stopped in stage deploy during step 'deploy'");
    }

    @Test
    void one_of_this_process_works_while_its_call_lasts() {
        ConsensusDirectory consensus = directory(PLAN);
        List<UnfinishedRun> seen = new ArrayList<>();
        shell.doing("dump", step -> {
            seen.add(found(consensus));
            return StepResult.success();
        });
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
        assertThat(seen).singleElement().satisfies(run -> {
            assertThat(run.life()).isEqualTo(Life.ALIVE);
            assertThat(run.agent().orElseThrow().pid())
                    .isEqualTo(ProcessHandle.current().pid());
            assertThat(run.step().orElseThrow().toString()).isEqualTo("step 2 of 4 'dump' (backup/0)");
        });
        assertThat(DevOpsAgent.inspect(consensus.path())).isEmpty();

        ConsensusDirectory killed = aConsensus().in(temporary.resolve("killed"));
        killedDuring("deploy", killed);
        assertThat(found(killed).life()).as("the call has ended").isEqualTo(Life.DEAD);
    }

    @Test
    void one_that_decides_works_without_a_run() {
        ConsensusDirectory consensus = directory(PLAN);
        List<UnfinishedRun> seen = new ArrayList<>();
        consensus.run(
                shell,
                agent -> agent.vetoRule("looks", evidence -> {
                    seen.add(found(consensus));
                    return Either.right(new Ok("looked"));
                }));
        assertThat(seen).isNotEmpty();
        assertThat(seen.get(0).run()).isEmpty();
        assertThat(seen.get(0).mayHaveDeployed()).isFalse();
        assertThat(seen.get(0).life()).isEqualTo(Life.ALIVE);
        assertThat(seen.get(0).summary()).contains("an agent works on the directory, and has not begun to deploy");
    }

    @Test
    void one_of_a_service_that_lives_but_has_left_the_directory_is_dead() throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary.resolve("left"));
        ConsensusDirectory busy = aConsensus().in(temporary.resolve("busy"));
        try (AgentProcess other = AgentProcess.deploying(busy)) {
            ProcessHandle process = ProcessHandle.of(other.pid()).orElseThrow();
            AgentIdentity here = AgentIdentity.current();
            AgentIdentity service = new AgentIdentity(
                    here.host(),
                    here.user(),
                    here.machineId(),
                    here.pidNamespace(),
                    new ProcessId(
                            here.process().bootId(), other.pid(), process.info().startInstant()));
            killedDuring("deploy", consensus, agent -> agent.identity(service));
            // What this process told of itself beside the lock is of nobody who works any more.
            assertThat(found(consensus).life()).isEqualTo(Life.DEAD);
            other.halt();
        }
    }

    @Test
    void one_on_another_machine_or_in_another_namespace_may_work() {
        ConsensusDirectory consensus = directory(PLAN);
        killedDuring("two", consensus, agent -> agent.identity(ELSEWHERE));
        UnfinishedRun run = found(consensus);
        assertThat(run.life()).isEqualTo(Life.UNKNOWN);
        assertThat(run.agent().orElseThrow().host()).isEqualTo("elsewhere");
        assertThat(run.summary())
                .contains("was seen last in stage deploy", "whether its agent still works cannot be known")
                .doesNotContain("stopped");

        AgentIdentity here = AgentIdentity.current();
        AgentIdentity container =
                new AgentIdentity(here.host(), here.user(), Optional.empty(), Optional.of("pid:[1]"), here.process());
        ConsensusDirectory other = aConsensus().in(temporary.resolve("other"));
        killedDuring("deploy", other, agent -> agent.identity(container));
        assertThat(found(other).life()).isNotEqualTo(Life.ALIVE);
    }

    @Test
    void on_the_way_back_the_steps_of_that_way_are_counted() {
        ConsensusDirectory consensus = directory(PLAN);
        List<String> seen = new ArrayList<>();
        shell.failing("two");
        for (String undo : List.of("undo two", "undo one")) {
            shell.doing(undo, step -> {
                seen.add(found(consensus).step().orElseThrow().toString());
                return StepResult.success();
            });
        }
        List<String> told = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void started(RunView run) {
                told.add(run.positionOf(run.steps().get(0)).toString());
            }
        };
        assertThat(consensus.run(shell, agent -> agent.listener(listener))).isInstanceOf(Outcome.RolledBack.class);
        assertThat(seen)
                .containsExactly(
                        "step 1 of 2 'undo two' (deployment_steps/1/rollback/0)",
                        "step 2 of 2 'undo one' (deployment_steps/0/rollback/0)");
        assertThat(told).containsExactly("step 1 of 4");
    }
}
