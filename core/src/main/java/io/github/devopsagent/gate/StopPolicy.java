package io.github.devopsagent.gate;

import io.github.devopsagent.domain.Status;
import io.github.devopsagent.inbox.Inbox;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what stops a deployment that is under way: the gate and our own rules, as far as status and inbox alone decide.
 * What plan and test results say was judged when the run began.
 */
public final class StopPolicy {

    private StopPolicy() {}

    /**
     * Judges a status.
     *
     * @param status the epic's state now
     * @param epicId the epic that is being deployed
     * @return each reason to stop: code, what was found, and where; empty if the run may go on
     */
    public static List<String> judge(Status status, String epicId) {
        List<String> reasons = new ArrayList<>();
        if (!status.epicId().equals(epicId)) {
            reasons.add(Gate.otherEpicThan(epicId, status).toString());
        }
        Gate.judge(status).forEach(refusal -> reasons.add(refusal.toString()));
        VetoRules.qaApproval(status).peekLeft(veto -> reasons.add(veto.toString()));
        return reasons;
    }

    /**
     * Judges an inbox.
     *
     * @param inbox what lies in it now
     * @param epicId the epic that is being deployed
     * @return each reason to stop; empty if no veto stands
     */
    public static List<String> judge(Inbox inbox, String epicId) {
        return InboxRule.judge(epicId, inbox).fold(veto -> List.of(veto.toString()), ok -> List.of());
    }
}
