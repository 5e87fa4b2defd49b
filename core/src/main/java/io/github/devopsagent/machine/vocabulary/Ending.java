package io.github.devopsagent.machine.vocabulary;

/** The ends that a run can have. */
public enum Ending {
    /** Deployed, verified, and healthy for the whole monitor window. */
    DEPLOYED,
    /** Given up before a deploy step was started. */
    ABORTED,
    /** Undone, and the undoing verified. */
    ROLLED_BACK,
    /** A person is needed. */
    ROLLBACK_FAILED
}
