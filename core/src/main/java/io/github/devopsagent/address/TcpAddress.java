package io.github.devopsagent.address;

import io.vavr.control.Either;
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

    private static final int LONGEST_PORT = 5;
    private static final String NO_PORT = "must have a port from 1 to " + HIGHEST_PORT;
    private static final Pattern FORM =
            Pattern.compile("(?:\\[(?<v6>[\\w:.%-]+)]|(?<host>[^\\s:/@\\[\\]]+)):(?<port>\\d{1,5})");

    public TcpAddress {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("a port is from 1 to " + HIGHEST_PORT + ", found " + port);
        }
    }

    /**
     * Reads {@code host:port}.
     *
     * @param text {@code host:port}, or {@code [IPv6 address]:port}
     * @return the address; or what it must be, without the text, which may have credentials in it
     */
    public static Either<String, TcpAddress> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Either.left("must be host:port or [IPv6 address]:port, such as localhost:5432");
        }
        String v6 = form.group("v6");
        // An international name stays as it is written; whoever connects takes its ASCII form.
        Either<String, String> host =
                v6 == null ? HostName.ascii(form.group("host")).map(ascii -> form.group("host")) : HostName.ipv6(v6);
        return host.flatMap(name -> port(form.group("port")).map(port -> new TcpAddress(name, port)));
    }

    /** Whether it is an IPv4 address in numbers: all four, without leading zeros, which some read as octal. */
    public static boolean isIpv4(String host) {
        return HostName.isIpv4(host);
    }

    static Either<String, Integer> port(String digits) {
        return Either.<String, String>right(digits)
                .filterOrElse(text -> text.length() <= LONGEST_PORT, text -> NO_PORT)
                .map(Integer::valueOf)
                .filterOrElse(port -> port >= 1 && port <= HIGHEST_PORT, port -> NO_PORT);
    }

    /**
     * The host as resolvers take it.
     *
     * @return an international name in its ASCII form, everything else as it is
     */
    public String asciiHost() {
        return host.indexOf(':') < 0 ? HostName.ascii(host).getOrElse(host) : host;
    }

    /** As plans write it. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
