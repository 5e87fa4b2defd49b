package io.github.devopsagent.internal.document;

import io.github.devopsagent.domain.Deployment.MetricEntry;
import io.github.devopsagent.internal.json.Durations;
import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.internal.json.TrustedJsonCursor;
import io.github.devopsagent.internal.json.TrustedJsonCursor.Fields;
import io.github.devopsagent.metric.LeastDifference;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.metric.MetricRule.AtLeast;
import io.github.devopsagent.metric.MetricRule.AtMost;
import io.github.devopsagent.metric.MetricRule.AtMostTimesBefore;
import io.github.devopsagent.metric.MetricRule.Between;
import io.github.devopsagent.metric.MetricRule.Direction;
import io.github.devopsagent.metric.MetricRule.IncreaseAtMost;
import io.github.devopsagent.metric.MetricRule.WorseThanBefore;
import io.github.devopsagent.metric.NoData;
import io.github.devopsagent.metric.Sample;
import io.github.devopsagent.plan.Action;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a record says of a metric; writes and reads what a run's own copy does, whose fields are those of plans. */
final class MetricJson {

    private static final Map<String, Function<TrustedJsonCursor, MetricRule>> LIMITS = Map.of(
            "at_most", value -> new AtMost(value.number()),
            "at_least", value -> new AtLeast(value.number()),
            "increase_at_most", value -> new IncreaseAtMost(value.number()),
            "at_most_times_before", value -> new AtMostTimesBefore(value.number()));

    private MetricJson() {}

    static void write(Metric metric, ObjectNode node) {
        metric.rule().fold(new RuleWriter(node));
        node.put("no_data", metric.noData().label());
        node.put("critical", metric.critical());
        node.put("before", Durations.format(metric.before()));
        node.put("initial_delay", Durations.format(metric.initialDelay()));
        node.put("timeout", Durations.format(metric.timeout()));
    }

    /** What became of it. */
    static void write(MetricEntry entry, ObjectNode node) {
        node.put("name", entry.name());
        node.put("source", entry.source());
        node.put("rule", entry.rule());
        node.put("verdict", entry.verdict());
        node.put("detail", entry.detail());
        node.put("samples", entry.samples());
        node.put("bad_samples", entry.badSamples());
        if (!entry.before().isEmpty()) {
            ArrayNode before = node.putArray("before");
            entry.before().forEach(before::add);
        }
        ArrayNode last = node.putArray("last");
        entry.last().forEach(sample -> write(sample, last.addObject()));
    }

    private static void write(Sample sample, ObjectNode node) {
        node.put("since", Durations.format(sample.since()));
        sample.reading()
                .fold(number -> node.put("value", number.value()), missing -> node.put("missing", missing.detail()));
    }

    static Metric read(Fields fields, Action action) {
        return new Metric(
                fields.get("name").text(),
                action,
                rule(fields),
                fields.get("no_data").constant(NoData.class, NoData::label),
                fields.get("critical").bool(),
                fields.get("before").duration(),
                fields.get("initial_delay").duration(),
                fields.get("timeout").duration(),
                fields.get("source").text());
    }

    private static MetricRule rule(Fields fields) {
        return LIMITS.entrySet().stream()
                .flatMap(each -> fields.find(each.getKey()).map(each.getValue()).stream())
                .findFirst()
                .or(() -> fields.find("between").map(MetricJson::between))
                .orElseGet(() -> worse(fields));
    }

    private static MetricRule between(TrustedJsonCursor value) {
        List<Double> limits = value.list(TrustedJsonCursor::number);
        if (limits.size() != 2) {
            throw value.wrong("two numbers");
        }
        return new Between(limits.get(0), limits.get(1));
    }

    private static MetricRule worse(Fields fields) {
        return new WorseThanBefore(
                fields.get("worse_than_before").constant(Direction.class, Direction::label),
                fields.get("significance").number(),
                fields.get("least_difference").object(MetricJson::least));
    }

    private static LeastDifference least(Fields fields) {
        return new LeastDifference(
                fields.get("relative").number(), fields.get("absolute").number());
    }

    /**
     * Writes a rule.
     *
     * @param node of the metric
     */
    private record RuleWriter(ObjectNode node) implements MetricRule.RuleCases<ObjectNode> {

        @Override
        public ObjectNode atMost(AtMost rule) {
            return node.put("at_most", rule.limit());
        }

        @Override
        public ObjectNode atLeast(AtLeast rule) {
            return node.put("at_least", rule.limit());
        }

        @Override
        public ObjectNode between(Between rule) {
            node.putArray("between").add(rule.low()).add(rule.high());
            return node;
        }

        @Override
        public ObjectNode increaseAtMost(IncreaseAtMost rule) {
            return node.put("increase_at_most", rule.limit());
        }

        @Override
        public ObjectNode atMostTimesBefore(AtMostTimesBefore rule) {
            return node.put("at_most_times_before", rule.factor());
        }

        @Override
        public ObjectNode worseThanBefore(WorseThanBefore rule) {
            ObjectNode least = TrustedJson.object();
            least.put("relative", rule.least().relative());
            least.put("absolute", rule.least().absolute());
            node.put("worse_than_before", rule.worse().label());
            node.put("significance", rule.significance());
            node.set("least_difference", least);
            return node;
        }
    }
}
