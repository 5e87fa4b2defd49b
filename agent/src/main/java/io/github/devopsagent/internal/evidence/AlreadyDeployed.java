package io.github.devopsagent.internal.evidence;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.internal.document.DeploymentRegister.Success;
import io.github.devopsagent.internal.document.StatusEdit;
import io.github.devopsagent.internal.files.EpicRecords;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Refuses what was deployed already: a status that somebody has written back, or that could not be moved on, must not have
 * it executed again. Whoever wants that raises the iteration.
 */
public final class AlreadyDeployed {

    private AlreadyDeployed() {}

    /**
     * Judges whether a run would repeat the last one of its epic, which succeeded.
     *
     * @param records of the epic
     * @param status the epic's state
     * @param digests of what was judged now
     * @param environment where it would be deployed to
     * @return why not; empty if it is another deployment
     */
    public static Optional<Refusal> refusal(
            EpicRecords records, Status status, Deployment.Digests digests, String environment) {
        Optional<Success> last = records.standing();
        boolean isRepeated = last.isPresent()
                && last.get().iteration() == status.iteration()
                && last.get().digests().equals(digests)
                && last.get().environment().equals(environment);
        return isRepeated ? Optional.of(refusal(last.get(), status)) : Optional.empty();
    }

    private static Refusal refusal(Success success, Status status) {
        return new Refusal(
                RefusalCodes.ALREADY_DEPLOYED,
                text(success) + " with this plan, these test results and this iteration (" + success.iteration()
                        + "), and " + status.epicId()
                        + " has had no other run since; nothing was executed. If that stands, set \"phase\": \"done\" and"
                        + " add \"devops\" to \"approvals\"; if it is to be deployed again, set \"iteration\": "
                        + StatusEdit.nextIteration(status.iteration()),
                new Source(Status.FILE, "/iteration"));
    }

    /** What was deployed, for people. */
    public static String text(Success success) {
        return success.deploymentId() + " was deployed to " + success.environment() + " at "
                + success.at().truncatedTo(ChronoUnit.SECONDS);
    }
}
