package io.github.devopsagent.internal.lock;

import io.github.devopsagent.internal.disk.MountTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The id that Linux gives to an installed system. Many have none, and many container images have one that all their
 * containers share, wherever they run.
 */
final class MachineId {

    private static final List<String> FILES = List.of("etc/machine-id", "var/lib/dbus/machine-id");

    private static final Pattern ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");

    private MachineId() {}

    /**
     * The id of this machine.
     *
     * @param isContainer whether this process is in a container; then the file counts only if it is mounted there by
     *     itself, as that of the host is with {@code -v /etc/machine-id:/etc/machine-id:ro}
     * @return 32 hexadecimal digits; empty if there is none, or one that may be an image's
     */
    static Optional<String> current(boolean isContainer) {
        return read(Path.of("/"), isContainer ? file -> MountTable.current().isMountPoint(file) : file -> true);
    }

    /**
     * The id that a system has.
     *
     * @param root of its files
     * @param counts whether a file tells of the machine
     */
    static Optional<String> read(Path root, Predicate<Path> counts) {
        return FILES.stream()
                .map(root::resolve)
                .filter(counts)
                .flatMap(file -> read(file).stream())
                .findFirst();
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip().toLowerCase(Locale.ROOT))
                    .filter(text -> ID.matcher(text).matches());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
