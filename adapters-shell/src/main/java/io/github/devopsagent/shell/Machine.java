package io.github.devopsagent.shell;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What this machine offers for keeping processes together.
 *
 * @param setsid the command that begins a session; empty if there is none
 * @param proc Linux' view of all processes; empty if there is none
 * @param path where the wrapper finds its own commands, whatever the step's PATH is
 */
record Machine(Optional<String> setsid, Optional<Path> proc, String path) {

    private static final String STANDARD_PATH = "/usr/bin:/bin";

    static Machine here() {
        String path = Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), ""), STANDARD_PATH)
                .filter(part -> !part.isEmpty())
                .reduce((first, second) -> first + File.pathSeparator + second)
                .orElse(STANDARD_PATH);
        return new Machine(find("setsid", path), procfs(), path);
    }

    List<String> caveats() {
        List<String> caveats = new ArrayList<>();
        if (setsid.isEmpty()) {
            caveats.add("There is no setsid command on this machine: if the agent is killed, or a step cancelled, child"
                    + " processes of the step are ended as far as they can be found, which is best effort.");
        }
        if (proc.isEmpty()) {
            caveats.add(
                    "There is no Linux /proc on this machine (" + System.getProperty("os.name") + "): processes"
                            + " that leave a step's process group are ended as far as they can be found, which is best effort.");
        }
        return List.copyOf(caveats);
    }

    private static Optional<String> find(String name, String path) {
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(directory -> directory.startsWith("/"))
                .flatMap(directory -> executable(directory, name).stream())
                .findFirst();
    }

    private static Optional<String> executable(String directory, String name) {
        try {
            Path candidate = Path.of(directory, name);
            return Files.isExecutable(candidate) ? Optional.of(candidate.toString()) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> procfs() {
        Path proc = Path.of("/proc");
        return Optional.of(proc).filter(root -> Files.isReadable(root.resolve("self/environ")));
    }
}
