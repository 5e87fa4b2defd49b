package io.github.devopsagent.testkit;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.http.Credential;
import io.github.devopsagent.http.HttpOptions;
import io.github.devopsagent.plan.Input;
import java.util.List;
import java.util.Optional;

/**
 * A script in the place of an executor that asks over HTTP. What the plan says of the request and of its answer is judged as
 * that executor would: credentials that must be there, and what an answer must be.
 *
 * @param script which answers
 */
record HttpScript(ScriptedExecutor script) implements StepExecutor, VirtualTime.Scripted {

    @Override
    public Optional<StepFinding> check(Input input, ExecutionContext context) {
        Optional<StepFinding> wanting = HttpOptions.read(input.values())
                .fold(
                        faults -> Optional.of("it cannot be asked over HTTP: " + faults),
                        options -> missing(options, context))
                .map(StepFinding::cannotRun);
        Optional<StepFinding> scripted = script.check(input, context);
        return wanting.isPresent() ? wanting : scripted;
    }

    private static Optional<String> missing(HttpOptions options, ExecutionContext context) {
        for (Credential credential : options.credentials()) {
            if (context.variables().getOrDefault(credential.name(), "").isEmpty()) {
                return Optional.of("there is no secret '" + credential.name()
                        + "': give a value to the agent of the test with secret(\"" + credential.name() + "\", …)");
            }
        }
        return Optional.empty();
    }

    @Override
    public StepResult execute(StepRequest request) throws Exception {
        return script.execute(
                request,
                HttpOptions.read(request.input().values()).toJavaOptional().map(HttpExpectation::new));
    }

    @Override
    public List<String> warnings() {
        return script.warnings();
    }
}
