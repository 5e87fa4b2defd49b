package io.github.devopsagent.internal.engine;

import io.github.devopsagent.Preview;
import io.github.devopsagent.Preview.Next;
import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.coordination.LeaseHolder;
import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.internal.coordination.OpenAttempt;
import io.github.devopsagent.internal.coordination.TargetLock;
import io.github.devopsagent.internal.coordination.WorkPlace;
import io.github.devopsagent.internal.document.MaskedPlan;
import io.github.devopsagent.internal.document.SettingsJson;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.environment.RunMask;
import io.github.devopsagent.internal.evidence.Decision;
import io.github.devopsagent.internal.evidence.EvidenceReader;
import io.github.devopsagent.internal.files.EpicRecords;
import io.github.devopsagent.internal.lock.LockWarning;
import io.github.devopsagent.internal.recovery.UnfinishedRunScan;
import io.github.devopsagent.internal.recovery.WorkInProgress;
import io.github.devopsagent.internal.resolve.PlanResolver;
import io.github.devopsagent.internal.resolve.PreparedPlan;
import io.github.devopsagent.internal.resolve.WayBackReadings;
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code run()} would do, or {@code rollBack}. Nothing is written, and nothing is executed. */
final class RunPreview {

    private final RunEnvironment runEnvironment;
    private final AgentSettings settings;
    private final RunPreconditions preconditions;
    private final WorkPlace place;
    private final TargetLock target;

    RunPreview(RunEnvironment runEnvironment, RunPreconditions preconditions, TargetLock target) {
        this.runEnvironment = runEnvironment;
        this.settings = runEnvironment.settings();
        this.preconditions = preconditions;
        this.place = target.place();
        this.target = target;
    }

    /** What comes of the findings of pre-flight. */
    static Next next(List<Finding> findings) {
        boolean isReady = true;
        for (Finding finding : findings) {
            isReady &= finding.severity() != Finding.Severity.ERROR;
        }
        return isReady ? Next.DEPLOY : Next.ABORT;
    }

    Preview look() {
        return look(Optional.empty());
    }

    Preview lookBack(String deploymentId) {
        return look(Optional.of(deploymentId));
    }

    /**
     * In the order in which a run finds it out.
     *
     * @param rolledBack the deployment that is to be rolled back; empty if a run is previewed
     */
    private Preview look(Optional<String> rolledBack) {
        Optional<Refusal> noDirectory = preconditions.noDirectory();
        if (noDirectory.isPresent()) {
            return refused(List.of(noDirectory.get()), Optional.empty());
        }
        Preview seen = seen(rolledBack);
        if (rolledBack.isPresent() || seen.next() != Next.REFUSE || isOnHold(seen)) {
            return seen;
        }
        // A run asks for holds first; where they stand beside all else that is against it, a preview shows all of that.
        List<Refusal> holds = preconditions.holds();
        return holds.isEmpty() ? seen : refused(holds, Optional.empty());
    }

    private static boolean isOnHold(Preview seen) {
        for (Refusal each : seen.refusals()) {
            if (each.code().equals(RefusalCodes.ON_HOLD)) {
                return true;
            }
        }
        return false;
    }

    private Preview seen(Optional<String> rolledBack) {
        List<Refusal> closed =
                CoordinatorRefusals.unwritable(runEnvironment.files().unwritable());
        if (!closed.isEmpty()) {
            return refused(closed, Optional.empty());
        }
        UnfinishedRunScan scan = UnfinishedRunScan.look(runEnvironment.files(), runEnvironment.mask());
        Optional<UnfinishedRun> unfinished = scan.inspect(runEnvironment.files());
        if (unfinished.isPresent()) {
            unfinished = Optional.of(runEnvironment.mask().unfinished(unfinished.get()));
        }
        Optional<Refusal> lock = held(scan, unfinished);
        if (lock.isPresent()) {
            return refused(List.of(lock.get()), unfinished);
        }
        List<Refusal> unwritable = preconditions.unwritable();
        if (!unwritable.isEmpty()) {
            return refused(unwritable, unfinished);
        }
        if (rolledBack.isPresent()) {
            return unfinished.isPresent()
                    ? ofUnfinished(unfinished.get(), scan, rolledBack.get())
                    : ofRollback(rolledBack.get());
        }
        return unfinished.isPresent() ? ofUnfinished(unfinished.get(), scan) : ofNew();
    }

    /** Nothing is waited for, as a run may do. */
    private Optional<Refusal> held(UnfinishedRunScan scan, Optional<UnfinishedRun> unfinished) {
        Optional<Refusal> notHere = place.refusal();
        if (notHere.isPresent()) {
            return notHere;
        }
        Optional<LeaseHolder> holder = place.coordination().holder(place.key());
        Optional<String> who = holder.isPresent()
                ? Optional.of(holder.get().who() + holder.get().advice())
                : Optional.empty();
        WorkInProgress work = new WorkInProgress(runEnvironment);
        if (who.isEmpty() && place.isShared()) {
            // A worker that lives, such as one that stands still, has lost the lease that nobody holds.
            who = work.step(scan);
        } else if (who.isEmpty()) {
            who = unfinished
                    .filter(left -> left.life() == UnfinishedRun.Life.ALIVE)
                    .flatMap(left -> left.agent().map(UnfinishedRun.LastAgent::toString))
                    .or(() -> work.find(scan));
        }
        return who.isPresent() ? Optional.of(CoordinatorRefusals.lockHeld(who.get())) : Optional.empty();
    }

    private Preview refused(List<Refusal> why, Optional<UnfinishedRun> unfinished) {
        return undecided(Next.REFUSE, why, unfinished, List.of());
    }

    private Preview undecided(
            Next next, List<Refusal> why, Optional<UnfinishedRun> unfinished, List<ReceivedMessage> inbox) {
        RunMask mask = runEnvironment.mask();
        return new Preview(
                next,
                unfinished,
                mask.refusals(why),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                mask.received(inbox),
                new PreviewBasis(runEnvironment).of(next));
    }

    private Preview ofUnfinished(UnfinishedRun told, UnfinishedRunScan scan) {
        Optional<UnfinishedRun> unfinished = Optional.of(told);
        Optional<Refusal> asked = preconditions.asked(told, scan);
        if (asked.isPresent()) {
            return refused(List.of(asked.get()), unfinished);
        }
        return scan instanceof UnfinishedRunScan.OpenDeployment left
                ? ofOpen(left, unfinished)
                : undecided(Next.COMPLETE_RECORD, List.of(), unfinished, List.of());
    }

    /** A rollback of the same deployment is gone on with: it is what is asked for. */
    private Preview ofUnfinished(UnfinishedRun told, UnfinishedRunScan scan, String deploymentId) {
        Optional<UnfinishedRun> unfinished = Optional.of(told);
        Optional<Refusal> inTheWay = preconditions.askedOrOther(told, scan, deploymentId);
        return inTheWay.isEmpty() && scan instanceof UnfinishedRunScan.OpenDeployment open
                ? ofOpen(open, unfinished)
                : refused(inTheWay.stream().toList(), unfinished);
    }

    private Preview ofOpen(UnfinishedRunScan.OpenDeployment left, Optional<UnfinishedRun> unfinished) {
        List<Refusal> inTheWay = left.hasEnded() ? List.of() : inTheWay(left, unfinished);
        Next next = inTheWay.isEmpty() ? new RecoveryOutlook(runEnvironment, left).next() : Next.REFUSE;
        return undecided(next, inTheWay, unfinished, List.of());
    }

    private List<Refusal> inTheWay(UnfinishedRunScan.OpenDeployment left, Optional<UnfinishedRun> told) {
        OpenAttempt attempt = preconditions.openAttempt(left, () -> false);
        // What a run waits for only delays it.
        Optional<String> elsewhere = attempt.grace().isPresent() ? Optional.empty() : attempt.refusal();
        String why = elsewhere.orElseGet(() -> preconditions.missing(left));
        if (!why.isEmpty()) {
            return List.of(CoordinatorRefusals.cannot(told, why));
        }
        return left.doubt().isPresent()
                ? List.of()
                : target.heldNow(left.pinned().target(), left.header().run(), true).stream()
                        .toList();
    }

    private Preview ofRollback(String deploymentId) {
        return new NewRollback(runEnvironment, preconditions)
                .ready(deploymentId)
                .fold(why -> refused(why, Optional.empty()), this::of);
    }

    private Preview of(NewRollback.ReadyRollback ready) {
        Optional<Refusal> held =
                target.heldNow(ready.pinned().target(), ready.header().run(), false);
        if (held.isPresent()) {
            return refused(List.of(held.get()), Optional.empty());
        }
        RunMask mask = runEnvironment.mask();
        byte[] effective = SettingsJson.forPeople(
                MaskedPlan.of(ready.state()),
                ready.pinned().bareStrings().name(),
                ready.pinned().skips().allowed());
        return new Preview(
                Next.ROLL_BACK_DEPLOYMENT,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of(new Preview.ReadPlan(
                        ready.state().plan().context().environment(),
                        Optional.empty(),
                        WayBackReadings.of(ready.state()),
                        new String(effective, StandardCharsets.UTF_8),
                        Optional.empty())),
                List.of(),
                mask.texts(warnings(ready.doubts())),
                List.of(),
                new PreviewBasis(runEnvironment).of(Next.ROLL_BACK_DEPLOYMENT, ready.header()));
    }

    private List<String> warnings(List<String> known) {
        List<String> warnings = new ArrayList<>(preconditions.warningsBefore(known));
        Optional<String> ofLock = LockWarning.of(settings.consensus(), place.isShared());
        if (ofLock.isPresent()) {
            warnings.add(ofLock.get());
        }
        return warnings;
    }

    private Preview ofNew() {
        Decision decision = Decision.preview(runEnvironment);
        return decision.reading().isPresent()
                ? of(decision, decision.reading().get())
                : undecided(Next.REFUSE, decision.refusals(), Optional.empty(), decision.inbox());
    }

    private static Next next(List<Refusal> refusals, Decision decision, List<Finding> findings) {
        if (!refusals.isEmpty()) {
            return Next.REFUSE;
        }
        return decision.judgement().isPass() ? next(findings) : Next.VETO;
    }

    /** What would be done with evidence that was read. */
    Preview of(Decision decision, EvidenceReader.ReadEvidence reading) {
        RunMask mask = runEnvironment.mask();
        Status status = reading.evidence().status();
        EpicRecords records = preconditions.records(decision.snapshot(), status);
        String id = preconditions.nextId(records, status);
        List<Refusal> refusals =
                new ArrayList<>(decision.refusals().isEmpty() ? preconditions.unopened() : decision.refusals());
        List<String> warnings = warnings(reading.statusWarnings());
        if (reading.evidence().plan().isEmpty()) {
            List<Finding> remarks = PlanResolver.ofRemarks(reading.remarks());
            Next next = next(refusals, decision, remarks);
            return new Preview(
                    next,
                    Optional.empty(),
                    mask.refusals(refusals),
                    mask.vetoes(decision.judgement().vetoes()),
                    mask.consents(decision.judgement().consents()),
                    Optional.empty(),
                    mask.findings(remarks),
                    mask.texts(warnings),
                    mask.received(decision.inbox()),
                    new PreviewBasis(runEnvironment).of(next, decision, reading, id));
        }
        PreparedPlan plan =
                PlanResolver.prepare(reading.evidence().plan().get(), settings, id, "preview", Optional.empty());
        PreparedPlan.Shown prepared = plan.masked(mask);
        if (refusals.isEmpty() && decision.judgement().isPass()) {
            Optional<Refusal> repeated = preconditions.repetition(records, reading, prepared);
            Optional<Refusal> inTheWay = repeated.isPresent() ? repeated : target.heldNow(settings.target(), id, false);
            if (inTheWay.isPresent()) {
                refusals.add(inTheWay.get());
            }
        }
        RunPlan shown = prepared.plan().forPeople();
        Next next = next(refusals, decision, plan.findings());
        byte[] effective =
                SettingsJson.forPeople(prepared.plan(), settings.bareStrings().name(), settings.skippedTestsAllowed());
        return new Preview(
                next,
                Optional.empty(),
                mask.refusals(refusals),
                mask.vetoes(decision.judgement().vetoes()),
                mask.consents(decision.judgement().consents()),
                Optional.of(new Preview.ReadPlan(
                        shown.context().environment(),
                        shown.pointOfNoReturn(),
                        prepared.readings(),
                        new String(effective, StandardCharsets.UTF_8),
                        plan.proposal(reading.planBytes(), mask))),
                prepared.findings(),
                mask.texts(warnings),
                mask.received(decision.inbox()),
                new PreviewBasis(runEnvironment).of(next, decision, reading, id));
    }
}
