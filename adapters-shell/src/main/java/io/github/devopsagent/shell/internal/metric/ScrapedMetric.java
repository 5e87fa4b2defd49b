package io.github.devopsagent.shell.internal.metric;

import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.http.HttpOptions;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.shell.internal.input.KnownInput;
import io.github.devopsagent.shell.internal.metric.ExpositionLine.NoExposition;
import io.github.devopsagent.shell.internal.probe.HttpAnswer;
import io.github.devopsagent.shell.internal.request.HttpInput;
import io.github.devopsagent.shell.internal.request.HttpRequest;
import io.github.devopsagent.text.VisibleText;
import io.vavr.control.Either;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A metric that a service tells as text, without a server of Prometheus.
 *
 * @param input where to
 * @param selector which series
 * @param isOfCounters whether the number is what they have counted, however often one of them began anew
 */
record ScrapedMetric(HttpInput input, MetricSelector selector, boolean isOfCounters) implements MetricQuestion {

    private static final String METRIC = "metric";
    private static final String COUNTER = "counter";
    private static final int OK = 200;
    private static final int LONGEST_QUOTE = 100;
    private static final String FORMATS =
            "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";
    private static final KnownInput KNOWN = HttpInput.known(
            "scrape",
            List.of(METRIC, COUNTER),
            HttpOptions.REQUEST_FIELDS,
            "it adds up the series of one metric: write anything else as a query of 'prometheus', or as a command");

    static Either<StepFinding, MetricQuestion> read(Input input) {
        return HttpInput.read(KNOWN, input).flatMap(endpoint -> selector(input.text(METRIC))
                .mapLeft(StepFinding::cannotRun)
                .flatMap(selector ->
                        isOfCounters(input).map(isCounter -> new ScrapedMetric(endpoint, selector, isCounter))));
    }

    private static Either<StepFinding, Boolean> isOfCounters(Input input) {
        String found = String.valueOf(input.values().getOrDefault(COUNTER, false));
        return found.equals("true") || found.equals("false")
                ? Either.right(found.equals("true"))
                : Either.left(StepFinding.cannotRun("'counter' is wrong: found " + VisibleText.of(found, LONGEST_QUOTE)
                        + "; allowed is true or false"));
    }

    private static Either<String, MetricSelector> selector(Optional<String> text) {
        String example = "write a name, and labels if need be, such as http_requests_total{code=\"500\"}";
        if (text.isEmpty()) {
            return Either.left("'metric' is missing: " + example);
        }
        try {
            return Either.right(ExpositionLine.selector(text.get()));
        } catch (NoExposition e) {
            return Either.left("'metric' is wrong, " + e.getMessage() + ": found "
                    + VisibleText.of(text.get(), LONGEST_QUOTE) + "; " + example
                    + "; what needs more, a query of 'prometheus' can say");
        }
    }

    @Override
    public String what() {
        return selector + " of " + input.url();
    }

    @Override
    public HttpRequest request(HttpRequest made) {
        return made.accepting(FORMATS);
    }

    @Override
    public Either<String, MetricReading> reading(HttpAnswer answer) {
        return answer.status() != OK
                ? Either.left("expected status 200, found " + answer.found())
                : answer.whole()
                        .filterOrElse(
                                text -> isWhole(text, answer.type().orElse("")),
                                text -> "the answer may be cut: its last line has no end of line, which the text format"
                                        + " demands, or, of OpenMetrics, is not " + MetricSelector.END)
                        .flatMap(selector::in);
    }

    /** Where a connection's end is the body's, nothing else tells a number from the first half of one. */
    private static boolean isWhole(String text, String type) {
        boolean hasEnd = text.lines().anyMatch(MetricSelector.END::equals);
        boolean isOpenMetrics = type.toLowerCase(Locale.ROOT).strip().startsWith("application/openmetrics-text");
        return hasEnd || (!isOpenMetrics && (text.isEmpty() || text.endsWith("\n")));
    }
}
