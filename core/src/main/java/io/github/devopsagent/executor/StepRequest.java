package io.github.devopsagent.executor;

import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Stage;
import java.time.Duration;
import java.util.Objects;

/**
 * What an executor is asked to do.
 *
 * @param name the step's or the health check's name, in which secrets are masked
 * @param stage in which it runs
 * @param input the plan's {@code with}; for the executor {@value Action#SHELL} the command as {@code run}
 * @param context where it runs
 * @param timeout after which the agent interrupts the executor's thread
 * @param attempt this try
 * @param output takes what the step prints
 */
public record StepRequest(
        String name,
        Stage stage,
        Input input,
        ExecutionContext context,
        Duration timeout,
        Attempt attempt,
        StepOutput output) {

    public StepRequest {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(attempt, "attempt");
        Objects.requireNonNull(output, "output");
    }

    /**
     * The same request under another name.
     *
     * @param other the name
     * @return the request with this name
     */
    public StepRequest withName(String other) {
        return new StepRequest(other, stage, input, context, timeout, attempt, output);
    }
}
