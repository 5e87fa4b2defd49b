package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.steprecord.RecordedStep;
import io.github.devopsagent.git.internal.steprecord.StepRecord;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.api.errors.GitAPIException;

/**
 * What one kind of git step does. It is recorded between {@link #begin} and {@link #carryOut}, so that after a kill it
 * can be told how far it came, and it can be undone.
 */
interface GitStep {

    /** As plans write it. */
    String name();

    /** The names of what it takes. */
    Set<String> inputs();

    /** Whether it makes something that only a deployment's way back undoes, as it is not undone in other stages. */
    default boolean isToBeUndone() {
        return true;
    }

    /**
     * Finds out, without changing anything, whether the step could run.
     *
     * @param foreseen what will be checked out by then
     * @return what people should know of it all the same; may be empty
     */
    String check(OpenWorkTree tree, StepInput input, ExecutionContext context, ForeseenCheckout foreseen)
            throws IOException, GitAPIException, GitRefusal;

    /** Decides all that can be decided before anything is changed, but for new objects that nothing refers to. */
    StepRecord begin(OpenWorkTree tree, StepInput input, ExecutionContext context, StepOutput output)
            throws IOException, GitAPIException, GitRefusal;

    /** Does it, or what is left to do of it, and says so. */
    String carryOut(OpenWorkTree tree, RecordedStep step, StepOutput output)
            throws IOException, GitAPIException, GitRefusal;

    /** Tells what the step has made, once it is carried out, to those that will ask whether it is still so. */
    default void tellMade(OpenWorkTree tree, StepRecord record, ExecutionContext context) throws GitRefusal {}

    /**
     * Whether nothing was done if it is found untouched after it failed. Files that were changed and changed back may have
     * been seen meanwhile.
     */
    default boolean leavesNoTrace() {
        return true;
    }

    /**
     * How far it came.
     *
     * @param output is told secrets that are learned by asking
     */
    StepProgress progress(OpenWorkTree tree, StepRecord record, StepOutput output)
            throws IOException, GitAPIException, GitRefusal;

    /** Removes the locks that a killed attempt left on refs of others, as far as its record tells them from theirs. */
    default void takeOverLocks(OpenWorkTree tree, StepRecord record) throws IOException, GitRefusal {}

    /** Ends what a killed attempt had still to do after what makes the step done. */
    default void complete(OpenWorkTree tree, StepRecord record) throws IOException, GitRefusal {}

    /** Takes one that was killed on the way to an end, if that can be done without doubt, and says to which. */
    default StepProgress settle(OpenWorkTree tree, StepRecord record) throws IOException, GitAPIException, GitRefusal {
        return StepProgress.BETWEEN;
    }

    /** Undoes it, however far it came, and says so. */
    UndoResult undo(OpenWorkTree tree, StepRecord record, StepOutput output)
            throws IOException, GitAPIException, GitRefusal;

    /** The command with which a person would undo it, known before it begins; empty if that takes more than a command. */
    Optional<String> undoCommand(OpenWorkTree tree, StepInput input, ExecutionContext context)
            throws IOException, GitRefusal;
}
