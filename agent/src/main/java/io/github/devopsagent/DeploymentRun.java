package io.github.devopsagent;

import io.github.devopsagent.directory.BrokenFileException;
import io.github.devopsagent.directory.Journal;
import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.json.DeploymentJson;
import io.github.devopsagent.json.EventJson;
import io.github.devopsagent.json.JournalRecords;
import io.github.devopsagent.json.Opening;
import io.github.devopsagent.json.RunCopy;
import io.github.devopsagent.json.SettingsJson;
import io.github.devopsagent.run.Ending;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.RunPlan;
import io.github.devopsagent.run.RunReport;
import io.github.devopsagent.run.RunState;
import io.github.devopsagent.store.Document;
import io.github.devopsagent.store.Document.Mode;
import io.github.devopsagent.veto.Gate;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.VetoRules;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A deployment, from its first record to its last, whether one agent carries it through or several after another. */
final class DeploymentRun {

    private final Workplace place;
    private final Opening opening;
    private final RunCopy copy;
    private final RunFiles.Kept kept;
    private final List<String> notes;

    DeploymentRun(Workplace place, Opening opening, RunCopy copy, List<String> notes) {
        this.place = place;
        this.opening = opening;
        this.copy = copy;
        this.kept = place.files().keep(opening.run());
        this.notes = new ArrayList<>(notes);
    }

    /** The run before its first event. */
    RunState begun() {
        return RunState.begin(place.masking().plan(copy.plan()), opening.at());
    }

    /** Keeps what the run must never lose, and carries it through. */
    Outcome carryOut(byte[] planBytes, List<Finding> findings) {
        kept.keep(planBytes, SettingsJson.write(copy));
        try (Ledger ledger =
                new Ledger(Journal.create(place.durable(), place.files().journal()), kept)) {
            ledger.record(JournalRecords.opened(opening));
            RunState state = begun();
            place.listeners().started(state.plan());
            return finish(loop(ledger, state, executable(), () -> findings).runToItsEnd(), ledger);
        }
    }

    /** Goes on with what another agent left in the midst of things. */
    Outcome goOn(RunState state, Recovery recovery) {
        return continued(state, executable(), loop -> loop.resume(recovery));
    }

    /** Writes what is left to write of a run that has come to its end. */
    Outcome complete(RunState state) {
        notes.add("an earlier agent was killed after this run had come to its end; its record was completed");
        return continued(state, copy.plan(), RunLoop::runToItsEnd);
    }

    /** Records that nobody can go on, and that a person is needed. */
    Outcome giveUp(RunState state, String why) {
        return continued(state, copy.plan(), loop -> loop.giveUp(why));
    }

    private Outcome continued(RunState state, RunPlan plan, Function<RunLoop, RunState> how) {
        try (Ledger ledger =
                new Ledger(Journal.resume(place.durable(), place.files().journal()), kept)) {
            place.listeners().started(state.plan());
            RunLoop loop =
                    loop(ledger, state, plan, () -> Preparation.recheck(plan, copy.proseRollback(), place.settings()));
            return finish(how.apply(loop), ledger);
        }
    }

    /** The plan with the secrets, which are nowhere else but in the environment of a step. */
    private RunPlan executable() {
        return copy.planWith(place.settings().given());
    }

    private RunLoop loop(Ledger ledger, RunState state, RunPlan plan, Supplier<List<Finding>> findings) {
        return new RunLoop(
                new RunLoop.Surroundings(
                        place,
                        plan,
                        ledger,
                        () -> place.masking().findings(findings.get()),
                        () -> place.masking().texts(objections()),
                        kept),
                state);
    }

    /** What gate and rules have against the deployment now, where they had nothing when the run began. */
    private List<String> objections() {
        AgentSettings settings = place.settings();
        return EvidenceReader.read(place.store().read(), settings, place.clock().instant())
                .fold(
                        unreadable -> unreadable.refusals().stream()
                                .map(Refusal::toString)
                                .toList(),
                        reading -> Stream.of(
                                        Gate.judge(reading.evidence(), settings.environment()).stream()
                                                .map(Refusal::toString),
                                        VetoRules.judge(settings.rules(), reading.evidence()).vetoes().stream()
                                                .map(Object::toString),
                                        Stream.of("plan.json was changed after it was judged")
                                                .filter(text -> !reading.digests()
                                                        .plan()
                                                        .equals(opening.digests()
                                                                .plan())))
                                .flatMap(texts -> texts)
                                .map(AttemptRunner::bounded)
                                .toList());
    }

    private Outcome finish(RunState state, Ledger ledger) {
        Outcome outcome = recordWithRoom(state);
        try {
            ledger.record(EventJson.write(new RunEvent.Recorded(place.clock().instant()), state.plan()));
            ledger.record(JournalRecords.closed(place.clock().instant()));
            ledger.settle();
        } catch (BrokenFileException e) {
            return outcome.withNote("everything is recorded, but the journal could not be closed: " + e.getMessage()
                    + "; the next run does that");
        }
        return place.files().archive(opening.run()).map(outcome::withNote).orElse(outcome);
    }

    /** The end is in the journal, so that the reserve has nothing to tell any more, and its room is free to use. */
    private Outcome recordWithRoom(RunState state) {
        try {
            return record(state);
        } catch (BrokenFileException e) {
            kept.giveUpReserve();
            return record(state);
        }
    }

    private Outcome record(RunState state) {
        Ending ending = state.ending().orElseThrow(() -> new IllegalStateException("the run has not ended"));
        Deployment deployment = RunReport.of(state, opening.digests()).withInbox(opening.inbox());
        List<String> known = new StatusPublisher(place.store(), opening.epicId(), opening.approved())
                .publish(
                        expected -> documents(
                                state, deployment.withWarnings(place.masking().texts(expected.notes()))),
                        expected -> Announcements.statusMessages(opening.epicId(), opening.iteration(), state, ending),
                        Announcements.ended(state, ending))
                .notes();
        notes.addAll(state.interruptions());
        notes.addAll(known);
        return outcome(state, ending, deployment.withWarnings(place.masking().texts(known)));
    }

    private List<Document> documents(RunState state, Deployment deployment) {
        byte[] bytes = DeploymentJson.write(
                deployment, state.plan(), copy.bareStrings().name());
        return List.of(
                new Document(Deployment.DIRECTORY + "/" + deployment.deploymentId() + ".json", bytes, Mode.REPLACE),
                new Document(Deployment.FILE, bytes, Mode.REPLACE));
    }

    private Outcome outcome(RunState state, Ending ending, Deployment deployment) {
        String reason = state.failure().map(failure -> failure.reason()).orElse("");
        return switch (ending) {
            case DEPLOYED -> new Outcome.Deployed(deployment, notes, opening.inbox());
            case ABORTED -> new Outcome.Aborted(deployment, reason, notes, opening.inbox());
            case ROLLED_BACK -> new Outcome.RolledBack(deployment, reason, state.health(), notes, opening.inbox());
            case ROLLBACK_FAILED ->
                new Outcome.RollbackFailed(deployment, reason, state.rollbackFaults(), notes, opening.inbox());
        };
    }
}
