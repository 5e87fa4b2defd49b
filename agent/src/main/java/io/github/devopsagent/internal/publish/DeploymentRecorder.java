package io.github.devopsagent.internal.publish;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Provenance;
import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.document.AbortedRecord;
import io.github.devopsagent.internal.document.DeploymentJson;
import io.github.devopsagent.internal.document.DeploymentRegister;
import io.github.devopsagent.internal.document.MaskedPlan;
import io.github.devopsagent.internal.document.PinnedRun;
import io.github.devopsagent.internal.document.RunMark;
import io.github.devopsagent.internal.document.StatusEdit;
import io.github.devopsagent.internal.document.StatusReader;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.files.EpicRecords;
import io.github.devopsagent.internal.files.ForeignFiles;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.internal.json.Limits;
import io.github.devopsagent.internal.ownership.ReliableJournal;
import io.github.devopsagent.internal.store.Content;
import io.github.devopsagent.internal.store.StoredDocument;
import io.github.devopsagent.internal.store.StoredDocument.WriteMode;
import io.github.devopsagent.machine.RunReport;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.machine.vocabulary.DeploymentRecord;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.machine.vocabulary.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes what a run came to: its record, the messages, and the change of the status. A run that was aborted as the one
 * before it updates the record of that one. Writing it all again, by whatever agent, comes to the same.
 */
public final class DeploymentRecorder {

    private final RunEnvironment runEnvironment;
    private final RunHeader header;
    private final PinnedRun pinned;
    private final List<ReceivedMessage> inbox;
    private final Set<String> foreign = new LinkedHashSet<>();
    private Optional<ReliableJournal> journal = Optional.empty();
    private byte[] written = new byte[0];
    private List<StoredDocument> messages = List.of();

    /**
     * A recorder for one run.
     *
     * @param inbox what lay in our inbox when the run was decided on last, or stopped
     * @param warnings of what happened while it went on
     */
    public DeploymentRecorder(
            RunEnvironment runEnvironment,
            RunHeader header,
            PinnedRun pinned,
            List<ReceivedMessage> inbox,
            List<String> warnings) {
        this.runEnvironment = runEnvironment;
        this.header = header;
        this.pinned = pinned;
        this.inbox = inbox;
        this.foreign.addAll(warnings);
    }

    /**
     * What was recorded.
     *
     * @param deployment the record
     * @param digest of the record
     * @param superseded the run of which the record told before; empty if the record is new
     * @param warnings what should be known
     */
    public record WrittenRecord(
            DeploymentRecord deployment, String digest, Optional<String> superseded, List<String> warnings) {

        /** What is to be remembered of it. */
        public DeploymentRegister in(DeploymentRegister register) {
            return deployment.result() == Deployment.Result.ABORTED
                    ? register.written(deployment.epicId(), deployment.deploymentId(), digest)
                    : register;
        }
    }

    /** By what the record tells whether the journal was altered, as it is when the record is written. */
    public DeploymentRecorder sealedBy(ReliableJournal journal) {
        this.journal = Optional.of(journal);
        return this;
    }

    private Optional<Provenance.JournalSeal> seal() {
        return journal.isEmpty() || journal.get().isBehind()
                ? Optional.empty()
                : Optional.of(journal.get().journal().seal());
    }

    /** Records a run that has ended. */
    public WrittenRecord record(RunState state) {
        if (state.ending().isEmpty()) {
            throw new IllegalStateException("the run has not ended");
        }
        Ending ending = state.ending().get();
        DeploymentRecord report = RunReport.of(
                        state, header.digests(), pinned.plan().rollbackCommand(state))
                .by(header.agentEntry())
                .rollingBack(
                        header.rollsBack().isPresent()
                                ? Optional.of(header.rollsBack().get().deploymentId())
                                : Optional.empty())
                .withInbox(inbox)
                .withProvenance(header.provenance(), seal());
        EpicRecords records = runEnvironment.records(header.epicId());
        Optional<AbortedRecord> earlier =
                ending == Ending.ABORTED ? repeated(state, report, records) : Optional.empty();
        DeploymentRecord deployment = earlier.isPresent() ? repeating(report, earlier.get(), records) : report;
        keepForeign(records, deployment, report);
        warnOfRemovals(state.failure());
        messages = earlier.isPresent() ? List.of() : StatusChanges.statusMessages(header, state, ending);
        StatusEdit edit = earlier.isPresent() ? againAborted(state, earlier.get()) : ended(state, ending);
        List<String> warnings = publisher()
                .publish(
                        expected -> documents(state, deployment, report, expected.warnings()),
                        expected -> messages,
                        edit.knowing(header.ownBlockers()))
                .warnings();
        return new WrittenRecord(
                withWarnings(deployment, warnings),
                Digest.of(written),
                earlier.isPresent() ? superseded(earlier.get()) : Optional.empty(),
                all(deployment, warnings));
    }

    private StatusEdit ended(RunState state, Ending ending) {
        StatusEdit edit = StatusChanges.ended(state, ending);
        return header.rollsBack().isPresent() ? edit.reopening() : edit;
    }

    private Optional<String> superseded(AbortedRecord abort) {
        return abort.lastDeploymentId().equals(header.run()) ? Optional.empty() : Optional.of(abort.lastDeploymentId());
    }

    /** Of what was removed while the run went on; where the run failed for it, its failure says so. */
    private void warnOfRemovals(Optional<Failure> failure) {
        for (String removal :
                runEnvironment.mask().texts(runEnvironment.ownership().removals())) {
            if (failure.isEmpty() || !failure.get().reason().equals(removal)) {
                foreign.add(removal);
            }
        }
    }

    /** It takes the place of a record, and so comes after what that one came after. */
    private DeploymentRecord repeating(DeploymentRecord report, AbortedRecord abort, EpicRecords records) {
        Optional<Provenance.PreviousRecord> previous = records.find(abort.deploymentId())
                .flatMap(bytes -> DeploymentJson.provenance(bytes).previous());
        return report.repeating(abort.deploymentId(), abort.startedAt(), abort.repeatedBy(header.run()))
                .after(previous);
    }

    /** The copies of what others have put where the record is about to be written; it is told of each once. */
    private List<StoredDocument> keepForeign(EpicRecords now, DeploymentRecord deployment, DeploymentRecord report) {
        ForeignFiles found = ForeignFiles.look(now, deployment.deploymentId(), mark(report));
        foreign.addAll(found.warnings());
        return found.copies();
    }

    /** Tells people what the run came to, although it cannot be recorded wholly; the next run repeats it. */
    public List<String> tell() {
        return publisher().tell(messages);
    }

    private StatusPublisher publisher() {
        return new StatusPublisher(
                runEnvironment.guardedStore(),
                runEnvironment.settings().consensus(),
                header.epicId(),
                header.iteration(),
                header.approved());
    }

    private Optional<AbortedRecord> repeated(RunState state, DeploymentRecord report, EpicRecords records) {
        List<String> errors = UnchangedAbort.errors(state.findings());
        return AbortedRecord.read(json(state, report)).flatMap(now -> records.newestAbortBefore(header.run())
                .filter(before -> before.isRepeatedBy(now))
                .filter(before -> errors.isEmpty()
                        || before.wasAbortedFor(now.basis(), now.cause().reason(), errors)));
    }

    private RunMark mark(DeploymentRecord report) {
        return new RunMark(header.epicId(), header.run(), report.startedAt(), header.digests());
    }

    private StatusEdit againAborted(RunState state, AbortedRecord abort) {
        return StatusChanges.abortedAgain(state, abort.deploymentId(), standing(abort.deploymentId()));
    }

    /** Others watch the status: where it says already what is to be said, it is left alone. */
    private Optional<Blocker> standing(String deploymentId) {
        Optional<Content> status = runEnvironment.store().read().find(Status.FILE);
        if (status.isEmpty()) {
            return Optional.empty();
        }
        try {
            return StatusReader.read(status.get().read(Limits.STATUS_BYTES + 1))
                    .fold(why -> Optional.empty(), read -> UnchangedAbort.standing(read, deploymentId));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private DeploymentRecord withWarnings(DeploymentRecord deployment, List<String> warnings) {
        List<String> all = new ArrayList<>(foreign);
        all.addAll(warnings);
        return deployment.withWarnings(runEnvironment.mask().texts(all));
    }

    private List<String> all(DeploymentRecord deployment, List<String> warnings) {
        List<String> all = new ArrayList<>(foreign);
        all.addAll(warnings);
        if (deployment.repetition().isPresent()) {
            all.add("this is how " + deployment.deploymentId()
                    + " was aborted before; its record counts that (repeated: "
                    + deployment.repetition().get().times() + "), and no further message was sent");
        }
        return all;
    }

    private List<StoredDocument> documents(
            RunState state, DeploymentRecord deployment, DeploymentRecord report, List<String> warnings) {
        EpicRecords now = runEnvironment.records(header.epicId());
        List<StoredDocument> documents = new ArrayList<>(keepForeign(now, deployment, report));
        written = json(state, withWarnings(deployment, warnings));
        documents.add(replacing(now.find(deployment.deploymentId()), EpicRecords.path(deployment.deploymentId())));
        documents.add(replacing(now.latest(), Deployment.FILE));
        return List.copyOf(documents);
    }

    /** What could not be read, or is too long, is replaced whatever it is. */
    private StoredDocument replacing(Optional<byte[]> before, String path) {
        if (before.isEmpty()) {
            return StoredDocument.inPlaceOf("", path, written);
        }
        byte[] bytes = before.get();
        boolean isKnown = bytes.length > 0 && bytes.length <= EpicRecords.LONGEST_RECORD;
        return isKnown
                ? StoredDocument.inPlaceOf(Digest.of(bytes), path, written)
                : new StoredDocument(path, written, WriteMode.REPLACE);
    }

    private byte[] json(RunState state, DeploymentRecord deployment) {
        return DeploymentJson.write(
                deployment, MaskedPlan.of(state), pinned.bareStrings().name(), pinned.skips());
    }
}
