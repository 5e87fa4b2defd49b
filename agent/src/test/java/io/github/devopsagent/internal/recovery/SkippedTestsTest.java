package io.github.devopsagent.internal.recovery;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.ConsensusFixture;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.Preview;
import io.github.devopsagent.TestBuilder;
import org.junit.jupiter.api.Test;

/** Skipped tests pass only where the host allows them, and then the record says so. */
class SkippedTestsTest extends KilledRunFixture {

    private static final String FOUND = "1 of 2 scenarios was skipped: T-2 (todo)";

    private static ConsensusFixture skipping() {
        return aConsensus()
                .withPlanOf(PLAN)
                .withScenarios("{\"id\": \"T-1\", \"status\": \"ok\"}, {\"id\": \"T-2\", \"status\": \"todo\"}");
    }

    @Test
    void a_skipped_test_is_a_veto_by_default() {
        ConsensusDirectory consensus = skipping().in(temporary);
        Outcome outcome = consensus.run(shell);
        assertThat(outcome).isInstanceOf(Outcome.Vetoed.class);
        assertThat(outcome.toString()).contains("tests_not_passing", FOUND, "#/scenarios/1");
        assertThat(shell.commands()).isEmpty();
    }

    @Test
    void the_record_of_a_run_says_that_skips_were_allowed_and_what_was_skipped() {
        ConsensusDirectory consensus = skipping().in(temporary);
        Outcome outcome = consensus.run(shell, TestBuilder::allowSkippedTests);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.warnings()).contains("the host allows skipped tests: " + FOUND);
        assertThat(consensus.deployment().at("/evidence/skipped_tests").asString())
                .isEqualTo(FOUND);
        assertThat(consensus.deployment().at("/settings/skipped_tests_allowed").asBoolean())
                .isTrue();
        consensus.assertValid();
    }

    @Test
    void where_nothing_was_skipped_only_the_choice_is_recorded() {
        ConsensusDirectory consensus = directory(PLAN);
        Outcome outcome = consensus.run(shell, TestBuilder::allowSkippedTests);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.warnings()).noneMatch(warning -> warning.contains("skipped"));
        assertThat(consensus.deployment().at("/evidence/skipped_tests").isMissingNode())
                .isTrue();
        assertThat(consensus.deployment().at("/settings/skipped_tests_allowed").asBoolean())
                .isTrue();
    }

    @Test
    void by_default_the_record_does_not_mention_skips() {
        ConsensusDirectory consensus = directory(PLAN);
        consensus.run(shell);
        assertThat(consensus.text("artifacts/deployment.json")).doesNotContain("skipped_tests");
    }

    @Test
    void a_preview_names_what_was_skipped() {
        ConsensusDirectory consensus = skipping().in(temporary);
        Preview preview = consensus.agent(shell).allowSkippedTests().build().preview();
        assertThat(preview.toString()).contains(FOUND);
        assertThat(consensus.agent(shell).build().preview().wouldDeploy()).isFalse();
    }

    @Test
    void a_killed_run_that_allowed_skips_goes_on_whoever_goes_on_with_it() {
        ConsensusDirectory consensus = skipping().in(temporary);
        killedAfter(ended("backup/0"), consensus, TestBuilder::allowSkippedTests);
        assertThat(recovered(consensus)).isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.deployment().at("/evidence/skipped_tests").asString())
                .isEqualTo(FOUND);
        assertThat(consensus.deployment().at("/settings/skipped_tests_allowed").asBoolean())
                .isTrue();
    }

    @Test
    void a_killed_run_that_forbade_skips_forbids_them_whoever_goes_on_with_it() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended("backup/0"), consensus);
        consensus.edit(
                "artifacts/test_results.json",
                "\"scenarios\": [",
                "\"scenarios\": [ {\"id\": \"T-0\", \"status\": \"skip\"},");
        Outcome outcome = recovered(consensus, TestBuilder::allowSkippedTests);
        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.toString()).contains("1 of 2 scenarios was skipped");
    }
}
