package io.github.devopsagent.internal.engine;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.internal.attempt.AttemptRunner;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.document.DeploymentRegister;
import io.github.devopsagent.internal.document.ExecutablePlan;
import io.github.devopsagent.internal.document.PinnedRun;
import io.github.devopsagent.internal.document.SettingsJson;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.evidence.Decision;
import io.github.devopsagent.internal.evidence.EvidenceReader;
import io.github.devopsagent.internal.evidence.InboxFiles;
import io.github.devopsagent.internal.files.RegisterFile;
import io.github.devopsagent.internal.files.RunDirectory;
import io.github.devopsagent.internal.journal.Journal;
import io.github.devopsagent.internal.journal.JournalRecords;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.internal.ownership.OwnFiles;
import io.github.devopsagent.internal.ownership.OwnershipGuard;
import io.github.devopsagent.internal.ownership.OwnershipLostException;
import io.github.devopsagent.internal.ownership.ReliableJournal;
import io.github.devopsagent.internal.publish.DeploymentRecorder;
import io.github.devopsagent.internal.publish.RecordingRetry;
import io.github.devopsagent.internal.resolve.PlanResolver;
import io.github.devopsagent.internal.settings.AgentLog;
import io.github.devopsagent.machine.RunReport;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.machine.vocabulary.DeploymentRecord;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.machine.vocabulary.Failure;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Veto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A deployment, from its first record to its last, whether one agent carries it through or several after another. */
final class DeploymentRun {

    private final RunEnvironment place;
    private final RunHeader opening;
    private final PinnedRun copy;
    private final RunDirectory kept;
    private final List<String> notes;
    private final Brake brake;
    private List<ReceivedMessage> inbox;
    private Optional<TargetMarker> target = Optional.empty();

    DeploymentRun(RunEnvironment place, RunHeader opening, PinnedRun copy, List<String> notes) {
        this.place = place;
        this.opening = opening;
        this.copy = copy;
        this.kept = place.files().keep(opening.run());
        this.inbox = opening.inbox();
        this.brake = new Brake(place, opening.epicId(), opening.iteration());
        this.notes = new ArrayList<>(notes);
        this.notes.addAll(EvidenceReader.ReadEvidence.notes(copy.remarks()));
    }

    /** Where the target remembers it. */
    DeploymentRun on(Optional<TargetMarker> note) {
        target = note;
        return this;
    }

    /** What was read when it was decided on, and is not read again. */
    DeploymentRun decidedBy(InboxFiles files) {
        brake.seen(files);
        return this;
    }

    /** The run before its first event. */
    RunState begun() {
        return place.masking().plan(copy.plan()).begin(opening.at());
    }

    /** Keeps what the run must never lose, and carries it through. */
    Outcome carryOut(byte[] planBytes, List<Finding> findings) {
        byte[] settings = SettingsJson.write(copy);
        place.ground().check();
        kept.keep(planBytes, settings);
        kept.showLife(place.settings().identity());
        try (ReliableJournal ledger = new ReliableJournal(
                Journal.create(place.durable(), place.files().journal()), kept)) {
            ledger.record(JournalRecords.opened(opening.withSettings(Digest.of(settings))));
            // Not before the journal tells of it: so a run that is noted, and of which nothing tells, was removed.
            target.ifPresent(TargetMarker::write);
            remember(register -> register).ifPresent(notes::add);
            RunState state = begun();
            OwnFiles own = own(ledger, planBytes, settings);
            place.listeners().started(state);
            return onGround(ledger, own, loop(ledger, own, state, executable(), () -> findings), RunLoop::runToItsEnd);
        }
    }

    private OwnFiles own(ReliableJournal ledger, byte[] planBytes, byte[] settings) {
        return new OwnFiles(place.files(), opening.run(), planBytes, settings, () -> ledger.trouble()
                .isEmpty());
    }

    /** Carries a run through, for as long as nobody takes its place. */
    private Outcome onGround(ReliableJournal ledger, OwnFiles own, RunLoop loop, Function<RunLoop, RunState> how) {
        try {
            place.ground().hold(parts(own, ledger), own.removal());
            return finish(how.apply(loop), ledger, own);
        } catch (OwnershipLostException e) {
            return lost(e, loop);
        } finally {
            place.ground().letGo();
        }
    }

    /** The files that tell of a removal come first, and the journal last, since whoever goes on needs them all. */
    private List<OwnershipGuard.OwnedPart> parts(OwnFiles own, ReliableJournal ledger) {
        return Stream.of(Stream.of(own), target.stream(), Stream.of(ledger))
                .<OwnershipGuard.OwnedPart>flatMap(each -> each)
                .toList();
    }

    /** Nothing is recorded of it, neither here nor in the documents: they are another agent's business by now. */
    private Outcome lost(OwnershipLostException lost, RunLoop loop) {
        LostRun run = new LostRun(loop.state());
        String why = place.masking()
                .text(lost.why() + ". This agent stopped there: nothing more was executed, and nothing more was"
                        + " written. " + run.doneUntilThen() + "; look at what both have done");
        AgentLog.LOG.error("deployment {} of {}: {}", opening.run(), opening.epicId(), why);
        RunState state = loop.abandon(why);
        DeploymentRecord deployment = run.withoutGoodEnd(
                RunReport.of(state, opening.digests(), copy.plan().rollbackCommand(state)), why);
        return run.state().mayHaveDeployed()
                ? new Outcome.RollbackFailed(deployment, why, List.of(why), notes, inbox)
                : new Outcome.Aborted(deployment, why, notes, inbox);
    }

    /** Goes on with what another agent left in the midst of things. */
    Outcome goOn(RunState state, Recovery recovery) {
        brake.seenByAnother(
                opening.inbox().stream().map(ReceivedMessage::file).collect(Collectors.toUnmodifiableSet()));
        kept.showLife(place.settings().identity());
        return continued(state, executable(), loop -> loop.resume(recovery));
    }

    /** Writes what is left to write of a run that has come to its end. */
    Outcome complete(RunState state) {
        notes.add(
                "an earlier agent was killed, or could not write, after this run had come to its end; its record was completed");
        return continued(state, copy.plan().ended(), RunLoop::runToItsEnd);
    }

    /** Records that nobody can go on, and that a person is needed. */
    Outcome giveUp(RunState state, String why) {
        return continued(state, copy.plan().ended(), loop -> loop.giveUp(why));
    }

    private Outcome continued(RunState state, ExecutablePlan plan, Function<RunLoop, RunState> how) {
        try (ReliableJournal ledger = new ReliableJournal(
                Journal.resume(place.durable(), place.files().journal()), kept)) {
            OwnFiles own = own(ledger, kept.plan(), kept.settings());
            place.listeners().started(state);
            return onGround(
                    ledger,
                    own,
                    loop(ledger, own, state, plan, () -> PlanResolver.recheck(plan, copy, place.settings())),
                    how);
        }
    }

    /** The plan with the secrets, which are nowhere else but in the environment of a step. */
    private ExecutablePlan executable() {
        return copy.executable(place.settings().given().values());
    }

    private RunLoop loop(
            ReliableJournal ledger,
            OwnFiles own,
            RunState state,
            ExecutablePlan plan,
            Supplier<List<Finding>> findings) {
        return new RunLoop(
                new RunSurroundings(
                        place,
                        plan,
                        ledger,
                        () -> place.masking().findings(findings.get()),
                        () -> place.masking().texts(objections()),
                        this::stops,
                        kept,
                        own),
                state);
    }

    /** What gate and rules have against the deployment now, where they had nothing when the run began. */
    private List<String> objections() {
        Decision decision = Decision.of(place);
        if (decision.refusals().isEmpty()) {
            brake.seen(decision.files());
        }
        inbox = place.masking().received(decision.inbox());
        Stream<String> changed = decision.reading().stream()
                .filter(reading ->
                        !reading.digests().plan().equals(opening.digests().plan()))
                .map(reading -> "plan.json was changed after it was judged");
        return Stream.of(
                        decision.refusals().stream().map(Refusal::toString),
                        decision.judgement().vetoes().stream().map(Veto::toString),
                        changed)
                .flatMap(texts -> texts)
                .map(AttemptRunner::bounded)
                .toList();
    }

    /** Who is told of the run is told what was in the inbox at the last look, be it a reason to stop or not. */
    private List<String> stops() {
        InboxFiles before = brake.inbox();
        List<String> why = brake.look();
        if (!brake.inbox().equals(before)) {
            inbox = place.masking().received(brake.inbox().listed());
        }
        return why;
    }

    private Outcome finish(RunState state, ReliableJournal ledger, OwnFiles own) {
        // Before the status, which may stay as it is: then only this keeps the next run from doing it all again.
        remember(register -> succeeded(state, register)).ifPresent(notes::add);
        DeploymentRecorder.WrittenRecord recorded = recordWithRoom(state, ledger, own);
        notes.addAll(state.interruptions());
        notes.addAll(recorded.notes());
        // Before the journal is closed: if the agent is killed here, the next one writes both again.
        remember(recorded::in).ifPresent(notes::add);
        place.ground().check();
        if (place.ground().trouble().isEmpty()) {
            own.noteRegister();
        }
        Outcome outcome = outcome(state, recorded.deployment());
        Optional<BrokenFileException> unclosed = close(ledger);
        Optional<BrokenFileException> trouble = place.ground().trouble();
        if (trouble.isPresent()) {
            target.ifPresent(TargetMarker::remove);
            return outcome.withNote("everything is recorded, but what was removed of the agent's own files could not be"
                    + " made again" + (ledger.stands() ? "" : ", and the journal of this run is lost") + ": "
                    + trouble.get().getMessage());
        }
        place.ground().letGo();
        // All is recorded: put aside, the journal is of no run that is open, whether or not it could be closed.
        Optional<String> unkept = place.files().archive(opening.run());
        if (unclosed.isPresent() && unkept.isPresent()) {
            return outcome.withNote("everything is recorded, but the journal could not be closed: "
                    + unclosed.get().getMessage() + "; the next run does that");
        }
        kept.showLifeNoMore();
        target.ifPresent(TargetMarker::remove);
        return unkept.or(() -> new Retention(place, opening.epicId(), opening.run()).prune(recorded.superseded()))
                .map(outcome::withNote)
                .orElse(outcome);
    }

    private Optional<BrokenFileException> close(ReliableJournal ledger) {
        try {
            ledger.record(JournalRecords.closed(place.clock().instant()));
            ledger.settle();
            return Optional.empty();
        } catch (BrokenFileException e) {
            return Optional.of(e);
        }
    }

    private DeploymentRegister succeeded(RunState state, DeploymentRegister register) {
        return state.ending().filter(ending -> ending == Ending.DEPLOYED).isPresent()
                ? register.succeeded(
                        opening.epicId(),
                        new DeploymentRegister.Success(
                                opening.run(),
                                state.endedAt(),
                                state.plan().context().environment(),
                                opening.iteration(),
                                opening.digests()))
                : register;
    }

    /** That the id was given, at least: no later run may have it, whatever is deleted until then. */
    private Optional<String> remember(UnaryOperator<DeploymentRegister> more) {
        place.ground().check();
        return place.ground()
                .trouble()
                .map(trouble -> RegisterFile.NAME + " was not written: " + trouble.getMessage())
                .or(() -> place.files()
                        .register()
                        .remember(register -> more.apply(register.given(opening.epicId(), opening.run()))));
    }

    /** The end is in the journal, so that the reserve has nothing to tell any more, and its room is free to use. */
    private DeploymentRecorder.WrittenRecord recordWithRoom(RunState state, ReliableJournal ledger, OwnFiles own) {
        DeploymentRecorder recorder = new DeploymentRecorder(place, opening, copy, inbox, brake.warnings());
        try {
            return RecordingRetry.record(place.settings(), own::giveUpReserve, () -> recorder.record(state));
        } catch (BrokenFileException e) {
            String untold = String.join("; ", recorder.tell());
            throw e.meaning(meaning(state, ledger) + (untold.isEmpty() ? "" : "; " + untold));
        }
    }

    private String meaning(RunState state, ReliableJournal ledger) {
        String result = RunReport.of(state, opening.digests(), "").result().label();
        Optional<BrokenFileException> trouble = place.ground().trouble().filter(lasting -> !ledger.stands());
        if (trouble.isPresent()) {
            return "deployment " + opening.run() + " has come to its end (" + result + "), and its journal is lost, so"
                    + " that the next run begins anew: what was removed of the agent's own files could not be made again"
                    + " (" + trouble.get().getMessage() + "). Mend that first, and look at what is deployed";
        }
        return "deployment " + opening.run() + " has come to its end (" + result + "), and stays open in the journal."
                + " Nothing of it is executed again; the next run completes the record. Mend the file, and run again";
    }

    private Outcome outcome(RunState state, DeploymentRecord deployment) {
        String reason = state.failure().map(Failure::reason).orElse("");
        return switch (deployment.result()) {
            case SUCCESS -> new Outcome.Deployed(deployment, notes, inbox);
            case ABORTED -> new Outcome.Aborted(deployment, reason, notes, inbox);
            case ROLLED_BACK -> new Outcome.RolledBack(deployment, reason, state.health(), notes, inbox);
            case ROLLBACK_FAILED ->
                new Outcome.RollbackFailed(deployment, reason, state.rollbackFaults(), notes, inbox);
        };
    }
}
