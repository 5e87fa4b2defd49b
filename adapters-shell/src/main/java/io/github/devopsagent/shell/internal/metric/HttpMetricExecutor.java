package io.github.devopsagent.shell.internal.metric;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.executor.StepResult.NotStarted;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.shell.internal.json.PlainNumber;
import io.github.devopsagent.shell.internal.kept.KeptFile;
import io.github.devopsagent.shell.internal.probe.HttpAnswer;
import io.github.devopsagent.shell.internal.probe.HttpGet;
import io.github.devopsagent.shell.internal.request.HttpRequest;
import io.github.devopsagent.text.VisibleText;
import io.vavr.control.Either;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks over HTTP for one number, and prints it as the last line of its output. */
public final class HttpMetricExecutor implements StepExecutor {

    private static final int LONGEST_NOTE = 500;

    /** A check keeps a preview waiting no longer. */
    private static final Duration PATIENCE_OF_CHECK = Duration.ofSeconds(5);

    private final HttpGet get;
    private final MetricServer source;

    private HttpMetricExecutor(HttpGet get, MetricServer source) {
        this.get = get;
        this.source = source;
    }

    private enum MetricServer {
        PROMETHEUS,
        SCRAPE;

        /** The question, or what is wrong with the input. */
        Either<StepFinding, MetricQuestion> read(Input input) {
            return this == PROMETHEUS ? PrometheusQuery.read(input) : ScrapedMetric.read(input);
        }
    }

    /** A query of a Prometheus server. */
    public static HttpMetricExecutor prometheus(HttpGet get) {
        return new HttpMetricExecutor(get, MetricServer.PROMETHEUS);
    }

    /** An endpoint that tells its metrics as text. */
    public static HttpMetricExecutor scrape(HttpGet get) {
        return new HttpMetricExecutor(get, MetricServer.SCRAPE);
    }

    @Override
    public Optional<StepFinding> check(Input input, ExecutionContext context) {
        return source.read(input).fold(Optional::of, question -> check(question, context));
    }

    private Optional<StepFinding> check(MetricQuestion question, ExecutionContext context) {
        Optional<StepFinding> finding = question.input().finding(context);
        if (finding.filter(HttpMetricExecutor::isError).isPresent()) {
            return finding;
        }
        Optional<StepFinding> answered = question.input()
                .request(context)
                .fold(why -> Optional.empty(), request -> question.finding(
                                () -> get.ask(question.request(request), PATIENCE_OF_CHECK))
                        .map(found ->
                                new StepFinding(found.certainty(), VisibleText.of(request.masked(found.message())))));
        return answered.filter(HttpMetricExecutor::isError).or(() -> finding).or(() -> answered);
    }

    private static boolean isError(StepFinding finding) {
        return finding.certainty() == StepFinding.Certainty.CANNOT_RUN;
    }

    @Override
    public StepResult execute(StepRequest step) throws IOException {
        Either<StepFinding, MetricQuestion> question = source.read(step.input());
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

    private StepResult ask(MetricQuestion question, HttpRequest request, StepRequest step) throws IOException {
        request.secrets().forEach(step.output()::secret);
        Either<String, HttpAnswer> answer = get.ask(question.request(request), step.timeout());
        Either<String, MetricReading> reading = answer.flatMap(question::reading);
        return (question.isOfCounters() ? counted(reading, question, step) : reading)
                .fold(
                        why -> {
                            if (why.startsWith(MetricQuestion.NO_DATA)) {
                                step.output().line(MetricQuestion.NONE);
                            } else if (why.startsWith(MetricQuestion.NO_DATA_YET)) {
                                step.output().line(MetricQuestion.NONE_YET);
                            }
                            return StepResult.failure(VisibleText.of(request.masked(question.what() + ": " + why)));
                        },
                        number -> {
                            number.notes().forEach(note -> step.output()
                                    .line(VisibleText.of(request.masked(note), LONGEST_NOTE)));
                            step.output().line(number.number().toString());
                            return StepResult.success(number.number().toString());
                        });
    }

    /** Counters that are not there yet, or not any more, begin at 0, as they do for who judges the number. */
    private static Either<String, MetricReading> counted(
            Either<String, MetricReading> reading, MetricQuestion question, StepRequest step) throws IOException {
        KeptFile kept = KeptFile.of(
                step.attempt().scratch(),
                "series-count",
                question.what() + question.input().asker());
        if (reading.isLeft()) {
            if (reading.getLeft().startsWith(MetricQuestion.NO_DATA_YET)) {
                kept.keep(SeriesCount.NONE.text());
            }
            return reading;
        }
        SeriesCount count = kept.find(SeriesCount::of)
                .orElse(SeriesCount.NONE)
                .and(reading.get().series(), reading.get().starts());
        kept.keep(count.text());
        return Either.right(new MetricReading(
                new PlainNumber(count.counted()),
                reading.get().notes(),
                reading.get().series(),
                reading.get().starts()));
    }
}
