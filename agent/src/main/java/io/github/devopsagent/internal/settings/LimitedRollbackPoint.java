package io.github.devopsagent.internal.settings;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.Problem;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import java.util.Optional;

/**
 * A rollback point that answers in time or not at all. Creating and restoring it are steps, with a timeout of their own.
 *
 * @param point the host's, whose name the builder has asked for
 * @param calls how it is called
 */
record LimitedRollbackPoint(RollbackPoint point, HostCalls calls) implements RollbackPoint {

    @Override
    public String name() {
        return point.name();
    }

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
        return calls.ask(point, "check", () -> point.check(context));
    }

    @Override
    public String restoreCommand(ExecutionContext context) {
        return calls.ask(point, "restoreCommand", () -> point.restoreCommand(context));
    }
}
