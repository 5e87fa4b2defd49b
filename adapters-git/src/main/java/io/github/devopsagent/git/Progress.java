package io.github.devopsagent.git;

/** How far a git step came. */
enum Progress {
    /** Nothing of it is there. */
    UNTOUCHED,
    /** Neither what was before nor what should be after. */
    BETWEEN,
    /** All of it is there. */
    DONE
}
