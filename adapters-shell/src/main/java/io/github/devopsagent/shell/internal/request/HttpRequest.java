package io.github.devopsagent.shell.internal.request;

import io.github.devopsagent.address.HttpUrl;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
                .reduce(text, (masked, secret) -> masked.replace(secret, MASK));
    }

    /** Of headers, only the names. */
    @Override
    public String toString() {
        return method + " " + url + " " + new LinkedHashMap<>(headers).keySet();
    }
}
