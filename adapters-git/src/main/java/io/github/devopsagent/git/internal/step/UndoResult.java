package io.github.devopsagent.git.internal.step;

/**
 * What came of undoing a step.
 *
 * @param note what was done, for people
 * @param keepsRecord whether the step's record is still needed, since nothing else here tells what the step left elsewhere
 */
record UndoResult(String note, boolean keepsRecord) {

    static UndoResult of(String note) {
        return new UndoResult(note, false);
    }
}
