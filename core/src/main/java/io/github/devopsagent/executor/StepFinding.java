package io.github.devopsagent.executor;

import java.util.Objects;

/**
 * Why a step could not run, or what else is to be known of it, found out before anything changes.
 *
 * @param certainty how sure that is
 * @param message what was found, and what to do about it
 */
public record StepFinding(Certainty certainty, String message) {

    public StepFinding {
        Objects.requireNonNull(certainty, "certainty");
        Objects.requireNonNull(message, "message");
    }

    /** How sure it is that the step could not run. */
    public enum Certainty {
        /** It cannot run. */
        CANNOT_RUN,
        /** It needs something that is missing now, such as a relative path; an earlier step may bring it. */
        MISSING_NOW,
        /** It can run, and people should know something about what it will do. */
        CAN_RUN
    }

    /**
     * Something that no step before it will change.
     *
     * @param message what was found
     * @return the finding
     */
    public static StepFinding cannotRun(String message) {
        return new StepFinding(Certainty.CANNOT_RUN, message);
    }

    /**
     * Something that is missing now, and that an earlier step may bring.
     *
     * @param message what was found
     * @return the finding
     */
    public static StepFinding missingNow(String message) {
        return new StepFinding(Certainty.MISSING_NOW, message);
    }

    /**
     * Something that does not keep the step from running.
     *
     * @param message what was found
     * @return the finding
     */
    public static StepFinding warning(String message) {
        return new StepFinding(Certainty.CAN_RUN, message);
    }
}
