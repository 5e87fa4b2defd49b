package io.github.devopsagent.internal.engine;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.Preview;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.StepRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run has so much time to go forward, an irreversible step is not undone, and a backup leaves what it says. */
class BudgetAndIrreversibleStepTest {

    private static final String UNDOING = "\"rollback_plan\": {\"run\": \"undo\"}";

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    private ConsensusDirectory deploying(String steps) {
        return aConsensus()
                .withPlanOf("\"deployment_steps\": [" + steps + "], " + UNDOING)
                .in(temporary);
    }

    private ConsensusDirectory irreversible() {
        return deploying("{\"run\": \"deploy\"}, {\"run\": \"drop\", \"irreversible\": true}, {\"run\": \"start\"}");
    }

    @Test
    void beyond_the_point_of_no_return_a_person_is_asked() {
        ConsensusDirectory consensus = irreversible();
        Outcome outcome = consensus.run(shell.failing("start"));
        String fault = "step 'drop' (deployment_steps/1) is irreversible and may have had an effect, so nothing was"
                + " rolled back; a person decides what is to be done";
        assertThat(outcome).isInstanceOfSatisfying(Outcome.RollbackFailed.class, failed -> assertThat(failed.faults())
                .containsExactly(fault));
        assertThat(shell.commands()).containsExactly("deploy", "drop", "start");
        assertThat(consensus.phase()).isEqualTo("blocked");
        assertThat(consensus.deployment().path("status").asString()).isEqualTo("rollback_failed");
        assertThat(consensus.deployment().path("rollback_available").asBoolean())
                .isFalse();
        assertThat(consensus.deployment().path("rollback_command").asString()).isEmpty();
        assertThat(consensus.messageTo("tech_lead").toString())
                .contains("is irreversible", "nothing of it is undone; the epic is blocked until a person has decided");
        assertThat(consensus.blockers()).singleElement().asString().contains("question devops");
    }

    @Test
    void a_deployment_beyond_it_says_that_no_command_undoes_it() {
        ConsensusDirectory consensus = irreversible();
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.deployment().path("rollback_available").asBoolean())
                .isFalse();
    }

    @Test
    void a_preview_names_the_point_and_what_stays_as_it_is() {
        Preview preview = irreversible().agent(shell).build().preview();
        assertThat(preview.wouldDeploy()).isTrue();
        assertThat(preview.plan().orElseThrow().pointOfNoReturn()).contains(StepRef.of(StepRef.Part.DEPLOY, 1));
        assertThat(preview.toString())
                .contains("WARNING: deployment_steps/1: 'drop' is irreversible", "'deploy' (deployment_steps/0)")
                .contains("\"irreversible\" : true");
        assertThat(aConsensus()
                        .in(temporary)
                        .agent(shell)
                        .build()
                        .preview()
                        .plan()
                        .flatMap(Preview.ReadPlan::pointOfNoReturn))
                .isEmpty();
    }

    /** The protocol demands a rollback plan; what cannot be undone does not excuse what else is deployed. */
    @Test
    void an_irreversible_step_needs_a_rollback_plan_all_the_same() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"deployment_steps\": [{\"run\": \"drop\", \"irreversible\": true}]")
                .in(temporary);
        assertThat(consensus.run(shell))
                .isInstanceOfSatisfying(Outcome.Vetoed.class, vetoed -> assertThat(vetoed.vetoes())
                        .extracting(veto -> veto.code())
                        .containsExactly("no_rollback_plan"));
    }

    @Test
    void prose_is_enough_of_one_where_nothing_is_rolled_back() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"deployment_steps\": [{\"run\": \"drop\", \"irreversible\": true}],"
                        + " \"rollback_plan\": \"Restore the tables from the dump of last night.\"")
                .in(temporary);
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
    }

    private ConsensusDirectory dumping(String step) {
        return aConsensus()
                .withPlanOf("\"backup\": [" + step + "], \"deployment_steps\": [{\"run\": \"deploy\"}], " + UNDOING)
                .in(temporary);
    }

    private static StepResult dump(StepRequest step) throws IOException {
        Files.writeString(step.context().workingDirectory().resolve("app.sql"), "12345");
        return StepResult.success();
    }

    @Test
    void a_backup_that_leaves_nothing_keeps_the_deployment_from_beginning() {
        ConsensusDirectory consensus = dumping("{\"run\": \"dump\", \"produces\": [\"app.sql\"]}");
        Outcome outcome = consensus.run(shell);
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Aborted.class, aborted -> assertThat(aborted.reason())
                .contains(
                        "step 'dump' (backup/0) failed: it did not leave what it produces: 'app.sql' (",
                        "app.sql) is not there"));
        assertThat(shell.commands()).containsExactly("dump");
    }

    @Test
    void what_a_backup_left_is_in_the_record() {
        ConsensusDirectory consensus = dumping("{\"run\": \"dump\", \"produces\": \"app.sql\"}");
        assertThat(consensus.run(shell.doing("dump", BudgetAndIrreversibleStepTest::dump)))
                .isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.deployment().path("steps_executed").toString()).contains("left app.sql (5 bytes)");
    }

    @Test
    void it_is_relative_to_the_step_s_directory() throws IOException {
        ConsensusDirectory consensus =
                dumping("{\"run\": \"dump\", \"working_directory\": \"dumps\", \"produces\": \"app.sql\"}");
        Files.createDirectory(consensus.path("dumps"));
        assertThat(consensus.run(shell.doing("dump", BudgetAndIrreversibleStepTest::dump)))
                .isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.text("dumps/app.sql")).isEqualTo("12345");
    }

    @Test
    void a_retry_may_leave_it() {
        ConsensusDirectory consensus = dumping(
                "{\"run\": \"dump\", \"produces\": \"app.sql\", \"idempotent\": true, \"retry_delay\": \"0s\", \"retries\": 1}");
        shell.doing("dump", step -> step.attempt().number() == 1 ? StepResult.success() : dump(step));
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
        assertThat(shell.count("dump")).isEqualTo(2);
    }

    @Test
    void a_plan_whose_monitoring_takes_longer_than_the_run_may_is_aborted_and_the_preview_says_so() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        DevOpsAgent agent = consensus
                .agent(shell)
                .monitoring(new Monitoring(Duration.ofHours(2), Duration.ofMinutes(1), 1))
                .forwardBudget(Duration.ofHours(1))
                .build();
        assertThat(agent.preview().findings())
                .extracting(Finding::severity, Finding::path)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Finding.Severity.ERROR, "forward_budget"));
        assertThat(agent.preview().plan().orElseThrow().settings()).contains("\"forward_budget\" : \"1h\"");
        assertThat(agent.run()).isInstanceOf(Outcome.Aborted.class);
        assertThat(shell.commands()).isEmpty();
    }

    @Test
    void a_step_that_hangs_is_ended_with_the_run_s_time_and_undone() {
        Leaping clock = new Leaping();
        CountDownLatch never = new CountDownLatch(1);
        shell.doing("look", step -> {
            clock.leap(Duration.ofHours(1).minusMillis(200));
            return StepResult.success();
        });
        shell.doing("deploy", step -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                clock.leap(Duration.ofMillis(200));
                throw e;
            }
            return StepResult.success();
        });
        Outcome outcome = aConsensus()
                .withPlanOf("\"preflight\": [{\"run\": \"look\"}], \"deployment_steps\": [{\"run\": \"deploy\"}], "
                        + UNDOING)
                .in(temporary)
                .run(shell, agent -> agent.clock(clock).forwardBudget(Duration.ofHours(1)));
        assertThat(outcome)
                .isInstanceOfSatisfying(Outcome.RolledBack.class, rolledBack -> assertThat(rolledBack.reason())
                        .isEqualTo("step 'deploy' (deployment_steps/0) failed: timed out after 200ms: interrupted;"
                                + " the run took longer than its forward budget of 1h"));
        assertThat(shell.commands()).containsExactly("look", "deploy", "undo");
    }

    @Test
    void a_sample_that_would_come_too_late_is_not_taken() {
        Leaping clock = new Leaping();
        shell.doing("deploy", step -> {
            clock.leap(Duration.ofSeconds(2));
            return StepResult.success();
        });
        Outcome outcome = aConsensus().in(temporary).run(shell, agent -> agent.clock(clock)
                .monitoring(new Monitoring(Duration.ofSeconds(2), Duration.ofSeconds(2), 0))
                .forwardBudget(Duration.ofSeconds(3)));
        assertThat(outcome)
                .isInstanceOfSatisfying(Outcome.RolledBack.class, rolledBack -> assertThat(rolledBack.reason())
                        .isEqualTo("the run took longer than its forward budget of 3s"));
        // Before, after the deployment, and after the rollback.
        assertThat(shell.count("check")).isEqualTo(3);
    }

    /** A clock that stands still until it is set forward. */
    private static final class Leaping extends Clock {

        private final AtomicLong millis = new AtomicLong();

        void leap(Duration time) {
            millis.addAndGet(time.toMillis());
        }

        @Override
        public Instant instant() {
            return ConsensusDirectory.CLOCK.instant().plusMillis(millis.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("nobody asks for it");
        }
    }
}
