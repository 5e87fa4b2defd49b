package io.github.devopsagent.internal.plan;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.http.JsonPointer;
import io.github.devopsagent.internal.json.JsonCursor;
import io.github.devopsagent.internal.plan.CommandReader.ReadCommand;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.metric.NoData;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a metric.
 *
 * @param fields of the metric
 * @param cursor the metric itself
 */
record MetricReader(PlanFields fields, JsonCursor cursor) {

    private static final String PLAN = Plan.FILE.substring(Plan.FILE.lastIndexOf('/') + 1);
    private static final List<String> NO_DATA =
            Arrays.stream(NoData.values()).map(NoData::label).toList();
    /** What a source needs besides, by its name. */
    private static final Map<String, String> BESIDES =
            Map.of("prometheus", "query", "http", "json", "scrape", "metric", "log", "pattern", "uses", "with");

    private static final Map<String, String> EXAMPLES = Map.of(
            "query", "a query in PromQL that gives one number, such as \"sum(rate(http_requests_total[1m]))\"",
            "json", "a JSON pointer to the number, such as \"/latency/p95_ms\"",
            "metric", "a name, with labels if need be, such as \"http_requests_total{code=\\\"500\\\"}\"",
            "pattern", "a regular expression, such as \"ERROR|Exception\"");
    private static final Set<String> OF_HTTP = Set.of("prometheus", "http", "scrape");

    /** Reads a list of them. */
    static List<Metric> metrics(JsonCursor list) {
        List<Metric> metrics = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (JsonCursor each : list.list("metrics")) {
            metric(each).ifPresent(metric -> {
                each.demand(
                        names.add(metric.name()),
                        "metrics with different names; there is another '" + metric.name() + "'",
                        "give it another 'name'");
                metrics.add(metric);
            });
        }
        return metrics;
    }

    private static Optional<Metric> metric(JsonCursor cursor) {
        if (!cursor.isObject()) {
            cursor.wrongType(
                    "a metric: an object with a source (" + String.join(", ", MetricVocabulary.SOURCES)
                            + ") and a rule (" + String.join(", ", MetricVocabulary.RULES) + ")",
                    "write {\"run\": \"…\", \"at_most\": 10}");
            return Optional.empty();
        }
        return new MetricReader(PlanFields.of(cursor, MetricVocabulary.METRIC), cursor).metric();
    }

    private Optional<Metric> metric() {
        Optional<String> source = fields.exactlyOneOf(
                MetricVocabulary.SOURCES,
                String.join(", ", MetricVocabulary.SOURCES),
                "write where the number comes from, such as \"run\" with a command that prints it");
        Optional<ReadCommand> question = source.flatMap(this::question);
        Optional<MetricRule> written = new MetricRuleReader(fields).rule();
        Optional<MetricRule> rule = question.isPresent()
                ? written.flatMap(read -> counted(question.get().action(), read))
                : written;
        Optional<String> name = StepReader.name(fields);
        NoData noData = fields.optional("no_data", each -> each.oneOf(MetricReader::noData, NO_DATA))
                .orElse(NoData.FAIL);
        boolean critical = fields.optional("critical", JsonCursor::bool).orElse(false);
        Duration before = fields.duration("before").orElse(Duration.ZERO);
        Duration initialDelay = fields.duration("initial_delay").orElse(Duration.ZERO);
        Duration timeout = fields.positiveDuration("timeout").orElse(Metric.DEFAULT_TIMEOUT);
        return rule.filter(read -> isBeforeOf(read, before))
                .flatMap(read -> question.map(asked -> new Metric(
                        name.orElseGet(() -> StepReader.defaultName(asked.summary())),
                        CountingSources.action(asked.action(), read),
                        read,
                        noData,
                        critical,
                        before,
                        initialDelay,
                        timeout,
                        PLAN + "#" + cursor.pointer())));
    }

    private static Optional<NoData> noData(String label) {
        return Arrays.stream(NoData.values())
                .filter(each -> each.label().equals(label))
                .findFirst();
    }

    private Optional<MetricRule> counted(Action action, MetricRule rule) {
        return CountingSources.rule(action, rule)
                .peekLeft(found -> cursor.wrongValue(
                        found,
                        CountingSources.LOG_EXPECTED,
                        "write \"at_most\": 0, or let a command print another number of the log"))
                .toJavaOptional();
    }

    private boolean isBeforeOf(MetricRule rule, Duration before) {
        boolean comparesWindows = rule.needs() == MetricRule.History.WINDOW;
        if (comparesWindows && before.isZero()) {
            cursor.missing(
                    "'before' beside " + rule.text() + ": how long it is sampled before the first deploy step,"
                            + " which waits for that",
                    "add \"before\": \"2m\"");
            return false;
        }
        return comparesWindows
                || before.isZero()
                || fields.find("before").stream().allMatch(field -> field.value()
                        .demand(
                                false,
                                "'before' only beside at_most_times_before or worse_than_before",
                                "remove it: it would delay the deployment for nothing"));
    }

    private Optional<ReadCommand> question(String source) {
        BESIDES.forEach((other, name) -> {
            if (!other.equals(source)) {
                fields.belongsTo(name, other, "remove it, or write '" + other + "'");
            }
        });
        if (!OF_HTTP.contains(source)) {
            HttpCheckReader.FIELDS.forEach(
                    name -> fields.belongsTo(name, "http", "it is of 'http', 'prometheus' and 'scrape'; remove it"));
        }
        return switch (source) {
            case "run" -> CommandReader.run(fields);
            case "uses" -> StepReader.use(fields);
            case "check" -> check();
            case "log" ->
                fields.optional("log", JsonCursor::nonBlankProcessText).flatMap(file -> besides(source)
                        .map(pattern -> new ReadCommand(
                                new Action.Use("log", new Input(Map.of("file", file, "pattern", pattern))), file)));
            default ->
                besides(source).flatMap(value -> new HttpCheckReader(fields, Metric.DEFAULT_TIMEOUT)
                        .command(source, source, Map.of(BESIDES.getOrDefault(source, ""), value)));
        };
    }

    private Optional<ReadCommand> check() {
        boolean isItsOwn = fields.find("timeout").stream().allMatch(field -> field.value()
                .demand(false, "no 'timeout' beside 'check'", "remove it: the check's own timeout applies"));
        return fields.optional("check", JsonCursor::nonBlankProcessText)
                .filter(name -> isItsOwn)
                .map(name -> new ReadCommand(Metric.probeTime(name), "time of " + name));
    }

    private Optional<String> besides(String source) {
        String name = BESIDES.getOrDefault(source, "");
        if (fields.find(name).isEmpty()) {
            cursor.missing("'" + name + "' beside '" + source + "'", "add \"" + name + "\": " + EXAMPLES.get(name));
            return Optional.empty();
        }
        return name.equals("json")
                ? fields.optional(name, JsonCursor::processText).filter(this::isPointer)
                : fields.optional(name, JsonCursor::nonBlankProcessText);
    }

    private boolean isPointer(String text) {
        return fields.find("json").stream().allMatch(field -> field.value()
                .demand(
                        JsonPointer.parse(text).isPresent(),
                        String.valueOf(EXAMPLES.get("json")),
                        "begin it with '/', or write \"\" for the whole body"));
    }
}
