package io.github.devopsagent.run;

/**
 * What was found when it was checked whether everything could run.
 *
 * @param severity whether the run may begin all the same
 * @param path of the step or the health check in the plan, such as {@code deployment_steps/0}, or what else it is about,
 *     such as {@code disk}
 * @param message what was found, and what to do about it
 */
public record Finding(Severity severity, String path, String message) {

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
        return path + ": " + message;
    }
}
