package io.github.devopsagent.internal.lock;

import io.github.devopsagent.coordination.Worker;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.regex.LazyPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * Which process works or worked in a directory or on a run, and where: what another agent must know to tell whether
 * something of it can still run.
 *
 * @param host the name of its host; {@code unknown} if that cannot be found out
 * @param user who runs it
 * @param machineId of the installed system; empty if it is unknown or proves nothing
 * @param pidNamespace in which its process ids count, such as {@code pid:[4026531836]}; empty if it is unknown
 * @param process its boot, process id and start
 */
public record AgentIdentity(
        String host, String user, Optional<String> machineId, Optional<String> pidNamespace, ProcessId process) {

    private static final LazyPattern MARK =
            LazyPattern.of("(?<boot>\\S+) (?<namespace>\\S+) (?<pid>\\d{1,18}) (?<start>\\S+)");

    /** The name of a host that cannot be found out. */
    public static final String UNKNOWN = "unknown";

    private static final Path PROC = Path.of("/proc");
    private static final Path KERNEL = PROC.resolve("sys/kernel");

    private static volatile BootOfProcess boot = new BootOfProcess(Optional.empty(), "");

    /** In which boot a process of this start runs. */
    private record BootOfProcess(Optional<Instant> start, String bootId) {}

    /**
     * The process that asks.
     *
     * @return who we are; nobody is asked over the network
     */
    public static AgentIdentity current() {
        ProcessHandle self = ProcessHandle.current();
        Optional<String> pidNamespace = new PidNamespaces(PROC).own();
        Optional<Instant> start = self.info().startInstant();
        return new AgentIdentity(
                hostName(),
                System.getProperty("user.name"),
                MachineId.current(isContainer(pidNamespace)),
                pidNamespace,
                new ProcessId(bootId(start), self.pid(), start));
    }

    /** The same for whoever keeps agents apart. */
    public Worker worker() {
        return new Worker(host, user, machineId, pidNamespace, process);
    }

    private static String hostName() {
        for (Optional<String> name : List.of(
                kernel("hostname"),
                Optional.ofNullable(System.getenv("HOSTNAME")),
                Optional.ofNullable(System.getenv("COMPUTERNAME")))) {
            if (name.isPresent() && !name.get().isBlank()) {
                return name.get();
            }
        }
        return UNKNOWN;
    }

    /** The kernel takes long to tell it. A process that was put to sleep, and woke up on another machine, has another start. */
    private static String bootId(Optional<Instant> start) {
        BootOfProcess known = boot;
        if (start.isPresent() && known.start().equals(start)) {
            return known.bootId();
        }
        Optional<String> told = kernel("random/boot_id");
        String bootId = told.isPresent() ? ProcessId.bootId(told.get()) : "";
        if (!bootId.isEmpty()) {
            boot = new BootOfProcess(start, bootId);
        }
        return bootId;
    }

    /** What runs here may come from an image, which is the same elsewhere. */
    private static boolean isContainer(Optional<String> pidNamespace) {
        return !pidNamespace.equals(Optional.of(PidNamespaces.INITIAL))
                || Files.exists(Path.of("/.dockerenv"))
                || Files.exists(Path.of("/run/.containerenv"))
                || System.getenv("KUBERNETES_SERVICE_HOST") != null
                || System.getenv("container") != null;
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
                process.bootId().isEmpty() ? UNKNOWN : process.bootId(),
                pidNamespace.orElse(UNKNOWN),
                Long.toString(process.pid()),
                startedAt(UNKNOWN));
    }

    private String startedAt(String unknown) {
        return process.startedAt().isPresent() ? process.startedAt().get().toString() : unknown;
    }

    /** Whether a mark is that of another process, which lives. Of other machines and containers nothing is known. */
    static boolean isAnotherThatLives(String mark) {
        Matcher parts = MARK.matcher(mark);
        if (!parts.matches()) {
            return false;
        }
        AgentIdentity here = current();
        long pid = Long.parseLong(parts.group("pid"));
        return pid != here.process.pid()
                && parts.group("boot").equals(here.process.bootId())
                && here.pidNamespace.equals(Optional.of(parts.group("namespace")))
                && ProcessHandle.of(pid)
                        .flatMap(found -> found.info().startInstant())
                        .filter(started -> started.toString().equals(parts.group("start")))
                        .isPresent();
    }

    /**
     * The process of a mark, if it can be seen from here whether it lives.
     *
     * @param mark as it stands beside a lock
     * @return its number; empty if it is of another boot or PID namespace
     */
    public static Optional<Long> seenFromHere(String mark) {
        Matcher parts = MARK.matcher(mark);
        AgentIdentity here = current();
        return parts.matches()
                        && parts.group("boot").equals(here.process.bootId())
                        && here.pidNamespace.equals(Optional.of(parts.group("namespace")))
                ? Optional.of(Long.valueOf(parts.group("pid")))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "pid " + process.pid() + " on host " + host + ", user " + user + ", process started "
                + startedAt("at an unknown time");
    }
}
