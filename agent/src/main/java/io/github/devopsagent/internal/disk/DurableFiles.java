package io.github.devopsagent.internal.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Writes files so that they survive a crash, and so that a reader never sees half of one: a temporary file in the same
 * directory, fsync, atomic move, fsync of the directory.
 */
public final class DurableFiles {

    /** How the names of temporary files begin: {@value}. What is left of a killed run can be told by it. */
    public static final String TEMPORARY_PREFIX = ".devops-tmp-";

    /** Eight bytes, of which none is zero. */
    private static final long NO_ZERO = 0x0101010101010101L;

    private final Disk disk;

    /**
     * Files on a disk.
     *
     * @param disk where they are written
     */
    public DurableFiles(Disk disk) {
        this.disk = disk;
    }

    /**
     * Writes a file in place of what is there. Its permissions are kept, and its owner and group as far as this user may
     * set them; a file that was not there gets those of its directory.
     *
     * @param file the file; if it is a symbolic link, what it leads to is replaced
     * @param bytes its content
     */
    public void replace(Path file, byte[] bytes) {
        replace(file, bytes, Optional.empty());
    }

    /**
     * Writes a file in place of what is there, unless that is another one by then. What is new is on the disk before it
     * is asked, so that only the move comes between the answer and the change.
     *
     * @param file the file; if it is a symbolic link, what it leads to is replaced
     * @param bytes its content
     * @param isAsExpected asked immediately before the move
     * @return whether it was replaced
     */
    public boolean replaceIf(Path file, byte[] bytes, BooleanSupplier isAsExpected) {
        return replace(file, bytes, Optional.of(isAsExpected));
    }

    private boolean replace(Path file, byte[] bytes, Optional<BooleanSupplier> condition) {
        try {
            Path real = Files.isSymbolicLink(file) ? file.toRealPath() : file;
            return moveInPlace(real, bytes, condition);
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }

    /**
     * Writes a file of the agent's own in place of what is there. Others than owner and group of its directory may do
     * nothing with it.
     *
     * @param file the file; a symbolic link is neither followed nor replaced
     * @param bytes its content
     */
    public void replaceOwn(Path file, byte[] bytes) {
        try {
            if (Files.isSymbolicLink(file)) {
                throw new FileSystemException(file.toString(), null, "it is a symbolic link");
            }
            moveInPlace(file, bytes, FileRights.forPrivateFileIn(parent(file)), ofDirectory(), Optional.empty());
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }

    /**
     * Writes a file that is not there yet.
     *
     * @param file the file; the same content there already is fine
     * @param bytes its content
     * @param original the file whose owner, group and permissions it gets, as far as this user may set them, and never more
     *     permissions; if there is none, it gets those of its directory
     */
    public void create(Path file, byte[] bytes, Optional<Path> original) {
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                if (original.isPresent() && Files.exists(original.get()) && isPosix(original.get())) {
                    FileRights rights = FileRights.of(original.get().toRealPath());
                    moveInPlace(
                            file,
                            bytes,
                            FileRights.OWNER_ONLY,
                            temporary -> rights.giveTo(temporary, disk),
                            Optional.empty());
                } else {
                    moveInPlace(file, bytes, Optional.empty());
                }
            } else if (!Arrays.equals(Files.readAllBytes(file), bytes)) {
                throw new FileAlreadyExistsException(file.toString(), null, "it has another content");
            }
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }

    /**
     * Writes a file that is not there yet, readable by nobody but this user.
     *
     * @param bytes its content
     */
    public void createPrivate(Path file, byte[] bytes) {
        try {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            moveInPlace(file, bytes, FileRights.forOwnersFileIn(parent(file)), temporary -> {}, Optional.empty());
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }

    /**
     * Writes a file that is not there yet, readable by nobody but this user, and does not wait until it is on the disk: a
     * kill leaves it whole, or with another name, and a power failure may leave anything.
     *
     * @param bytes its content
     */
    public void createUnsynced(Path file, byte[] bytes) {
        try {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            writeUnsynced(file, bytes);
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }

    private void writeUnsynced(Path file, byte[] bytes) throws IOException {
        boolean written = false;
        try (Disk.OpenFile open = disk.create(file, FileRights.forOwnersFileIn(parent(file)))) {
            open.write(bytes);
            written = true;
        } finally {
            if (!written) {
                deleteQuietly(file);
            }
        }
    }

    /**
     * Deletes a file of ours, for certain.
     *
     * @param file the file; one that is not there is fine
     */
    public void remove(Path file) {
        try {
            disk.delete(file);
            syncDirectory(parent(file));
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }

    /**
     * Adds to the end of a file.
     *
     * @param bytes what is added
     */
    public void append(Path file, byte[] bytes) {
        try (Disk.OpenFile open = disk.openToAppend(file)) {
            open.write(bytes);
            open.sync();
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }

    /**
     * Makes a directory and those above it; none of them is readable by more people than the one it lies in, of which
     * they get owner and group as far as this user may set them.
     */
    public void createDirectories(Path directory) {
        try {
            new DirectoryCreation(disk).createMissing(directory);
        } catch (IOException e) {
            throw uncreated(directory, e);
        }
    }

    /**
     * Makes a directory of ours, or takes it as it is. Others than its owner and group may do nothing there, whatever
     * they may do in the directory above; owner and group are those of the directory above, as far as this user may set
     * them.
     *
     * @param directory the directory, and no link to one
     */
    public void createPrivateDirectory(Path directory) {
        createDirectories(parent(directory));
        try {
            new DirectoryCreation(disk).createPrivate(directory);
        } catch (IOException e) {
            throw uncreated(directory, e);
        }
    }

    /** Makes a directory and those above it, as far as they are missing; what is made is this user's alone. */
    public void createOwnDirectories(Path directory) {
        try {
            new DirectoryCreation(disk).createOwn(directory);
        } catch (IOException e) {
            throw uncreated(directory, e);
        }
    }

    private static BrokenFileException uncreated(Path directory, IOException why) {
        return new BrokenFileException("creating the directory", directory, why);
    }

    /**
     * Moves a file of ours, atomically.
     *
     * @param from where it is
     * @param to where it shall be; its directory exists
     */
    public void move(Path from, Path to) {
        try {
            disk.move(from, to);
            syncDirectory(parent(to));
            syncDirectory(parent(from));
        } catch (IOException e) {
            throw unwritten(to, e);
        }
    }

    /** The names of what lies in a directory, in order; none if there is no such directory. */
    public List<String> names(Path directory) {
        String[] names = directory.toFile().list();
        if (names == null) {
            return List.of();
        }
        Arrays.sort(names);
        return List.of(names);
    }

    /**
     * Deletes a directory of ours with all that is in it; a link is deleted, and what it leads to is not.
     *
     * @param directory the directory; one that is not there is fine
     * @param last the file that goes last, by which a directory that is only half deleted can be told
     */
    public void removeTree(Path directory, String last) {
        try {
            Path telling = directory.resolve(last);
            for (Path each : deepestFirst(directory)) {
                if (!each.equals(telling) && !each.equals(directory)) {
                    disk.delete(each);
                }
            }
            if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                disk.delete(telling);
            }
            disk.delete(directory);
            syncDirectory(parent(directory));
        } catch (IOException e) {
            throw unwritten(directory, e);
        }
    }

    private static List<Path> deepestFirst(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * Deletes what is left of files that a killed run was writing.
     *
     * @param directory where they lie
     */
    public void sweep(Path directory) {
        for (String name : names(directory)) {
            if (name.startsWith(TEMPORARY_PREFIX)) {
                deleteQuietly(directory.resolve(name));
            }
        }
    }

    /**
     * Takes room on the disk. Deleting the file gives it back when the disk is full.
     *
     * @param file where; one that is there already is left if it is large enough
     * @param bytes how much
     */
    public void reserve(Path file, int bytes) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) < bytes) {
                moveInPlace(
                        file,
                        incompressible(bytes),
                        FileRights.forPrivateFileIn(parent(file)),
                        ofDirectory(),
                        Optional.empty());
            }
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }

    /** Some file systems take no room for zeros, or for what repeats itself. Knuth's MMIX is cheap for an interpreter. */
    private static byte[] incompressible(int bytes) {
        long[] words = new long[bytes / Long.BYTES];
        long word = bytes;
        for (int i = 0; i < words.length; i++) {
            word = word * 6364136223846793005L + 1442695040888963407L;
            words[i] = word | NO_ZERO;
        }
        byte[] filling = new byte[bytes];
        ByteBuffer.wrap(filling).asLongBuffer().put(words);
        return filling;
    }

    /** Deletes a file of ours that is of no use any more; if it cannot be deleted it stays. */
    public void deleteQuietly(Path file) {
        deleteQuietly(file, disk);
    }

    @SuppressWarnings("EmptyCatch")
    static void deleteQuietly(Path file, Disk disk) {
        try {
            disk.delete(file);
        } catch (IOException ignored) {
            // It takes some room, and disturbs nobody.
        }
    }

    /** Makes a file of ours that owner and group of its directory can read, as far as they can read that, and nobody else. */
    public Disk.OpenFile openNew(Path file) throws IOException {
        Disk.OpenFile opened = disk.create(file, FileRights.forPrivateFileIn(parent(file)));
        return withOwner(file, opened);
    }

    public Disk.OpenFile openToAppend(Path file) throws IOException {
        return withOwner(file, disk.openToAppend(file));
    }

    /** No other way to open the lock file may exist: closing it a second time would drop the kernel's lock. */
    public FileChannel openToLock(Path file) throws IOException {
        return withOwner(file, disk.openToLock(file, FileRights.forPrivateFileIn(parent(file))));
    }

    /**
     * Also of a file that was there: who made it may have been killed before it was its owner's. But not of one that has
     * further names: it may be somebody else's, who must not lose it.
     */
    private <T extends AutoCloseable> T withOwner(Path file, T opened) throws IOException {
        boolean given = false;
        try {
            if (FileRights.hasOneName(file)) {
                giveToOwnerAsFarAsPossible(file);
            }
            given = true;
            return opened;
        } finally {
            if (!given) {
                closeQuietly(opened);
            }
        }
    }

    @SuppressWarnings("EmptyCatch")
    public static void closeQuietly(AutoCloseable opened) {
        try {
            opened.close();
        } catch (Exception ignored) {
            // The caller is told of the first failure, which made the file useless.
        }
    }

    @SuppressWarnings("EmptyCatch")
    private void giveToOwnerAsFarAsPossible(Path file) throws IOException {
        try {
            FileRights.giveToOwnerOfDirectory(file, disk);
        } catch (FileSystemException ignored) {
            // It is another user's, who lets this one write it.
        }
    }

    public Disk disk() {
        return disk;
    }

    public void syncDirectory(Path directory) throws IOException {
        syncDirectory(directory, disk);
    }

    static void syncDirectory(Path directory, Disk disk) throws IOException {
        if (isPosix(directory)) {
            disk.syncDirectory(directory);
        }
    }

    public static Path parent(Path file) {
        return Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
    }

    /** A new name for a file that is about to be moved. */
    static Path temporaryIn(Path directory) {
        return directory.resolve(TEMPORARY_PREFIX + RandomId.next());
    }

    private boolean moveInPlace(Path file, byte[] bytes, Optional<BooleanSupplier> condition) throws IOException {
        boolean isThere = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        if (isThere && isPosix(file)) {
            FileRights rights = FileRights.of(file);
            return moveInPlace(
                    file, bytes, FileRights.OWNER_ONLY, temporary -> rights.giveTo(temporary, disk), condition);
        }
        return moveInPlace(file, bytes, FileRights.forFileIn(parent(file)), ofDirectory(), condition);
    }

    private RightsTransfer ofDirectory() {
        return temporary -> FileRights.giveToOwnerOfDirectory(temporary, disk);
    }

    private boolean moveInPlace(
            Path file,
            byte[] bytes,
            FileAttribute<?>[] permissions,
            RightsTransfer rights,
            Optional<BooleanSupplier> condition)
            throws IOException {
        Path directory = parent(file);
        Path temporary = temporaryIn(directory);
        boolean moved = false;
        try {
            try (Disk.OpenFile open = disk.create(temporary, permissions)) {
                open.write(bytes);
                rights.giveTo(temporary);
                open.sync();
            }
            if (condition.isEmpty() || condition.get().getAsBoolean()) {
                disk.move(temporary, file);
                moved = true;
            }
        } finally {
            if (!moved) {
                deleteQuietly(temporary);
            }
        }
        if (moved) {
            syncDirectory(directory);
        }
        return moved;
    }

    static boolean isPosix(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
    }

    private static BrokenFileException unwritten(Path file, IOException why) {
        return new BrokenFileException("writing", file, why);
    }

    /** Gives a new file to whom it shall belong. */
    private interface RightsTransfer {
        void giveTo(Path file) throws IOException;
    }
}
