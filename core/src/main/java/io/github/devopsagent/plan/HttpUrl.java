package io.github.devopsagent.plan;

import io.vavr.control.Either;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** What is asked with HTTP, as plans write it: an absolute address with a host. */
public final class HttpUrl {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private HttpUrl() {}

    /**
     * Reads an address.
     *
     * @param text such as {@code http://localhost:8080/health}
     * @return the address, whose scheme is {@code http} or {@code https} in whatever case; or what it must be, without the
     *     text, which may have credentials in it
     */
    public static Either<String, URI> parse(String text) {
        try {
            URI url = new URI(text);
            String scheme = Objects.requireNonNullElse(url.getScheme(), "").toLowerCase(Locale.ROOT);
            boolean isUsable =
                    SCHEMES.contains(scheme) && url.getHost() != null && url.getPort() <= TcpAddress.HIGHEST_PORT;
            return isUsable
                    ? Either.right(url)
                    : Either.left("must be an absolute http or https address such as http://localhost:8080/health");
        } catch (URISyntaxException e) {
            return Either.left("is not a valid address: " + e.getReason() + " at index " + e.getIndex());
        }
    }
}
