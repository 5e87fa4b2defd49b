package io.github.devopsagent.machine;

import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.metric.verdict.LookAfterRollback;
import io.github.devopsagent.run.Health;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.run.StepRef.Part;
import io.vavr.collection.List;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The way back, as far as it has been gone: compensations in reverse order; the rollback plan, if they do not suffice;
 * rollback points, if there is no such plan; then the health checks; then a look at the metrics, which decides nothing. It is
 * tried once, and never rolled back itself.
 *
 * @param deadline when its time is over
 * @param leg which part of the way this is
 * @param queue the steps of this leg that are left
 * @param undone whether compensations undo every deploy step that was started, as far as they have been tried
 * @param faults what went wrong on the way; a rollback with a fault has failed
 * @param verification the health checks; empty before they are asked
 * @param look the metrics; empty before they are asked, and if there are none
 */
record Rollback(
        Instant deadline,
        Leg leg,
        List<StepRef> queue,
        boolean undone,
        Vector<String> faults,
        Optional<Verification> verification,
        Optional<LookAfterRollback> look) {

    enum Leg {
        COMPENSATING,
        RESTORING,
        VERIFYING,
        LOOKING,
        OVER
    }

    static Rollback begin(RunFacts facts) {
        RollbackRoute route = route(facts);
        return new Rollback(
                        facts.now().plus(facts.plan().rollbackBudget()),
                        Leg.COMPENSATING,
                        facts.notDoneBefore(route.compensations()),
                        route.isCompensated() && !facts.wasPlanBegunBefore(),
                        Vector.empty(),
                        Optional.empty(),
                        Optional.empty())
                .settled(facts);
    }

    private static RollbackRoute route(RunFacts facts) {
        return new RollbackRoute(facts.plan(), facts.startedDeploySteps());
    }

    /** Gives up before the first step: something runs on that it would run beside, or a person has to decide. */
    static Rollback impossible(Vector<String> why, Instant now) {
        return new Rollback(now, Leg.OVER, List.empty(), false, why, Optional.empty(), Optional.empty());
    }

    boolean isOver() {
        return leg == Leg.OVER;
    }

    Rollback succeeded(RunFacts facts) {
        return isOver() ? this : with(leg, queue.pop()).settled(facts);
    }

    Rollback failed(RunFacts facts, StepRef step, String fault) {
        if (isOver()) {
            return with(fault);
        }
        boolean compensation = step.part() == Part.COMPENSATION;
        // The steps of a rollback plan build on one another; compensations stand each for itself.
        List<StepRef> rest = compensation ? queue.pop() : List.empty();
        return with(leg, rest).with(fault).undone(undone && !compensation).settled(facts);
    }

    Rollback stuck(String fault) {
        Rollback over = with(Leg.OVER, List.empty());
        return faults.contains(fault) ? over : over.with(fault);
    }

    Rollback after(RunEvent.Probed probe, RunFacts facts) {
        if (leg != Leg.VERIFYING) {
            return this;
        }
        Optional<Verification> next = verification.map(checks -> checks.after(probe));
        Rollback asked = with(next);
        return next.filter(Verification::isPending).isPresent() ? asked : asked.looking(facts);
    }

    /** Whether all that is left is a look at the metrics. */
    boolean isLooking() {
        return leg == Leg.LOOKING;
    }

    Rollback after(RunEvent.Measured event) {
        if (!isLooking()) {
            return this;
        }
        Optional<LookAfterRollback> next =
                look.map(metrics -> metrics.after(event.metric(), event.startedAt(), event.reading()));
        boolean over = next.filter(metrics -> !metrics.isOver()).isEmpty();
        return with(over ? Leg.OVER : leg, queue).looking(next);
    }

    /** What is seen by then is told. */
    Rollback withoutFurtherLook() {
        return isLooking() ? with(Leg.OVER, queue) : this;
    }

    private Rollback looking(RunFacts facts) {
        if (facts.plan().metrics().isEmpty()) {
            return with(Leg.OVER, List.empty());
        }
        LookAfterRollback begun = LookAfterRollback.begin(
                facts.plan().metrics(),
                facts.plan().monitoring(),
                facts.observed().metricsBefore(),
                facts.now());
        return with(Leg.LOOKING, List.empty()).looking(Optional.of(begun));
    }

    Rollback verifiedAnew(RunFacts facts) {
        return leg == Leg.VERIFYING ? verifying(facts) : this;
    }

    /** The same way, with more time. */
    Rollback later(Duration pause) {
        return new Rollback(deadline.plus(pause), leg, queue, undone, faults, verification, look);
    }

    /** Stops when the time is over: a rollback comes to an end, whatever a health check does. */
    Rollback within(RunPlan plan, Instant now) {
        if (isLooking()) {
            return now.isBefore(lookEnds()) ? this : withoutFurtherLook();
        }
        return isOutOfTime(now) ? stuck(outOfTime(plan)) : this;
    }

    boolean isOutOfTime(Instant now) {
        return !isOver() && !isLooking() && !now.isBefore(deadline);
    }

    static String outOfTime(RunPlan plan) {
        return "the rollback took longer than its budget of "
                + plan.rollbackBudget().toSeconds() + " s";
    }

    /** When the look at the metrics is over at the latest. */
    Instant lookEnds() {
        return look.map(LookAfterRollback::ends)
                .filter(end -> end.isBefore(deadline))
                .orElse(deadline);
    }

    private Rollback settled(RunFacts facts) {
        if (!queue.isEmpty()) {
            return this;
        }
        return leg == Leg.COMPENSATING ? restoring(facts) : verifying(facts);
    }

    private Rollback restoring(RunFacts facts) {
        RollbackRoute route = route(facts);
        Rollback restoring = with(Leg.RESTORING, facts.notDoneBefore(route.behindCompensations(undone)));
        boolean left = !undone && route.isWithoutFallback();
        return (left ? restoring.with("a deploy step was started, and nothing has undone it") : restoring)
                .settled(facts);
    }

    private Rollback verifying(RunFacts facts) {
        Verification begun = Verification.afterRollback(facts.plan().checks(), facts.now());
        Rollback verified = with(Leg.VERIFYING, List.empty()).with(Optional.of(begun));
        return begun.isPending() ? verified : verified.looking(facts);
    }

    boolean hasFaults() {
        return !faults.isEmpty();
    }

    /** Whether everything is undone, and as healthy as it was. */
    boolean isGood(Optional<Verification> baseline) {
        Health health = health(baseline);
        return !hasFaults() && (health == Health.HEALTHY || health == Health.AS_BEFORE);
    }

    Health health(Optional<Verification> baseline) {
        return verification
                .filter(checks -> !checks.checks().isEmpty() && !checks.isPending())
                .map(checks -> judged(checks, baseline))
                .orElse(Health.NOT_VERIFIED);
    }

    private static Health judged(Verification checks, Optional<Verification> baseline) {
        if (checks.passed()) {
            return Health.HEALTHY;
        }
        boolean asBefore = checks.failed().stream().allMatch(check -> failedBefore(check, baseline));
        return asBefore ? Health.AS_BEFORE : Health.UNHEALTHY;
    }

    private static boolean failedBefore(CheckProgress check, Optional<Verification> baseline) {
        return baseline.filter(checks -> checks.failedSteadily(check.index())).isPresent();
    }

    /** What went wrong on the way, and what is not healthy at its end. */
    Stream<String> allFaults(Optional<Verification> baseline) {
        Stream<String> unhealthy = verification.stream()
                .flatMap(checks -> checks.failed().stream())
                .filter(check -> !failedBefore(check, baseline))
                .map(check ->
                        "after the rollback, health check '" + check.check().name() + "' fails: " + check.detail());
        return Stream.concat(faults.toJavaStream(), unhealthy);
    }

    private Rollback undone(boolean all) {
        return new Rollback(deadline, leg, queue, all, faults, verification, look);
    }

    private Rollback with(Optional<Verification> next) {
        return new Rollback(deadline, leg, queue, undone, faults, next, look);
    }

    private Rollback with(Leg newLeg, List<StepRef> rest) {
        return new Rollback(deadline, newLeg, rest, undone, faults, verification, look);
    }

    private Rollback with(String fault) {
        return new Rollback(deadline, leg, queue, undone, faults.append(fault), verification, look);
    }

    private Rollback looking(Optional<LookAfterRollback> next) {
        return new Rollback(deadline, leg, queue, undone, faults, verification, next);
    }
}
