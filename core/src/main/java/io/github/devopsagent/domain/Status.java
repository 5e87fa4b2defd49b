package io.github.devopsagent.domain;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What {@code status.json} says, as far as a decision needs it.
 *
 * @param epicId which epic is worked on, such as {@code EP-1}
 * @param tier how strictly the protocol is applied
 * @param phase where the epic stands
 * @param mode which roles take part
 * @param iteration from 1; grows with each veto
 * @param approvals the roles that approved the current phase
 * @param blockers what keeps the epic from advancing
 */
public record Status(
        String epicId,
        Tier tier,
        Phase phase,
        Mode mode,
        int iteration,
        Set<String> approvals,
        List<Blocker> blockers) {

    /** Where the status lies in a consensus directory: {@value}. */
    public static final String FILE = "status.json";

    public Status {
        Objects.requireNonNull(epicId, "epicId");
        Objects.requireNonNull(tier, "tier");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(mode, "mode");
        approvals = Set.copyOf(approvals);
        blockers = List.copyOf(blockers);
        if (iteration < 1) {
            throw new IllegalArgumentException("iteration starts at 1, found " + iteration);
        }
    }

    /**
     * Whether a role approved.
     *
     * @param role any, whether the mode has it or not
     * @return true if it is among the approvals
     */
    public boolean isApprovedBy(Role role) {
        return approvals.contains(role.label());
    }

    // Written out, as is hashCode: what records have instead is linked at run time, which a start would wait for.
    @Override
    public boolean equals(Object other) {
        return other instanceof Status that
                && epicId.equals(that.epicId)
                && tier == that.tier
                && phase == that.phase
                && mode == that.mode
                && iteration == that.iteration
                && approvals.equals(that.approvals)
                && blockers.equals(that.blockers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(epicId, tier, phase, mode, iteration, approvals, blockers);
    }
}
