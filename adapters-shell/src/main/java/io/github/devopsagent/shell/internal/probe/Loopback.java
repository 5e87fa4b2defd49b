package io.github.devopsagent.shell.internal.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Both loopback addresses are {@code localhost}, as for curl and browsers: a server may have either. Where the machine
 * leads such a name elsewhere, what happens to listen here is another service.
 */
final class Loopback {

    private Loopback() {}

    /** What was found for a host, and the loopback addresses, if the name means this machine. */
    static List<InetAddress> completing(String host, Collection<InetAddress> found) throws UnknownHostException {
        Set<InetAddress> all = new LinkedHashSet<>(found);
        boolean isLocal = host.toLowerCase(Locale.ROOT).matches("(.+\\.)?localhost\\.?")
                && found.stream().allMatch(InetAddress::isLoopbackAddress);
        if (isLocal) {
            all.add(NumericAddress.of("127.0.0.1"));
            all.add(NumericAddress.of("::1"));
        }
        return List.copyOf(all);
    }
}
