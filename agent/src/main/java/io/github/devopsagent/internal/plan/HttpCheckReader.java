package io.github.devopsagent.internal.plan;

import io.github.devopsagent.address.HttpUrl;
import io.github.devopsagent.http.HttpOptions;
import io.github.devopsagent.http.InputFault;
import io.github.devopsagent.http.JsonPointer;
import io.github.devopsagent.internal.json.Durations;
import io.github.devopsagent.internal.json.JsonCursor;
import io.github.devopsagent.internal.plan.CommandReader.ReadCommand;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a health check that asks over HTTP.
 *
 * @param fields of the check
 * @param timeout how long one probe may take
 */
record HttpCheckReader(PlanFields fields, Duration timeout) {

    /** What is only of such a check, besides {@code http}. */
    static final List<String> FIELDS = fields(HttpOptions.ANSWER_FIELDS, HttpOptions.REQUEST_FIELDS);

    private static final String MAX_TIME = "max_time";
    private static final List<String> OF_TLS = List.of("ca_file", "insecure");

    private static List<String> fields(List<String> ofAnswer, List<String> ofRequest) {
        List<String> all = new ArrayList<>(ofAnswer);
        all.addAll(ofRequest);
        return List.copyOf(all);
    }

    /** A probe is told from others by what it asks rather than by how. */
    Optional<ReadCommand> command() {
        return command("http", "http", Map.of());
    }

    /**
     * The same for what an executor asks over HTTP.
     *
     * @param executor its name
     * @param field which has the URL
     * @param besides what else it is given
     */
    Optional<ReadCommand> command(String executor, String field, Map<String, String> besides) {
        Map<String, Object> input = new LinkedHashMap<>();
        Optional<String> url = fields.optional(field, HttpCheckReader::url);
        url.ifPresent(text -> input.put("url", text));
        for (String name : FIELDS) {
            value(name).ifPresent(value -> input.put(name, value));
        }
        HttpOptions.read(input).swap().forEach(faults -> faults.forEach(this::report));
        url.filter(text -> HttpUrl.parse(text).exists(known -> !known.isSecure()))
                .ifPresent(this::withoutTls);
        input.putAll(besides);
        return url.map(text -> new ReadCommand(new Action.Use(executor, new Input(input)), text));
    }

    private Optional<Object> value(String name) {
        if (!name.equals(MAX_TIME)) {
            return fields.optional(name, JsonCursor::plainValue);
        }
        return fields.positiveDuration(MAX_TIME).filter(this::isWithinTimeout).map(Duration::toString);
    }

    /** A probe that runs into its timeout has no answer whose time could be told. */
    private boolean isWithinTimeout(Duration longest) {
        String most = Durations.format(timeout);
        return fields.find(MAX_TIME).stream().allMatch(field -> field.value()
                .demand(
                        longest.compareTo(timeout) < 0,
                        "less than 'timeout', which is " + most,
                        "write a shorter one, or a longer 'timeout'"));
    }

    private void withoutTls(String url) {
        boolean mayBeRedirected = fields.find("follow_redirects")
                .filter(field -> !field.value().isFalse())
                .isPresent();
        if (!mayBeRedirected) {
            OF_TLS.stream()
                    .flatMap(name -> fields.find(name).stream())
                    .filter(field -> !field.value().isFalse())
                    .forEach(field -> field.value()
                            .wrongValue(
                                    "'" + field.name() + "' beside a URL with http://",
                                    "'" + field.name() + "' only beside one with https://",
                                    "write https://, or remove it"));
        }
    }

    private void report(InputFault fault) {
        List<String> steps = JsonPointer.parse(fault.pointer()).orElseThrow().steps();
        fields.find(steps.get(0)).ifPresent(field -> {
            JsonCursor value = field.value().at(steps.subList(1, steps.size()));
            String found = fault.found().orElseGet(value::found);
            if (fault.isType()) {
                value.wrongType(found, fault.allowed(), fault.fix());
            } else {
                value.wrongValue(found, fault.allowed(), fault.fix());
            }
        });
    }

    private static Optional<String> url(JsonCursor cursor) {
        if (cursor.isObject()) {
            cursor.wrongType(
                    "a URL such as \"http://localhost:8080/health\"",
                    "write the URL itself in quotes, and 'expect_status' and 'expect_body' beside it");
            return Optional.empty();
        }
        return cursor.nonBlankProcessText()
                .filter(text -> CheckReader.isAddress(
                        cursor,
                        text,
                        HttpUrl.parse(text).swap().toJavaOptional(),
                        "a URL such as \"http://localhost:8080/health\"",
                        "the URL"));
    }
}
