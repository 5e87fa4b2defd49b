package io.github.devopsagent.shell.internal.process;

import io.github.devopsagent.shell.internal.process.StepProcesses.View;

/** Concludes from several looks, one after the other, that no process is there. */
final class ProcessAbsence {

    /** The second is for a process that was just being replaced by exec, or was born below another's id. */
    private static final int COMPLETE = 2;

    /**
     * On a busy machine others end during each look. To be missed by so many looks running, a process must hand over to
     * another one each time between the listing and its turn. A chain of processes that do nothing else was missed by 342
     * of 1500 looks, and by 13 running at most, beside eight busy loops and without.
     */
    private static final int INCOMPLETE = 50;

    private int complete;
    private int incomplete;

    /** Whether, after a further look, none is there. */
    boolean isProvenBy(View view, boolean found) {
        complete = found || view != View.COMPLETE ? 0 : complete + 1;
        incomplete = found ? 0 : view == View.SOME_HIDDEN ? incomplete : incomplete + 1;
        return complete == COMPLETE || incomplete == INCOMPLETE;
    }

    /** Whether the last looks found none. */
    boolean isLikely() {
        return incomplete > 0;
    }
}
