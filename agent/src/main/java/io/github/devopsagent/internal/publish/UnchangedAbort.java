package io.github.devopsagent.internal.publish;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.internal.document.AbortedRecord;
import io.github.devopsagent.internal.document.MaskedPlan;
import io.github.devopsagent.internal.files.EpicRecords;
import io.github.devopsagent.machine.vocabulary.Failure;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Refuses what would only be aborted again: pre-flight finds in the same plan what it found before. */
public final class UnchangedAbort {

    private UnchangedAbort() {}

    /**
     * Judges whether a run can end otherwise than the last one.
     *
     * @param records of the epic
     * @param status the epic's state
     * @param planDigest of the plan as it was judged
     * @param plan what would be carried out, as everybody may see it
     * @param findings what pre-flight finds now, as everybody may see it
     * @return why not; empty if it is worth a run
     */
    public static Optional<Refusal> refusal(
            EpicRecords records, Status status, String planDigest, MaskedPlan plan, List<Finding> findings) {
        AbortedRecord.Basis basis =
                new AbortedRecord.Basis(planDigest, plan.forPeople().context().environment());
        List<String> errors = errors(findings);
        Optional<Failure> failure = failure(plan, findings);
        if (failure.isEmpty()) {
            return Optional.empty();
        }
        String reason = failure.get().reason();
        return records.newestAbort()
                .filter(abort -> abort.wasAbortedFor(basis, reason, errors))
                .filter(abort -> standing(status, abort.deploymentId()).isPresent())
                .map(abort -> refusal(abort, reason));
    }

    /** What keeps a run from being begun. */
    static List<String> errors(List<Finding> findings) {
        List<String> errors = new ArrayList<>();
        for (Finding finding : findings) {
            if (finding.severity() == Finding.Severity.ERROR) {
                errors.add(finding.toString());
            }
        }
        return List.copyOf(errors);
    }

    /** The blocker that was raised when a deployment was aborted, if it is still there. */
    static Optional<Blocker> standing(Status status, String deploymentId) {
        return status.blockers().stream()
                .filter(blocker -> blocker.isOurs() && blocker.type() == Blocker.Type.DEPENDENCY)
                .filter(blocker -> blocker.reason().startsWith(deploymentId + AbortMessage.WAS_ABORTED))
                .findFirst();
    }

    /** A run that found this would be aborted at once, and would give this reason. */
    private static Optional<Failure> failure(MaskedPlan plan, List<Finding> findings) {
        return plan.begin(Instant.EPOCH)
                .after(new RunEvent.ReadinessChecked(Instant.EPOCH, findings))
                .failure();
    }

    private static Refusal refusal(AbortedRecord abort, String reason) {
        return new Refusal(
                RefusalCodes.UNCHANGED_SINCE_ABORT,
                abort.deploymentId() + " was aborted, and pre-flight finds the same in the same plan: " + reason
                        + "; mend plan.json or provide what is missing, and run again. A run also tries again as soon as"
                        + " the blocker of devops is removed from status.json",
                Source.of(EpicRecords.path(abort.deploymentId())));
    }
}
