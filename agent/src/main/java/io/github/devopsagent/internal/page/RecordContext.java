package io.github.devopsagent.internal.page;

import io.github.devopsagent.DeploymentHistory.PastDeployment;
import io.github.devopsagent.UnfinishedRun;
import java.util.List;
import java.util.Optional;

/**
 * What a record does not tell itself.
 *
 * @param undoneBy the deployment that undid it on demand; empty if none did, or if that is not known
 * @param rollbackBegunBy the deployment that began to undo it on demand, and has not come to a verified end; empty if there is none,
 *     or if that is not known
 * @param later the epic's deployments after it, the newest first; empty if none is known
 * @param unfinished another run that has not come to its end; empty if there is none, or if that is not known
 * @param approvals the roles that {@code status.json} names; empty if that was not read
 * @param warnings beside those of the record
 */
public record RecordContext(
        Optional<String> undoneBy,
        Optional<String> rollbackBegunBy,
        List<PastDeployment> later,
        Optional<UnfinishedRun> unfinished,
        List<String> approvals,
        List<String> warnings) {

    /** Nothing is known. */
    public static final RecordContext NONE =
            new RecordContext(Optional.empty(), Optional.empty(), List.of(), Optional.empty(), List.of(), List.of());

    public RecordContext {
        later = List.copyOf(later);
        approvals = List.copyOf(approvals);
        warnings = List.copyOf(warnings);
    }

    /** A deployment among others, as far as this is known. */
    DeploymentRow row(PastDeployment deployment) {
        return new DeploymentRow(deployment, unfinished);
    }

    /** The same, with more warnings. */
    public RecordContext warning(List<String> more) {
        return new RecordContext(undoneBy, rollbackBegunBy, later, unfinished, approvals, more);
    }

    /** The same, with the roles that approve. */
    public RecordContext approvedBy(List<String> roles) {
        return new RecordContext(undoneBy, rollbackBegunBy, later, unfinished, roles, warnings);
    }

    /** The same, undone by another deployment. */
    public RecordContext undoneBy(String deploymentId) {
        return new RecordContext(Optional.of(deploymentId), Optional.empty(), later, unfinished, approvals, warnings);
    }

    /** The same, which another deployment began to undo. */
    public RecordContext rollbackBegunBy(String deploymentId) {
        return new RecordContext(undoneBy, Optional.of(deploymentId), later, unfinished, approvals, warnings);
    }
}
