package io.github.devopsagent.shell.internal.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.github.devopsagent.address.HttpUrl;
import java.net.URLEncoder;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One GET or HEAD.
 *
 * @param method in capitals
 * @param url where to
 * @param headers by name, credentials included
 * @param followsRedirects whether another address is asked if the answer names one
 * @param trust which certificates are taken
 * @param secrets what must not be repeated of what is sent
 */
public record HttpRequest(
        String method,
        HttpUrl url,
        Map<String, String> headers,
        boolean followsRedirects,
        ServerTrust trust,
        Set<String> secrets) {

    private static final String MASK = "***";

    /** What has as many is masked in all that the run tells, in every spelling. */
    private static final int FEWEST_CHARACTERS_ELSEWHERE = 8;

    private static final Map<Integer, String> NAMES =
            Map.of((int) '&', "amp", (int) '<', "lt", (int) '>', "gt", (int) '"', "quot", (int) '\'', "apos");

    public HttpRequest {
        headers = Map.copyOf(headers);
        secrets = Set.copyOf(secrets);
    }

    /**
     * The same to another address. What it is sent besides, credentials above all, is for the first origin alone: once
     * that is left, nothing of it is sent any more, even if a redirect leads back.
     *
     * @param target where to
     * @return a copy
     */
    public HttpRequest redirectedTo(HttpUrl target) {
        boolean isSameOrigin =
                target.isSecure() == url.isSecure() && target.address().equals(url.address());
        return new HttpRequest(method, target, isSameOrigin ? headers : Map.of(), followsRedirects, trust, secrets);
    }

    /** The same to another address of the same origin. */
    public HttpRequest to(HttpUrl target) {
        return new HttpRequest(method, target, headers, followsRedirects, trust, secrets);
    }

    /** The same with a header {@code Accept}, unless it has one. */
    public HttpRequest accepting(String types) {
        if (header("Accept").isPresent()) {
            return this;
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Accept", types);
        return new HttpRequest(method, url, all, followsRedirects, trust, secrets);
    }

    /**
     * The value of a header.
     *
     * @param name in whatever case
     * @return empty if there is none
     */
    public Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /**
     * A text without what was sent as a secret.
     *
     * @param text such as an excerpt of an answer
     * @return the text with masks
     */
    public String masked(String text) {
        // The longest first: one may be part of another.
        return secrets.stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .reduce(
                        text,
                        (masked, secret) -> secret.length() < FEWEST_CHARACTERS_ELSEWHERE
                                ? Pattern.compile(spellings(secret))
                                        .matcher(masked)
                                        .replaceAll(MASK)
                                : masked.replace(secret, MASK));
    }

    /** As it is, in a URL, as a server's JSON or HTML escapes it, character by character. */
    private static String spellings(String secret) {
        return secret.codePoints().mapToObj(HttpRequest::spellings).collect(joining());
    }

    private static String spellings(int character) {
        String itself = Character.toString(character);
        String percent = URLEncoder.encode(itself, UTF_8);
        StringBuilder bytes = new StringBuilder("(?i:");
        for (byte each : itself.getBytes(UTF_8)) {
            bytes.append(String.format(Locale.ROOT, "%%(?:25)?%02x", each));
        }
        String units = itself.chars()
                .mapToObj(unit -> String.format(Locale.ROOT, "\\\\+u%04x", unit))
                .collect(joining());
        return "(?:"
                + String.join(
                        "|",
                        "\\\\*" + Pattern.quote(itself),
                        Pattern.quote(percent),
                        bytes.append(')'),
                        "(?i:" + units + ")",
                        "&#0*" + character + ";",
                        String.format(Locale.ROOT, "(?i:&#x0*%x;)", character),
                        "&(?:" + NAMES.getOrDefault(character, "#") + ");")
                + ")";
    }

    /** Of headers, only the names. */
    @Override
    public String toString() {
        return method + " " + url + " " + new LinkedHashMap<>(headers).keySet();
    }
}
