package io.github.devopsagent;

import io.github.devopsagent.pipeline.Action;
import io.github.devopsagent.pipeline.Attempt;
import io.github.devopsagent.pipeline.ExecutionContext;
import io.github.devopsagent.pipeline.Input;
import io.github.devopsagent.pipeline.Scratch;
import io.github.devopsagent.pipeline.Stage;
import io.github.devopsagent.pipeline.StepOutput;
import io.github.devopsagent.pipeline.StepRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What an attempt needs besides its output. */
record AttemptRequest(
        String name,
        String place,
        Stage stage,
        Action action,
        ExecutionContext context,
        Duration timeout,
        String key,
        int number) {

    StepRequest with(Input input, Scratch scratch, StepOutput output) {
        Map<String, String> variables = new HashMap<>(context.variables());
        variables.put(Attempt.VARIABLE, key);
        variables.put(ExecutionContext.STEP, place);
        return new StepRequest(
                name,
                stage,
                input,
                context.withVariables(variables),
                timeout,
                new Attempt(key, number, scratch),
                output);
    }
}
