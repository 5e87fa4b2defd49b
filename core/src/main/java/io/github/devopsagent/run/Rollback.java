package io.github.devopsagent.run;

import io.github.devopsagent.run.StepRef.Part;
import io.vavr.collection.List;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The way back, as far as it has been gone: compensations in reverse order; the rollback plan, if they do not suffice;
 * rollback points, if there is no such plan; then the health checks. It is tried once, and never rolled back itself.
 *
 * @param startedAt when it began
 * @param deadline when its time is over
 * @param leg which part of the way this is
 * @param queue the steps of this leg that are left
 * @param planOwed whether a deploy step was started that no compensation has undone
 * @param faults what went wrong on the way; a rollback with a fault has failed
 * @param verification the health checks; empty before they are asked
 */
record Rollback(
        Instant startedAt,
        Instant deadline,
        Leg leg,
        List<StepRef> queue,
        boolean planOwed,
        Vector<String> faults,
        Optional<Verification> verification) {

    enum Leg {
        COMPENSATING,
        RESTORING,
        VERIFYING,
        OVER
    }

    /** Begins the way back from deploy steps that may have had effects, given in their order. */
    static Rollback begin(RunPlan plan, List<Integer> started, Instant now) {
        List<StepRef> compensations = started.reverse().flatMap(plan::compensations);
        boolean planOwed =
                started.exists(index -> plan.deploy().get(index).compensation().isEmpty());
        return new Rollback(
                        now,
                        now.plus(plan.rollbackBudget()),
                        Leg.COMPENSATING,
                        compensations,
                        planOwed,
                        Vector.empty(),
                        Optional.empty())
                .settled(plan, now);
    }

    /** Gives up before the first step: something runs on that it would run beside, or a person has to decide. */
    static Rollback impossible(Vector<String> why, Instant now) {
        return new Rollback(now, now, Leg.OVER, List.empty(), false, why, Optional.empty());
    }

    boolean isOver() {
        return leg == Leg.OVER;
    }

    Rollback succeeded(RunPlan plan, Instant now) {
        return isOver() ? this : with(leg, queue.pop(), planOwed, faults).settled(plan, now);
    }

    Rollback failed(RunPlan plan, StepRef step, String fault, Instant now) {
        if (isOver()) {
            return with(leg, queue, planOwed, faults.append(fault));
        }
        boolean compensation = step.part() == Part.COMPENSATION;
        // The steps of a rollback plan build on one another; compensations stand each for itself.
        List<StepRef> rest = compensation ? queue.pop() : List.empty();
        return with(leg, rest, planOwed || compensation, faults.append(fault)).settled(plan, now);
    }

    Rollback stuck(String fault) {
        return with(Leg.OVER, List.empty(), planOwed, faults.contains(fault) ? faults : faults.append(fault));
    }

    Rollback after(RunEvent.Probed probe) {
        Optional<Verification> next = verification.map(checks -> checks.after(probe));
        boolean over = next.filter(Verification::isPending).isEmpty();
        return new Rollback(startedAt, deadline, over ? Leg.OVER : leg, queue, planOwed, faults, next);
    }

    Rollback verifiedAnew(RunPlan plan, Instant now) {
        return leg == Leg.VERIFYING ? verifying(plan, now) : this;
    }

    /** The same way, with more time. */
    Rollback later(Duration pause) {
        return new Rollback(startedAt, deadline.plus(pause), leg, queue, planOwed, faults, verification);
    }

    /** Stops when the time is over: a rollback comes to an end, whatever a health check does. */
    Rollback within(RunPlan plan, Instant now) {
        return isOver() || now.isBefore(deadline)
                ? this
                : stuck("the rollback took longer than its budget of "
                        + plan.rollbackBudget().toSeconds() + " s");
    }

    private Rollback settled(RunPlan plan, Instant now) {
        if (!queue.isEmpty()) {
            return this;
        }
        return leg == Leg.COMPENSATING ? restoring(plan, now) : verifying(plan, now);
    }

    private Rollback restoring(RunPlan plan, Instant now) {
        boolean hasPlan = !plan.rollbackPlan().isEmpty();
        boolean hasPoint = !plan.rollbackPoints().isEmpty();
        List<StepRef> steps = List.empty();
        if (hasPlan && planOwed) {
            steps = List.ofAll(
                    RunPlan.all(Part.ROLLBACK_PLAN, plan.rollbackPlan().size()));
        } else if (!hasPlan && hasPoint) {
            steps = List.ofAll(
                    RunPlan.all(Part.ROLLBACK_POINT, plan.rollbackPoints().size()));
        }
        Vector<String> found = planOwed && !hasPlan && !hasPoint
                ? faults.append("a deploy step was started that nothing undoes")
                : faults;
        return with(Leg.RESTORING, steps, planOwed, found).settled(plan, now);
    }

    private Rollback verifying(RunPlan plan, Instant now) {
        Verification begun =
                Verification.begin(plan.checks(), check -> check.after().rollback(), now);
        Leg next = begun.isPending() ? Leg.VERIFYING : Leg.OVER;
        return new Rollback(startedAt, deadline, next, List.empty(), planOwed, faults, Optional.of(begun));
    }

    private Rollback with(Leg newLeg, List<StepRef> rest, boolean owed, Vector<String> found) {
        return new Rollback(startedAt, deadline, newLeg, rest, owed, found, verification);
    }
}
