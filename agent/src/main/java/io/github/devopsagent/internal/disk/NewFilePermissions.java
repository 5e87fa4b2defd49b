package io.github.devopsagent.internal.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

/** With which permissions a file is made in a directory; with none of its own where the file system has none. */
final class NewFilePermissions {

    /** Nobody but this user reads or writes it. */
    static final FileAttribute<?>[] OWNER_ONLY = new FileAttribute<?>[] {
        PosixFilePermissions.asFileAttribute(
                EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))
    };

    private static final FileAttribute<?>[] NONE = new FileAttribute<?>[0];

    private NewFilePermissions() {}

    /** Who can read the directory can read the file. */
    static FileAttribute<?>[] in(Path directory) throws IOException {
        return DurableFiles.isPosix(directory) ? ofFileIn(FileRights.ofDirectory(directory)) : NONE;
    }

    /** Owner and group of the directory can read it, as far as they can read that, and nobody else. */
    static FileAttribute<?>[] privateIn(Path directory) throws IOException {
        return DurableFiles.isPosix(directory)
                ? ofFileIn(FileRights.ofDirectory(directory).withoutOthers())
                : NONE;
    }

    static FileAttribute<?>[] ownerOnlyIn(Path directory) {
        return DurableFiles.isPosix(directory) ? OWNER_ONLY : NONE;
    }

    private static FileAttribute<?>[] ofFileIn(FileRights directory) {
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(directory.ofFileInIt())};
    }
}
