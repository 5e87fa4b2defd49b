package io.github.devopsagent.git.internal.repository;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.util.SystemReader;

/**
 * Who this process runs as, as far as the system tells.
 *
 * @param name as {@code user.name} has it
 * @param uid the effective one; empty where there is no {@code /proc}
 * @param invoker the uid of who called {@code sudo}; empty if nobody did
 */
record ProcessOwner(String name, Optional<Integer> uid, Optional<Integer> invoker) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int ROOT = 0;

    static ProcessOwner ofProcess(SystemReader system) throws IOException {
        return new ProcessOwner(
                System.getProperty("user.name", ""),
                effectiveUid(),
                Optional.ofNullable(system.getenv("SUDO_UID")).flatMap(ProcessOwner::number));
    }

    /** From the line {@code Uid: <real> <effective> <saved> <file system>} (proc(5)). */
    private static Optional<Integer> effectiveUid() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return Optional.empty();
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("Uid:"))
                .findFirst()
                .flatMap(line -> number(line.split("\\s+", -1)[2]));
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.parseUnsignedInt(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether it is this user's own, as git judges; true where the system has no owners that can be compared. */
    boolean owns(Path path) throws IOException {
        FileSystem system = path.getFileSystem();
        if (uid.isPresent() && system.supportedFileAttributeViews().contains("unix")) {
            int owner = owner(path);
            // As with git, what belongs to who called sudo is as good as root's own.
            return owner == uid.get()
                    || (uid.get() == ROOT && invoker.filter(id -> id == owner).isPresent());
        }
        return !system.supportedFileAttributeViews().contains("posix")
                || ownerName(path).equals(name);
    }

    private static int owner(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    static String ownerName(Path path) throws IOException {
        return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
    }

    @Override
    public String toString() {
        return name
                + uid.map(id -> " (uid " + Integer.toUnsignedString(id) + ")").orElse("");
    }
}
