package io.github.devopsagent.executor;

import java.util.Objects;
import java.util.Optional;

/**
 * Why a step could not run, or what else is to be known of it, found out before anything changes.
 *
 * @param certainty how sure that is
 * @param message what was found, and what to do about it
 * @param note what is said beside it, once however many steps it is found of; empty if there is nothing more to say
 */
public record StepFinding(Certainty certainty, String message, Optional<String> note) {

    public StepFinding {
        Objects.requireNonNull(certainty, "certainty");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(note, "note");
    }

    /**
     * A finding that needs no note beside its message.
     *
     * @param certainty how sure that is
     * @param message what was found, and what to do about it
     */
    public StepFinding(Certainty certainty, String message) {
        this(certainty, message, Optional.empty());
    }

    /** How sure it is that the step could not run. */
    public enum Certainty {
        /** It cannot run. */
        CANNOT_RUN,
        /** It needs something that is missing now, such as a relative path; an earlier step may bring it. */
        MISSING_NOW,
        /** Its program is not installed, or not at the absolute path that it names: an earlier step would have to bring it. */
        NOT_INSTALLED,
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
     * A program that is not installed, or not where a command says.
     *
     * @param message what was found
     * @param note where it was looked for; empty if the message says that
     * @return the finding
     */
    public static StepFinding notInstalled(String message, Optional<String> note) {
        return new StepFinding(Certainty.NOT_INSTALLED, message, note);
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
