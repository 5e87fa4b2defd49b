package io.github.devopsagent.shell.internal.probe;

import io.github.devopsagent.shell.internal.process.MachineTools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Asks where a name leads now. The JVM keeps an answer for half a minute or for ever: it would go on asking the instance
 * from before a deployment.
 */
public final class SystemResolver implements Resolver {

    private static final String HOSTS_FILE = "jdk.net.hosts.file";

    private final Optional<String> getent;

    SystemResolver(Optional<String> getent) {
        this.getent = getent;
    }

    public static SystemResolver of(MachineTools machine) {
        return new SystemResolver(MachineTools.find("getent", machine.path()));
    }

    @Override
    public List<InetAddress> resolve(String host, ProbeScope scope) throws IOException {
        scope.enter(() -> "resolving '" + host + "'");
        return NumericAddress.isOne(host) ? List.of(numeric(host)) : named(host, scope);
    }

    private List<InetAddress> named(String host, ProbeScope scope) throws IOException {
        Optional<String> hosts = hostsFile();
        if (hosts.isPresent()) {
            return new HostsFile(Path.of(hosts.get())).resolve(host, scope);
        }
        return getent.isPresent() ? new Getent(getent.get()).resolve(host, scope) : cached(host);
    }

    /** What it cannot promise on this machine. */
    List<String> warnings() {
        return getent.isPresent() || hostsFile().isPresent()
                ? List.of()
                : List.of(
                        "There is no getent command on this machine: http and tcp checks resolve names by the JVM, which"
                                + " may go on with an address from before the deployment (networkaddress.cache.ttl).");
    }

    private static List<InetAddress> cached(String host) throws IOException {
        List<InetAddress> all = Loopback.completing(host, byJvm(host));
        if (all.isEmpty()) {
            throw Resolver.unknown(host, "the JVM finds no address");
        }
        return all;
    }

    private static List<InetAddress> byJvm(String host) {
        try {
            return Arrays.asList(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private static Optional<String> hostsFile() {
        return Optional.ofNullable(System.getProperty(HOSTS_FILE)).filter(file -> !file.isEmpty());
    }

    /** Such an address is not looked up. */
    private static InetAddress numeric(String host) throws IOException {
        try {
            return NumericAddress.of(host);
        } catch (UnknownHostException e) {
            throw Resolver.unknown(host, ConnectionFailure.inSentence(e));
        }
    }
}
