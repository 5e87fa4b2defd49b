package io.github.devopsagent.internal.attempt;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.Scratch;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.machine.NextAction;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.plan.Step;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What an attempt needs besides its output.
 *
 * @param shown the name of its step or check without a secret: executors, listeners and logs are told no other
 */
public record AttemptRequest(
        String shown,
        String path,
        Stage stage,
        Action action,
        ExecutionContext context,
        Duration timeout,
        String key,
        int number) {

    public static AttemptRequest of(
            String shown, Step step, NextAction.Perform next, ExecutionContext context, String key) {
        return new AttemptRequest(
                shown,
                next.step().path(),
                next.step().stage(),
                step.action(),
                context,
                next.timeout(),
                key,
                next.attempt());
    }

    public StepRequest with(Input input, Scratch scratch, StepOutput output) {
        Map<String, String> variables = new HashMap<>(context.variables());
        variables.put(Attempt.VARIABLE, key);
        variables.put(ExecutionContext.STEP, path);
        return new StepRequest(
                shown,
                stage,
                input,
                context.withVariables(variables),
                timeout,
                new Attempt(key, number, scratch),
                output);
    }
}
