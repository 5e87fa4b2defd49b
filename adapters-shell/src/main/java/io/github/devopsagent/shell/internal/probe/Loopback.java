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
 * leads such a name elsewhere, be it to 127.0.0.2, what happens to listen here is another service.
 */
final class Loopback {

    private Loopback() {}

    /** What was found for a host, and both loopback addresses, if the name is one of theirs and no other was found. */
    static List<InetAddress> completing(String host, Collection<InetAddress> found) throws UnknownHostException {
        Set<InetAddress> both = new LinkedHashSet<>(found);
        both.addAll(List.of(NumericAddress.of("127.0.0.1"), NumericAddress.of("::1")));
        boolean isHere = host.toLowerCase(Locale.ROOT).matches("(.+\\.)?localhost\\.?") && both.size() == 2;
        return List.copyOf(isHere ? both : new LinkedHashSet<>(found));
    }
}
