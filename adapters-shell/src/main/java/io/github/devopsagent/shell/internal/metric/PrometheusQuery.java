package io.github.devopsagent.shell.internal.metric;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.address.HttpUrl;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.http.HttpOptions;
import io.github.devopsagent.http.JsonPointer;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.shell.internal.input.KnownInput;
import io.github.devopsagent.shell.internal.json.JsonReader;
import io.github.devopsagent.shell.internal.json.PlainNumber;
import io.github.devopsagent.shell.internal.probe.HttpAnswer;
import io.github.devopsagent.shell.internal.request.HttpInput;
import io.github.devopsagent.shell.internal.request.HttpRequest;
import io.github.devopsagent.text.VisibleText;
import io.vavr.control.Either;
import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * An instant query of the HTTP API of Prometheus, which others speak as well.
 *
 * @param input where to
 * @param query in PromQL
 */
record PrometheusQuery(HttpInput input, String query) implements MetricQuestion {

    private static final String API = "/api/v1/query";
    private static final String QUERY = "query";
    private static final int LONGEST_QUOTE = 200;
    private static final int OK = 200;
    private static final KnownInput KNOWN = HttpInput.known(
            "prometheus",
            List.of(QUERY),
            HttpOptions.REQUEST_FIELDS,
            "it asks " + API + " for one number: write anything else as a command, {\"run\": \"…\"}, that prints it");

    static Either<StepFinding, MetricQuestion> read(Input input) {
        Either<StepFinding, HttpInput> server = HttpInput.read(KNOWN, input);
        if (server.isLeft()) {
            return Either.left(server.getLeft());
        }
        String target = server.get().url().target();
        if (target.indexOf('?') >= 0 || target.contains("/api/v1")) {
            return cannotRun("'url' is the server's address without " + API + " and a query, found '"
                    + server.get().url() + "': write it as http://localhost:9090");
        }
        Optional<String> query = input.text(QUERY).filter(text -> !text.isBlank());
        return query.isEmpty()
                ? cannotRun("'query' is missing: add one in PromQL, such as sum(rate(http_requests_total[1m]))")
                : Either.right(new PrometheusQuery(server.get(), query.get()));
    }

    private static Either<StepFinding, MetricQuestion> cannotRun(String why) {
        return Either.left(StepFinding.cannotRun(why));
    }

    @Override
    public String what() {
        return "query " + VisibleText.of(query, LONGEST_QUOTE) + " of " + input.url();
    }

    @Override
    public HttpRequest request(HttpRequest made) {
        HttpUrl server = made.url();
        String target = server.target().replaceFirst("/+$", "") + API + "?query=" + URLEncoder.encode(query, UTF_8);
        return made.to(
                new HttpUrl(server.isSecure(), server.credentials(), server.authority(), server.address(), target));
    }

    @Override
    public Either<String, MetricReading> reading(HttpAnswer answer) {
        Either<String, Object> document = answer.whole().flatMap(text -> JsonReader.parse(text)
                .mapLeft(why -> "the answer is no JSON (" + why + "): found " + answer.found()));
        return document.flatMap(json -> reading(json, answer));
    }

    /** What can never be answered is an error; anything else the deployment may mend, as a server that it brings. */
    @Override
    public Optional<StepFinding> finding(Supplier<Either<String, HttpAnswer>> asked) {
        Either<String, HttpAnswer> answer = asked.get();
        Either<String, MetricReading> reading = answer.flatMap(this::reading);
        if (reading.isRight() || reading.getLeft().startsWith(NO_DATA)) {
            return Optional.empty();
        }
        String why = what() + ": " + reading.getLeft();
        return Optional.of(
                answer.exists(PrometheusQuery::isNeverAnswered)
                        ? StepFinding.cannotRun(why)
                        : StepFinding.warning(why + "; so nobody knows yet whether the query is right"));
    }

    private static boolean isNeverAnswered(HttpAnswer answer) {
        Object json = answer.whole().flatMap(JsonReader::parse).getOrElse("");
        String type = text(json, "/data/resultType");
        return text(json, "/errorType").equals("bad_data")
                || (text(json, "/status").equals("success")
                        && Set.of("matrix", "string").contains(type));
    }

    private static Either<String, MetricReading> reading(Object json, HttpAnswer answer) {
        if (!text(json, "/status").equals("success") || answer.status() != OK) {
            return Either.left(at(json, "/error")
                    .map(error -> "the server tells an error, " + text(json, "/errorType") + ": " + shown(error)
                            + warnings(json))
                    .orElseGet(() -> "expected status 200 of the API of Prometheus, found " + answer.found()));
        }
        List<String> notes = told(json, "/infos").stream()
                .map(each -> "the server remarks: " + each)
                .toList();
        // One of a part of the data would pass for one of all.
        return value(json)
                .filterOrElse(
                        number -> warnings(json).isEmpty() && !isPartial(json),
                        number -> "the answer, " + number + ", may be of a part of the data alone"
                                + (isPartial(json) ? ", since the server says that it is partial" : ""))
                .filterOrElse(number -> time(json).isPresent(), number -> "the answer, " + number + ", has no time")
                .filterOrElse(
                        number -> !ValueAge.isTooOld(time(json)),
                        number -> "the answer, " + number + ", is of " + ValueAge.text(time(json)))
                .map(number -> new MetricReading(number, notes))
                .mapLeft(why -> why + warnings(json));
    }

    /** VictoriaMetrics says it in a field of its own, in place of a warning. */
    private static boolean isPartial(Object json) {
        return !Set.of("", "false", "null").contains(text(json, "/isPartial").toLowerCase(Locale.ROOT));
    }

    private static Optional<PlainNumber> time(Object json) {
        return at(json, "/data/result/0/value/0")
                .or(() -> at(json, "/data/result/0"))
                .flatMap(time -> PlainNumber.of(time).toJavaOptional());
    }

    private static Either<String, PlainNumber> value(Object json) {
        String type = text(json, "/data/resultType");
        if (type.equals("scalar")) {
            return number(at(json, "/data/result/1"));
        }
        if (!type.equals("vector")) {
            return Either.left("expected one number, found a result of the type '" + shown(type)
                    + "': write a query that has a number or an instant vector, such as sum(…)");
        }
        if (!(at(json, "/data/result").orElse("") instanceof List<?> series)) {
            return Either.left("the answer has no list of series");
        }
        if (series.isEmpty()) {
            return Either.left(NO_DATA + "the query has no series; if that is none of them, write … or vector(0)");
        }
        if (series.size() > 1) {
            return Either.left("expected one series, found " + series.size() + ", the first two "
                    + shown(at(series, "/0/metric").orElse("")) + " and "
                    + shown(at(series, "/1/metric").orElse(""))
                    + ": make one of them, such as with sum(…) or max(…)");
        }
        return at(series, "/0/histogram").isPresent()
                ? Either.left("expected a number, found a native histogram: write histogram_quantile(…)")
                : number(at(series, "/0/value/1"));
    }

    private static Either<String, PlainNumber> number(Optional<Object> value) {
        return value.map(found ->
                        PlainNumber.of(found).mapLeft(why -> "expected a number, found " + shown(found) + ", " + why))
                .orElseGet(() -> Either.left("the answer has no value"));
    }

    private static String warnings(Object json) {
        List<String> told = Stream.of("/warnings", "/errors")
                .flatMap(field -> told(json, field).stream())
                .toList();
        return told.isEmpty() ? "" : "; the server warns: " + String.join("; ", told);
    }

    /** Mostly a list; who imitates the API may have one text, or an object. */
    private static List<String> told(Object json, String pointer) {
        Object told = at(json, pointer).orElse("");
        List<?> all = told instanceof List<?> list ? list : List.of(told);
        return told.equals("") || shown(told).equals("null")
                ? List.of()
                : all.stream().map(PrometheusQuery::shown).toList();
    }

    private static String text(Object json, String pointer) {
        return at(json, pointer).map(PrometheusQuery::shown).orElse("");
    }

    private static Optional<Object> at(Object json, String pointer) {
        return JsonPointer.parse(pointer).flatMap(where -> where.find(json));
    }

    private static String shown(Object value) {
        return VisibleText.of(
                value instanceof Map<?, ?> map ? Series.shown(map) : String.valueOf(value), LONGEST_QUOTE);
    }
}
