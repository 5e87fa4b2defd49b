package io.github.devopsagent.shell.internal.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A file of the form of {@code /etc/hosts} that stands for all name services, as the JVM has it.
 *
 * @param path where it is
 */
record HostsFile(Path path) implements Resolver {

    @Override
    public List<InetAddress> resolve(String host, ProbeScope scope) throws IOException {
        Set<InetAddress> found = new LinkedHashSet<>();
        for (String line : lines(host)) {
            String[] words = line.replaceFirst("#.*", "").strip().split("\\s+", -1);
            boolean names = Arrays.stream(words).skip(1).anyMatch(host::equalsIgnoreCase);
            if (names) {
                NumericAddress.find(words[0]).ifPresent(found::add);
            }
        }
        List<InetAddress> all = Loopback.completing(host, found);
        if (all.isEmpty()) {
            throw Resolver.unknown(
                    host, "it does not stand with an address in the file of jdk.net.hosts.file, " + path);
        }
        return all;
    }

    private List<String> lines(String host) throws IOException {
        try {
            return new String(Files.readAllBytes(path), UTF_8).lines().toList();
        } catch (IOException e) {
            throw Resolver.unknown(host, "the file of jdk.net.hosts.file cannot be read: " + e);
        }
    }
}
