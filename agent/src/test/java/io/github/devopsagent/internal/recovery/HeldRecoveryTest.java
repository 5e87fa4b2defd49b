package io.github.devopsagent.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A killed run goes no further forward while deployments are on hold, and uses nothing that the host does not allow now. */
class HeldRecoveryTest extends KilledRunFixture {

    @Test
    void a_run_that_has_deployed_goes_back_while_a_file_holds() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended("deployment_steps/0"), consensus);
        consensus.write("HOLD", "until Monday");
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(((Outcome.RolledBack) outcome).reason()).contains("until Monday");
        assertThat(steps()).containsExactly("look", "dump", "one", "undo one");
    }

    @Test
    void a_run_that_has_deployed_nothing_is_aborted_while_a_file_holds() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended("backup/0"), consensus);
        consensus.write("HOLD", "");
        assertThat(recovered(consensus)).isInstanceOf(Outcome.Aborted.class);
        assertThat(steps()).containsExactly("look", "dump");
    }

    @Test
    void a_run_that_has_deployed_goes_back_while_a_rule_holds() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended("deployment_steps/0"), consensus);
        Outcome outcome =
                recovered(consensus, agent -> agent.holdRule("freeze", evidence -> Optional.of("until Monday")));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "undo one");
    }

    @Test
    void giving_up_is_not_held() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended("deployment_steps/0"), consensus);
        consensus.write("HOLD", "");
        assertThat(DevOpsAgent.giveUp(consensus.path(), "looked at it")).isInstanceOf(Outcome.RollbackFailed.class);
    }

    @Test
    void a_run_whose_plan_uses_what_is_not_allowed_any_more_is_left_alone() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended("deployment_steps/0"), consensus);
        Outcome outcome = recovered(consensus, agent -> agent.allowCommands("look", "dump", "one", "undo", "ping"));
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("unfinished_run");
        assertThat(outcome.toString())
                .contains("deployment_steps/1: its command is not allowed: it starts 'two'", "health check 'pong'");
        assertThat(OutcomeRefusals.codes(recovered(consensus, agent -> agent.allowExecutors("git/push"))))
                .containsExactly("unfinished_run");
        assertThat(steps()).containsExactly("look", "dump", "one");
        assertThat(recovered(
                        consensus, agent -> agent.allowCommands("look", "dump", "one", "two", "undo", "ping", "pong")))
                .isInstanceOf(Outcome.Deployed.class);
    }
}
