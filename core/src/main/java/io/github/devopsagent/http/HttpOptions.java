package io.github.devopsagent.http;

import io.vavr.control.Either;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What a request sends besides its address, and which answer it expects. The fields stand beside {@code http} in a plan,
 * and in the input of the executor {@code http}.
 *
 * @param method {@code GET} or {@code HEAD}
 * @param headers in their order
 * @param basicAuth empty if there is none
 * @param bearerToken empty if there is none
 * @param followsRedirects whether another address is asked if the answer names one
 * @param caFile where the certificates are that are trusted instead of the JVM's; empty for the JVM's
 * @param isInsecure whether any certificate is taken
 * @param statuses which an answer may have
 * @param body a text that the body contains; empty for any body
 * @param json what the body has as JSON, by where; none for any body
 * @param maxTime how long an answer may take; empty for as long as the probe
 */
public record HttpOptions(
        String method,
        List<RequestHeader> headers,
        Optional<BasicAuth> basicAuth,
        Optional<Credential> bearerToken,
        boolean followsRedirects,
        Optional<String> caFile,
        boolean isInsecure,
        StatusRanges statuses,
        Optional<String> body,
        Map<JsonPointer, Object> json,
        Optional<Duration> maxTime) {

    /** The fields of the request. */
    public static final List<String> REQUEST_FIELDS =
            List.of("headers", "basic_auth", "bearer_token", "follow_redirects", "ca_file", "insecure");

    /** The fields of the answer that is expected, and what decides whether it has a body. */
    public static final List<String> ANSWER_FIELDS =
            List.of("method", "expect_status", "expect_body", "expect_json", "max_time");

    private static final String GET = "GET";
    private static final String HEAD = "HEAD";

    private static final String AUTHORIZATION = "Authorization";

    public HttpOptions {
        Objects.requireNonNull(method, "method");
        headers = List.copyOf(headers);
        json = Map.copyOf(json);
    }

    /**
     * Reads the fields of a check's input that are options.
     *
     * @param values by name, as plain Java values; others than these fields are not looked at
     * @return the options, or all that is wrong with them
     */
    public static Either<List<InputFault>, HttpOptions> read(Map<String, Object> values) {
        List<InputFault> faults = new ArrayList<>();
        HttpOptions options = new HttpOptions(
                text(values, "method", faults)
                        .filter(name -> isMethod(name, faults))
                        .orElse(GET),
                field(values, "headers", faults, RequestHeader::read).orElse(List.of()),
                field(values, "basic_auth", faults, BasicAuth::read).flatMap(found -> found),
                field(values, "bearer_token", faults, (value, all) -> Credential.read(value, "/bearer_token", all))
                        .flatMap(found -> found),
                flag(values, "follow_redirects", faults),
                text(values, "ca_file", faults).filter(path -> isPath(path, faults)),
                flag(values, "insecure", faults),
                field(values, "expect_status", faults, StatusRanges::read)
                        .flatMap(found -> found)
                        .orElse(StatusRanges.SUCCESS),
                text(values, "expect_body", faults).filter(text -> isBody(text, faults)),
                field(values, "expect_json", faults, HttpOptions::json).orElse(Map.of()),
                field(values, "max_time", faults, (value, all) -> ShortDuration.read("/max_time", value, all))
                        .flatMap(found -> found));
        options.contradictions(faults);
        return faults.isEmpty() ? Either.right(options) : Either.left(List.copyOf(faults));
    }

    /**
     * All credentials that are sent.
     *
     * @return by their names; often none
     */
    public List<Credential> credentials() {
        List<Credential> all = new ArrayList<>();
        headers.forEach(header -> header.credential().ifPresent(all::add));
        basicAuth.map(BasicAuth::password).ifPresent(all::add);
        bearerToken.ifPresent(all::add);
        return all;
    }

    private static boolean isMethod(String name, List<InputFault> faults) {
        if (!name.equals(GET) && !name.equals(HEAD)) {
            faults.add(InputFault.value(
                    "/method", "GET or HEAD", "write anything else as a command, {\"run\": \"curl -fsS -X …\"}"));
        }
        return true;
    }

    private void contradictions(List<InputFault> faults) {
        if (method.equals(HEAD) && (body.isPresent() || !json.isEmpty())) {
            faults.add(InputFault.value(
                            body.isPresent() ? "/expect_body" : "/expect_json",
                            "nothing of a body beside HEAD, whose answer has none",
                            "remove it, or write GET")
                    .found("both"));
        }
        if (basicAuth.isPresent() && bearerToken.isPresent()) {
            faults.add(InputFault.value("/bearer_token", "either 'basic_auth' or 'bearer_token'", "keep one of them")
                    .found("both"));
        }
        boolean isAuthorized = basicAuth.isPresent() || bearerToken.isPresent();
        if (isAuthorized && headers.stream().anyMatch(header -> header.is(AUTHORIZATION))) {
            faults.add(InputFault.value(
                            "/headers/" + AUTHORIZATION,
                            "the header alone, or 'basic_auth', or 'bearer_token'",
                            "keep one of them")
                    .found("several"));
        }
        if (isInsecure && caFile.isPresent()) {
            faults.add(InputFault.value(
                            "/insecure",
                            "either 'ca_file' or 'insecure'",
                            "remove 'insecure', with which 'ca_file' would not be looked at")
                    .found("both"));
        }
    }

    private static <T> Optional<T> field(
            Map<String, Object> values,
            String name,
            List<InputFault> faults,
            BiFunction<Object, List<InputFault>, T> reader) {
        return Optional.ofNullable(values.get(name)).map(value -> reader.apply(value, faults));
    }

    private static boolean flag(Map<String, Object> values, String name, List<InputFault> faults) {
        Object value = values.getOrDefault(name, false);
        if (!(value instanceof Boolean)) {
            faults.add(InputFault.type("/" + name, "true or false", "write it without quotes"));
        }
        return Boolean.TRUE.equals(value);
    }

    private static Optional<String> text(Map<String, Object> values, String name, List<InputFault> faults) {
        Object value = values.getOrDefault(name, "");
        if (!(value instanceof String)) {
            faults.add(InputFault.type("/" + name, "a string", "write it in quotes"));
        }
        return values.containsKey(name) && value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** In any body is an empty text. */
    private static boolean isBody(String text, List<InputFault> faults) {
        if (text.isBlank()) {
            faults.add(InputFault.value(
                    "/expect_body",
                    "a text that the body contains, not a blank one",
                    "write it out, or remove the field"));
            return false;
        }
        return true;
    }

    private static boolean isPath(String path, List<InputFault> faults) {
        if (path.isBlank() || path.indexOf('\0') >= 0) {
            faults.add(InputFault.value(
                    "/ca_file", "the path of a file with certificates in PEM", "write it out, or remove the field"));
            return false;
        }
        return true;
    }

    private static Map<JsonPointer, Object> json(Object value, List<InputFault> faults) {
        String form = "an object of JSON pointers and values, such as {\"/status\": \"UP\"}";
        if (!(value instanceof Map<?, ?> map)) {
            faults.add(InputFault.type("/expect_json", form, "write where the value is, and what it must be"));
            return Map.of();
        }
        if (map.isEmpty()) {
            faults.add(InputFault.value("/expect_json", form, "add one, or remove the field"));
        }
        if (map.size() == 2 && map.containsKey("value")) {
            Optional<Object> pointer =
                    Optional.ofNullable(map.get("pointer")).or(() -> Optional.ofNullable(map.get("path")));
            if (pointer.isPresent()) {
                String fix = "the pointer is the name: write {\""
                        + JsonPointer.meant(pointer.get().toString()) + "\": …}";
                faults.add(InputFault.value("/expect_json", form, fix).found("'value' beside the pointer"));
                return Map.of();
            }
        }
        Map<JsonPointer, Object> expected = new LinkedHashMap<>();
        map.forEach((key, each) -> {
            String text = (String) key;
            JsonPointer.parse(text)
                    .ifPresentOrElse(
                            pointer -> expected.put(pointer, Objects.requireNonNull(each)),
                            () -> faults.add(InputFault.value(
                                            "/expect_json/" + JsonPointer.escaped(text),
                                            JsonPointer.ALLOWED,
                                            "write \"" + JsonPointer.meant(text) + "\"")
                                    .found("a name that is none")));
        });
        return expected;
    }
}
