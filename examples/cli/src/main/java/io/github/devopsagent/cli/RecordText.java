package io.github.devopsagent.cli;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A record for people, as {@code deployment.schema.json} describes it; what an earlier version did not write is left out. */
final class RecordText {

    private final JsonNode record;
    private final List<String> doubts;
    private final Optional<String> rolledBackBy;
    private final List<String> lines = new ArrayList<>();

    /** A record, why it cannot be relied on, and what has rolled the deployment back since. */
    RecordText(JsonNode record, List<String> doubts, Optional<String> rolledBackBy) {
        this.record = record;
        this.doubts = List.copyOf(doubts);
        this.rolledBackBy = rolledBackBy;
    }

    String text() {
        lines.clear();
        doubts.forEach(doubt -> lines.add("IN DOUBT: " + doubt + "; look at what is deployed"));
        rolledBackBy.ifPresent(other -> lines.add("ROLLED BACK LATER, by " + other + "; what follows was true before"));
        lines.add(of(record, "deployment_id") + " of " + of(record, "epic_id") + " to " + of(record, "environment")
                + ": " + of(record, "status").toUpperCase(Locale.ROOT).replace('_', ' '));
        known(record, "rolls_back")
                .ifPresent(undone ->
                        lines.add((isRolledBack() ? "rolled back " : "it was to roll back ") + undone + asked()));
        lines.add("began " + of(record, "started_at") + ", ended " + of(record, "timestamp") + took(record) + by());
        known(record.path("evidence"), "deployed_commit").ifPresent(commit -> lines.add("commit " + commit));
        failure();
        rollback();
        record.path("steps_executed").values().forEach(this::stage);
        record.path("health_checks").values().forEach(this::check);
        monitoring();
        texts(record, "warnings").forEach(warning -> lines.add("warning: " + warning));
        if (record.path("rollback_available").asBoolean(false)) {
            lines.add("by hand, this undoes it:");
            indented(of(record, "rollback_command"));
        }
        return lines.stream().map(TerminalText::text).collect(joining("\n"));
    }

    private String by() {
        JsonNode agent = record.path("agent");
        return agent.isObject() ? ", by " + of(agent, "user") + " on host " + of(agent, "host") : "";
    }

    private boolean isRolledBack() {
        return of(record, "status").equals("rolled_back");
    }

    /** A rollback on demand has no failure of its own where it succeeded: only who asked for it. */
    private boolean isWish(JsonNode failure) {
        return isRolledBack()
                && known(record, "rolls_back").isPresent()
                && of(failure, "stage").equals("rollback");
    }

    private String asked() {
        JsonNode failure = record.path("failure");
        return isWish(failure) ? ", as " + of(failure, "reason") : "";
    }

    private void failure() {
        JsonNode failure = record.path("failure");
        if (failure.isObject() && !isWish(failure)) {
            lines.add("FAILED in " + of(failure, "stage")
                    + known(failure, "place").map(" at "::concat).orElse("") + ": " + of(failure, "reason"));
            known(failure, "output_tail").ifPresent(this::indented);
        }
    }

    private void rollback() {
        JsonNode rollback = record.path("rollback");
        if (rollback.isObject()) {
            lines.add("health after the rollback: " + of(rollback, "health"));
            texts(rollback, "faults").forEach(fault -> lines.add("FAULT of the rollback: " + fault));
            texts(rollback, "in_doubt").forEach(doubt -> lines.add("IN DOUBT: " + doubt));
        }
    }

    private void stage(JsonNode stage) {
        lines.add(of(stage, "step") + ": " + of(stage, "status") + took(stage));
        stage.path("steps").values().forEach(step -> {
            lines.add("  " + of(step, "place") + " '" + of(step, "name") + "': " + of(step, "status") + took(step)
                    + known(step, "reason").map(reason -> ": " + reason).orElse(""));
            known(step, "output_file").ifPresent(file -> lines.add("    its output: " + file));
        });
    }

    private void check(JsonNode check) {
        lines.add("check '" + of(check, "name") + "':" + verdict(check, "baseline", " before ")
                + verdict(check, "verification", ", after the deployment ")
                + verdict(check, "after_rollback", ", after the rollback "));
    }

    private static String verdict(JsonNode check, String when, String words) {
        JsonNode seen = check.path(when);
        return seen.isObject() ? words + of(seen, "verdict") + " (" + of(seen, "detail") + ")" : "";
    }

    private void monitoring() {
        JsonNode monitoring = record.path("monitoring");
        if (monitoring.isObject()) {
            lines.add("monitored: " + of(monitoring, "samples") + " samples, " + of(monitoring, "failed_samples")
                    + " failed"
                    + known(monitoring, "last_failure")
                            .map(last -> ", last: " + last)
                            .orElse(""));
            monitoring
                    .path("metrics")
                    .values()
                    .forEach(metric -> lines.add("  metric '" + of(metric, "name") + "': " + of(metric, "verdict")
                            + known(metric, "detail")
                                    .map(detail -> ", " + detail)
                                    .orElse("")));
        }
    }

    private void indented(String text) {
        text.lines().forEach(line -> lines.add("  | " + line));
    }

    /** Such as {@code , in 1m3.5s}; empty if that is not known. */
    private static String took(JsonNode timed) {
        JsonNode millis = timed.path("duration_ms");
        return millis.isIntegralNumber()
                ? ", in "
                        + Duration.ofMillis(millis.asLong())
                                .toString()
                                .substring("PT".length())
                                .toLowerCase(Locale.ROOT)
                : "";
    }

    private static List<String> texts(JsonNode parent, String name) {
        return parent.path(name).values().stream().map(RecordText::scalar).toList();
    }

    private static String of(JsonNode parent, String name) {
        return known(parent, name).orElse("?");
    }

    /** Empty if it is not there, or an empty text. */
    private static Optional<String> known(JsonNode parent, String name) {
        JsonNode value = parent.path(name);
        return value.isMissingNode() || value.isNull()
                ? Optional.empty()
                : Optional.of(scalar(value)).filter(text -> !text.isBlank());
    }

    private static String scalar(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }
}
