package io.github.devopsagent.shell.internal.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/** Both loopback addresses are {@code localhost}, whatever a file says, as for curl and browsers: a server may have either. */
final class Loopback {

    private Loopback() {}

    /** None if the name is another. */
    static List<InetAddress> addresses(String host) throws UnknownHostException {
        return host.toLowerCase(Locale.ROOT).matches("(.+\\.)?localhost\\.?")
                ? List.of(NumericAddress.of("127.0.0.1"), NumericAddress.of("::1"))
                : List.of();
    }
}
