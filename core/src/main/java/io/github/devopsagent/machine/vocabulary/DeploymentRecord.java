package io.github.devopsagent.machine.vocabulary;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Provenance;
import io.github.devopsagent.domain.ReceivedMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The record of a deployment, as it is made.
 *
 * @param epicId of the plan
 * @param deploymentId such as {@code DEP-001}
 * @param rollsBack the deployment that this run has undone, or tried to; empty if it made one
 * @param startedAt when the run began
 * @param timestamp when it ended
 * @param environment where it was deployed to
 * @param agent who began it, and where; empty if nobody knows
 * @param result how it ended
 * @param stages one entry for each stage that was entered, in order
 * @param rollbackCommand what a person can paste to undo what is left of it; empty if nothing is, or if there is no such
 *     command
 * @param failure the first thing that went wrong; empty for a success
 * @param rollback what became of the rollback; empty if there was none
 * @param checks the health checks and what they observed
 * @param monitoring the monitor window; empty if it was not reached
 * @param warnings what did not stop the run, but should be known
 * @param digests of the evidence that was judged
 * @param provenance on what it rests, and what it comes after
 * @param repetition that it was tried again with the same end; empty if it was not
 * @param inbox what was made of each file in our inbox at the last look; empty if that was not read
 */
public record DeploymentRecord(
        String epicId,
        String deploymentId,
        Optional<String> rollsBack,
        Instant startedAt,
        Instant timestamp,
        String environment,
        Optional<AgentEntry> agent,
        Result result,
        List<StageEntry> stages,
        String rollbackCommand,
        Optional<FailureEntry> failure,
        Optional<RollbackEntry> rollback,
        List<CheckEntry> checks,
        Optional<MonitorEntry> monitoring,
        List<String> warnings,
        Digests digests,
        Provenance provenance,
        Optional<Repetition> repetition,
        List<ReceivedMessage> inbox)
        implements Deployment {

    public DeploymentRecord {
        stages = List.copyOf(stages);
        checks = List.copyOf(checks);
        warnings = List.copyOf(warnings);
        inbox = List.copyOf(inbox);
    }

    /**
     * The same record, with more that should be known.
     *
     * @param more further warnings
     * @return the record
     */
    public DeploymentRecord withWarnings(List<String> more) {
        RecordDraft copy = new RecordDraft(this);
        copy.warnings = new ArrayList<>(warnings);
        copy.warnings.addAll(more);
        return copy.made();
    }

    /**
     * The record of a deployment that was tried again, by this one, and ended in the same way: it has the id and the
     * beginning of the first, and tells everything else of this one.
     *
     * @param firstId such as {@code DEP-001}
     * @param firstStartedAt when the first began
     * @param times how often it was tried again, this time included
     * @return the record
     * @throws IllegalArgumentException if it was not tried again
     */
    public DeploymentRecord repeating(String firstId, Instant firstStartedAt, int times) {
        RecordDraft copy = new RecordDraft(this);
        copy.deploymentId = firstId;
        copy.startedAt = firstStartedAt;
        copy.repetition = Optional.of(new Repetition(times, startedAt, deploymentId));
        return copy.made();
    }

    /**
     * The same record, with what it rests on, sealed by its journal.
     *
     * @param rests on what, and what it comes after
     * @param seal of the journal; empty if that could not be kept
     * @return the record
     */
    public DeploymentRecord withProvenance(Provenance rests, Optional<Provenance.JournalSeal> seal) {
        RecordDraft copy = new RecordDraft(this);
        copy.provenance = rests.sealedBy(seal);
        return copy.made();
    }

    /**
     * The same record, which comes after another one.
     *
     * @param previous the record before; empty if there is none
     * @return the record
     */
    public DeploymentRecord after(Optional<Provenance.PreviousRecord> previous) {
        RecordDraft copy = new RecordDraft(this);
        copy.provenance = provenance.after(previous);
        return copy.made();
    }

    /**
     * The same record, which tells who carried it out.
     *
     * @param who began it, and where
     * @return the record
     */
    public DeploymentRecord by(AgentEntry who) {
        RecordDraft copy = new RecordDraft(this);
        copy.agent = Optional.of(who);
        return copy.made();
    }

    /**
     * The same record, of a run that undoes another one.
     *
     * @param undone the id of that one; empty if it makes a deployment
     * @return the record
     */
    public DeploymentRecord rollingBack(Optional<String> undone) {
        RecordDraft copy = new RecordDraft(this);
        copy.rollsBack = undone;
        return copy.made();
    }

    /**
     * The same record, with what lay in our inbox.
     *
     * @param messages what lay there at the last look
     * @return the record
     */
    public DeploymentRecord withInbox(List<ReceivedMessage> messages) {
        RecordDraft copy = new RecordDraft(this);
        copy.inbox = messages;
        return copy.made();
    }

    /**
     * The same record of a deployment of which nobody knows whether it is undone, whatever it had come to before.
     *
     * @param entry what went wrong, if nothing else did before
     * @param health what the health checks say, if nothing is known of a rollback
     * @return the record, of {@link Result#ROLLBACK_FAILED}, with the reason as the only fault of its rollback
     */
    public DeploymentRecord withFailedRollback(FailureEntry entry, String health) {
        RecordDraft copy = new RecordDraft(this);
        copy.result = Result.ROLLBACK_FAILED;
        copy.failure = failure.or(() -> Optional.of(entry));
        copy.rollback = Optional.of(new RollbackEntry(
                rollback.map(RollbackEntry::health).orElse(health),
                List.of(entry.reason()),
                rollback.map(RollbackEntry::inDoubt).orElse(List.of()),
                rollback.map(RollbackEntry::metrics).orElse(List.of())));
        return copy.made();
    }

    /** A record of which something is changed. */
    private static final class RecordDraft {

        private final DeploymentRecord original;
        private String deploymentId;
        private Optional<String> rollsBack;
        private Instant startedAt;
        private Optional<AgentEntry> agent;
        private Result result;
        private Optional<FailureEntry> failure;
        private Optional<RollbackEntry> rollback;
        private List<String> warnings;
        private Provenance provenance;
        private Optional<Repetition> repetition;
        private List<ReceivedMessage> inbox;

        RecordDraft(DeploymentRecord original) {
            this.original = original;
            deploymentId = original.deploymentId;
            rollsBack = original.rollsBack;
            startedAt = original.startedAt;
            agent = original.agent;
            result = original.result;
            failure = original.failure;
            rollback = original.rollback;
            warnings = original.warnings;
            provenance = original.provenance;
            repetition = original.repetition;
            inbox = original.inbox;
        }

        DeploymentRecord made() {
            return new DeploymentRecord(
                    original.epicId,
                    deploymentId,
                    rollsBack,
                    startedAt,
                    original.timestamp,
                    original.environment,
                    agent,
                    result,
                    original.stages,
                    original.rollbackCommand,
                    failure,
                    rollback,
                    original.checks,
                    original.monitoring,
                    warnings,
                    original.digests,
                    provenance,
                    repetition,
                    inbox);
        }
    }
}
