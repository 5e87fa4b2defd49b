package io.github.devopsagent.testkit;

import static io.github.devopsagent.testkit.DeploymentAssertions.assertThat;
import static io.github.devopsagent.testkit.DeploymentAssertions.assertThatStatusIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ConsensusBuilderTest {

    @TempDir
    Path directory;

    private final ScriptedExecutor script = ScriptedExecutor.in(VirtualTime.start());

    private OutcomeAssert deployed(ConsensusBuilder builder) {
        return assertThat(script.agent(builder.in(directory)).run());
    }

    @Test
    void all_is_there_unless_it_says_otherwise() {
        Path consensus = ConsensusBuilder.ready().in(directory);
        assertThat(script.agent(consensus).run()).isDeployed();
        assertThatStatusIn(consensus).isInPhase("done").isApprovedBy("devops").isAtIteration(1);
    }

    @Test
    void the_epic_is_that_of_the_plan() throws IOException {
        String plan = "{\"epic_id\": \"EP-SHOP\", \"deployment_steps\": [], \"rollback_plan\": {\"run\": \"undo\"},"
                + " \"health_checks\": [{\"run\": \"check\"}]}";
        Path file = Files.writeString(directory.resolve("plan.json"), plan);

        Path consensus = ConsensusBuilder.ofPlan(file).in(directory);
        assertThat(script.agent(consensus).run()).isVetoed("no_deployment_steps");
        assertThatStatusIn(consensus).has("/epic_id", "EP-SHOP").hasMessageTo("tech_lead", "no_deployment_steps");
    }

    @Test
    void an_approval_may_be_missing() {
        deployed(ConsensusBuilder.ready().withoutApprovalOf("qa")).isVetoed("qa_not_approved");
    }

    @Test
    void tests_may_have_failed() {
        deployed(
                        ConsensusBuilder.ready()
                                .testResults(
                                        "{\"epic_id\": \"EP-1\", \"scenarios\":"
                                                + " [{\"id\": \"T-1\", \"type\": \"e2e\", \"description\": \"it works\", \"status\": \"fail\"}]}"))
                .isVetoed("tests_not_passing");
    }

    @Test
    void a_faulty_plan_is_written_as_it_is() {
        deployed(ConsensusBuilder.ofPlan("{")).isVetoed("invalid_plan");
    }

    @Test
    void a_message_may_say_no() {
        deployed(ConsensusBuilder.ready().message("stop.txt", "VETO: do not deploy"))
                .isVetoed("inbox_veto");
    }

    @Test
    void an_epic_may_be_elsewhere() {
        deployed(ConsensusBuilder.ready().inPhase("testing")).isRefused("wrong_phase");
    }

    @Test
    void a_tier_may_be_too_low() {
        deployed(ConsensusBuilder.ready().inTier("starter")).isRefused("wrong_tier");
    }

    @Test
    void an_epic_may_be_another_one() {
        deployed(ConsensusBuilder.ready().epic("EP-2")).isRefused("epic_mismatch");
    }

    @Test
    void a_mode_and_an_iteration_may_be_others() {
        Path consensus = ConsensusBuilder.ready()
                .inMode("hotfix")
                .atIteration(3)
                .approvedBy("security")
                .in(directory);
        assertThat(script.agent(consensus).run()).isDeployed();
        assertThatStatusIn(consensus).has("/mode", "hotfix").isAtIteration(3).isApprovedBy("security");
    }

    @Test
    void a_blocker_may_be_open() {
        deployed(ConsensusBuilder.ready().blocker("question", "tech_lead", "is \"that\" right?"))
                .isRefused("open_blocker");
    }

    @Test
    void deployments_may_wait() {
        deployed(ConsensusBuilder.ready().onHold("until Monday")).isRefused("on_hold");
    }

    @Test
    void a_file_may_be_missing() {
        deployed(ConsensusBuilder.ready().withoutFile("status.json")).isRefused("missing");
    }

    @Test
    void a_copy_is_without_what_agents_keep() throws IOException {
        Path consensus = ConsensusBuilder.ready().in(directory.resolve("one"));
        Outcome first = script.agent(consensus).run();
        assertThat(first).isDeployed();
        Files.delete(consensus.resolve("artifacts/deployment.json"));

        Path copy = ConsensusBuilder.copyOf(consensus, directory.resolve("other"));

        assertThatStatusIn(copy).isInPhase("done");
        assertThat(copy.resolve("artifacts/deployments/DEP-001.json")).exists();
        assertThat(copy.resolve("artifacts/deployment.json")).doesNotExist();
        assertThat(copy.resolve(".devops")).doesNotExist();
    }

    @Test
    void nothing_is_written_over_what_is_there() throws IOException {
        Path consensus = ConsensusBuilder.ready().inPhase("testing").in(directory);
        String before = Files.readString(consensus.resolve("status.json"));

        assertThatThrownBy(() -> ConsensusBuilder.ready().in(directory)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> ConsensusBuilder.copyOf(consensus, directory))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(consensus.resolve("status.json")).hasContent(before);
    }
}
