package io.github.devopsagent.git.internal.approval;

/**
 * What the host demands of approvals.
 *
 * @param historyDemanded whether a consensus directory in no repository is vetoed
 */
public record ApprovalSettings(boolean historyDemanded) {

    public static final ApprovalSettings DEFAULT = new ApprovalSettings(false);

    public ApprovalSettings demandingHistory() {
        return new ApprovalSettings(true);
    }
}
