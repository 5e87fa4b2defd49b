package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.steprecord.StepRecord;
import io.github.devopsagent.git.internal.worktree.RestoreCommand;
import java.io.IOException;
import java.util.Optional;

/** A step that takes the work tree from one commit to another: how far it came, and the way back, are always the same. */
interface WorkTreeSwitchStep extends GitStep {

    @Override
    default boolean leavesNoTrace() {
        return false;
    }

    @Override
    default StepProgress progress(OpenWorkTree tree, StepRecord record, StepOutput output)
            throws IOException, GitRefusal {
        return new RecordedSwitch(tree, record).progress();
    }

    @Override
    default StepProgress settle(OpenWorkTree tree, StepRecord record) throws IOException, GitRefusal {
        RecordedSwitch step = new RecordedSwitch(tree, record);
        step.goBack();
        return step.progress();
    }

    @Override
    default Optional<String> undoCommand(OpenWorkTree tree, StepInput input, ExecutionContext context)
            throws IOException {
        return tree.head().map(head -> new RestoreCommand(tree, head.commit().name()).to(head, false));
    }

    @Override
    default UndoResult undo(OpenWorkTree tree, StepRecord record, StepOutput output) throws IOException, GitRefusal {
        return UndoResult.of(new RecordedSwitch(tree, record).undo());
    }
}
