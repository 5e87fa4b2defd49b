package io.github.devopsagent.shell.internal.probe;

import io.github.devopsagent.address.TcpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** An address that is written in numbers, so that nothing is looked up. */
final class NumericAddress {

    private NumericAddress() {}

    static boolean isOne(String text) {
        return text.indexOf(':') >= 0 || TcpAddress.isIpv4(text);
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
