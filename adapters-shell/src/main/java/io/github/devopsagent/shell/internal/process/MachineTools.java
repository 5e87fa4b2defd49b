package io.github.devopsagent.shell.internal.process;

import io.github.devopsagent.executor.ProcessId;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What this machine offers for keeping processes together.
 *
 * @param setsid the command that begins a session; empty if there is none
 * @param proc Linux' view of all processes; empty if there is none
 * @param path where the watchdog finds its own commands, whatever the step's PATH is
 * @param shell what runs steps, and all that looks after them
 */
public record MachineTools(Optional<String> setsid, Optional<Path> proc, String path, String shell) {

    static final String SHELL = "/bin/sh";

    private static final String STANDARD_PATH = "/usr/bin:/bin";
    private static final String BOOT_ID = "sys/kernel/random/boot_id";

    /** With the machine's own shell. */
    public MachineTools(Optional<String> setsid, Optional<Path> proc, String path) {
        this(setsid, proc, path, SHELL);
    }

    public static MachineTools here() {
        String path = ownPath();
        return new MachineTools(find("setsid", path), procfs(), path);
    }

    /** Where a tool lies, whatever the step's PATH is. */
    static Optional<String> find(String name) {
        return find(name, ownPath());
    }

    private static String ownPath() {
        String path = System.getenv("PATH");
        return path == null || path.isEmpty() ? STANDARD_PATH : path + File.pathSeparator + STANDARD_PATH;
    }

    /** The command that makes a FIFO. */
    Optional<String> mkfifo() {
        return find("mkfifo", path);
    }

    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (setsid.isEmpty()) {
            warnings.add(
                    "There is no setsid command on this machine: if the agent is killed, or a step cancelled, child"
                            + " processes of the step are ended as far as they can be found, which is best effort.");
        }
        if (proc.isEmpty()) {
            warnings.add(
                    "There is no Linux /proc on this machine (" + System.getProperty("os.name") + "): processes"
                            + " that leave a step's process group are ended as far as they can be found, which is best effort.");
        }
        if (mkfifo().isEmpty()) {
            warnings.add("There is no mkfifo command on this machine: the output of a process that a step leaves in the"
                    + " background is closed when the step has ended, and it is sent SIGPIPE when it prints; redirect it,"
                    + " as in ./server >>server.log 2>&1 &.");
        }
        Optional<String> signals = SignalDispositions.of(shell).remark();
        if (signals.isPresent()) {
            warnings.add(signals.get());
        }
        return List.copyOf(warnings);
    }

    /** Names a process so that it is told from a later one of the same number. */
    public ProcessId identify(ProcessHandle process) {
        return new ProcessId(bootId(), process.pid(), process.info().startInstant());
    }

    /** The process of this name; empty if it has ended, or if what runs under its number may be another one. */
    Optional<ProcessHandle> find(ProcessId id) {
        return Optional.of(id)
                .filter(each -> each.bootId().equals(bootId()))
                .flatMap(each -> ProcessHandle.of(each.pid()))
                .filter(each -> id.startedAt().isPresent())
                .filter(each -> each.info().startInstant().equals(id.startedAt()));
    }

    /** True if the machine was started anew since, so that neither the process nor any child of it can live. */
    boolean hasRebootedSince(ProcessId id) {
        String now = bootId();
        return !now.isEmpty() && !id.bootId().isEmpty() && !now.equals(id.bootId());
    }

    /** True if the machine runs on since then, for certain, so that what was written then is there. */
    public boolean isOfThisBoot(ProcessId id) {
        String now = bootId();
        return !now.isEmpty() && now.equals(id.bootId());
    }

    private String bootId() {
        try {
            return proc.isPresent()
                    ? ProcessId.bootId(Uninterrupted.read(proc.get().resolve(BOOT_ID)))
                    : "";
        } catch (IOException e) {
            return "";
        }
    }

    public static Optional<String> find(String name, String path) {
        for (String directory : path.split(File.pathSeparator, -1)) {
            Optional<String> found = directory.startsWith("/") ? executable(directory, name) : Optional.empty();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> executable(String directory, String name) {
        try {
            Path candidate = Path.of(directory, name);
            // For each directory that lacks it, which is most of them, Files would throw and catch four exceptions.
            File file = candidate.toFile();
            return file.canExecute() && file.isFile() ? Optional.of(candidate.toString()) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    static Optional<Path> procfs() {
        Path proc = Path.of("/proc");
        return Files.isReadable(proc.resolve("self/environ")) ? Optional.of(proc) : Optional.empty();
    }
}
