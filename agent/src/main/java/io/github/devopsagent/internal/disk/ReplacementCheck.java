package io.github.devopsagent.internal.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what keeps a file from being replaced by another one that is renamed over it, without touching it. Whether the
 * file itself may be written does not matter for that; but there are files that can be written, and not replaced.
 */
public final class ReplacementCheck {

    private static final int STICKY = 01000;

    private final MountTable mounts;
    private final Optional<Credentials> self;

    ReplacementCheck(MountTable mounts, Optional<Credentials> self) {
        this.mounts = mounts;
        this.self = self;
    }

    public static ReplacementCheck current() {
        return new ReplacementCheck(MountTable.current(), Credentials.current());
    }

    /**
     * Why a file cannot be replaced.
     *
     * @param file a regular file that is there
     * @return the reason, and what mends it; empty if nothing is known to be in the way
     * @throws IOException if it cannot be looked at
     */
    public Optional<String> refusal(Path file) throws IOException {
        Path real = file.toRealPath();
        if (mounts.isMountPoint(real)) {
            return Optional.of(
                    "it is mounted alone (a bind mount of one file), so that no other can be renamed over it;"
                            + " mount the directory in which it lies");
        }
        Optional<String> locked = access(real);
        return locked.isPresent() || !DurableFiles.isPosix(real) ? locked : sticky(real);
    }

    private static String locked(IOException why) {
        return "the system forbids to change it (" + reason(why)
                + "), as it does with a file that is immutable or can only be appended to; lsattr shows that, and chattr -ia"
                + " mends it";
    }

    static String reason(IOException why) {
        return why instanceof FileSystemException named && named.getReason() != null
                ? named.getReason()
                : why.toString();
    }

    /** No permission does not matter, unless this user needs none. */
    private Optional<String> access(Path real) {
        try {
            real.getFileSystem().provider().checkAccess(real, AccessMode.WRITE);
            return Optional.empty();
        } catch (IOException e) {
            return told(e);
        }
    }

    /**
     * Why a file cannot be opened for writing, as one that can only be appended to. Whoever watches the file sees that it
     * was opened.
     *
     * @param file a regular file that is there
     * @param disk on which it is
     * @return the reason, and what mends it; empty if it can be opened, or if only its permissions forbid that
     * @throws IOException if it cannot be looked at
     */
    public Optional<String> refusalToOpen(Path file, Disk disk) throws IOException {
        Path real = file.toRealPath();
        try {
            disk.tryToWrite(real);
            return Optional.empty();
        } catch (IOException e) {
            return told(e);
        }
    }

    private Optional<String> told(IOException why) {
        if (why instanceof NoSuchFileException) {
            return Optional.empty();
        }
        if (why instanceof AccessDeniedException) {
            return self.filter(Credentials::mayPassPermissions).isPresent()
                    ? Optional.of("the system forbids user " + CurrentUser.name()
                            + " to change it, whatever its permissions say: it belongs to a user whom this user namespace"
                            + " does not know, or a security module forbids it; give it to a user of here")
                    : Optional.empty();
        }
        return Optional.of(locked(why));
    }

    private Optional<String> sticky(Path real) throws IOException {
        Path directory = DurableFiles.parent(real);
        Map<String, Object> above = Files.readAttributes(directory, "unix:mode,uid");
        long user = self.isPresent() ? self.get().user() : id(above, "uid");
        boolean isFree = (mode(above) & STICKY) == 0
                || user == id(above, "uid")
                || user == id(attributes(real), "uid")
                || self.filter(Credentials::isEverybodysOwner).isPresent();
        return isFree
                ? Optional.empty()
                : Optional.of(
                        "the directory " + directory + " has the sticky bit, with which only the owner of the file, "
                                + owner(real) + ", or of the directory, " + owner(directory)
                                + ", may replace it, and not user " + CurrentUser.name()
                                + "; let the agent run as one of them, or take the bit away (chmod -t)");
    }

    /**
     * Whether replacing a file takes the right to write it from its owner, since this user cannot give the new one to him.
     *
     * @param file a regular file that is there
     * @return what is lost, and what mends it; empty if nothing is
     * @throws IOException if it cannot be looked at
     */
    public Optional<String> refusalOfOwner(Path file) throws IOException {
        Path real = file.toRealPath();
        if (self.isEmpty() || !DurableFiles.isPosix(real)) {
            return Optional.empty();
        }
        Map<String, Object> attributes = attributes(real);
        Set<PosixFilePermission> permissions = FileRights.of(real).permissions();
        boolean isKept = self.get().mayGiveAway()
                || self.get().user() == id(attributes, "uid")
                || !permissions.contains(PosixFilePermission.OWNER_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || (permissions.contains(PosixFilePermission.GROUP_WRITE)
                        && self.get().groups().contains(id(attributes, "gid")));
        return isKept
                ? Optional.empty()
                : Optional.of("it belongs to user " + owner(real) + ", who could not write it any more when user "
                        + CurrentUser.name()
                        + " has replaced it; let the agent run as " + owner(real)
                        + ", or let a group write it in which both are (chgrp, chmod g+w)");
    }

    private static Map<String, Object> attributes(Path real) throws IOException {
        return Files.readAttributes(real, "unix:uid,gid", LinkOption.NOFOLLOW_LINKS);
    }

    private static int mode(Map<String, Object> attributes) {
        return attributes.get("mode") instanceof Integer mode ? mode : 0;
    }

    private static long id(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Integer id ? Integer.toUnsignedLong(id) : 0;
    }

    private static String owner(Path file) throws IOException {
        return Files.getOwner(file).getName();
    }
}
