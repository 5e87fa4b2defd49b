package io.github.devopsagent.git;

import io.github.devopsagent.pipeline.ExecutionContext;
import io.github.devopsagent.pipeline.StepOutput;
import java.io.IOException;
import java.util.Optional;

/** A step that takes the work tree from one commit to another: how far it came, and the way back, are always the same. */
interface MovingStep extends GitStep {

    @Override
    default Progress progress(WorkTree tree, StepRecord record) throws IOException, Refusal {
        return new WorkTreeStep(tree, record).progress();
    }

    @Override
    default Progress settle(WorkTree tree, StepRecord record) throws IOException, Refusal {
        WorkTreeStep step = new WorkTreeStep(tree, record);
        step.goBack();
        return step.progress();
    }

    @Override
    default Optional<String> undoCommand(WorkTree tree, StepInput input, ExecutionContext context) throws IOException {
        return tree.head().map(head -> new RestoreCommand(tree, head.commit().name()).to(head, false));
    }

    @Override
    default String undo(WorkTree tree, StepRecord record, StepOutput output) throws IOException, Refusal {
        return new WorkTreeStep(tree, record).undo();
    }
}
