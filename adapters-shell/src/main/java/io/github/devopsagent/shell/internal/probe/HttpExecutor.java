package io.github.devopsagent.shell.internal.probe;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.executor.StepResult.NotStarted;
import io.github.devopsagent.http.HttpOptions;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.shell.ShellExecutors;
import io.github.devopsagent.shell.internal.input.KnownInput;
import io.github.devopsagent.shell.internal.request.HttpInput;
import io.github.devopsagent.shell.internal.request.HttpRequest;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks over HTTP: see {@link ShellExecutors}. */
public final class HttpExecutor implements StepExecutor {

    /** Where in the answer's JSON a number is, which is printed. */
    private static final String NUMBER = "json";

    private static final String EXPECTED_TEXT = "expect_body";

    private static final KnownInput KNOWN = HttpInput.known(
            "http",
            List.of(EXPECTED_TEXT, NUMBER),
            fieldsButForTexts(),
            "it is a GET or a HEAD: write anything else as a command, {\"run\": \"curl -fsS …\"}");

    private static List<String> fieldsButForTexts() {
        List<String> fields = new ArrayList<>(HttpOptions.ANSWER_FIELDS);
        fields.addAll(HttpOptions.REQUEST_FIELDS);
        fields.remove(EXPECTED_TEXT);
        return List.copyOf(fields);
    }

    private final HttpGet get;

    public HttpExecutor(HttpGet get) {
        this.get = get;
    }

    HttpExecutor(SystemResolver resolver) {
        this(new HttpGet(resolver));
    }

    HttpExecutor(Resolver resolver, List<String> warnings) {
        this(new HttpGet(resolver, warnings));
    }

    @Override
    public Optional<StepFinding> check(Input input, ExecutionContext context) {
        return read(input).fold(Optional::of, known -> known.finding(context));
    }

    @Override
    public StepResult execute(StepRequest step) {
        Either<StepFinding, HttpInput> input = read(step.input());
        Either<StepFinding, HttpRequest> request = input.flatMap(known -> known.request(step.context()));
        return request.isLeft() ? new NotStarted(request.getLeft().message()) : ask(input.get(), request.get(), step);
    }

    private static Either<StepFinding, HttpInput> read(Input input) {
        return HttpInput.read(KNOWN, input).flatMap(known -> AnsweredNumber.pointer(input.text(NUMBER))
                .mapLeft(StepFinding::cannotRun)
                .map(pointer -> known));
    }

    @Override
    public List<String> warnings() {
        return get.warnings();
    }

    private StepResult ask(HttpInput input, HttpRequest request, StepRequest step) {
        request.secrets().forEach(step.output()::secret);
        Stopwatch time = Stopwatch.start();
        ExpectedAnswer expectation = new ExpectedAnswer(input.options());
        return get.ask(request, step.timeout())
                .flatMap(answer -> expectation.judge(answer, time.elapsed()))
                .flatMap(answer -> printed(answer, step))
                .fold(
                        failure -> ProbeCall.failed(
                                request.method() + " " + request.url() + ": ", request.masked(failure), time),
                        answer -> StepResult.success(answer.status() + " in " + time));
    }

    /** The number is the last line of the output. */
    private static Either<String, HttpAnswer> printed(HttpAnswer answer, StepRequest step) {
        return AnsweredNumber.pointer(step.input().text(NUMBER))
                .flatMap(pointer -> pointer.isEmpty()
                        ? Either.right(answer)
                        : new AnsweredNumber(pointer.get()).in(answer).map(number -> {
                            step.output().line(number.toString());
                            return answer;
                        }));
    }
}
