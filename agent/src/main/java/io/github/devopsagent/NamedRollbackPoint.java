package io.github.devopsagent;

import io.github.devopsagent.pipeline.ExecutionContext;
import io.github.devopsagent.pipeline.Problem;
import io.github.devopsagent.pipeline.RollbackPoint;
import io.github.devopsagent.pipeline.StepRequest;
import io.github.devopsagent.pipeline.StepResult;
import java.util.Optional;

/**
 * A rollback point whose name was asked for once, so that it is the same throughout a run.
 *
 * @param name the point's name
 * @param point the host's
 */
record NamedRollbackPoint(String name, RollbackPoint point) implements RollbackPoint {

    @Override
    public StepResult create(StepRequest request) throws Exception {
        return point.create(request);
    }

    @Override
    public StepResult restore(StepRequest request) throws Exception {
        return point.restore(request);
    }

    @Override
    public Optional<Problem> check(ExecutionContext context) {
        return point.check(context);
    }

    @Override
    public String restoreCommand(ExecutionContext context) {
        return point.restoreCommand(context);
    }
}
