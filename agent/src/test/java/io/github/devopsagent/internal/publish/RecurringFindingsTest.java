package io.github.devopsagent.internal.publish;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.contract.FewerCases;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What pre-flight finds again and again, as it does where a timer runs the agent every five minutes. */
@FewerCases(every = 4)
class RecurringFindingsTest extends RecurringRunFixture {

    @Test
    void everything_that_pre_flight_finds_wrong_is_told_to_the_tech_lead() {
        ConsensusDirectory consensus =
                aConsensus().withPlanOf(WITHOUT_A_WAY_BACK).in(temporary);

        Outcome outcome = run(consensus, shell.unableToRun("restart"), 0);

        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        JsonNode message = consensus.messageTo("tech_lead");
        assertThat(consensus.inboxOf("tech_lead")).containsExactly("2025-12-31-devops-status-EP-1-1-DEP-001.json");
        assertThat(message.path("st").asString()).isEqualTo("status");
        assertThat(message.path("sm").values().stream().map(JsonNode::asString))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("DEP-001 was aborted: pre-flight found 3 errors"),
                        line -> assertThat(line).startsWith("deployment_steps/1: 'restart': there is no command"),
                        line -> assertThat(line).startsWith("deployment_steps/0: nothing executable undoes 'deploy'"),
                        line -> assertThat(line).startsWith("deployment_steps/1: nothing executable undoes 'restart'"),
                        line -> assertThat(line).startsWith("Impact: nothing was deployed"));
        assertThat(message.path("nx").toString()).contains("artifacts/plan.json");
        assertThat(message.path("artifacts").toString())
                .contains("artifacts/plan.json", "artifacts/deployments/DEP-001.json");
    }

    @Test
    void many_findings_are_a_message_that_can_be_read() {
        String steps = String.join(
                ", ",
                IntStream.range(0, 400)
                        .mapToObj(i -> "{\"run\": \"no" + i + "\"}")
                        .toList());
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"deployment_steps\": [" + steps + "], \"rollback_plan\": {\"run\": \"undo\"}")
                .in(temporary);
        IntStream.range(0, 400).forEach(i -> shell.unableToRun("no" + i, "\u00e4".repeat(1000)));
        run(consensus, shell, 0);
        JsonNode lines = consensus.messageTo("tech_lead").path("sm");
        assertThat(lines.get(lines.size() - 2).asString()).matches("and \\d+ more, which are among the warnings of .*");
        assertThat(consensus.bytes("messages/inbox/tech_lead/"
                        + consensus.inboxOf("tech_lead").get(0)))
                .hasSizeLessThan(256 << 10);
        assertThat(consensus.blockers()).singleElement().asString().hasSizeLessThan(2100);
    }

    @Test
    void what_pre_flight_finds_again_in_the_same_plan_is_refused_and_nothing_is_written() {
        ConsensusDirectory consensus =
                aConsensus().withPlanOf(WITHOUT_A_WAY_BACK).in(temporary);
        run(consensus, shell, 0);
        List<String> runs = consensus.names(".devops/runs");

        Outcome outcome = run(consensus, shell, 1);

        assertThat(refusal(outcome))
                .startsWith("unchanged_since_abort: DEP-001 was aborted")
                .contains("nothing executable undoes 'deploy'", "the blocker of devops is removed")
                .endsWith("(artifacts/deployments/DEP-001.json)");
        assertThat(consensus.names(".devops/runs")).isEqualTo(runs);
        assertThat(consensus.agent(shell).build().preview().refusals())
                .singleElement()
                .asString()
                .contains("unchanged_since_abort");
    }

    @Test
    void a_mended_plan_is_tried() {
        ConsensusDirectory consensus =
                aConsensus().withPlanOf(WITHOUT_A_WAY_BACK).in(temporary);
        run(consensus, shell, 0);
        edit(consensus, "\"Revert the commit and redeploy.\"", "{\"run\": \"undo\"}");
        assertThat(run(consensus, shell, 1)).isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.deployment().path("deployment_id").asString()).isEqualTo("DEP-002");
    }

    @Test
    void a_plan_that_has_another_fault_now_is_another_abort() {
        ConsensusDirectory consensus =
                aConsensus().withPlanOf(WITHOUT_A_WAY_BACK).in(temporary);
        run(consensus, shell, 0);
        edit(consensus, "\"restart\"", "\"restart all\"");
        assertThat(run(consensus, shell, 1)).isInstanceOf(Outcome.Aborted.class);
        assertThat(records(consensus)).containsExactly("DEP-001.json", "DEP-002.json");
        assertThat(consensus.inboxOf("tech_lead")).hasSize(2);
    }

    @Test
    void what_was_missing_and_is_there_now_is_tried() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        assertThat(run(consensus, aShell().unableToRun("deploy"), 0)).isInstanceOf(Outcome.Aborted.class);
        assertThat(refusal(run(consensus, aShell().unableToRun("deploy"), 1))).startsWith("unchanged_since_abort");
        assertThat(run(consensus, aShell(), 2)).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void another_finding_is_another_abort() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        run(consensus, aShell().unableToRun("deploy"), 0);
        assertThat(run(consensus, aShell().unableToRun("undo"), 1)).isInstanceOf(Outcome.Aborted.class);
        assertThat(records(consensus)).containsExactly("DEP-001.json", "DEP-002.json");
    }

    @Test
    void the_eleventh_finding_counts_as_well() {
        String steps = String.join(
                ", ",
                IntStream.range(0, 12)
                        .mapToObj(i -> "{\"run\": \"do " + (char) ('a' + i) + "\"}")
                        .toList());
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"deployment_steps\": [" + steps + "], \"rollback_plan\": {\"run\": \"undo\"}")
                .in(temporary);
        ScriptedShell withOneLess = aShell();
        for (int i = 0; i < 12; i++) {
            shell.unableToRun("do " + (char) ('a' + i));
            if (i < 11) {
                withOneLess.unableToRun("do " + (char) ('a' + i));
            }
        }
        run(consensus, shell, 0);
        assertThat(run(consensus, shell, 1)).isInstanceOf(Outcome.Refused.class);
        assertThat(run(consensus, withOneLess, 1)).isInstanceOf(Outcome.Aborted.class);
        assertThat(run(consensus, shell.unableToRun("do l", "it is a directory"), 2))
                .isInstanceOf(Outcome.Aborted.class);
        assertThat(records(consensus)).containsExactly("DEP-001.json", "DEP-002.json", "DEP-003.json");
        assertThat(consensus.inboxOf("tech_lead")).hasSize(3);
    }

    @Test
    void a_blocker_that_somebody_removed_has_it_tried_once_more() {
        ConsensusDirectory consensus =
                aConsensus().withPlanOf(WITHOUT_A_WAY_BACK).in(temporary);
        run(consensus, shell, 0);
        withoutBlockers(consensus);
        assertThat(run(consensus, shell, 1)).isInstanceOf(Outcome.Aborted.class);
        assertThat(consensus.deployment().path("repeated").asInt()).isEqualTo(1);
        assertThat(refusal(run(consensus, shell, 2))).startsWith("unchanged_since_abort");
    }

    @Test
    void a_secret_in_a_finding_is_no_other_finding() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        ScriptedShell telling = aShell().unableToRun("deploy", "no access with hunter2hunter2");
        Outcome first = consensus.run(telling, agent -> agent.secret("PASSWORD", "hunter2hunter2"));
        Outcome second = consensus.run(telling, agent -> agent.secret("PASSWORD", "hunter2hunter2"));
        assertThat(first).isInstanceOf(Outcome.Aborted.class);
        assertThat(refusal(second)).startsWith("unchanged_since_abort").doesNotContain("hunter2");
        assertThat(consensus.messageTo("tech_lead").toString()).doesNotContain("hunter2");
    }
}
