package io.github.devopsagent.internal.recovery;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Provenance;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.gate.KnownBlockers;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.document.MaskedPlan;
import io.github.devopsagent.internal.document.PinnedPlan;
import io.github.devopsagent.internal.document.PinnedRun;
import io.github.devopsagent.internal.document.StatusReader;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.files.RunArchive;
import io.github.devopsagent.internal.files.RunDirectory;
import io.github.devopsagent.internal.journal.JournalFormat;
import io.github.devopsagent.internal.journal.JournalRecords;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.internal.json.Limits;
import io.github.devopsagent.internal.publish.DeploymentRecorder;
import io.github.devopsagent.internal.publish.RecordingRetry;
import io.github.devopsagent.internal.store.Content;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.machine.vocabulary.Failure;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A run whose journal cannot be read, or whose plan or settings are not its own any more. A person gives it up: what was
 * done cannot be known, so it is recorded as one step of which everything is in doubt. The journal is kept.
 */
public final class DamagedRun {

    private static final String UNKNOWN = "unknown";

    private final RunEnvironment runEnvironment;

    public DamagedRun(RunEnvironment runEnvironment) {
        this.runEnvironment = runEnvironment;
    }

    public Outcome giveUp(UnfinishedRunScan.Broken left, String reason) {
        Optional<RunHeader> readable = left.opening();
        if (readable.filter(RunHeader::isVeto).isPresent()) {
            String kept = setAside(readable.get().run());
            return new Outcome.Refused(
                    List.of(new Refusal(
                            RefusalCodes.NOTHING_UNFINISHED,
                            "the journal was that of a veto, so that nothing was deployed; it is kept as " + kept
                                    + ", and the next run judges everything afresh",
                            Source.of(kept))),
                    List.of(),
                    List.of());
        }
        Optional<JournalContradiction.LaterRecord> recorded =
                new JournalContradiction(runEnvironment.files()).recorded(readable);
        if (recorded.isPresent()) {
            return recorded(recorded.get());
        }
        return readable.<Either<List<Refusal>, RunHeader>>map(Either::right)
                .orElseGet(this::unreadable)
                .fold(
                        why -> new Outcome.Refused(why, List.of(), List.of()),
                        header -> record(header, left.why(), reason));
    }

    /** The record tells how the run ended: that stands, and no doubt replaces it. */
    private Outcome recorded(JournalContradiction.LaterRecord known) {
        boolean wasGone = isGone();
        String kept = setAside(known.run());
        return new Outcome.Refused(
                List.of(new Refusal(
                        RefusalCodes.NOTHING_UNFINISHED,
                        known.path() + " tells how " + known.run()
                                + " ended, and stays as it is; its journal, which had been "
                                + (wasGone ? "removed, is given up: " : "cut back, is kept as ") + kept
                                + ". Nothing was executed, and status.json was left alone",
                        Source.of(known.path()))),
                List.of(),
                List.of());
    }

    /** Notes the run's header, so that an agent that follows a killed one records the same run. */
    private Either<List<Refusal>, RunHeader> unreadable() {
        String journal = Digest.of(journal());
        return begun(journal)
                .<Either<List<Refusal>, RunHeader>>map(Either::right)
                .orElseGet(() -> madeUp().peek(header -> runEnvironment
                        .files()
                        .keep(header.run())
                        .rememberGivenUp(journal, JournalRecords.opened(header))));
    }

    private Optional<RunHeader> begun(String journal) {
        RunArchive runs = runEnvironment.files().runs();
        List<String> ended = runs.ended();
        return runs.newestFirst().stream()
                .filter(run -> !ended.contains(run))
                .flatMap(run -> runEnvironment.files().kept(run).givenUp(journal).stream())
                .flatMap(opening -> opening(opening).stream())
                .findFirst();
    }

    private static Optional<RunHeader> opening(byte[] record) {
        try {
            return Optional.of(JournalRecords.opening(List.of(record)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isGone() {
        return Files.notExists(runEnvironment.files().journal());
    }

    private byte[] journal() {
        Path journal = runEnvironment.files().journal();
        try {
            return Files.readAllBytes(journal);
        } catch (NoSuchFileException e) {
            return new byte[0];
        } catch (IOException e) {
            throw new BrokenFileException("reading", journal, e);
        }
    }

    /**
     * Of a journal that does not even tell what it is about: the epic of the directory, and the run that else is known to
     * have begun, or the next id.
     */
    private Either<List<Refusal>, RunHeader> madeUp() {
        Optional<Content> found = runEnvironment.store().read().find(Status.FILE);
        if (found.isEmpty()) {
            return Either.left(List.of(new Refusal(
                    RefusalCodes.MISSING, "neither journal nor status.json tells the epic", Source.of(Status.FILE))));
        }
        try {
            return StatusReader.read(found.get().read(Limits.STATUS_BYTES + 1)).map(this::madeUp);
        } catch (IOException e) {
            throw new BrokenFileException(
                    "reading", runEnvironment.settings().consensus().resolve(Status.FILE), e);
        }
    }

    private RunHeader madeUp(Status status) {
        String none = Digest.of(new byte[0]);
        String id = new JournalContradiction(runEnvironment.files())
                .begunRun(status.epicId())
                .orElseGet(() -> runEnvironment
                        .records(status.epicId())
                        .nextId(status, runEnvironment.files().runs().ended()));
        return new RunHeader(
                id,
                status.epicId(),
                now(),
                status.mode(),
                status.iteration(),
                status.isApprovedBy(Role.DEVOPS),
                new Deployment.Digests(none, none),
                List.of(),
                runEnvironment.settings().identity(),
                Optional.of(JournalFormat.LIBRARY_VERSION),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Provenance.NONE,
                Optional.empty(),
                List.of(),
                KnownBlockers.NONE);
    }

    private Outcome record(RunHeader header, String damage, String reason) {
        PinnedRun pinned = new PinnedRun(
                new PinnedPlan(plan(header), Set.of()),
                runEnvironment.settings().bareStrings(),
                Optional.empty(),
                List.of());
        RunState state = inDoubt(runEnvironment.mask().plan(pinned.plan()), header, reason + " (" + damage + ")");
        DeploymentRecorder recorder = new DeploymentRecorder(runEnvironment, header, pinned, header.inbox(), List.of());
        DeploymentRecorder.WrittenRecord recorded =
                RecordingRetry.record(runEnvironment.settings(), () -> {}, () -> recorder.record(state));
        List<String> warnings = new ArrayList<>(recorded.warnings());
        runEnvironment
                .files()
                .register()
                .remember(register -> recorded.in(register.given(header.epicId(), header.run())))
                .ifPresent(warnings::add);
        boolean wasGone = isGone();
        String kept = setAside(header.run());
        warnings.add(
                wasGone
                        ? "there was no journal to keep; " + kept + ", which is empty, tells that the run was given up"
                        : "the journal is kept as " + kept);
        return new Outcome.RollbackFailed(
                recorded.deployment(),
                state.failure().map(Failure::reason).orElse(""),
                state.rollbackFaults(),
                warnings,
                header.inbox());
    }

    private RunPlan plan(RunHeader header) {
        // As one that could be repeated it does not fail by being lost: what failed is what the person says.
        Step unknown = new Step(
                "what the journal does not tell any more",
                new Action.Use(UNKNOWN, Input.none()),
                List.of(),
                Step.DEFAULT_TIMEOUT,
                Map.of(),
                Optional.empty(),
                true,
                0,
                Step.DEFAULT_RETRY_DELAY,
                false,
                List.of());
        return new RunPlan(
                new ExecutionContext(
                        header.epicId(),
                        header.run(),
                        UNKNOWN,
                        runEnvironment.settings().workingDirectory(),
                        Map.of()),
                List.of(),
                List.of(),
                List.of(unknown),
                List.of(),
                List.of(),
                "",
                List.of(),
                Monitoring.DEFAULT,
                List.of(),
                RunPlan.DEFAULT_ROLLBACK_BUDGET,
                RunPlan.DEFAULT_FORWARD_BUDGET);
    }

    private RunState inDoubt(MaskedPlan plan, RunHeader header, String reason) {
        StepRef step = StepRef.of(StepRef.Part.DEPLOY, 0);
        Instant now = now();
        // All at its beginning, however long ago that was: its time to go forward may be over by now.
        Instant begun = header.at();
        return plan.begin(begun)
                .after(new RunEvent.ReadinessChecked(begun, List.of()))
                .after(new RunEvent.GateConfirmed(begun, List.of()))
                .after(new RunEvent.StepIntended(begun, step, 1, UNKNOWN))
                .after(new RunEvent.Resumed(now, Recovery.RESUME))
                .after(new RunEvent.StepLost(now, step, 1))
                .after(new RunEvent.Stuck(now, reason));
    }

    private Instant now() {
        return runEnvironment.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Last of all: until then the run is unfinished. Nothing that lies beside the journal is deleted. */
    private String setAside(String run) {
        RunDirectory kept = runEnvironment.files().keep(run);
        Path damaged = kept.damagedJournal();
        if (isGone()) {
            // An empty one in its place tells that the run was given up.
            runEnvironment.durable().createPrivate(damaged, new byte[0]);
        } else {
            runEnvironment.durable().move(runEnvironment.files().journal(), damaged);
        }
        kept.giveUpReserve();
        return kept.name() + "/" + damaged.getFileName();
    }
}
