package io.github.devopsagent.shell.internal.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** Finds the addresses of a host as they are now. */
@FunctionalInterface
interface Resolver {

    /** Returns at least one, in the order in which they are to be tried; throws a ProbeFailure if there is none. */
    List<InetAddress> resolve(String host, ProbeScope scope) throws IOException;

    /** The host's name is known, and nothing else of it. */
    static ProbeFailure unknown(String host, String why) {
        return new ProbeFailure("the host '" + host + "' cannot be resolved: " + why);
    }
}
