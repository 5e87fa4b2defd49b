package io.github.devopsagent.address;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vavr.control.Either;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is asked with HTTP, as plans write it: an absolute address with a host.
 *
 * @param isSecure whether its scheme is {@code https}
 * @param credentials what stands before the {@code @}; empty if there is none
 * @param authority host and, where it is written, port, with an international name in ASCII and without the zone of an
 *     IPv6 address: what the header {@code Host} says
 * @param address where to connect to
 * @param target path and query, in ASCII
 */
public record HttpUrl(
        boolean isSecure, Optional<String> credentials, String authority, TcpAddress address, String target) {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final String FORM = "must be an absolute http or https address such as http://localhost:8080/health";
    private static final Pattern PARTS = Pattern.compile(
            "(?<scheme>[Hh][Tt][Tt][Pp][Ss]?)://(?<authority>[^/?#]*)(?<target>[^#]*)(#.*)?", Pattern.DOTALL);
    private static final Pattern AUTHORITY = Pattern.compile(
            "((?<credentials>.*)@)?(?:\\[(?<v6>[^\\]]*)]|(?<host>[^:\\[\\]]*))(:(?<port>\\d*))?", Pattern.DOTALL);
    private static final Pattern ALONE =
            Pattern.compile("(?i)https?://[^\\s<>{}…`*|\"']*[^\\s<>{}…`*|\"'.,;:!?()\\[\\]]");
    private static final Pattern UNWISE = Pattern.compile("[\\p{Cntrl}\\s\"<>\\\\^`{|}]");
    private static final Pattern PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7F]+");

    /**
     * Whether a text is nothing but such an address, rather than a sentence that begins with one, or one with a hole.
     *
     * @param text such as {@code http://localhost:8080/health}
     * @return true if a scheme stands before it, and what ends or wraps a sentence nowhere
     */
    public static boolean isAlone(String text) {
        return ALONE.matcher(text).matches();
    }

    /**
     * Reads an address. Its scheme is {@code http} or {@code https} in whatever case, a host may have underscores, and
     * what stands after a {@code #} is left out.
     *
     * @param text such as {@code http://localhost:8080/health}
     * @return the address; or what it must be, without the text, which may have credentials in it
     */
    public static Either<String, HttpUrl> parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return Either.left(FORM);
        }
        boolean isSecure = parts.group("scheme").toLowerCase(Locale.ROOT).equals("https");
        Matcher authority = AUTHORITY.matcher(parts.group("authority"));
        if (!authority.matches()) {
            return Either.left("must have host, host:port or [IPv6 address]:port before its path");
        }
        return address(authority, isSecure ? HTTPS : HTTP).flatMap(address -> target(parts.group("target"))
                .map(target -> new HttpUrl(
                        isSecure,
                        Optional.ofNullable(authority.group("credentials")),
                        authority(address, authority),
                        address,
                        target)));
    }

    private static Either<String, TcpAddress> address(Matcher authority, int standard) {
        String v6 = authority.group("v6");
        String written = Objects.requireNonNullElse(authority.group("port"), "");
        Either<String, String> host =
                v6 == null ? HostName.ascii(authority.group("host")) : HostName.ipv6(v6.replaceFirst("%25", "%"));
        return host.flatMap(name -> written.isEmpty()
                ? Either.right(new TcpAddress(name, standard))
                : TcpAddress.port(written).map(port -> new TcpAddress(name, port)));
    }

    private static String authority(TcpAddress address, Matcher authority) {
        String host = address.host().replaceFirst("%.*", "");
        String written = Objects.requireNonNullElse(authority.group("port"), "");
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + (written.isEmpty() ? "" : ":" + address.port());
    }

    private static Either<String, String> target(String text) {
        Matcher unwise = UNWISE.matcher(text);
        if (unwise.find()) {
            return Either.left("must not contain " + described(unwise.group()) + ": write it as "
                    + encoded(unwise.group()) + (unwise.group().equals("{") ? ", nothing is filled in here" : ""));
        }
        if (PERCENT.matcher(text).find()) {
            return Either.left("must have two hexadecimal digits after each '%': write '%' itself as %25");
        }
        String ascii = NOT_ASCII.matcher(text).replaceAll(HttpUrl::encoded);
        return Either.right(ascii.startsWith("/") ? ascii : "/" + ascii);
    }

    private static String described(String character) {
        int code = character.codePointAt(0);
        return code == ' '
                ? "a blank"
                : code < ' ' || code >= 0x7F
                        ? String.format(Locale.ROOT, "the character U+%04X", code)
                        : "'" + character + "'";
    }

    private static String encoded(MatchResult text) {
        return encoded(text.group());
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : text.getBytes(UTF_8)) {
            encoded.append(String.format(Locale.ROOT, "%%%02X", each));
        }
        return encoded.toString();
    }

    /** The address as it is asked, without credentials. */
    @Override
    public String toString() {
        return (isSecure ? "https://" : "http://") + authority + target;
    }
}
