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
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Asks over HTTP: see {@link ShellExecutors}. */
public final class HttpExecutor implements StepExecutor {

    @Override
    public Optional<StepFinding> check(Input input, ExecutionContext context) {
        return HttpExpectation.from(input).swap().toJavaOptional();
    }

    @Override
    public StepResult execute(StepRequest request) throws InterruptedException {
        Either<StepFinding, HttpExpectation> expectation = HttpExpectation.from(request.input());
        return expectation.isLeft()
                ? new NotStarted(expectation.getLeft().message())
                : ask(expectation.get(), request.timeout());
    }

    private static StepResult ask(HttpExpectation expectation, Duration timeout) throws InterruptedException {
        Stopwatch time = Stopwatch.start();
        String question = "GET " + expectation.url() + ": ";
        return answer(expectation, timeout)
                .flatMap(expectation::judge)
                .fold(
                        failure -> StepResult.failure(question + failure + ", after " + time),
                        answer -> StepResult.success(answer.status() + " in " + time));
    }

    private static Either<String, HttpAnswer> answer(HttpExpectation expectation, Duration timeout)
            throws InterruptedException {
        HttpExchange exchange = new HttpExchange(expectation.url(), timeout);
        try {
            return Either.right(AbandonableCall.call(exchange::get, timeout));
        } catch (TimeoutException e) {
            return Either.left("no complete answer within " + timeout.toMillis() + " ms, but " + exchange.progress());
        } catch (IOException e) {
            return Either.left(ConnectionFailure.describe(e, expectation.url().getHost(), expectation.port()));
        }
    }
}
