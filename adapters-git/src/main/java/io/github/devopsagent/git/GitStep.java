package io.github.devopsagent.git;

import io.github.devopsagent.pipeline.ExecutionContext;
import io.github.devopsagent.pipeline.StepOutput;
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

    /** Finds out, without changing anything, whether the step could run. */
    void check(WorkTree tree, StepInput input, ExecutionContext context) throws IOException, GitAPIException, Refusal;

    /** Decides all that can be decided before anything is changed, but for new objects that nothing refers to. */
    StepRecord begin(WorkTree tree, StepInput input, ExecutionContext context, StepOutput output)
            throws IOException, GitAPIException, Refusal;

    /** Does it, or what is left to do of it, and says so. */
    String carryOut(WorkTree tree, StepRecord record, StepOutput output) throws IOException, GitAPIException, Refusal;

    /** How far it came. */
    Progress progress(WorkTree tree, StepRecord record) throws IOException, GitAPIException, Refusal;

    /** Removes the locks that a killed attempt left on refs of others, as far as its record tells them from theirs. */
    default void takeOverLocks(WorkTree tree, StepRecord record) throws IOException, Refusal {}

    /** Ends what a killed attempt had still to do after what makes the step done. */
    default void complete(WorkTree tree, StepRecord record) throws IOException, Refusal {}

    /** Takes one that was killed on the way to an end, if that can be done without doubt, and says to which. */
    default Progress settle(WorkTree tree, StepRecord record) throws IOException, GitAPIException, Refusal {
        return Progress.BETWEEN;
    }

    /** Undoes it, however far it came, and says so. */
    String undo(WorkTree tree, StepRecord record, StepOutput output) throws IOException, GitAPIException, Refusal;

    /** The command with which a person would undo it, known before it begins; empty if that takes more than a command. */
    Optional<String> undoCommand(WorkTree tree, StepInput input, ExecutionContext context) throws IOException, Refusal;
}
