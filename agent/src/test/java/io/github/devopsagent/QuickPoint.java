package io.github.devopsagent;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import java.util.Optional;

/** A rollback point that is created and restored at once, and does nothing else; what a test is about overrides it. */
public class QuickPoint implements RollbackPoint {

    private final String name;

    public QuickPoint(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public StepResult create(StepRequest request) {
        return StepResult.success();
    }

    @Override
    public StepResult restore(StepRequest request) {
        return StepResult.success();
    }

    @Override
    public Optional<StepFinding> check(ExecutionContext context) {
        return Optional.empty();
    }

    @Override
    public String restoreCommand(ExecutionContext context) {
        return "restore";
    }
}
