package io.github.devopsagent.internal.lock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which process works on a directory, as far as another process can tell later.
 *
 * @param host the name of its host; {@code unknown} if that cannot be found out
 * @param user who runs it
 * @param bootId changes whenever the host is started; empty if that cannot be found out
 * @param pid its number on that host since that start
 * @param start when it was started, since a number can be given again
 * @param machineId of the installed system; empty if it is unknown or proves nothing
 * @param pidNamespace in which its number counts; empty if that cannot be found out
 */
public record LockHolder(
        String host,
        String user,
        String bootId,
        long pid,
        Optional<Instant> start,
        Optional<String> machineId,
        Optional<String> pidNamespace) {

    private static final Pattern MARK =
            Pattern.compile("(?<boot>\\S+) (?<namespace>\\S+) (?<pid>\\d{1,18}) (?<start>\\S+)");

    /** The name of a host that cannot be found out. */
    public static final String UNKNOWN = "unknown";

    private static final Path PROC = Path.of("/proc");
    private static final Path KERNEL = PROC.resolve("sys/kernel");
    private static final Pattern BOOT_ID =
            Pattern.compile("(?!0{8})\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    /**
     * A process of which neither machine nor namespace is known.
     *
     * @param host the name of its host
     * @param user who runs it
     * @param bootId changes whenever the host is started
     * @param pid its number
     * @param start when it was started
     */
    public LockHolder(String host, String user, String bootId, long pid, Optional<Instant> start) {
        this(host, user, bootId, pid, start, Optional.empty(), Optional.empty());
    }

    /**
     * This process.
     *
     * @return who we are; nobody is asked over the network
     */
    public static LockHolder current() {
        ProcessHandle self = ProcessHandle.current();
        String host = Stream.of(
                        kernel("hostname"),
                        Optional.ofNullable(System.getenv("HOSTNAME")),
                        Optional.ofNullable(System.getenv("COMPUTERNAME")))
                .flatMap(Optional::stream)
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElse(UNKNOWN);
        Optional<String> pidNamespace = new PidNamespaces(PROC).own();
        return new LockHolder(
                host,
                System.getProperty("user.name"),
                kernel("random/boot_id")
                        .filter(id -> BOOT_ID.matcher(id).matches())
                        .orElse(""),
                self.pid(),
                self.info().startInstant(),
                MachineId.current(isContainer(pidNamespace)),
                pidNamespace);
    }

    /** What runs here may come from an image, which is the same elsewhere. */
    private static boolean isContainer(Optional<String> pidNamespace) {
        return !pidNamespace.equals(Optional.of(PidNamespaces.INITIAL))
                || Stream.of("/.dockerenv", "/run/.containerenv").anyMatch(file -> Files.exists(Path.of(file)))
                || Stream.of("KUBERNETES_SERVICE_HOST", "container").anyMatch(name -> System.getenv(name) != null);
    }

    private static Optional<String> kernel(String name) {
        try {
            return Optional.of(Files.readString(KERNEL.resolve(name)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** By what another process of this machine finds out whether this one still lives. */
    String mark() {
        return String.join(
                " ",
                bootId.isEmpty() ? UNKNOWN : bootId,
                pidNamespace.orElse(UNKNOWN),
                Long.toString(pid),
                start.map(Instant::toString).orElse(UNKNOWN));
    }

    /** Whether a mark is that of another process, which lives. Of other machines and containers nothing is known. */
    static boolean isAnotherThatLives(String mark) {
        Matcher parts = MARK.matcher(mark);
        if (!parts.matches()) {
            return false;
        }
        LockHolder here = current();
        long pid = Long.parseLong(parts.group("pid"));
        return pid != here.pid
                && parts.group("boot").equals(here.bootId)
                && here.pidNamespace.equals(Optional.of(parts.group("namespace")))
                && ProcessHandle.of(pid)
                        .flatMap(process -> process.info().startInstant())
                        .filter(started -> started.toString().equals(parts.group("start")))
                        .isPresent();
    }

    @Override
    public String toString() {
        return "pid " + pid + " on host " + host + ", user " + user + ", process started "
                + start.map(Instant::toString).orElse("at an unknown time");
    }
}
