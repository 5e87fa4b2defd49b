package io.github.devopsagent.shell.internal.metric;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.executor.StepResult.NotStarted;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.shell.internal.probe.HttpAnswer;
import io.github.devopsagent.shell.internal.probe.HttpGet;
import io.github.devopsagent.shell.internal.request.HttpRequest;
import io.github.devopsagent.shell.internal.request.VisibleText;
import io.vavr.control.Either;
import java.util.List;
import java.util.Optional;

/** Asks over HTTP for one number, and prints it as the last line of its output. */
public final class HttpMetricExecutor implements StepExecutor {

    private static final int LONGEST_NOTE = 500;

    private final HttpGet get;
    private final SourceReader reader;

    HttpMetricExecutor(HttpGet get, SourceReader reader) {
        this.get = get;
        this.reader = reader;
    }

    /** What a kind of source makes of its input. */
    @FunctionalInterface
    interface SourceReader {
        /** The question, or what is wrong with the input. */
        Either<StepFinding, MetricQuestion> read(Input input);
    }

    /** A query of a Prometheus server. */
    public static HttpMetricExecutor prometheus(HttpGet get) {
        return new HttpMetricExecutor(get, PrometheusQuery::read);
    }

    /** An endpoint that tells its metrics as text. */
    public static HttpMetricExecutor scrape(HttpGet get) {
        return new HttpMetricExecutor(get, ScrapedMetric::read);
    }

    @Override
    public Optional<StepFinding> check(Input input, ExecutionContext context) {
        return reader.read(input)
                .fold(Optional::of, question -> question.input().finding(context));
    }

    @Override
    public StepResult execute(StepRequest step) {
        Either<StepFinding, MetricQuestion> question = reader.read(step.input());
        Either<StepFinding, HttpRequest> request =
                question.flatMap(known -> known.input().request(step.context()));
        return request.isLeft()
                ? new NotStarted(request.getLeft().message())
                : ask(question.get(), request.get(), step);
    }

    @Override
    public List<String> warnings() {
        return get.warnings();
    }

    private StepResult ask(MetricQuestion question, HttpRequest request, StepRequest step) {
        request.secrets().forEach(step.output()::secret);
        Either<String, HttpAnswer> answer = get.ask(question.request(request), step.timeout());
        return answer.flatMap(question::reading)
                .fold(
                        why -> {
                            if (why.startsWith(MetricQuestion.NO_DATA)) {
                                step.output().line(MetricQuestion.NONE);
                            } else if (why.startsWith(MetricQuestion.NO_DATA_YET)) {
                                step.output().line(MetricQuestion.NONE_YET);
                            }
                            return StepResult.failure(VisibleText.of(request.masked(question.what() + ": " + why)));
                        },
                        reading -> {
                            reading.notes().forEach(note -> step.output()
                                    .line(VisibleText.of(request.masked(note), LONGEST_NOTE)));
                            step.output().line(reading.number().toString());
                            return StepResult.success(reading.number().toString());
                        });
    }
}
