package io.github.devopsagent.gate;

import io.github.devopsagent.domain.Status;
import io.github.devopsagent.inbox.Inbox;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what stops a deployment that is under way: the gate and our own rules, as far as status and inbox alone decide,
 * and an iteration that is not that of the run any more, since a veto begins the next one. What plan and test results say
 * was judged when the run began.
 */
public final class StopPolicy {

    /** No run is refused for it, so it is no code of a refusal: at the gate each iteration is as good. */
    private static final String OTHER_ITERATION = "other_iteration";

    private StopPolicy() {}

    /**
     * Whether the status of now stops a run that goes on.
     *
     * @param status the epic's state now
     * @param epicId the epic that is being deployed
     * @param iteration the one of which the plan is that is being deployed
     * @param known our blockers by which it is told which of those in our name are ours
     * @return each reason to stop: code, what was found, and where; empty if the run may go on
     */
    public static List<String> judge(Status status, String epicId, int iteration, KnownBlockers known) {
        List<String> reasons = new ArrayList<>();
        if (!status.epicId().equals(epicId)) {
            reasons.add(Gate.otherEpicThan(epicId, status).toString());
        }
        if (status.iteration() != iteration) {
            reasons.add(otherIteration(status, iteration).toString());
        }
        for (Refusal refusal : Gate.judge(status, known)) {
            reasons.add(refusal.toString());
        }
        Either<Veto, Ok> approval = VetoRules.qaApproval(status);
        if (approval.isLeft()) {
            reasons.add(approval.getLeft().toString());
        }
        return reasons;
    }

    private static Refusal otherIteration(Status status, int iteration) {
        return new Refusal(
                OTHER_ITERATION,
                "the iteration is " + status.iteration() + " now, but the plan of iteration " + iteration
                        + " is being deployed: it was vetoed meanwhile, or replaced; run again to deploy what holds now",
                new Source(Status.FILE, "/iteration"));
    }

    /**
     * Whether an inbox of now stops a run that goes on.
     *
     * @param inbox what lies in it now
     * @param earlier what lay in it at the look before
     * @param epicId the epic that is being deployed
     * @return each reason to stop; empty if no veto stands
     */
    public static List<String> judge(Inbox inbox, Inbox earlier, String epicId) {
        Either<Veto, Ok> verdict = InboxRule.judge(epicId, inbox, earlier);
        return verdict.isLeft() ? List.of(verdict.getLeft().toString()) : List.of();
    }
}
