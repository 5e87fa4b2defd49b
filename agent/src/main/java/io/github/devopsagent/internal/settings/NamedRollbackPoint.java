package io.github.devopsagent.internal.settings;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A rollback point whose name was asked for once, so that it is the same throughout a run. In a run it answers in time or
 * not at all; creating and restoring it are steps, with a timeout of their own.
 *
 * @param name the point's name
 * @param point the host's
 * @param calls how it is called in a run; empty outside of one
 */
public record NamedRollbackPoint(String name, RollbackPoint point, Optional<HostCalls> calls) implements RollbackPoint {

    public NamedRollbackPoint(String name, RollbackPoint point) {
        this(name, point, Optional.empty());
    }

    NamedRollbackPoint limitedBy(HostCalls limit) {
        return new NamedRollbackPoint(name, point, Optional.of(limit));
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
    public Optional<StepFinding> check(ExecutionContext context) {
        return ask("check", () -> point.check(context));
    }

    @Override
    public String restoreCommand(ExecutionContext context) {
        return ask("restoreCommand", () -> point.restoreCommand(context));
    }

    private <T> T ask(String question, Supplier<T> code) {
        return calls.isPresent() ? calls.get().ask(point, question, code::get) : code.get();
    }
}
