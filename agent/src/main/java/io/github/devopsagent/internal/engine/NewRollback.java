package io.github.devopsagent.internal.engine;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Provenance;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.internal.coordination.TargetLock;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.document.PinnedRun;
import io.github.devopsagent.internal.document.StatusReader;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.evidence.UndoableDeployment;
import io.github.devopsagent.internal.files.EpicRecords;
import io.github.devopsagent.internal.files.RunDirectory;
import io.github.devopsagent.internal.journal.RolledBackRun;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.internal.json.Limits;
import io.github.devopsagent.internal.recovery.UnfinishedRunScan;
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.internal.store.Content;
import io.github.devopsagent.internal.store.Snapshot;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.machine.vocabulary.RollbackOnDemand;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A rollback that a person or a host asks for, of a deployment that succeeded: it is refused, or carried out as a run of its
 * own. Gate, rules and what else stops a deployment are not asked, since it is a way back.
 */
final class NewRollback {

    private static final Set<Phase> PHASES = EnumSet.of(Phase.DONE, Phase.DEPLOYMENT);

    private final RunEnvironment runEnvironment;
    private final AgentSettings settings;
    private final RunPreconditions preconditions;

    NewRollback(RunEnvironment runEnvironment, RunPreconditions preconditions) {
        this.runEnvironment = runEnvironment;
        this.settings = runEnvironment.settings();
        this.preconditions = preconditions;
    }

    /**
     * What is to be carried out.
     *
     * @param header of the run that undoes it
     * @param pinned the deployment's own copy of what it has carried out
     * @param state of that run before its first event
     * @param kept where what is pinned lies
     * @param doubts what should be known
     */
    record ReadyRollback(RunHeader header, PinnedRun pinned, RunState state, RunDirectory kept, List<String> doubts) {

        /** The id of the deployment. */
        String undone() {
            return state.rollsBack().orElseThrow();
        }
    }

    /**
     * Undoes a deployment, or says why not.
     *
     * @param announcement is told the id of the run, as soon as it is known
     */
    Outcome rollBack(String deploymentId, TargetLock target, Consumer<String> announcement) {
        return ready(deploymentId)
                .fold(
                        why -> new Outcome.Refused(why, List.of(), List.of()),
                        ready -> onTarget(ready, target, announcement));
    }

    /** The time of a run does not begin in the line for its target, in which much may change. */
    private Outcome onTarget(ReadyRollback asked, TargetLock target, Consumer<String> announcement) {
        String run = asked.header().run();
        announcement.accept(run);
        Optional<String> name = asked.pinned().target();
        Optional<Refusal> refused = target.take(name, run);
        if (refused.isPresent()) {
            return new Outcome.Refused(List.of(refused.get()), List.of(), List.of());
        }
        Either<List<Refusal>, ReadyRollback> now = name.isPresent() ? ready(asked.undone()) : Either.right(asked);
        if (now.isLeft()) {
            return new Outcome.Refused(now.getLeft(), List.of(), List.of());
        }
        ReadyRollback ready = now.get();
        String id = ready.header().run();
        announcement.accept(id);
        return new DeploymentRun(
                        runEnvironment, ready.header(), ready.pinned(), preconditions.warningsBefore(ready.doubts()))
                .on(target.held().map(held -> held.forRun(id)))
                .rollBack(ready.kept());
    }

    /** What is to be carried out, or why nothing is. Nothing is changed. */
    Either<List<Refusal>, ReadyRollback> ready(String deploymentId) {
        Snapshot snapshot = runEnvironment.store().read();
        return status(snapshot)
                .flatMap(status -> ready(deploymentId, status, snapshot))
                .flatMap(ready -> {
                    List<Refusal> unopened = preconditions.unopened();
                    return unopened.isEmpty() ? Either.right(ready) : Either.left(unopened);
                });
    }

    private static Either<List<Refusal>, Status> status(Snapshot snapshot) {
        Optional<Content> found = snapshot.find(Status.FILE);
        if (found.isEmpty()) {
            return refused(RefusalCodes.MISSING, "there is no status.json, which tells the epic", Status.FILE);
        }
        try {
            return StatusReader.read(found.get().read(Limits.STATUS_BYTES + 1)).flatMap(NewRollback::inPhase);
        } catch (IOException e) {
            return refused(RefusalCodes.UNREADABLE, "it cannot be read: " + e.getMessage(), Status.FILE);
        }
    }

    private static Either<List<Refusal>, Status> inPhase(Status status) {
        return PHASES.contains(status.phase())
                ? Either.right(status)
                : Either.left(List.of(new Refusal(
                        RefusalCodes.ROLLBACK_PHASE,
                        "the phase is '" + status.phase().label()
                                + "', and a deployment is rolled back on demand only in"
                                + " 'done' and 'deployment'; if nobody works on the epic now, set one of them first",
                        new Source(Status.FILE, "/phase"))));
    }

    private Either<List<Refusal>, ReadyRollback> ready(String deploymentId, Status status, Snapshot snapshot) {
        EpicRecords records = preconditions.records(snapshot, status);
        return new UndoableDeployment(runEnvironment, status.epicId(), snapshot, records)
                .find(deploymentId)
                .mapLeft(List::of)
                .flatMap(found -> ready(found, status, records));
    }

    private Either<List<Refusal>, ReadyRollback> ready(
            UndoableDeployment.Undoable found, Status status, EpicRecords records) {
        RunHeader header = header(found, status, records);
        RunState state =
                RunState.rollBack(found.ended(), new RollbackOnDemand(header.run(), header.at(), "", found.earlier()));
        String missing = preconditions.missing(new UnfinishedRunScan.OpenDeployment(
                header, settings.identity(), settings.identity(), found.pinned(), state, Optional.empty(), false));
        Path directory = found.pinned().plan().withoutSecrets().context().workingDirectory();
        if (missing.isEmpty() && !Files.isDirectory(directory)) {
            missing = "the working directory " + runEnvironment.mask().text(directory.toString()) + " is not there";
        }
        return missing.isEmpty()
                ? Either.right(new ReadyRollback(header, found.pinned(), state, found.kept(), found.doubts()))
                : refused(
                        RefusalCodes.ROLLBACK_NEEDS,
                        found.header().run() + " cannot be rolled back by this agent, and nothing was changed: "
                                + missing,
                        found.kept().name());
    }

    private RunHeader header(UndoableDeployment.Undoable found, Status status, EpicRecords records) {
        RunHeader undone = found.header();
        String run = preconditions.nextId(records, status);
        Instant at = runEnvironment.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        return RunHeader.of(run, status, at, undone.digests(), List.of(), settings.identity(), List.of(), Map.of())
                .withSettings(Digest.of(found.kept().settings()))
                .withProvenance(new Provenance(
                        Optional.empty(),
                        undone.provenance().testedCommit(),
                        undone.provenance().approvals(),
                        records.newestBefore(run),
                        Optional.empty()))
                .rollingBack(new RolledBackRun(
                        undone.run(), Digest.of(runEnvironment.files().endedJournal(undone.run())), found.earlier()));
    }

    private static <T> Either<List<Refusal>, T> refused(String code, String reason, String file) {
        return Either.left(List.of(new Refusal(code, reason, Source.of(file))));
    }
}
