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
            createOne(directory, rightsOf(above));
            FileRights.giveToOwnerOfDirectory(directory, disk);
        }
    }

    /** Makes a directory and those above it, as far as they are missing, that nobody but this user may use. */
    void createOwn(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        createOwn(DurableFiles.parent(directory));
        createOne(directory, rightsOf(DurableFiles.parent(directory)).map(FileRights::ofOwnerAlone));
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
        Path temporary = DurableFiles.temporaryIn(above);
        createOne(temporary, rightsOf(above));
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

    private void createOne(Path directory, Optional<FileRights> rights) throws IOException {
        try {
            disk.createDirectory(directory, permissions(rights));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
        DurableFiles.syncDirectory(DurableFiles.parent(directory), disk);
    }

    /** The rights of a directory; empty where the file system has none. */
    private static Optional<FileRights> rightsOf(Path directory) throws IOException {
        return DurableFiles.isPosix(directory) ? Optional.of(FileRights.ofDirectory(directory)) : Optional.empty();
    }

    private static FileAttribute<?>[] permissions(Optional<FileRights> rights) {
        return rights.isPresent()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(rights.get().permissions())
                }
                : new FileAttribute<?>[0];
    }

    /** Makes a directory in one that is there, or takes it as it is, and closes it to others. */
    void createPrivate(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Optional<FileRights> rights = rightsOf(DurableFiles.parent(directory));
            createOne(directory, rights.isPresent() ? Optional.of(rights.get().withoutOthers()) : rights);
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
