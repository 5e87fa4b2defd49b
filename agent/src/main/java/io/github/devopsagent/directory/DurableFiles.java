package io.github.devopsagent.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Writes files so that they survive a crash, and so that a reader never sees half of one: a temporary file in the same
 * directory, fsync, atomic move, fsync of the directory.
 */
public final class DurableFiles {

    /** How the names of temporary files begin: {@value}. What is left of a killed run can be told by it. */
    public static final String TEMPORARY_PREFIX = ".devops-tmp-";

    private DurableFiles() {}

    /**
     * Writes a file in place of what is there; its permissions are kept.
     *
     * @param file the file; if it is a symbolic link, what it leads to is replaced
     * @param bytes its content
     */
    public static void replace(Path file, byte[] bytes) {
        write(file, target -> {
            Path real = Files.isSymbolicLink(target) ? target.toRealPath() : target;
            moveInPlace(real, bytes);
        });
    }

    /**
     * Writes a file that is not there yet.
     *
     * @param file the file; the same content there already is fine
     * @param bytes its content
     */
    public static void create(Path file, byte[] bytes) {
        write(file, target -> {
            if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                moveInPlace(target, bytes);
            } else if (!Arrays.equals(Files.readAllBytes(target), bytes)) {
                throw new FileAlreadyExistsException(target.toString(), null, "it has another content");
            }
        });
    }

    /**
     * Adds to the end of a file.
     *
     * @param file the file
     * @param bytes what is added
     */
    public static void append(Path file, byte[] bytes) {
        write(file, target -> {
            try (FileChannel channel = FileChannel.open(
                    target, StandardOpenOption.WRITE, StandardOpenOption.APPEND, StandardOpenOption.CREATE)) {
                writeFully(channel, bytes);
                channel.force(true);
            }
        });
    }

    /**
     * Makes a directory and those above it; none of them is readable by more people than the one it lies in.
     *
     * @param directory the directory
     */
    public static void createDirectories(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                createMissing(directory);
            }
        } catch (IOException e) {
            throw new BrokenFileException("creating the directory", directory, e);
        }
    }

    /**
     * Moves a file of ours, atomically.
     *
     * @param from where it is
     * @param to where it shall be; its directory exists
     */
    public static void move(Path from, Path to) {
        write(to, target -> {
            Files.move(from, target, StandardCopyOption.ATOMIC_MOVE);
            syncDirectory(parent(target));
            syncDirectory(parent(from));
        });
    }

    /**
     * Deletes files of ours that are of no use any more; one that cannot be deleted stays.
     *
     * @param directory where they lie
     * @param names which of them
     */
    public static void delete(Path directory, Predicate<String> names) {
        Optional.ofNullable(directory.toFile().list((where, name) -> names.test(name))).stream()
                .flatMap(Arrays::stream)
                .map(directory::resolve)
                .forEach(DurableFiles::deleteQuietly);
    }

    @SuppressWarnings("EmptyCatch")
    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // It takes some room, and disturbs nobody.
        }
    }

    static void writeFully(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Makes a file that is readable by those who can read its directory, and by nobody else. */
    static FileChannel openNew(Path file) throws IOException {
        return FileChannel.open(
                file,
                EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                filePermissions(parent(file)));
    }

    static void syncDirectory(Path directory) throws IOException {
        if (isPosix(directory)) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    static Path parent(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    }

    private static void moveInPlace(Path file, byte[] bytes) throws IOException {
        Path directory = parent(file);
        Path temporary = directory.resolve(TEMPORARY_PREFIX + UUID.randomUUID());
        try {
            try (FileChannel channel = openNew(temporary)) {
                writeFully(channel, bytes);
                channel.force(true);
            }
            keepPermissions(file, temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        syncDirectory(directory);
    }

    private static void keepPermissions(Path file, Path temporary) throws IOException {
        if (Files.exists(file) && isPosix(file)) {
            Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(file));
        }
    }

    private static void createMissing(Path directory) throws IOException {
        Path above = parent(directory);
        if (!Files.isDirectory(above)) {
            createMissing(above);
        }
        try {
            Files.createDirectory(directory, directoryPermissions(above));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
        syncDirectory(above);
    }

    private static FileAttribute<?>[] directoryPermissions(Path above) throws IOException {
        return isPosix(above)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(above))}
                : new FileAttribute<?>[0];
    }

    private static FileAttribute<?>[] filePermissions(Path directory) throws IOException {
        if (!isPosix(directory)) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> permissions =
                EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        Set<PosixFilePermission> above = Files.getPosixFilePermissions(directory);
        for (PosixFilePermission each : EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ)) {
            if (above.contains(each)) {
                permissions.add(each);
            }
        }
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
    }

    private static boolean isPosix(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
    }

    private static void write(Path file, Writing writing) {
        try {
            writing.to(file);
        } catch (IOException e) {
            throw new BrokenFileException("writing", file, e);
        }
    }

    private interface Writing {
        void to(Path file) throws IOException;
    }
}
