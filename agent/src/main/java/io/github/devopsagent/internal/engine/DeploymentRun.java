package io.github.devopsagent.internal.engine;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.inbox.InboxMessage;
import io.github.devopsagent.internal.attempt.AttemptRunner;
import io.github.devopsagent.internal.coordination.HeldTarget;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.document.DeploymentRegister;
import io.github.devopsagent.internal.document.ExecutablePlan;
import io.github.devopsagent.internal.document.PinnedRun;
import io.github.devopsagent.internal.document.SettingsJson;
import io.github.devopsagent.internal.environment.RunBeginning;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.evidence.Decision;
import io.github.devopsagent.internal.evidence.EvidenceReader;
import io.github.devopsagent.internal.evidence.InboxFiles;
import io.github.devopsagent.internal.files.RegisterFile;
import io.github.devopsagent.internal.files.RunDirectory;
import io.github.devopsagent.internal.journal.EventContext;
import io.github.devopsagent.internal.journal.Journal;
import io.github.devopsagent.internal.journal.JournalRecords;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.internal.log.LogEvent;
import io.github.devopsagent.internal.ownership.OwnFiles;
import io.github.devopsagent.internal.ownership.OwnershipLostException;
import io.github.devopsagent.internal.ownership.ReliableJournal;
import io.github.devopsagent.internal.ownership.SharedJournal;
import io.github.devopsagent.internal.publish.DeploymentRecorder;
import io.github.devopsagent.internal.publish.RecordingRetry;
import io.github.devopsagent.internal.publish.ReportPages;
import io.github.devopsagent.internal.resolve.PlanResolver;
import io.github.devopsagent.internal.time.VirtualClock;
import io.github.devopsagent.machine.RunReport;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.machine.vocabulary.DeploymentRecord;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Veto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A deployment, from its first record to its last, whether one agent carries it through or several after another. */
final class DeploymentRun implements RunQuestions {

    private final RunEnvironment runEnvironment;
    private final RunHeader header;
    private final PinnedRun pinned;
    private final RunDirectory kept;
    private final List<String> warnings;
    private final Brake brake;
    private final SortedSet<String> asked;
    private List<ReceivedMessage> inbox;
    private EventContext recorded;
    private Optional<HeldTarget> target = Optional.empty();
    private Optional<ProcessId> intender = Optional.empty();
    private Optional<String> loss = Optional.empty();
    private Optional<List<Finding>> judged = Optional.empty();

    DeploymentRun(RunEnvironment runEnvironment, RunHeader header, PinnedRun pinned, List<String> warnings) {
        this.runEnvironment = runEnvironment;
        this.header = header;
        this.pinned = pinned;
        this.kept = runEnvironment.files().keep(header.run());
        this.inbox = header.inbox();
        this.asked = new TreeSet<>(header.rules());
        this.recorded = new EventContext(inbox, List.of(), header.rules());
        this.brake = new Brake(runEnvironment, header);
        this.warnings = new ArrayList<>(warnings);
        this.warnings.addAll(EvidenceReader.ReadEvidence.warnings(pinned.remarks()));
        warn(pinned.skips().warning());
    }

    private void warn(Optional<String> warning) {
        if (warning.isPresent()) {
            warnings.add(warning.get());
        }
    }

    /** Where the target remembers it. */
    DeploymentRun on(Optional<HeldTarget> held) {
        target = held;
        return this;
    }

    /** Who was about to begin the attempt that is in doubt. */
    DeploymentRun intendedBy(Optional<ProcessId> agent) {
        intender = agent;
        return this;
    }

    /** Why the attempt that is in doubt counts as lost, and is not looked for; empty if it is. */
    DeploymentRun losing(Optional<String> why) {
        loss = why;
        return this;
    }

    /** What was read when it was decided on, and is not read again. */
    DeploymentRun decidedBy(InboxFiles files) {
        brake.seen(files);
        return this;
    }

    /** What an agent before has seen and recorded since the run began. */
    DeploymentRun observed(Optional<EventContext> before) {
        before.ifPresent(seen -> {
            inbox = seen.inbox();
            recorded = seen;
            asked.addAll(seen.rules());
            brake.warned(seen.warnings());
        });
        return this;
    }

    @Override
    public Optional<EventContext> observed() {
        EventContext now = new EventContext(inbox, runEnvironment.mask().texts(brake.warnings()), List.copyOf(asked));
        boolean isNew = !now.equals(recorded);
        recorded = now;
        return isNew ? Optional.of(now) : Optional.empty();
    }

    /** The run before its first event. */
    RunState begun() {
        return RunBeginning.of(header, pinned, kept, runEnvironment.mask());
    }

    /** Keeps what the run must never lose, and carries it through. */
    Outcome carryOut(byte[] planBytes, List<Finding> findings) {
        return carryOut(planBytes, SettingsJson.write(pinned), Optional.empty(), findings);
    }

    /**
     * Undoes a deployment, and keeps for that what is kept of it.
     *
     * @param undone what is kept of the deployment
     */
    Outcome rollBack(RunDirectory undone) {
        return carryOut(undone.plan(), undone.settings(), Optional.of(undone.journal()), List.of());
    }

    private Outcome carryOut(
            byte[] planBytes, byte[] settings, Optional<byte[]> rolledBackJournal, List<Finding> findings) {
        judged = Optional.of(findings);
        runEnvironment.ownership().check();
        SharedJournal shared = runEnvironment.ownership().shared();
        if (rolledBackJournal.isPresent()) {
            shared.keep(RunDirectory.ROLLED_BACK, rolledBackJournal.get());
            kept.keepRolledBackJournal(rolledBackJournal.get());
        }
        shared.keep(RunDirectory.PLAN, planBytes);
        shared.keep(RunDirectory.SETTINGS, settings);
        // A worker that stood still meanwhile must not write over what another one has begun.
        runEnvironment.ownership().confirm();
        kept.keep(planBytes, settings);
        holdProcessLock();
        try (ReliableJournal journal = new ReliableJournal(
                Journal.create(runEnvironment.durable(), runEnvironment.files().journal()), kept, shared)) {
            journal.record(JournalRecords.opened(header.withSettings(Digest.of(settings))));
            // Not before the journal tells of it: so a run that is noted, and of which nothing tells, was removed.
            if (target.isPresent()) {
                target.get().reserve();
            }
            new ReportPages(runEnvironment).begin(header);
            warn(remember(undone(given())));
            RunState state = begun();
            OwnFiles own = own(journal, planBytes, settings, rolledBackJournal);
            runEnvironment.listeners().started(state);
            return whileOwned(journal, own, loop(journal, own, state, executable()), RunLoop::runToItsEnd);
        }
    }

    private OwnFiles own(
            ReliableJournal journal, byte[] planBytes, byte[] settings, Optional<byte[]> rolledBackJournal) {
        return new OwnFiles(runEnvironment.files(), header.run(), planBytes, settings, rolledBackJournal, journal);
    }

    /** Carries a run through, for as long as nobody takes its place. */
    private Outcome whileOwned(ReliableJournal journal, OwnFiles own, RunLoop loop, Function<RunLoop, RunState> how) {
        try {
            // The files that tell of a removal come first, and the journal last, since whoever goes on needs them all.
            runEnvironment.ownership().hold(List.of(own, journal), own.removal());
            return finish(how.apply(loop), journal, own);
        } catch (OwnershipLostException e) {
            return lost(e, loop);
        } finally {
            runEnvironment.ownership().letGo();
        }
    }

    /** Nothing is recorded of it, neither here nor in the documents: they are another agent's business by now. */
    private Outcome lost(OwnershipLostException lost, RunLoop loop) {
        LostRun run = loop.leave();
        String why = runEnvironment
                .mask()
                .text(lost.isFenced() ? run.fencedIn(header, lost.why()) : run.stopped(lost.why()));
        LogEvent.PLACE_LOST.log("deployment {} of {}: {}", header.run(), header.epicId(), why);
        if (lost.isFenced()) {
            return new Outcome.Fenced(why, warnings, inbox);
        }
        RunState state = loop.abandon(why);
        DeploymentRecord deployment = run.withoutGoodEnd(
                RunReport.of(state, header.digests(), pinned.plan().rollbackCommand(state))
                        .by(header.agentEntry()),
                why);
        return run.state().mayHaveDeployed()
                ? new Outcome.RollbackFailed(deployment, why, List.of(why), warnings, inbox)
                : new Outcome.Aborted(deployment, why, warnings, inbox);
    }

    /** Goes on with what another agent left in the midst of things. */
    Outcome goOn(RunState state, Recovery recovery) {
        brake.seenByAnother(inboxBefore(header));
        holdProcessLock();
        return continued(state, executable(), loop -> loop.resume(recovery));
    }

    private void holdProcessLock() {
        kept.holdProcessLock(
                runEnvironment.settings().identity(), runEnvironment.ownership().isShared());
    }

    /**
     * What lay in the inbox when a run began. An earlier version did not record what it had read, so that each file may have
     * changed since. An approval counts as old, and all else as new: so no veto is lifted by what may have been there before
     * it.
     */
    static Map<String, String> inboxBefore(RunHeader header) {
        return header.inboxDigests().orElseGet(() -> header.inbox().stream()
                .filter(message -> message.kind().equals(InboxMessage.APPROVAL))
                .collect(Collectors.toUnmodifiableMap(ReceivedMessage::file, message -> "", (one, other) -> one)));
    }

    /** Writes what is left to write of a run that has come to its end. */
    Outcome complete(RunState state) {
        warnings.add(
                "an earlier agent was killed, or could not write, after this run had come to its end; its record was completed");
        return continued(state, pinned.plan().ended(), RunLoop::runToItsEnd);
    }

    /** Records that nobody can go on, and that a person is needed. */
    Outcome giveUp(RunState state, String why) {
        return continued(state, pinned.plan().ended(), loop -> loop.giveUp(why));
    }

    private Outcome continued(RunState state, ExecutablePlan plan, Function<RunLoop, RunState> how) {
        try (ReliableJournal journal = new ReliableJournal(
                Journal.resume(runEnvironment.durable(), runEnvironment.files().journal()),
                kept,
                runEnvironment.ownership().shared())) {
            OwnFiles own = own(
                    journal, kept.plan(), kept.settings(), header.rollsBack().map(kept::rolledBackJournal));
            runEnvironment.listeners().started(state);
            return whileOwned(journal, own, loop(journal, own, state, plan), how);
        }
    }

    /** The plan with the secrets, which are nowhere else but in the environment of a step. */
    private ExecutablePlan executable() {
        return pinned.executable(runEnvironment.settings().given().values());
    }

    private RunLoop loop(ReliableJournal journal, OwnFiles own, RunState state, ExecutablePlan plan) {
        return new RunLoop(new RunSurroundings(runEnvironment, plan, journal, this, kept, own, intender, loss), state);
    }

    /** A plan that was judged a moment ago is not judged again. */
    @Override
    public List<Finding> findings(ExecutablePlan plan) {
        return runEnvironment
                .mask()
                .findings(
                        judged.isPresent()
                                ? judged.get()
                                : PlanResolver.recheck(plan, pinned, runEnvironment.settings()));
    }

    @Override
    public List<String> gateReasons() {
        return runEnvironment.mask().texts(closedGate());
    }

    /** What gate and rules have against the deployment now, where they had nothing when the run began. */
    private List<String> closedGate() {
        Decision decision = Decision.of(runEnvironment, pinned.skips().allowed());
        if (decision.refusals().isEmpty()) {
            brake.seen(decision.files());
        }
        inbox = runEnvironment.mask().received(decision.inbox());
        List<String> against = new ArrayList<>();
        for (Refusal refusal : decision.refusals()) {
            against.add(AttemptRunner.bounded(refusal.toString()));
        }
        for (Veto veto : decision.judgement().vetoes()) {
            against.add(AttemptRunner.bounded(veto.toString()));
        }
        if (decision.reading().isPresent()
                && !decision.reading()
                        .get()
                        .digests()
                        .plan()
                        .equals(header.digests().plan())) {
            against.add("plan.json was changed after it was judged");
        }
        if (against.isEmpty()) {
            asked.addAll(runEnvironment.settings().code().ruleNames());
        }
        return List.copyOf(against);
    }

    /** Nothing is deployed that rules of this host say no to, also where the agent that began the run had none. */
    private List<String> closedToUnasked() {
        Set<String> unasked = runEnvironment.settings().code().ruleNames();
        unasked.removeAll(asked);
        if (unasked.isEmpty() || header.rollsBack().isPresent()) {
            return List.of();
        }
        List<String> against = new ArrayList<>();
        for (String reason : closedGate()) {
            against.add(String.join(", ", unasked)
                    + " of this host had not been asked before it went on with this deployment: " + reason);
        }
        return List.copyOf(against);
    }

    /** Who is told of the run is told what was in the inbox at the last look, be it a reason to stop or not. */
    @Override
    public List<String> stops() {
        List<ReceivedMessage> before = brake.inbox().listed();
        List<String> why = brake.look();
        if (!brake.inbox().listed().equals(before)) {
            inbox = runEnvironment.mask().received(brake.inbox().listed());
        }
        return why.isEmpty() ? closedToUnasked() : why;
    }

    private Outcome finish(RunState state, ReliableJournal journal, OwnFiles own) {
        // Before the status, which may stay as it is: then only this keeps the next run from doing it all again.
        warn(remember(succeeded(state, given())));
        DeploymentRecorder.WrittenRecord recorded = recordWithRoom(state, journal, own);
        Outcome outcome = close(state, recorded, journal, own);
        // Last, so that nothing that matters waits for the pages, or for the room that they take.
        return OutcomeWarning.add(outcome, new ReportPages(runEnvironment).write(recorded.deployment()));
    }

    private Outcome close(
            RunState state, DeploymentRecorder.WrittenRecord recorded, ReliableJournal journal, OwnFiles own) {
        warnings.addAll(state.interruptions());
        warnings.addAll(RunReport.metricWarnings(state));
        warnings.addAll(recorded.warnings());
        // Before the journal is closed: if the agent is killed here, the next one writes both again.
        warn(remember(recorded.in(given())));
        runEnvironment.ownership().check();
        if (runEnvironment.ownership().failure().isEmpty()) {
            own.noteRegister();
        }
        Outcome outcome = outcome(state, recorded.deployment());
        Optional<BrokenFileException> unclosed = close(journal, recorded.digest());
        Optional<BrokenFileException> unmade = runEnvironment.ownership().failure();
        if (unmade.isPresent()) {
            forgetTarget();
            return OutcomeWarning.add(
                    outcome,
                    List.of("everything is recorded, but what was removed of the agent's own files could not be"
                            + " made again" + (journal.stands() ? "" : ", and the journal of this run is lost") + ": "
                            + unmade.get().getMessage()));
        }
        runEnvironment.ownership().letGo();
        // All is recorded: put aside, the journal is of no run that is open, whether or not it could be closed.
        Optional<String> unkept = new RunEnd(runEnvironment).archive(header.run());
        if (unclosed.isPresent() && unkept.isPresent()) {
            return OutcomeWarning.add(outcome, List.of(unclosed(unclosed.get()) + "; the next run does that"));
        }
        kept.releaseProcessLock();
        // A shared one was freed together with the archived journal, and may be another run's by now.
        if (!runEnvironment.ownership().isShared()) {
            forgetTarget();
        }
        List<String> left = new ArrayList<>();
        if (unclosed.isPresent()) {
            left.add(unclosed(unclosed.get()) + ", so that an audit will miss its end");
        }
        Optional<String> old = unkept.isPresent()
                ? unkept
                : new Retention(runEnvironment, header.epicId(), header.run()).prune(recorded.superseded());
        if (old.isPresent()) {
            left.add(old.get());
        }
        return OutcomeWarning.add(outcome, left);
    }

    private void forgetTarget() {
        target.ifPresent(HeldTarget::settle);
    }

    private static String unclosed(BrokenFileException why) {
        return "everything is recorded, but the journal could not be closed: " + why.getMessage();
    }

    private Optional<BrokenFileException> close(ReliableJournal journal, String recordDigest) {
        try {
            journal.record(JournalRecords.closed(runEnvironment.clock().instant(), recordDigest));
            journal.settle();
            return Optional.empty();
        } catch (BrokenFileException e) {
            return Optional.of(e);
        }
    }

    private DeploymentRegister succeeded(RunState state, DeploymentRegister register) {
        return state.ending().equals(Optional.of(Ending.DEPLOYED))
                ? register.succeeded(
                        header.epicId(),
                        new DeploymentRegister.Success(
                                header.run(),
                                state.endedAt(),
                                state.plan().context().environment(),
                                header.iteration(),
                                header.digests()))
                : undone(register);
    }

    /** Before the first step of the way back: from then on nobody may take the deployment for one that is live. */
    private DeploymentRegister undone(DeploymentRegister register) {
        return header.rollsBack().isPresent()
                ? register.undone(header.epicId(), header.rollsBack().get().deploymentId())
                : register;
    }

    /** That the id was given, at least: no later run may have it, whatever is deleted until then. */
    private DeploymentRegister given() {
        runEnvironment.ownership().check();
        return runEnvironment.files().register().read().given(header.epicId(), header.run());
    }

    private Optional<String> remember(DeploymentRegister register) {
        Optional<BrokenFileException> failure = runEnvironment.ownership().failure();
        if (failure.isPresent()) {
            return Optional.of(
                    RegisterFile.NAME + " was not written: " + failure.get().getMessage());
        }
        return runEnvironment.files().register().remember(register);
    }

    /** The end is in the journal, so that the reserve has nothing to tell any more, and its room is free to use. */
    private DeploymentRecorder.WrittenRecord recordWithRoom(RunState state, ReliableJournal journal, OwnFiles own) {
        DeploymentRecorder recorder =
                new DeploymentRecorder(runEnvironment, header, pinned, inbox, warningsOfTheRun()).sealedBy(journal);
        try {
            return RecordingRetry.record(runEnvironment.settings(), own::giveUpReserve, () -> recorder.record(state));
        } catch (BrokenFileException e) {
            String untold = String.join("; ", recorder.tell());
            throw e.meaning(meaning(state, journal) + (untold.isEmpty() ? "" : "; " + untold));
        }
    }

    private List<String> warningsOfTheRun() {
        List<String> warnings = new ArrayList<>();
        if (runEnvironment.settings().machine().virtualClock().isPresent()) {
            warnings.add(VirtualClock.WARNING);
        }
        warnings.addAll(brake.warnings());
        return warnings;
    }

    private String meaning(RunState state, ReliableJournal journal) {
        String result = RunReport.of(state, header.digests(), "").result().label();
        Optional<BrokenFileException> unmade =
                runEnvironment.ownership().failure().filter(lasting -> !journal.stands());
        if (unmade.isPresent()) {
            return "deployment " + header.run() + " has come to its end (" + result + "), and its journal is lost, so"
                    + " that the next run begins anew: what was removed of the agent's own files could not be made again"
                    + " (" + unmade.get().getMessage() + "). Mend that first, and look at what is deployed";
        }
        return "deployment " + header.run() + " has come to its end (" + result + "), and stays open in the journal."
                + " Nothing of it is executed again; the next run completes the record. Mend the file, and run again";
    }

    private Outcome outcome(RunState state, DeploymentRecord deployment) {
        String reason = state.failure().isPresent() ? state.failure().get().reason() : "";
        return switch (deployment.result()) {
            case SUCCESS -> new Outcome.Deployed(deployment, warnings, inbox);
            case ABORTED -> new Outcome.Aborted(deployment, reason, warnings, inbox);
            case ROLLED_BACK -> new Outcome.RolledBack(deployment, reason, state.health(), warnings, inbox);
            case ROLLBACK_FAILED ->
                new Outcome.RollbackFailed(deployment, reason, state.rollbackFaults(), warnings, inbox);
        };
    }
}
