package io.github.devopsagent.executor;

import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import java.util.Objects;

/**
 * A step that is carried out before the one that is asked about, as far as nothing fails.
 *
 * @param executor its executor's name; {@value Action#SHELL} for a command
 * @param input what it will be given; of a command, {@code run} is its text
 * @param context where it will run
 */
public record PlannedStep(String executor, Input input, ExecutionContext context) {

    public PlannedStep {
        Objects.requireNonNull(executor, "executor");
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(context, "context");
    }
}
