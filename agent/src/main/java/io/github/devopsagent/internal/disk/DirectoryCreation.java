package io.github.devopsagent.internal.disk;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Makes directories, each with owner and group of the one it lies in, as far as this user may set them. */
final class DirectoryCreation {

    private final Disk disk;

    DirectoryCreation(Disk disk) {
        this.disk = disk;
    }

    /** Makes a directory and those above it, as far as they are missing. */
    void createMissing(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path above = DurableFiles.parent(directory);
        createMissing(above);
        if (isToBeGivenAway(above)) {
            createAndGiveAway(directory, above);
        } else {
            createOne(directory, rights -> rights);
            FileRights.giveToOwnerOfDirectory(directory, disk);
        }
    }

    /** Makes a directory and those above it, as far as they are missing, that nobody but this user may use. */
    void createOwn(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        createOwn(DurableFiles.parent(directory));
        createOne(directory, FileRights::ofOwnerAlone);
    }

    private static boolean isToBeGivenAway(Path above) throws IOException {
        Optional<Credentials> self = Credentials.current();
        return self.isPresent()
                && self.get().mayGiveAway()
                && DurableFiles.isPosix(above)
                && !(self.get().owns(above) && self.get().isInGroupOf(above));
    }

    /** It has its name when it is its owner's: who is killed before that must not leave what the owner may not use. */
    private void createAndGiveAway(Path directory, Path above) throws IOException {
        Path temporary = above.resolve(DurableFiles.TEMPORARY_PREFIX + UUID.randomUUID());
        createOne(temporary, rights -> rights);
        boolean moved = false;
        try {
            FileRights.giveToOwnerOfDirectory(temporary, disk);
            disk.move(temporary, directory);
            moved = true;
        } finally {
            if (!moved) {
                DurableFiles.deleteQuietly(temporary, disk);
            }
        }
        DurableFiles.syncDirectory(above, disk);
    }

    private void createOne(Path directory, UnaryOperator<FileRights> limit) throws IOException {
        Path above = DurableFiles.parent(directory);
        try {
            disk.createDirectory(directory, directoryPermissions(above, limit));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
        DurableFiles.syncDirectory(above, disk);
    }

    private static FileAttribute<?>[] directoryPermissions(Path above, UnaryOperator<FileRights> limit)
            throws IOException {
        return DurableFiles.isPosix(above)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            limit.apply(FileRights.ofDirectory(above)).permissions())
                }
                : new FileAttribute<?>[0];
    }

    /** Makes a directory in one that is there, or takes it as it is, and closes it to others. */
    void createPrivate(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            createOne(directory, FileRights::withoutOthers);
        }
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(directory.toString(), null, "it is a symbolic link");
        }
        if (DurableFiles.isPosix(directory)) {
            closeToOthers(directory);
        }
    }

    @SuppressWarnings("EmptyCatch")
    private void closeToOthers(Path directory) throws IOException {
        FileRights now = FileRights.of(directory);
        try {
            FileRights.ofDirectory(DurableFiles.parent(directory))
                    .with(now.withoutOthers().permissions())
                    .giveTo(directory, disk);
        } catch (FileSystemException ignored) {
            // A file system without permissions of its own. A user who may not work in it is found out elsewhere.
        }
    }
}
