package io.github.devopsagent.internal.engine;

import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.internal.coordination.OpenAttempt;
import io.github.devopsagent.internal.coordination.WorkPlace;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.evidence.AlreadyDeployed;
import io.github.devopsagent.internal.evidence.Decision;
import io.github.devopsagent.internal.evidence.EvidenceReader;
import io.github.devopsagent.internal.files.EpicRecords;
import io.github.devopsagent.internal.files.RunDirectory;
import io.github.devopsagent.internal.lock.PidNamespaces;
import io.github.devopsagent.internal.publish.UnchangedAbort;
import io.github.devopsagent.internal.recovery.Takeover;
import io.github.devopsagent.internal.recovery.UnfinishedRunScan;
import io.github.devopsagent.internal.resolve.PreparedPlan;
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.internal.store.Snapshot;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.veto.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What {@code run()} finds in its way before it does anything, and {@code preview()} tells beforehand. */
final class RunPreconditions {

    private static final PidNamespaces NAMESPACES = new PidNamespaces(Path.of("/proc"));

    private final RunEnvironment runEnvironment;
    private final AgentSettings settings;
    private final WorkPlace place;

    RunPreconditions(RunEnvironment runEnvironment, WorkPlace place) {
        this.runEnvironment = runEnvironment;
        this.place = place;
        this.settings = runEnvironment.settings();
    }

    Optional<Refusal> noDirectory() {
        if (!Files.isDirectory(settings.consensus())) {
            return Optional.of(CoordinatorRefusals.noDirectory(settings.consensus()));
        }
        // A run that others have taken the status away from is brought to its end all the same.
        boolean isOurs = runEnvironment.store().readHolds().find(Status.FILE).isPresent()
                || Files.exists(runEnvironment.files().journal());
        return isOurs ? Optional.empty() : Optional.of(CoordinatorRefusals.noStatus(settings.consensus()));
    }

    /**
     * Before anything that takes time. A run that did not come to its end is brought there all the same; where several machines
     * share a directory, the journal need not lie in it, and the decision asks for holds later.
     */
    List<Refusal> holds() {
        return settings.coordination().isPresent()
                        || !Files.notExists(runEnvironment.files().journal())
                ? List.of()
                : Decision.holds(runEnvironment);
    }

    /** Found out before anything is done, since what was done could not be recorded. */
    List<Refusal> unwritable() {
        return CoordinatorRefusals.unwritable(runEnvironment.store().unwritable());
    }

    /** Only when something is to be written: who watches the status for changes must not be woken by each look at it. */
    List<Refusal> unopened() {
        return CoordinatorRefusals.unwritable(runEnvironment.store().unwritableToOpen());
    }

    /** An unfinished run that this agent is not to go on with, or cannot read. */
    Optional<Refusal> asked(UnfinishedRun told, UnfinishedRunScan scan) {
        boolean isAsked = settings.recovery() == Recovery.ASK;
        return isAsked || scan instanceof UnfinishedRunScan.Broken
                ? Optional.of(
                        CoordinatorRefusals.unfinished(told.summary() + (isAsked ? CoordinatorRefusals.ASKED : "")))
                : Optional.empty();
    }

    /** The same if a rollback is asked for: an unfinished run of another kind, or of another deployment, comes first. */
    Optional<Refusal> askedOrOther(UnfinishedRun told, UnfinishedRunScan scan, String rolledBack) {
        return scan instanceof UnfinishedRunScan.OpenDeployment open && open.isRollbackOf(rolledBack)
                ? asked(told, scan)
                : Optional.of(CoordinatorRefusals.unfinishedBeforeRollback(told));
    }

    String missing(UnfinishedRunScan.OpenDeployment left) {
        return runEnvironment.mask().text(String.join("; ", left.missingNow(settings)));
    }

    OpenAttempt openAttempt(UnfinishedRunScan.OpenDeployment left, BooleanSupplier isPauseCut) {
        RunDirectory kept = runEnvironment.files().kept(left.header().run());
        return place.openAttempt(
                left, last -> new Takeover(last, settings.identity(), NAMESPACES, kept::hasProcessEnded, isPauseCut)
                        .refusal());
    }

    /** What should be known before anything is done. */
    List<String> warningsBefore(List<String> ofStatus) {
        List<String> warnings = new ArrayList<>(settings.executors().warnings());
        warnings.addAll(ofStatus);
        Optional<String> loss = runEnvironment.files().register().loss();
        if (loss.isPresent()) {
            warnings.add(loss.get());
        }
        return runEnvironment.mask().texts(warnings);
    }

    /** What is recorded of an epic, and which ids were given. */
    EpicRecords records(Snapshot snapshot, Status status) {
        return EpicRecords.read(
                snapshot, status.epicId(), runEnvironment.files().register().read());
    }

    /** The id of the next run of an epic. */
    String nextId(EpicRecords records, Status status) {
        return records.nextId(status, runEnvironment.files().runs().ended());
    }

    /** Why a run would only repeat the last one: what was deployed, or what was aborted. */
    Optional<Refusal> repetition(
            EpicRecords records, EvidenceReader.ReadEvidence reading, PreparedPlan.Shown prepared) {
        Status status = reading.evidence().status();
        String environment = prepared.plan().forPeople().context().environment();
        Optional<Refusal> deployed = AlreadyDeployed.refusal(records, status, reading.digests(), environment);
        return deployed.isPresent()
                ? deployed
                : UnchangedAbort.refusal(
                        records, status, reading.digests().plan(), prepared.plan(), prepared.findings());
    }
}
