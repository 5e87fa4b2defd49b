package io.github.devopsagent.internal.lock;

import io.github.devopsagent.internal.disk.MountTable;
import io.github.devopsagent.regex.LazyPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The id that Linux gives to an installed system. Many have none, and many container images have one that all their
 * containers share, wherever they run.
 */
final class MachineId {

    private static final List<String> FILES = List.of("etc/machine-id", "var/lib/dbus/machine-id");

    private static final LazyPattern ID = LazyPattern.of("(?!0{32})[0-9a-f]{32}");

    private MachineId() {}

    /**
     * The id of this machine.
     *
     * @param isContainer whether this process is in a container; then the file counts only if it is mounted there by
     *     itself, as that of the host is with {@code -v /etc/machine-id:/etc/machine-id:ro}
     * @return 32 hexadecimal digits; empty if there is none, or one that may be an image's
     */
    static Optional<String> current(boolean isContainer) {
        return read(Path.of("/"), isContainer ? Optional.of(MountTable.current()) : Optional.empty());
    }

    /**
     * The id that a system has.
     *
     * @param root of its files
     * @param mounts what is mounted, if only what is mounted by itself tells of the machine; else empty
     */
    static Optional<String> read(Path root, Optional<MountTable> mounts) {
        for (String name : FILES) {
            Path file = root.resolve(name);
            if (mounts.isEmpty() || mounts.get().isMountPoint(file)) {
                Optional<String> id = read(file);
                if (id.isPresent()) {
                    return id;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> read(Path file) {
        try {
            String id = Files.readString(file).strip().toLowerCase(Locale.ROOT);
            return ID.matcher(id).matches() ? Optional.of(id) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
