package io.github.devopsagent.address;

import io.vavr.control.Either;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The host of an address: a name as resolvers take it, or a numeric address. */
final class HostName {

    private static final int LONGEST = 255;
    private static final int LONGEST_LABEL = 63;
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[\\w.~-]+)?");
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

    /** What inet_aton reads as a number of an address, and no top-level domain is. */
    private static final Pattern NUMERIC_END = Pattern.compile("(.*\\.)?(\\d+|0[xX][0-9A-Fa-f]*)\\.?");

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Pattern NOT_ALLOWED = Pattern.compile("[\\x00-\\x7F&&[^A-Za-z0-9_.-]]");

    /** The older standard for international names makes other names of these than the newer one does. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[ßẞς\u200C\u200D]");

    private HostName() {}

    static boolean isIpv4(String text) {
        return IPV4.matcher(text).matches();
    }

    /** An IPv6 address, without brackets, or what it must be. */
    static Either<String, String> ipv6(String text) {
        return IPV6.matcher(text).matches()
                ? Either.right(text)
                : Either.left("must have an IPv6 address between '[' and ']'");
    }

    /** The ASCII form of a name, or the IPv4 address itself; or what it must be, with the part that is not so. */
    static Either<String, String> ascii(String text) {
        Optional<String> fault = faultAsWritten(text);
        if (fault.isPresent()) {
            return Either.left(fault.get());
        }
        return encoded(text).flatMap(HostName::checked);
    }

    private static Optional<String> faultAsWritten(String text) {
        if (text.isEmpty()) {
            return Optional.of("must have a host");
        }
        if (text.indexOf('$') >= 0 || text.indexOf('{') >= 0) {
            return Optional.of(
                    "must have the host itself, since nothing replaces a variable here: write the host, or the"
                            + " check as a command, {\"run\": \"curl -fsS …\"}");
        }
        return NOT_ALLOWED
                .matcher(text)
                .results()
                .findFirst()
                .map(found -> "must have a host of letters, digits, '-', '_' and '.', and " + seen(found.group())
                        + " is none of them");
    }

    private static String seen(String character) {
        int code = character.codePointAt(0);
        return code <= ' ' || code == 0x7F
                ? String.format(Locale.ROOT, "the character U+%04X", code)
                : "'" + character + "'";
    }

    private static Either<String, String> encoded(String text) {
        if (ALLOWED.matcher(text).matches()) {
            return Either.right(text);
        }
        if (AMBIGUOUS.matcher(text).find()) {
            return Either.left("must have its host in ASCII (xn--…), since two standards encode this name differently");
        }
        try {
            String ascii = IDN.toASCII(text);
            return ALLOWED.matcher(ascii).matches() ? Either.right(ascii) : Either.left(notEncodable());
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Either.left(notEncodable());
        }
    }

    private static String notEncodable() {
        return "must have a host that can be encoded as an international name: write it in ASCII (xn--…)";
    }

    private static Either<String, String> checked(String ascii) {
        if (NUMERIC_END.matcher(ascii).matches() && !isIpv4(ascii)) {
            return Either.left("must have all four numbers of an IPv4 address, each from 0 to 255 and without leading"
                    + " zeros, such as 127.0.0.1");
        }
        if (ascii.startsWith("-")) {
            return Either.left("must have a host that does not begin with '-'");
        }
        String labels = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        for (String label : labels.split("\\.", -1)) {
            if (label.isEmpty() || label.length() > LONGEST_LABEL) {
                return Either.left(
                        "must have a host whose parts between dots have 1 to " + LONGEST_LABEL + " characters");
            }
        }
        return ascii.length() > LONGEST
                ? Either.left("must have a host of at most " + LONGEST + " characters")
                : Either.right(ascii);
    }
}
