package io.github.devopsagent.gate;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.domain.Tier;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Whether this is the moment to act at all: phase, tier, open blockers, one epic, one environment. */
public final class Gate {

    private Gate() {}

    /**
     * Judges the moment, by the status alone.
     *
     * @param status the epic's state
     * @return every mismatch; empty if the gate is open
     */
    public static List<Refusal> judge(Status status) {
        return judge(status, KnownBlockers.NONE);
    }

    static List<Refusal> judge(Status status, KnownBlockers known) {
        List<Refusal> refusals = new ArrayList<>();
        if (status.phase() != Phase.DEPLOYMENT) {
            refusals.add(wrongPhase(status.phase()));
        }
        if (status.tier() == Tier.STARTER) {
            refusals.add(new Refusal(
                    RefusalCodes.WRONG_TIER,
                    "the tier is 'starter', but devops acts only in 'standard' and 'enterprise'",
                    new Source(Status.FILE, "/tier")));
        }
        refusals.addAll(openBlockers(status, known));
        return refusals;
    }

    private static Refusal wrongPhase(Phase phase) {
        return new Refusal(
                RefusalCodes.WRONG_PHASE,
                "the phase is '" + phase.label() + "', but devops acts only in 'deployment'; "
                        + "run again when the epic is there",
                new Source(Status.FILE, "/phase"));
    }

    /**
     * Whether a refusal says that the epic is blocked, so that somebody must look first.
     *
     * @param refusal any
     * @return true if it is that of {@link #judge(Status)} for {@link Phase#BLOCKED}
     */
    public static boolean isBlocked(Refusal refusal) {
        return refusal.equals(wrongPhase(Phase.BLOCKED));
    }

    /**
     * Judges whether all documents are about the same deployment.
     *
     * @param evidence what is known; a document that is missing or invalid mismatches nothing
     * @param hostEnvironment the environment that the host names; empty if it does not
     * @return every mismatch; empty if there is none
     */
    public static List<Refusal> mismatches(Evidence evidence, Optional<String> hostEnvironment) {
        Status status = evidence.status();
        List<Refusal> refusals = new ArrayList<>();
        Optional<Plan> plan = evidence.plan();
        if (plan.isPresent() && !plan.get().epicId().equals(status.epicId())) {
            refusals.add(otherEpic(Plan.FILE, plan.get().epicId(), status));
        }
        Optional<TestResults> tests = evidence.testResults();
        Optional<String> tested = tests.isPresent() ? tests.get().epicId() : Optional.empty();
        if (tested.isPresent() && !tested.get().equals(status.epicId())) {
            refusals.add(otherEpic(TestResults.FILE, tested.get(), status));
        }
        Optional<String> inPlan = plan.isPresent() ? plan.get().environment() : Optional.empty();
        if (inPlan.isPresent() && hostEnvironment.isPresent() && !hostEnvironment.equals(inPlan)) {
            refusals.add(otherEnvironment(inPlan.get(), hostEnvironment.get()));
        }
        return refusals;
    }

    /**
     * One refusal for each blocker of others, also in our name, and for each question of ours. Our vetoes and
     * dependencies are judged afresh by each run.
     */
    private static List<Refusal> openBlockers(Status status, KnownBlockers known) {
        if (status.blockers().isEmpty()) {
            return List.of();
        }
        List<Refusal> refusals = new ArrayList<>();
        Predicate<Blocker> isWritten = known.inOrder();
        for (int i = 0; i < status.blockers().size(); i++) {
            Blocker blocker = status.blockers().get(i);
            Source where = new Source(Status.FILE, "/blockers/" + i);
            if (blocker.isOurs() && !isWritten.test(blocker)) {
                refusals.add(new Refusal(
                        RefusalCodes.OPEN_BLOCKER,
                        "an open blocker (" + blocker.type().label() + ") in the name of devops, which devops has not"
                                + " written: " + blocker.reason() + "; whoever raised it removes it when it is settled",
                        where));
            } else if (!blocker.isOurs()) {
                refusals.add(new Refusal(
                        RefusalCodes.OPEN_BLOCKER,
                        "an open blocker (" + blocker.type().label() + ") of " + blocker.by() + ": " + blocker.reason()
                                + "; its owner removes it when it is settled: no other field of it is read",
                        where));
            } else if (blocker.type() == Blocker.Type.QUESTION) {
                refusals.add(new Refusal(
                        RefusalCodes.OPEN_BLOCKER,
                        "someone must look first: " + blocker.reason()
                                + "; a person or another role removes this blocker when it is answered",
                        where));
            }
        }
        return refusals;
    }

    static Refusal otherEpicThan(String epicId, Status status) {
        return new Refusal(
                RefusalCodes.EPIC_MISMATCH,
                "the epic is '" + status.epicId() + "' now, but '" + epicId
                        + "' is being deployed; they must be the same",
                new Source(Status.FILE, "/epic_id"));
    }

    private static Refusal otherEpic(String file, String found, Status status) {
        return new Refusal(
                RefusalCodes.EPIC_MISMATCH,
                "the epic is '" + found + "' here, but '" + status.epicId() + "' in status.json; they must be the same",
                new Source(file, "/epic_id"));
    }

    private static Refusal otherEnvironment(String inPlan, String ofHost) {
        return new Refusal(
                RefusalCodes.ENVIRONMENT_MISMATCH,
                "the plan deploys to '" + inPlan + "', but the host to '" + ofHost
                        + "'; remove one of them, or make them the same",
                new Source(Plan.FILE, "/environment"));
    }
}
