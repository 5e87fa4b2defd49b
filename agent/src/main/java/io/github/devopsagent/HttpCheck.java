package io.github.devopsagent;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.http.HttpOptions;
import io.github.devopsagent.http.InputFault;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A question over HTTP, field by field as a plan has them: {@code
 * HttpCheck.get(url).bearerToken("PROBE").expectStatus("200-299").action()}. Each call returns another question, and refuses
 * what a plan's reader would.
 *
 * <p>Credentials are names of variables or secrets of the run, and never values.
 */
public final class HttpCheck {

    private static final String HEADERS = "headers";
    private static final String STATUS = "expect_status";
    private static final String JSON = "expect_json";

    private final Map<String, Object> input;

    private HttpCheck(Map<String, Object> input) {
        this.input = input;
    }

    /**
     * A GET.
     *
     * @param url where to
     * @return the question; any status from 200 to 299 is good
     * @throws IllegalArgumentException if it is no absolute http or https address
     */
    public static HttpCheck get(String url) {
        return new HttpCheck(Action.http(url).input().values());
    }

    /**
     * A HEAD, whose answer has no body.
     *
     * @param url where to
     * @return the question; any status from 200 to 299 is good
     * @throws IllegalArgumentException if it is no absolute http or https address
     */
    public static HttpCheck head(String url) {
        return get(url).with("method", "HEAD");
    }

    /**
     * Sends a header.
     *
     * @param name of the header
     * @param value as it is sent
     * @return the question with it
     * @throws IllegalArgumentException if it cannot be sent, or is named like a credential
     */
    public HttpCheck header(String name, String value) {
        return with(HEADERS, and(HEADERS, name, value));
    }

    /**
     * Sends a header whose value is a credential.
     *
     * @param name of the header
     * @param secret the name of the variable that has the value
     * @return the question with it
     * @throws IllegalArgumentException if it cannot be sent
     */
    public HttpCheck secretHeader(String name, String secret) {
        return with(HEADERS, and(HEADERS, name, credential(secret)));
    }

    /**
     * Sends a user and a password.
     *
     * @param user as it is sent
     * @param secret the name of the variable that has the password
     * @return the question with it
     * @throws IllegalArgumentException if there is another credential
     */
    public HttpCheck basicAuth(String user, String secret) {
        return with("basic_auth", Map.of("user", user, "password", credential(secret)));
    }

    /**
     * Sends a token.
     *
     * @param secret the name of the variable that has it
     * @return the question with it
     * @throws IllegalArgumentException if there is another credential
     */
    public HttpCheck bearerToken(String secret) {
        return with("bearer_token", credential(secret));
    }

    /**
     * Asks where redirects lead to.
     *
     * @return the question that does
     */
    public HttpCheck followRedirects() {
        return with("follow_redirects", true);
    }

    /**
     * Trusts the certificates of a file instead of those of the JVM.
     *
     * @param file in PEM; relative to the run's directory, or absolute
     * @return the question that does
     */
    public HttpCheck caFile(Path file) {
        return with("ca_file", file.toString());
    }

    /**
     * Takes any certificate, for any name; preview and record warn of it.
     *
     * @return the question that does
     * @throws IllegalArgumentException beside {@link #caFile}
     */
    public HttpCheck insecure() {
        return with("insecure", true);
    }

    /**
     * Takes a status for good, beside others that were named.
     *
     * @param status from 100 to 599
     * @return the question that does
     * @throws IllegalArgumentException for another number
     */
    public HttpCheck expectStatus(int status) {
        return with(STATUS, andStatus(status));
    }

    /**
     * Takes several statuses for good, beside others that were named.
     *
     * @param range such as {@code 200-299}
     * @return the question that does
     * @throws IllegalArgumentException if it is no range
     */
    public HttpCheck expectStatus(String range) {
        return with(STATUS, andStatus(range));
    }

    /**
     * Wants a text in the body.
     *
     * @param text somewhere in it
     * @return the question that does
     * @throws IllegalArgumentException for a blank text, and for a HEAD
     */
    public HttpCheck expectBody(String text) {
        return with("expect_body", text);
    }

    /**
     * Wants a value in a body of JSON, beside others.
     *
     * @param pointer where, such as {@code /status}
     * @param value a text, a number, a boolean, or a list or map of these
     * @return the question that does
     * @throws IllegalArgumentException if the pointer is none, or for a HEAD
     */
    public HttpCheck expectJson(String pointer, Object value) {
        return with(JSON, and(JSON, pointer, value));
    }

    /**
     * Takes a slower answer for an unhealthy one.
     *
     * @param longest positive, and less than the timeout of a probe
     * @return the question that does
     * @throws IllegalArgumentException if it is not positive
     */
    public HttpCheck maxTime(Duration longest) {
        return with("max_time", longest.toString());
    }

    /**
     * The question as the action of a health check.
     *
     * @return the executor {@code http}, which the shell adapters bring, with its input
     */
    public Action.Use action() {
        return new Action.Use("http", new Input(input));
    }

    private static Map<String, Object> credential(String secret) {
        return Map.of("secret", secret);
    }

    private Map<String, Object> and(String field, String name, Object value) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (input.get(field) instanceof Map<?, ?> known) {
            known.forEach((key, each) -> all.put(String.valueOf(key), each));
        }
        all.put(name, value);
        return all;
    }

    private List<Object> andStatus(Object status) {
        List<Object> all = new ArrayList<>();
        if (input.get(STATUS) instanceof List<?> known) {
            all.addAll(known);
        }
        all.add(status);
        return all;
    }

    private HttpCheck with(String field, Object value) {
        Map<String, Object> all = new LinkedHashMap<>(input);
        all.put(field, value);
        HttpOptions.read(all).swap().forEach(faults -> {
            throw new IllegalArgumentException(
                    faults.stream().map(HttpCheck::text).collect(joining("; ")));
        });
        return new HttpCheck(new Input(all).values());
    }

    private static String text(InputFault fault) {
        return "'" + fault.pointer().substring(1) + "' must be " + fault.allowed()
                + fault.found().map(what -> ", found " + what).orElse("") + "; " + fault.fix();
    }
}
