package io.github.devopsagent.git.internal.step;

/** How far a git step came. */
enum StepProgress {
    /** Nothing of it is there. */
    UNTOUCHED,
    /** Neither what was before nor what should be after. */
    BETWEEN,
    /** All of it is there. */
    DONE
}
