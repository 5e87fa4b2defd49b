package io.github.devopsagent.shell.internal.probe;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.executor.StepResult.NotStarted;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.shell.ShellExecutors;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks over HTTP: see {@link ShellExecutors}. */
public final class HttpExecutor implements StepExecutor {

    private final Resolver resolver;
    private final List<String> warnings;

    public HttpExecutor(SystemResolver resolver) {
        this(resolver, resolver.warnings());
    }

    HttpExecutor(Resolver resolver, List<String> warnings) {
        this.resolver = resolver;
        this.warnings = List.copyOf(warnings);
    }

    @Override
    public Optional<StepFinding> check(Input input, ExecutionContext context) {
        return HttpExpectation.from(input).swap().toJavaOptional();
    }

    @Override
    public StepResult execute(StepRequest request) {
        Either<StepFinding, HttpExpectation> expectation = HttpExpectation.from(request.input());
        return expectation.isLeft()
                ? new NotStarted(expectation.getLeft().message())
                : ask(expectation.get(), request.timeout());
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    private StepResult ask(HttpExpectation expectation, Duration timeout) {
        Stopwatch time = Stopwatch.start();
        return ProbeCall.call(
                        (scope, deadline) -> new HttpExchange(expectation.url(), scope).get(resolver, deadline),
                        timeout)
                .flatMap(expectation::judge)
                .fold(
                        failure -> ProbeCall.failed("GET " + expectation.url() + ": ", failure, time),
                        answer -> StepResult.success(answer.status() + " in " + time));
    }
}
