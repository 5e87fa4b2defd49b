package io.github.devopsagent.plan;

import io.vavr.control.Either;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port, as plans write them and executors connect to them.
 *
 * @param host a name or an address, without brackets
 * @param port from 1 to 65535
 */
public record TcpAddress(String host, int port) {

    /** The highest port that there is: {@value}. */
    public static final int HIGHEST_PORT = 65_535;

    private static final Pattern FORM =
            Pattern.compile("(?:\\[(?<v6>[\\w:.%-]+)]|(?<host>[^\\s:/@\\[\\]]+)):(?<port>\\d{1,5})");

    /** Checks that everything is there. */
    public TcpAddress {
        Objects.requireNonNull(host, "host");
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("a port is from 1 to " + HIGHEST_PORT + ", found " + port);
        }
    }

    /**
     * Reads an address.
     *
     * @param text {@code host:port}, or {@code [IPv6 address]:port}
     * @return the address; or what it must be, without the text, which may have credentials in it
     */
    public static Either<String, TcpAddress> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Either.left("must be host:port or [IPv6 address]:port, such as localhost:5432");
        }
        int port = Integer.parseInt(form.group("port"));
        String host = Optional.ofNullable(form.group("v6")).orElseGet(() -> form.group("host"));
        return port < 1 || port > HIGHEST_PORT
                ? Either.left("must have a port from 1 to " + HIGHEST_PORT)
                : Either.right(new TcpAddress(host, port));
    }

    /** As plans write it. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
