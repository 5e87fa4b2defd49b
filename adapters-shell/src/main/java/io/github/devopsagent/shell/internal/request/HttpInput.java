package io.github.devopsagent.shell.internal.request;

import io.github.devopsagent.address.HttpUrl;
import io.github.devopsagent.address.UrlCredentials;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.http.HttpOptions;
import io.github.devopsagent.http.InputFault;
import io.github.devopsagent.http.JsonPointer;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.shell.internal.input.KnownInput;
import io.github.devopsagent.text.VisibleText;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an executor that asks over HTTP is given.
 *
 * @param url where to
 * @param options what else is sent, and which answer is expected
 */
public record HttpInput(HttpUrl url, HttpOptions options) {

    private static final String URL = "url";
    private static final String STATUS = "expect_status";
    private static final String BODY = "expect_body";
    private static final int LONGEST_FOUND = 60;

    /**
     * What such an executor can be given.
     *
     * @param executor its name
     * @param own the names of its own values, each a text
     * @param fields of {@link HttpOptions}
     * @param fix what to write instead of anything else
     */
    public static KnownInput known(String executor, List<String> own, List<String> fields, String fix) {
        List<String> texts = new ArrayList<>(own);
        texts.add(0, URL);
        return new KnownInput(executor, texts, fields, fix);
    }

    /** Reads the input, or says what is wrong with it. */
    public static Either<StepFinding, HttpInput> read(KnownInput known, Input input) {
        return known.checked(input)
                .flatMap(HttpInput::url)
                .flatMap(url -> options(input).map(options -> new HttpInput(url, options)))
                .mapLeft(StepFinding::cannotRun);
    }

    /** Whom it asks for, which may decide what is answered; empty if it sends nothing of that. */
    public String asker() {
        List<String> sent = new ArrayList<>();
        options.headers().forEach(header -> sent.add(header.toString()));
        options.basicAuth().ifPresent(user -> sent.add(user.toString()));
        options.bearerToken().ifPresent(token -> sent.add(token.toString()));
        Collections.sort(sent);
        return String.join("\n", sent);
    }

    /** The request that it makes where it runs. */
    public Either<StepFinding, HttpRequest> request(ExecutionContext context) {
        return new HttpRequestReader(url, options, context).request();
    }

    /** What stands in its way there, or is to be known of it. */
    public Optional<StepFinding> finding(ExecutionContext context) {
        HttpRequestReader reader = new HttpRequestReader(url, options, context);
        return reader.request().fold(Optional::of, request -> warning(reader.warning()));
    }

    private Optional<StepFinding> warning(Optional<String> ofRequest) {
        List<String> all = new ArrayList<>();
        ofRequest.ifPresent(all::add);
        if (options.statuses().acceptSuccessAndFailure()) {
            all.add("'expect_status' takes " + options.statuses()
                    + ": an answer of 500 or above, as a service gives that is"
                    + " broken, counts as healthy beside one of 200; leave out what is no success");
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(StepFinding.warning(String.join("; ", all)));
    }

    /** Texts as they were taken before statuses could be lists. */
    private static Either<String, HttpOptions> options(Input input) {
        Map<String, Object> values = new LinkedHashMap<>(input.values());
        values.computeIfPresent(
                STATUS,
                (name, value) ->
                        value instanceof String text && text.matches("[0-9]{1,9}") ? Integer.valueOf(text) : value);
        values.computeIfPresent(
                BODY, (name, value) -> value instanceof List || value instanceof Map ? value : value.toString());
        return HttpOptions.read(values).mapLeft(faults -> told(faults, values));
    }

    private static String told(List<InputFault> faults, Map<String, Object> values) {
        List<String> told = new ArrayList<>();
        for (InputFault fault : faults) {
            String found = fault.found().orElseGet(() -> found(fault.pointer(), values));
            told.add("'" + fault.pointer().substring(1) + "' is wrong: found " + found + "; allowed is "
                    + fault.allowed() + "; " + fault.fix());
        }
        return String.join("; ", told);
    }

    private static String found(String pointer, Map<String, Object> values) {
        return JsonPointer.parse(pointer)
                .flatMap(where -> where.find(values))
                .map(value -> VisibleText.of(String.valueOf(value), LONGEST_FOUND))
                .orElse("nothing");
    }

    private static Either<String, HttpUrl> url(Input input) {
        Optional<String> text = input.text(URL);
        if (text.isEmpty()) {
            return Either.left("'url' is missing: add one such as http://localhost:8080/health");
        }
        return HttpUrl.parse(text.get())
                .mapLeft(demand -> "'url' " + demand + ", found '" + UrlCredentials.maskedAddress(text.get()) + "'")
                .filterOrElse(
                        url -> url.credentials().isEmpty(),
                        // Without the address: it would put the password into the record of the run.
                        url -> "'url' contains credentials, which are not sent: remove them");
    }
}
