package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.git.internal.signature.SignerList;
import java.util.Map;

/**
 * What the host demands of approvals.
 *
 * @param historyDemanded whether a consensus directory in no repository is vetoed
 * @param signers whose signatures count for which role; empty if nothing need be signed
 */
public record ApprovalSettings(boolean historyDemanded, Map<Role, SignerList> signers) {

    public static final ApprovalSettings DEFAULT = new ApprovalSettings(false, Map.of());

    public ApprovalSettings {
        signers = Map.copyOf(signers);
    }

    public ApprovalSettings demandingHistory() {
        return new ApprovalSettings(true, signers);
    }

    /** Qa's approval is demanded of every deployment. */
    public ApprovalSettings signedBy(Map<Role, SignerList> approvers) {
        if (!approvers.containsKey(Role.QA)) {
            throw new IllegalArgumentException("approvers has no signers of qa, whose approval every deployment needs");
        }
        return new ApprovalSettings(historyDemanded, approvers);
    }
}
