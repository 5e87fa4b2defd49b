package io.github.devopsagent.run;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.PlanRemark;

/**
 * What was found when it was checked whether everything could run.
 *
 * @param severity whether the run may begin all the same
 * @param where the step or the health check: its place in the plan, or its name
 * @param message what was found, and what to do about it
 */
public record Finding(Severity severity, String where, String message) {

    private static final String PLAN = Plan.FILE.substring(Plan.FILE.lastIndexOf('/') + 1);

    /**
     * What people should know of how the plan was read.
     *
     * @param remark what was read differently, or passed over
     * @return a note of what was read, a warning of what was passed over
     */
    public static Finding of(PlanRemark remark) {
        Severity severity = remark.kind() == PlanRemark.Kind.READ_AS ? Severity.NOTE : Severity.WARNING;
        return new Finding(severity, PLAN, remark.toString());
    }

    /** Whether a run may begin in spite of a finding. */
    public enum Severity {
        /** The run is aborted before anything changes. */
        ERROR,
        /** The run goes on; the finding is in its result. */
        WARNING,
        /** Nothing is wrong: something was read differently from how it is written. It is in the result, too. */
        NOTE
    }

    @Override
    public String toString() {
        return where + ": " + message;
    }
}
