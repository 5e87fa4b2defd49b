package io.github.devopsagent.executor;

import java.util.Objects;

/**
 * Why a step could not run, found out before anything changes.
 *
 * @param kind how sure that is
 * @param message what was found, and what to do about it
 */
public record Problem(Kind kind, String message) {

    public Problem {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
    }

    /** How sure it is that the step could not run. */
    public enum Kind {
        /** It cannot run. */
        CANNOT_RUN,
        /** It needs something that is missing now, such as a relative path; an earlier step may bring it. */
        MISSING_NOW
    }

    /**
     * A problem that nothing will solve by itself.
     *
     * @param message what was found
     * @return the problem
     */
    public static Problem cannotRun(String message) {
        return new Problem(Kind.CANNOT_RUN, message);
    }

    /**
     * Something that is missing now, and that an earlier step may bring.
     *
     * @param message what was found
     * @return the problem
     */
    public static Problem missingNow(String message) {
        return new Problem(Kind.MISSING_NOW, message);
    }
}
