package io.github.devopsagent.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.Preview;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.run.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that cannot be gone on with, for the time being or at all: it is kept, and nothing is executed. */
@FewerCases(every = 2)
class UnresumableRunTest extends KilledRunFixture {

    @ParameterizedTest
    @ValueSource(strings = {"backup/0", "deployment_steps/0"})
    void a_run_of_another_machine_is_left_to_that_machine(String last) {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended(last), consensus);
        assertThat(consensus
                        .agent(shell)
                        .identity(ELSEWHERE)
                        .build()
                        .preview()
                        .refusals()
                        .toString())
                .as("a preview tells it, and sends no message")
                .contains("which may be another machine");
        assertThat(consensus.inboxOf("tech_lead")).isEmpty();
        isRefusedWithout(
                consensus, consensus.agent(shell).identity(ELSEWHERE).run(), "which may be another machine", last);
        assertThat(recovered(consensus)).isInstanceOf(Outcome.Deployed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup/0", "deployment_steps/0"})
    void an_executor_that_is_missing_now_is_waited_for(String last) {
        ConsensusDirectory consensus = directory(uses());
        killedAfter(ended(last), consensus, this::withMover);
        isRefusedWithout(consensus, recovered(consensus), "executors that are not here now: mover", last);
        assertThat(recovered(consensus, this::withMover)).isInstanceOf(Outcome.Deployed.class);
    }

    private static String uses() {
        return PLAN.replace("{\"run\": \"two\",", "{\"uses\": \"mover\",");
    }

    private TestBuilder withMover(TestBuilder agent) {
        StepExecutor mover = step -> StepResult.success();
        return agent.executor("mover", mover);
    }

    /** A number that nobody can ask for any more would only be missing, and a metric may let that pass. */
    @Test
    void the_executor_of_a_metric_that_is_missing_now_is_waited_for() {
        ConsensusDirectory consensus = directory(PLAN + """
                , "monitoring": {"duration": "3s", "period": "1s", "metrics": [
                  {"name": "queue", "uses": "numbers", "at_most": 5, "no_data": "ignore"} ]}
                """);
        killedAfter(event -> event instanceof RunEvent.Measured, consensus, UnresumableRunTest::withNumbers);
        isRefusedInMonitor(consensus, "numbers");
        assertThat(recovered(consensus, UnresumableRunTest::withNumbers)).isInstanceOf(Outcome.Deployed.class);
    }

    private static TestBuilder withNumbers(TestBuilder agent) {
        StepExecutor numbers = step -> {
            step.output().line("1");
            return StepResult.success();
        };
        return agent.executor("numbers", numbers);
    }

    @MatricesOnly
    @Test
    void a_metric_of_the_host_that_is_missing_now_is_waited_for() {
        ConsensusDirectory consensus = directory(PLAN + ", \"monitoring\": {\"duration\": \"3s\", \"period\": \"1s\"}");
        UnaryOperator<TestBuilder> withQueue = agent -> agent.metric("queue", () -> 1, new MetricRule.AtMost(5));
        killedAfter(event -> event instanceof RunEvent.Measured, consensus, withQueue);
        isRefusedInMonitor(consensus, "metric/queue");
        assertThat(recovered(consensus, withQueue)).isInstanceOf(Outcome.Deployed.class);
    }

    /** What times a check has no executor of its own. */
    @Test
    void a_metric_of_a_check_is_asked_as_the_check_is() {
        String named = PLAN.replace("{\"run\": \"ping\"}", "{\"name\": \"api\", \"run\": \"ping\"}");
        ConsensusDirectory consensus = directory(named + """
                , "monitoring": {"duration": "3s", "period": "1s", "metrics": [
                  {"name": "answer time", "check": "api", "at_most": 100} ]}
                """);
        killedAfter(ended("deployment_steps/0"), consensus);
        assertThat(recovered(consensus)).isInstanceOf(Outcome.Deployed.class);
    }

    private void isRefusedInMonitor(ConsensusDirectory consensus, String missing) {
        assertThat(consensus.agent(shell).clock(LATER).build().preview().next()).isEqualTo(Preview.Next.REFUSE);
        Outcome outcome = recovered(consensus);
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("unfinished_run");
        assertThat(outcome.toString()).contains("executors that are not here now: " + missing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup/0", "deployment_steps/0"})
    void a_secret_that_is_missing_now_is_waited_for(String last) {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended(last), consensus, UnresumableRunTest::withSecret);
        isRefusedWithout(consensus, recovered(consensus), "secrets that are not given now: TOKEN", last);
        assertThat(recovered(consensus, UnresumableRunTest::withSecret)).isInstanceOf(Outcome.Deployed.class);
    }

    private static TestBuilder withSecret(TestBuilder agent) {
        return agent.secret("TOKEN", "correct horse");
    }

    private void isRefusedWithout(ConsensusDirectory consensus, Outcome outcome, String refusal, String last) {
        assertThat(OutcomeRefusals.places(outcome)).containsExactly("unfinished_run .devops/journal");
        assertThat(outcome.toString()).contains(refusal).contains("stopped in stage deploy; no step is in doubt");
        assertThat(steps())
                .containsExactlyElementsOf(
                        last.startsWith("backup") ? List.of("look", "dump") : List.of("look", "dump", "one"));
        assertThat(consensus.has("artifacts/deployment.json")).isFalse();
    }

    @Test
    void a_damaged_journal_is_refused_and_kept_byte_for_byte() throws IOException {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended("deployment_steps/0"), consensus);
        byte[] journal = consensus.bytes(".devops/journal");
        journal[journal.length / 2] ^= 1;
        Files.write(consensus.path(".devops/journal"), journal);
        Outcome outcome = recovered(consensus);
        assertThat(OutcomeRefusals.places(outcome)).containsExactly("unfinished_run .devops/journal");
        assertThat(outcome.toString()).contains("damaged");
        assertThat(consensus.bytes(".devops/journal")).isEqualTo(journal);
        assertThat(steps()).containsExactly("look", "dump", "one");
        assertThat(inspected(consensus)).hasValueSatisfying(left -> {
            assertThat(left.run()).as("its beginning is whole").contains("DEP-001");
            assertThat(left.mayHaveDeployed()).as("it cannot be known").isTrue();
            assertThat(left.summary()).contains("damaged");
        });
    }

    /** What is gone on with is what was judged: whoever may write our directory may not change it meanwhile. */
    @ParameterizedTest
    @ValueSource(strings = {"settings.json", "plan.json"})
    void a_run_whose_own_copy_was_changed_is_not_gone_on_with(String file) throws IOException {
        ConsensusDirectory consensus = directory(PLAN);
        killedDuring("two", consensus);
        Path copy = consensus.path(".devops/runs/DEP-001/" + file);
        byte[] before = Files.readAllBytes(copy);
        Files.writeString(copy, Files.readString(copy).replace("undo two", "undo 2"));
        byte[] journal = consensus.bytes(".devops/journal");

        Outcome outcome = recovered(consensus);

        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("unfinished_run");
        assertThat(outcome.toString())
                .contains(".devops/runs/DEP-001/" + file + " was changed since the run began", "nothing was executed");
        assertThat(consensus.bytes(".devops/journal")).isEqualTo(journal);
        assertThat(consensus.agent(shell).build().preview().toString()).contains(file + " was changed");
        assertThat(steps()).doesNotContain("undo two", "undo 2");

        Files.write(copy, before);
        assertThat(recovered(consensus)).isInstanceOf(Outcome.RolledBack.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"settings.json", "plan.json"})
    void a_run_whose_own_copy_is_gone_is_not_gone_on_with(String file) throws IOException {
        ConsensusDirectory consensus = directory(PLAN);
        killedDuring("two", consensus);
        Files.delete(consensus.path(".devops/runs/DEP-001/" + file));
        Outcome outcome = recovered(consensus);
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("unfinished_run");
        assertThat(outcome.toString()).contains(".devops/runs/DEP-001/" + file + " cannot be read");
    }
}
