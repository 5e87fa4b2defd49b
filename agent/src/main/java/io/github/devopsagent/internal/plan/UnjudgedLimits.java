package io.github.devopsagent.internal.plan;

import io.github.devopsagent.internal.json.JsonCursor;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Limits at the top of a plan, or in its monitoring, that nothing judges: whoever has written them expects that they are kept. */
final class UnjudgedLimits {

    /** One of these words makes a section one of what is measured. */
    private static final Set<String> SUBJECTS =
            FieldWords.list("threshold thresholds alert alerts alarm alarms kpi kpis"
                    + " sla slas sli slis slo slos indicator indicators anomaly anomalies measurement measurements guardrail"
                    + " guardrails canary telemetry observability");

    /** Other words have these beside them in what is for people, such as in an analysis of risks. */
    private static final Set<String> NAMES = FieldWords.list("analysis metric_analysis error_budget error_budgets"
            + " acceptance_criteria acceptance_criterion acceptance_conditions exit_criteria pass_criteria quality_criteria"
            + " health_criteria verification_criteria deployment_criteria release_criteria criteria");

    private static final Set<String> MEASURED = FieldWords.list("health service error performance latency deployment"
            + " rollback release business system application app quality key watched success");
    private static final Set<String> METRICS = FieldWords.list("metric metrics");

    /** Keys whose numbers are no limits. */
    private static final Set<String> OTHER_NUMBERS =
            FieldWords.list("id version priority order severity port year index"
                    + " description notes note comment comments link links url runbook dashboard channel owner");

    /** A number under a name that ends so tells which one, and not how many. */
    private static final Set<String> IDENTIFIERS = FieldWords.list("id ids port ports ticket build version");

    private static final Set<String> RULES =
            FieldWords.list("at_most at_least increase_at_most at_most_times_before worse_than_before");
    private static final Pattern ADDRESS = Pattern.compile("\\S+://\\S*");
    private static final Pattern COMPARISON = Pattern.compile(
            "[<>\u2264\u2265]=?\\s*\\p{N}|\\p{N}\\s*%"
                    + "|\\b(?:below|above|under|over|at most|at least|less than|more than|greater than|fewer than|exceeds?"
                    + "|within|max(?:imum)?|min(?:imum)?)\\s+\\p{N}"
                    + "|^\\s*\\p{N}+(?:[.,]\\p{N}+)?\\s*(?:ms|s|m|/s)?\\s*$",
            Pattern.CASE_INSENSITIVE);

    private UnjudgedLimits() {}

    /** Whether a section has one. */
    static boolean areIn(String name, JsonCursor value) {
        FieldWords words = FieldWords.of(name);
        boolean isForPeople = words.endWithOneOf(DecidingWords.FOR_PEOPLE);
        return !isForPeople && (hasRule(value) || (isOfMeasurements(words) && hasLimit(value)));
    }

    /** The same in monitoring, where every field is one of what is measured. */
    static boolean areInMonitoring(String name, JsonCursor value) {
        boolean isForPeople = FieldWords.of(name).endWithOneOf(DecidingWords.FOR_PEOPLE);
        return !isForPeople && (isRule(name, value) || hasRule(value) || hasLimit(Map.entry(name, value)));
    }

    private static boolean isOfMeasurements(FieldWords words) {
        boolean isOfMetrics =
                METRICS.stream().anyMatch(words::have) && MEASURED.stream().anyMatch(words::have);
        return isOfMetrics || words.areIn(NAMES) || SUBJECTS.stream().anyMatch(words::have);
    }

    /** Whatever the section is called, these words are those of a metric. */
    private static boolean hasRule(JsonCursor value) {
        if (value.isList()) {
            return value.elements().stream().anyMatch(UnjudgedLimits::hasRule);
        }
        return value.isObject()
                && value.fields().entrySet().stream()
                        .anyMatch(each -> hasRule(each.getValue()) || isRule(each.getKey(), each.getValue()));
    }

    private static boolean isRule(String name, JsonCursor value) {
        return FieldWords.of(name).areIn(RULES) && value.scalar().isPresent();
    }

    private static boolean hasLimit(JsonCursor value) {
        if (value.isList()) {
            return value.elements().stream().anyMatch(UnjudgedLimits::hasLimit);
        }
        if (value.isObject()) {
            return value.fields().entrySet().stream().anyMatch(UnjudgedLimits::hasLimit);
        }
        return value.scalar()
                .filter(text -> !ADDRESS.matcher(text).matches())
                .filter(text -> COMPARISON.matcher(text).find())
                .isPresent();
    }

    private static boolean hasLimit(Map.Entry<String, JsonCursor> field) {
        FieldWords words = FieldWords.of(field.getKey());
        boolean isOther = words.areIn(OTHER_NUMBERS) || words.endWithOneOf(IDENTIFIERS);
        return !isOther && hasLimit(field.getValue());
    }
}
