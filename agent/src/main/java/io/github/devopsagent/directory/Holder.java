package io.github.devopsagent.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which process works on a directory, as far as another process can tell later.
 *
 * @param host the name of its host; {@code unknown} if that cannot be found out
 * @param user who runs it
 * @param bootId changes whenever the host is started; empty if that cannot be found out
 * @param pid its number on that host since that start
 * @param start when it was started, since a number can be given again
 */
public record Holder(String host, String user, String bootId, long pid, Optional<Instant> start) {

    private static final Path KERNEL = Path.of("/proc/sys/kernel");

    /**
     * This process.
     *
     * @return who we are; nobody is asked over the network
     */
    public static Holder current() {
        ProcessHandle self = ProcessHandle.current();
        String host = Stream.of(
                        kernel("hostname"),
                        Optional.ofNullable(System.getenv("HOSTNAME")),
                        Optional.ofNullable(System.getenv("COMPUTERNAME")))
                .flatMap(Optional::stream)
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElse("unknown");
        return new Holder(
                host,
                System.getProperty("user.name"),
                kernel("random/boot_id").orElse(""),
                self.pid(),
                self.info().startInstant());
    }

    private static Optional<String> kernel(String name) {
        try {
            return Optional.of(Files.readString(KERNEL.resolve(name)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "pid " + pid + " on host " + host + ", user " + user + ", process started "
                + start.map(Instant::toString).orElse("at an unknown time");
    }
}
