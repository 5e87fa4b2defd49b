package io.github.devopsagent.internal.attempt;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.plan.Step;
import java.util.HashMap;
import java.util.Map;

/** Where a step runs: where the run does, but for what the step says itself. */
public final class StepContext {

    private StepContext() {}

    public static ExecutionContext of(ExecutionContext base, Step step) {
        Map<String, String> variables = new HashMap<>(base.variables());
        variables.putAll(step.variables());
        ExecutionContext context = base.withVariables(variables);
        return step.workingDirectory().isPresent()
                ? context.withWorkingDirectory(
                        base.workingDirectory().resolve(step.workingDirectory().get()))
                : context;
    }
}
