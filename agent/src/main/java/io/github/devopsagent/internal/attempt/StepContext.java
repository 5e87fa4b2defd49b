package io.github.devopsagent.internal.attempt;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.plan.Step;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Where a step runs: where the run does, but for what the step says itself. */
public final class StepContext {

    private StepContext() {}

    public static ExecutionContext of(ExecutionContext base, Step step) {
        Map<String, String> variables = new HashMap<>(base.variables());
        variables.putAll(step.variables());
        Path directory =
                step.workingDirectory().map(base.workingDirectory()::resolve).orElse(base.workingDirectory());
        return base.withVariables(variables).withWorkingDirectory(directory);
    }
}
