package io.github.devopsagent.json;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.pipeline.Action;
import io.github.devopsagent.pipeline.HealthCheck;
import io.github.devopsagent.pipeline.HealthCheck.After;
import io.github.devopsagent.pipeline.Input;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads health checks.
 *
 * @param defaults what applies where a check says nothing
 */
record CheckReader(HealthCheck.Timing defaults) {

    private static final List<String> NOT_OF_CHECKS =
            List.of("env", "working_directory", "rollback", "idempotent", "retries");
    private static final List<String> AFTER =
            Arrays.stream(After.values()).map(CheckReader::label).toList();
    private static final Pattern ADDRESS = Pattern.compile("(?:\\[[^\\[\\]\\s]+]|[^:\\[\\]\\s]+):(\\d{1,5})");
    private static final String PLAN = Plan.FILE.substring(Plan.FILE.lastIndexOf('/') + 1);

    /** One check or a list of them. */
    List<HealthCheck> checks(Cursor cursor) {
        return StepReader.oneOrMore(cursor)
                .flatMap(each -> check(each).stream())
                .toList();
    }

    private Optional<HealthCheck> check(Cursor cursor) {
        if (cursor.isText()) {
            return cursor.processText()
                    .map(text -> new HealthCheck(
                            StepReader.defaultName(text), new Action.Bare(text), After.BOTH, defaults, source(cursor)));
        }
        if (cursor.isObject()) {
            return object(cursor);
        }
        cursor.wrongType(
                "a command (a string) or a check (an object with 'run', 'http', 'tcp' or 'uses')",
                "write the command in quotes, or as {\"run\": \"…\"}");
        return Optional.empty();
    }

    private Optional<HealthCheck> object(Cursor cursor) {
        Optional<Action> action = action(cursor);
        Optional<String> name = StepReader.name(cursor);
        NOT_OF_CHECKS.forEach(word -> cursor.field(word)
                .ifPresent(there -> there.wrongValue(
                        "'" + word + "' of a health check",
                        "'" + word + "' only of a step",
                        "remove it, or make it part of the command, as in: cd directory && NAME=value command")));
        After after = cursor.optional("after", each -> each.oneOf(CheckReader::after, AFTER))
                .orElse(After.BOTH);
        HealthCheck.Timing timing = timing(cursor);
        return action.map(
                what -> new HealthCheck(name.orElseGet(() -> defaultName(what)), what, after, timing, source(cursor)));
    }

    private static Optional<Action> action(Cursor cursor) {
        return cursor.exactlyOneOf(
                        List.of("run", "http", "tcp", "uses"),
                        "write a command as 'run', a URL as 'http', host:port as 'tcp', or an executor as 'uses'")
                .flatMap(kind -> action(cursor, kind));
    }

    private static Optional<Action> action(Cursor cursor, String kind) {
        if (!kind.equals("http")) {
            StepReader.belongsTo(cursor, "expect_status", "http");
            StepReader.belongsTo(cursor, "expect_body", "http");
        }
        if (!kind.equals("uses")) {
            StepReader.belongsTo(cursor, "with", "uses");
        }
        return switch (kind) {
            case "http" -> http(cursor);
            case "tcp" -> cursor.optional("tcp", CheckReader::tcp);
            case "uses" -> StepReader.use(cursor);
            default -> StepReader.run(cursor);
        };
    }

    private static Optional<Action> http(Cursor cursor) {
        Map<String, Object> input = new LinkedHashMap<>();
        Optional<String> url = cursor.optional("http", CheckReader::url);
        url.ifPresent(text -> input.put("url", text));
        cursor.optional("expect_status", each -> each.integer(100, 599))
                .ifPresent(status -> input.put("expect_status", status));
        cursor.optional("expect_body", Cursor::text).ifPresent(body -> input.put("expect_body", body));
        return url.map(text -> new Action.Use("http", new Input(input)));
    }

    private static Optional<String> url(Cursor cursor) {
        return cursor.nonBlankProcessText()
                .filter(text -> cursor.demand(
                        isHttp(text),
                        "a URL such as \"http://localhost:8080/health\"",
                        "write it with http:// or https://"));
    }

    private static boolean isHttp(String text) {
        try {
            URI uri = new URI(text);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return http && uri.getHost() != null && uri.getPort() <= 65535;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static Optional<Action> tcp(Cursor cursor) {
        return cursor.nonBlankProcessText()
                .filter(text -> cursor.demand(
                        isAddress(text),
                        "a host and a port 1 to 65535, such as \"localhost:5432\" or \"[::1]:5432\"",
                        "write host:port"))
                .map(text -> new Action.Use("tcp", Input.of("address", text)));
    }

    private static boolean isAddress(String text) {
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches()) {
            return false;
        }
        int port = Integer.parseInt(address.group(1));
        return port > 0 && port <= 65535;
    }

    private HealthCheck.Timing timing(Cursor cursor) {
        return new HealthCheck.Timing(
                cursor.optional("initial_delay", Cursor::duration).orElse(defaults.initialDelay()),
                cursor.optional("startup_timeout", Cursor::duration).orElse(defaults.startupTimeout()),
                cursor.optional("period", Cursor::positiveDuration).orElse(defaults.period()),
                cursor.optional("timeout", Cursor::positiveDuration).orElse(defaults.timeout()),
                threshold(cursor, "success_threshold").orElse(defaults.successThreshold()),
                threshold(cursor, "failure_threshold").orElse(defaults.failureThreshold()));
    }

    private static Optional<Integer> threshold(Cursor cursor, String name) {
        return cursor.optional(name, each -> each.integer(1, Integer.MAX_VALUE));
    }

    /** A probe is told from others by what it asks rather than by how. */
    private static String defaultName(Action action) {
        String text = action.fold(Action.Bare::text, Action.Run::command, use -> use.input()
                .text("url")
                .or(() -> use.input().text("address"))
                .orElse(use.executor()));
        return StepReader.defaultName(text);
    }

    private static Optional<After> after(String label) {
        return Arrays.stream(After.values())
                .filter(each -> label(each).equals(label))
                .findFirst();
    }

    private static String label(After after) {
        return after.name().toLowerCase(Locale.ROOT);
    }

    private static String source(Cursor cursor) {
        return PLAN + "#" + cursor.pointer();
    }
}
