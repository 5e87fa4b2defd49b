package io.github.devopsagent.internal.settings;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.Problem;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import java.util.Optional;

/**
 * A rollback point whose name was asked for once, so that it is the same throughout a run.
 *
 * @param name the point's name
 * @param point the host's
 */
public record NamedRollbackPoint(String name, RollbackPoint point) implements RollbackPoint {

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
