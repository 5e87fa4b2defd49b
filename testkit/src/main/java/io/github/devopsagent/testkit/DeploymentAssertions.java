package io.github.devopsagent.testkit;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Status;
import java.nio.file.Path;

/**
 * Where assertions begin: over what a run came to, and over what it wrote. A failure tells all of the outcome, or of the
 * document.
 *
 * <pre>{@code
 * assertThat(outcome).isRolledBack().because("503");
 * assertThatRecordIn(consensus).hasResult("rolled_back").hasSteps("deployment_steps/0=success", "rollback_plan/0=success");
 * assertThatStatusIn(consensus).isInPhase("deployment").hasMessageTo("tech_lead");
 * }</pre>
 */
public final class DeploymentAssertions {

    private DeploymentAssertions() {}

    /**
     * Over what a run came to.
     *
     * @param outcome of {@code run()}
     * @return assertions
     */
    public static OutcomeAssert assertThat(Outcome outcome) {
        return new OutcomeAssert(outcome);
    }

    /**
     * Over the latest record, {@value Deployment#FILE}.
     *
     * @param consensus the consensus directory
     * @return assertions
     * @throws AssertionError if there is no such file
     */
    public static RecordAssert assertThatRecordIn(Path consensus) {
        return new RecordAssert(consensus.resolve(Deployment.FILE));
    }

    /**
     * Over the record of one deployment.
     *
     * @param consensus the consensus directory
     * @param deploymentId such as {@code DEP-001}
     * @return assertions
     * @throws AssertionError if there is no such file
     */
    public static RecordAssert assertThatRecordIn(Path consensus, String deploymentId) {
        return new RecordAssert(consensus.resolve(Deployment.DIRECTORY).resolve(deploymentId + ".json"));
    }

    /**
     * Over {@value Status#FILE}, and the messages that roles got.
     *
     * @param consensus the consensus directory
     * @return assertions
     * @throws AssertionError if there is no such file
     */
    public static StatusAssert assertThatStatusIn(Path consensus) {
        return new StatusAssert(consensus);
    }
}
