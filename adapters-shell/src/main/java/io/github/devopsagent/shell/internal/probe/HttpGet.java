package io.github.devopsagent.shell.internal.probe;

import io.github.devopsagent.address.HttpUrl;
import io.github.devopsagent.address.UrlCredentials;
import io.github.devopsagent.shell.internal.request.HttpRequest;
import io.github.devopsagent.text.VisibleText;
import io.vavr.control.Either;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Asks, and follows redirects if it is told to: each on a connection of its own, all within one deadline. */
public final class HttpGet {

    private static final int MOST_REDIRECTS = 10;
    private static final int LONGEST_TARGET = 500;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private static final Pattern UNWISE = Pattern.compile("[ \"<>\\\\^`{|}]");

    private final Resolver resolver;
    private final List<String> warnings;

    HttpGet(Resolver resolver, List<String> warnings) {
        this.resolver = resolver;
        this.warnings = List.copyOf(warnings);
    }

    /** By the system's resolver. */
    public HttpGet(SystemResolver resolver) {
        this(resolver, resolver.warnings());
    }

    /** What it cannot promise on this machine. */
    public List<String> warnings() {
        return warnings;
    }

    /** The answer, or what went wrong, without secrets. */
    public Either<String, HttpAnswer> ask(HttpRequest request, Duration timeout) {
        return ProbeCall.call((scope, deadline) -> follow(request, scope, deadline), timeout)
                .mapLeft(request::masked);
    }

    private HttpAnswer follow(HttpRequest first, ProbeScope scope, Deadline deadline) throws IOException {
        HttpRequest request = first;
        for (int i = 0; i <= MOST_REDIRECTS; i++) {
            HttpAnswer answer = new HttpExchange(request, scope).get(resolver, deadline);
            if (!request.followsRedirects()
                    || !REDIRECTS.contains(answer.status())
                    || answer.location().isEmpty()) {
                return answer;
            }
            request =
                    request.redirectedTo(target(request.url(), answer.location().get()));
        }
        throw new ProbeFailure(
                "it was redirected more than " + MOST_REDIRECTS + " times, the last time to " + request.url());
    }

    /** Never from https to http: who reads along there could answer as well. */
    private static HttpUrl target(HttpUrl from, String location) throws ProbeFailure {
        String shown = VisibleText.of(UrlCredentials.maskedTarget(location), LONGEST_TARGET);
        HttpUrl target = HttpUrl.parse(absolute(from, encoded(location.strip())))
                .getOrElseThrow(demand ->
                        new ProbeFailure("it was redirected to " + shown + ", which cannot be asked: it " + demand));
        if (target.credentials().isPresent()) {
            throw new ProbeFailure(
                    "it was redirected to " + shown + ", an address with credentials, which are not sent");
        }
        if (from.isSecure() && !target.isSecure()) {
            throw new ProbeFailure("it was redirected from https to " + shown + ", which is not followed");
        }
        return target;
    }

    /** What has to be encoded in a path, and some servers leave as it is. */
    private static String encoded(String location) {
        return UNWISE.matcher(location)
                .replaceAll(found ->
                        String.format(Locale.ROOT, "%%%02X", (int) found.group().charAt(0)));
    }

    /** As RFC 3986 (5.2) has it. */
    private static String absolute(HttpUrl from, String location) {
        String origin = (from.isSecure() ? "https://" : "http://") + from.authority();
        if (location.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*")) {
            return location;
        }
        if (location.startsWith("//")) {
            return (from.isSecure() ? "https:" : "http:") + location;
        }
        String path = from.target().replaceFirst("(?s)\\?.*", "");
        if (location.isEmpty() || location.startsWith("#")) {
            return origin + from.target();
        }
        if (location.startsWith("?")) {
            return origin + path + location;
        }
        String merged = location.startsWith("/") ? location : path.substring(0, path.lastIndexOf('/') + 1) + location;
        int query = Optional.of(merged.indexOf('?')).filter(index -> index >= 0).orElse(merged.length());
        return origin + withoutDots(merged.substring(0, query)) + merged.substring(query);
    }

    private static String withoutDots(String path) {
        StringBuilder clean = new StringBuilder();
        for (String step : path.substring(1).split("/", -1)) {
            boolean isUp = step.equals("..");
            if (isUp) {
                clean.setLength(Math.max(clean.lastIndexOf("/"), 0));
            }
            if (!isUp && !step.equals(".")) {
                clean.append('/').append(step);
            }
        }
        boolean isDirectory = path.endsWith("/.") || path.endsWith("/..") || clean.isEmpty();
        return clean + (isDirectory ? "/" : "");
    }
}
