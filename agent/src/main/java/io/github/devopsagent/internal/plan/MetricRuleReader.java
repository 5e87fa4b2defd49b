package io.github.devopsagent.internal.plan;

import io.github.devopsagent.internal.json.JsonCursor;
import io.github.devopsagent.metric.LeastDifference;
import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.metric.MetricRule.Direction;
import io.github.devopsagent.metric.MetricRule.WorseThanBefore;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads what must hold of a metric.
 *
 * @param fields of the metric
 */
record MetricRuleReader(PlanFields fields) {

    private static final String NUMBER = "a number without a unit, such as 0.01";
    private static final String WRITE_NUMBER = "write it without quotes, in the unit of the metric";
    private static final List<String> DIRECTIONS =
            Arrays.stream(Direction.values()).map(Direction::label).toList();
    private static final String ONLY_OF_RANK_TESTS = "write 'worse_than_before', or remove it";
    private static final List<String> PARTS = List.of("relative", "absolute");

    Optional<MetricRule> rule() {
        Optional<String> kind = fields.exactlyOneOf(
                MetricVocabulary.RULES,
                String.join(", ", MetricVocabulary.RULES),
                "write what must hold of the numbers, such as \"at_most\": 0.01");
        if (kind.filter("worse_than_before"::equals).isEmpty()) {
            fields.belongsTo("significance", "worse_than_before", ONLY_OF_RANK_TESTS);
            fields.belongsTo("least_difference", "worse_than_before", ONLY_OF_RANK_TESTS);
        }
        return kind.flatMap(this::rule);
    }

    private Optional<MetricRule> rule(String kind) {
        return switch (kind) {
            case "at_most" -> number(kind).map(MetricRule.AtMost::new);
            case "at_least" -> number(kind).map(MetricRule.AtLeast::new);
            case "between" -> fields.optional(kind, MetricRuleReader::between);
            case "increase_at_most" ->
                number(kind)
                        .filter(limit -> demand(kind, limit >= 0, "a number from 0 on"))
                        .map(MetricRule.IncreaseAtMost::new);
            case "at_most_times_before" ->
                number(kind)
                        .filter(factor -> demand(kind, factor > 0, "a number greater than 0, such as 1.5"))
                        .map(MetricRule.AtMostTimesBefore::new);
            default -> worse(kind);
        };
    }

    private Optional<MetricRule> worse(String kind) {
        Optional<Direction> direction =
                fields.optional(kind, each -> each.oneOf(MetricRuleReader::direction, DIRECTIONS));
        Optional<Double> significance = fields.find("significance").isEmpty()
                ? Optional.of(WorseThanBefore.DEFAULT_SIGNIFICANCE)
                : number("significance")
                        .filter(each -> demand(
                                "significance", each > 0 && each < 0.5, "a number between 0 and 0.5, such as 0.05"));
        Optional<LeastDifference> least = fields.find("least_difference").isEmpty()
                ? Optional.of(LeastDifference.DEFAULT)
                : fields.optional("least_difference", MetricRuleReader::least);
        return direction.flatMap(worse ->
                significance.flatMap(most -> least.map(relevant -> new WorseThanBefore(worse, most, relevant))));
    }

    private static Optional<Direction> direction(String label) {
        return Arrays.stream(Direction.values())
                .filter(each -> each.label().equals(label))
                .findFirst();
    }

    private static Optional<LeastDifference> least(JsonCursor cursor) {
        Map<String, JsonCursor> parts = cursor.isObject() ? cursor.fields() : Map.of();
        if (parts.isEmpty() || !PARTS.containsAll(parts.keySet())) {
            cursor.wrongType(
                    "an object with 'relative' (0.1 for a tenth of what it was before), 'absolute' (in the metric's unit),"
                            + " or both",
                    "write {\"relative\": 0.1}");
            return Optional.empty();
        }
        Optional<Double> relative = part(parts, "relative", LeastDifference.DEFAULT.relative());
        Optional<Double> absolute = part(parts, "absolute", LeastDifference.DEFAULT.absolute());
        return relative.flatMap(one -> absolute.map(other -> new LeastDifference(one, other)));
    }

    private static Optional<Double> part(Map<String, JsonCursor> parts, String name, double otherwise) {
        return Optional.ofNullable(parts.get(name))
                .map(each -> number(each)
                        .filter(number -> each.demand(number >= 0, "a number from 0 on", "write a greater one")))
                .orElse(Optional.of(otherwise));
    }

    private static Optional<MetricRule> between(JsonCursor cursor) {
        List<JsonCursor> limits = cursor.isList() ? cursor.elements() : List.of();
        if (limits.size() != 2) {
            cursor.wrongType("a list of the least and the greatest number that is good", "write [ 0.5, 2 ]");
            return Optional.empty();
        }
        Function<Integer, Optional<Double>> limit = index -> number(limits.get(index));
        Optional<Double> high = limit.apply(1);
        return limit.apply(0).flatMap(low -> high.filter(
                        most -> cursor.demand(low <= most, "the lesser number first", "write them in the other order"))
                .map(most -> new MetricRule.Between(low, most)));
    }

    private boolean demand(String name, boolean condition, String allowed) {
        return fields.find(name).stream()
                .allMatch(field -> field.value().demand(condition, allowed, "write such a number"));
    }

    private Optional<Double> number(String name) {
        return fields.optional(name, MetricRuleReader::number);
    }

    private static Optional<Double> number(JsonCursor cursor) {
        return cursor.number(NUMBER, WRITE_NUMBER)
                .map(BigDecimal::doubleValue)
                .filter(value -> cursor.demand(Double.isFinite(value), NUMBER, "write a smaller one"));
    }
}
