package io.github.devopsagent.internal.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Whose a file is, and who may do what with it. There is no setuid or setgid among it.
 *
 * @param attributes they tell owner and group, whose names are looked up when they are asked for: a server may have them
 * @param permissions what owner, group and others may do
 */
record FileRights(PosixFileAttributes attributes, Set<PosixFilePermission> permissions) {

    private static final String OWNER_AND_GROUP = "unix:uid,gid";

    private static final Map<PosixFilePermission, PosixFilePermission> OF_OTHERS = Map.of(
            PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);

    /** Of a new file that nobody but this user reads or writes. */
    static final FileAttribute<?>[] OWNER_ONLY = new FileAttribute<?>[] {
        PosixFilePermissions.asFileAttribute(
                EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))
    };

    private static final FileAttribute<?>[] NO_PERMISSIONS = new FileAttribute<?>[0];

    FileRights {
        permissions = Set.copyOf(permissions);
    }

    /** The rights of a file or directory; of a link itself, and not of what it leads to. */
    static FileRights of(Path file) throws IOException {
        return of(Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    /** The rights of a directory, to which a link may lead. */
    static FileRights ofDirectory(Path directory) throws IOException {
        return of(Files.readAttributes(directory, PosixFileAttributes.class));
    }

    private static FileRights of(PosixFileAttributes attributes) {
        return new FileRights(attributes, attributes.permissions());
    }

    /** Gives a file or directory of this user's to the owner of the directory in which it lies, as far as this user may. */
    static void giveToOwnerOfDirectory(Path file, Disk disk) throws IOException {
        Path directory = DurableFiles.parent(file);
        if (DurableFiles.isPosix(file) && !haveOneOwner(file, directory)) {
            FileRights now = of(file);
            ofDirectory(directory).with(now.permissions).giveTo(file, now, disk);
        }
    }

    /** Whether owner and group of both are the same for sure; their numbers tell it without their names. */
    private static boolean haveOneOwner(Path file, Path directory) throws IOException {
        return hasNumbers(file)
                && Files.readAttributes(file, OWNER_AND_GROUP, LinkOption.NOFOLLOW_LINKS)
                        .equals(Files.readAttributes(directory, OWNER_AND_GROUP));
    }

    private static boolean hasNumbers(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /** Whether no hard link leads to a file from elsewhere, as far as the file system tells. */
    static boolean hasOneName(Path file) throws IOException {
        return !hasNumbers(file)
                || Integer.valueOf(1).equals(Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS));
    }

    FileRights with(Set<PosixFilePermission> other) {
        return new FileRights(attributes, other);
    }

    /** The same rights, without any for others than owner and group. */
    FileRights withoutOthers() {
        Set<PosixFilePermission> left = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission each : permissions) {
            if (!OF_OTHERS.containsValue(each)) {
                left.add(each);
            }
        }
        return with(left);
    }

    /** The rights of a directory that nobody but its owner may use. */
    FileRights ofOwnerAlone() {
        return with(EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
    }

    /** The permissions of a new file in this directory: who can read the directory can read the file. */
    Set<PosixFilePermission> ofFileInIt() {
        Set<PosixFilePermission> file = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        if (permissions.contains(PosixFilePermission.GROUP_READ)) {
            file.add(PosixFilePermission.GROUP_READ);
        }
        if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
            file.add(PosixFilePermission.OTHERS_READ);
        }
        return file;
    }

    /** The permissions of a new file: who can read the directory can read the file. */
    static FileAttribute<?>[] forFileIn(Path directory) throws IOException {
        return DurableFiles.isPosix(directory) ? forFileIn(ofDirectory(directory)) : NO_PERMISSIONS;
    }

    /** The permissions of a new file: owner and group of the directory can read it, as far as they can read that, and nobody else. */
    static FileAttribute<?>[] forPrivateFileIn(Path directory) throws IOException {
        return DurableFiles.isPosix(directory)
                ? forFileIn(ofDirectory(directory).withoutOthers())
                : NO_PERMISSIONS;
    }

    static FileAttribute<?>[] forOwnersFileIn(Path directory) {
        return DurableFiles.isPosix(directory) ? OWNER_ONLY : NO_PERMISSIONS;
    }

    private static FileAttribute<?>[] forFileIn(FileRights directory) {
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(directory.ofFileInIt())};
    }

    /**
     * Gives them to a file or directory of this user's, as far as this user may. The owner comes last: until then it is
     * this user's, who alone may change it. Where the group cannot be given, another one must not have its rights.
     *
     * @throws IOException if the disk fails
     */
    void giveTo(Path file, Disk disk) throws IOException {
        giveTo(file, of(file), disk);
    }

    private void giveTo(Path file, FileRights now, Disk disk) throws IOException {
        GroupPrincipal group = attributes.group();
        boolean isInGroup = now.attributes.group().equals(group) || isGiven(() -> disk.setGroup(file, group));
        Set<PosixFilePermission> given = isInGroup ? permissions : withoutGroup();
        if (!now.permissions.equals(given)) {
            disk.setPermissions(file, given);
        }
        UserPrincipal owner = attributes.owner();
        if (!now.attributes.owner().equals(owner)) {
            isGiven(() -> disk.setOwner(file, owner));
        }
    }

    private Set<PosixFilePermission> withoutGroup() {
        Set<PosixFilePermission> given = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission each : permissions) {
            if (!OF_OTHERS.containsKey(each) || permissions.contains(OF_OTHERS.get(each))) {
                given.add(each);
            }
        }
        return given;
    }

    /** A refusal of the system that has a reason means that this user lacks the right; anything else is a fault. */
    private static boolean isGiven(Giving giving) throws IOException {
        try {
            giving.give();
            return true;
        } catch (FileSystemException e) {
            return false;
        }
    }

    private interface Giving {
        void give() throws IOException;
    }
}
