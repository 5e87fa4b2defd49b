package io.github.devopsagent.internal.plan;

import io.github.devopsagent.internal.json.JsonCursor;
import io.github.devopsagent.internal.json.Spelling;
import io.github.devopsagent.internal.json.Spelling.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a metric of a plan may say. It is younger than the rest of a plan, so that nobody's plan has fields here that we
 * do not know: all others but those for people are errors.
 */
final class MetricVocabulary {

    /** How it is asked: exactly one of them. */
    static final List<String> SOURCES = List.of("prometheus", "http", "scrape", "log", "run", "check", "uses");

    /** What must hold: exactly one of them. */
    static final List<String> RULES =
            List.of("at_most", "at_least", "between", "increase_at_most", "at_most_times_before", "worse_than_before");

    /** What people write for one another. */
    static final Set<String> FOR_PEOPLE = FieldWords.list("description notes comment unit owner link");

    private static final String KNOWN = "name prometheus query http json scrape metric log pattern run check uses with"
            + " headers basic_auth bearer_token follow_redirects ca_file insecure"
            + " at_most at_least between increase_at_most at_most_times_before worse_than_before significance"
            + " least_difference before initial_delay no_data critical timeout";

    private static final List<Spelling> RUN = List.of(
            Spelling.of("script", "run", Value.THE_SAME),
            Spelling.of("commands", "run", Value.THE_SAME),
            Spelling.of("command", "run", Value.NO_LIST),
            Spelling.of("cmd", "run", Value.NO_LIST));

    static final Vocabulary METRIC = new Vocabulary(
            "a metric",
            FieldWords.list(KNOWN),
            FOR_PEOPLE,
            RUN,
            refused(),
            Map.of(),
            new FixTable().words(),
            MetricVocabulary::fault);

    private MetricVocabulary() {}

    private static Map<String, String> refused() {
        FixTable table = new FixTable();
        table.put("did you mean 'at_most'?", "threshold max maximum limit upper upper_limit less_than below lt lte");
        table.put("did you mean 'at_least'?", "min minimum lower lower_limit greater_than above gt gte");
        table.put("did you mean 'between'?", "range thresholds");
        table.put("did you mean 'before'?", "baseline window lookback");
        table.put("did you mean 'query'?", "promql expr expression");
        table.put("did you mean 'pattern'?", "regex match grep");
        table.put("did you mean 'json', a JSON pointer such as \"/latency/p95_ms\"?", "json_path jsonpath jq path");
        table.put(
                "did you mean 'http' with 'json', 'prometheus' with 'query', or 'scrape' with 'metric'?",
                "url endpoint");
        table.put("did you mean 'log'?", "file logfile log_file");
        table.put("did you mean 'initial_delay'?", "delay warmup warm_up");
        table.put(
                "a metric is sampled with the 'period' of monitoring, and fails samples under its 'failure_limit'",
                "period interval frequency every duration failure_limit failure_threshold");
        table.put("did you mean 'check', the name of a health check whose probes are timed?", "health_check probe");
        return table.rows();
    }

    private static Optional<UnknownSections.Fault> fault(String name, JsonCursor value) {
        return Optional.of(new UnknownSections.Fault(
                JsonCursor.quoted(name),
                "write a source (" + String.join(", ", SOURCES) + ") and a rule (" + String.join(", ", RULES)
                        + "), and what is for people as 'notes'"));
    }
}
