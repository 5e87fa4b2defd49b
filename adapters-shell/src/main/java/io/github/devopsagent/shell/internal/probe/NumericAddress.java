package io.github.devopsagent.shell.internal.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** An address that is written in numbers, so that nothing is looked up. */
final class NumericAddress {

    private static final String BYTE = "(25[0-5]|2[0-4]\\d|[01]?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

    private NumericAddress() {}

    static boolean isOne(String text) {
        return text.indexOf(':') >= 0 || IPV4.matcher(text).matches();
    }

    /** None if it is not a valid one here: such a line of a file takes nothing from the others. */
    static Optional<InetAddress> find(String text) {
        try {
            return Optional.of(of(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Throws if it is not a valid one, or has a zone that this machine has not. */
    static InetAddress of(String text) throws UnknownHostException {
        if (!isOne(text)) {
            throw new UnknownHostException(text);
        }
        return InetAddress.getAllByName(text)[0];
    }
}
