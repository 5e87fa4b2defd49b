package io.github.devopsagent.internal.plan;

import io.github.devopsagent.address.HttpUrl;
import io.github.devopsagent.address.TcpAddress;
import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.internal.json.JsonCursor;
import io.github.devopsagent.internal.plan.CommandReader.ReadCommand;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.HealthCheck.After;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.regex.LazyPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * Reads health checks.
 *
 * @param defaults what applies where a check says nothing
 */
record CheckReader(HealthCheck.Timing defaults) {

    /** As a document writes a URL that is a link. */
    private static final LazyPattern LINK = LazyPattern.of("\\s*<\\s*(\\S+)\\s*>\\s*");

    private static final String COMPARES = "a command compares by itself: [ \"$(…)\" = 1 ]";
    private static final String PLAN = Plan.FILE.substring(Plan.FILE.lastIndexOf('/') + 1);

    /** One check or a list of them. */
    List<HealthCheck> checks(JsonCursor cursor) {
        List<HealthCheck> checks = new ArrayList<>();
        for (JsonCursor each : StepReader.oneOrMore(cursor)) {
            Optional<HealthCheck> check = check(each);
            if (check.isPresent()) {
                checks.add(check.get());
            }
        }
        return List.copyOf(checks);
    }

    private Optional<HealthCheck> check(JsonCursor cursor) {
        if (cursor.isText()) {
            Optional<String> text = CommandText.bare(cursor);
            return text.isPresent() ? Optional.of(bare(cursor, text.get())) : Optional.empty();
        }
        if (cursor.isObject()) {
            return object(cursor);
        }
        cursor.wrongType(
                "a command (a string) or a check (an object with 'run', 'http', 'tcp' or 'uses')",
                "write the command in quotes, or as {\"run\": \"…\"}");
        return Optional.empty();
    }

    private HealthCheck bare(JsonCursor cursor, String text) {
        return new HealthCheck(
                StepReader.defaultName(text), action(cursor, text), After.BOTH, defaults, source(cursor));
    }

    /** Nobody executes a URL, and what is asked of one as a health check is plain. */
    private static Action action(JsonCursor cursor, String text) {
        Matcher link = LINK.matcher(text);
        String url = link.matches() ? link.group(1) : text.strip();
        if (HttpUrl.isAlone(url) && HttpUrl.parse(url).isRight()) {
            cursor.readAs("a URL as a health check is read as {\"http\": …}");
            return Action.http(url);
        }
        return new Action.Bare(text);
    }

    private Optional<HealthCheck> object(JsonCursor cursor) {
        PlanFields fields = PlanFields.of(cursor, PlanVocabulary.CHECK);
        HealthCheck.Timing timing = timing(fields);
        Optional<ReadCommand> command = command(fields, timing);
        Optional<String> name = StepReader.name(fields);
        After after = after(fields);
        if (command.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new HealthCheck(
                name.isPresent()
                        ? name.get()
                        : StepReader.defaultName(command.get().summary()),
                command.get().action(),
                after,
                timing,
                source(cursor)));
    }

    private static Optional<ReadCommand> command(PlanFields fields, HealthCheck.Timing timing) {
        Optional<String> kind = fields.exactlyOneOf(
                List.of("run", "http", "tcp", "uses"),
                "run, http, tcp, uses",
                "write a command as 'run', a URL as 'http', host:port as 'tcp', or an executor as 'uses'");
        return kind.isPresent() ? command(fields, kind.get(), timing) : Optional.empty();
    }

    private static Optional<ReadCommand> command(PlanFields fields, String kind, HealthCheck.Timing timing) {
        if (!kind.equals("http")) {
            String fix = kind.equals("run") ? COMPARES : "write the check as 'http', or remove it";
            for (String field : HttpCheckReader.FIELDS) {
                fields.belongsTo(field, "http", fix);
            }
        }
        if (!kind.equals("uses")) {
            fields.belongsTo("with", "uses", StepReader.WITHOUT_EXECUTOR);
        }
        return switch (kind) {
            case "http" -> new HttpCheckReader(fields, timing.timeout()).command();
            case "tcp" -> fields.optional("tcp", CheckReader::tcp);
            case "uses" -> StepReader.use(fields);
            default -> CommandReader.run(fields);
        };
    }

    private static Optional<ReadCommand> tcp(JsonCursor cursor) {
        if (cursor.isObject()) {
            cursor.wrongType("a host and a port, such as \"localhost:5432\"", "write host:port in quotes");
            return Optional.empty();
        }
        return cursor.nonBlankProcessText()
                .filter(text -> isAddress(
                        cursor,
                        text,
                        TcpAddress.parse(text).swap().toJavaOptional(),
                        "a host and a port 1 to 65535, such as \"localhost:5432\" or \"[::1]:5432\"",
                        "the address"))
                .map(text -> new ReadCommand(new Action.Use("tcp", Input.of("address", text)), text));
    }

    /** What is said of a fault goes to other roles, and a password with it if the address were quoted. */
    static boolean isAddress(JsonCursor cursor, String text, Optional<String> demand, String allowed, String subject) {
        String fix = subject + " " + demand.orElse("");
        if (demand.isPresent() && text.indexOf('@') >= 0) {
            cursor.wrongValue("an address with '@', before which credentials may stand", allowed, fix);
            return false;
        }
        return cursor.demand(demand.isEmpty(), allowed, fix);
    }

    private HealthCheck.Timing timing(PlanFields fields) {
        return new HealthCheck.Timing(
                fields.duration("initial_delay").orElse(defaults.initialDelay()),
                fields.duration("startup_timeout").orElse(defaults.startupTimeout()),
                fields.positiveDuration("period").orElse(defaults.period()),
                fields.positiveDuration("timeout").orElse(defaults.timeout()),
                threshold(fields, "success_threshold").orElse(defaults.successThreshold()),
                threshold(fields, "failure_threshold").orElse(defaults.failureThreshold()));
    }

    private static Optional<Integer> threshold(PlanFields fields, String name) {
        return fields.integer(name, 1, Integer.MAX_VALUE);
    }

    private static After after(PlanFields fields) {
        Optional<JsonCursor> field = fields.value("after");
        if (field.isEmpty()) {
            return After.BOTH;
        }
        List<String> labels =
                Arrays.stream(After.values()).map(CheckReader::label).toList();
        return field.get().oneOf(CheckReader::after, labels).orElse(After.BOTH);
    }

    private static Optional<After> after(String label) {
        return Arrays.stream(After.values())
                .filter(each -> label(each).equals(label))
                .findFirst();
    }

    private static String label(After after) {
        return after.name().toLowerCase(Locale.ROOT);
    }

    private static String source(JsonCursor cursor) {
        return PLAN + "#" + cursor.pointer();
    }
}
