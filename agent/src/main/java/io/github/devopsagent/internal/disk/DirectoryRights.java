package io.github.devopsagent.internal.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/** What keeps this user from working in a directory, whatever its permissions say. Nothing is changed to find it out. */
public final class DirectoryRights {

    private static final Set<PosixFilePermission> OF_OTHERS = Set.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);

    private DirectoryRights() {}

    /**
     * Why nothing can be made or removed in a directory although no permission is missing.
     *
     * @param directory a directory that is there
     * @return the reason, and what mends it; empty if it can, or if only a permission is missing
     */
    public static Optional<String> refusalToChange(Path directory) {
        try {
            directory.getFileSystem().provider().checkAccess(directory, AccessMode.WRITE);
            return Optional.empty();
        } catch (AccessDeniedException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the system forbids to change it (" + ReplacementCheck.reason(e)
                    + "), as it does with what is immutable, or on a file system that is mounted read-only;"
                    + " lsattr -d and findmnt -T show that, and chattr -i or a remount mends it");
        }
    }

    /**
     * Who else may work in a directory that must be closed, and that this user cannot close, since it is another one's.
     *
     * @param directory a directory that is there, and no link
     * @return what is open, and what mends it; empty if it is closed, or if this user can close it
     */
    public static Optional<String> openToOthers(Path directory) {
        Optional<Credentials> self = Credentials.current();
        if (self.isEmpty() || !DurableFiles.isPosix(directory)) {
            return Optional.empty();
        }
        try {
            Credentials user = self.get();
            Set<PosixFilePermission> permissions = FileRights.of(directory).permissions();
            boolean isOpen = !Collections.disjoint(permissions, OF_OTHERS)
                    || (permissions.contains(PosixFilePermission.GROUP_WRITE) && !user.isInGroupOf(directory));
            boolean isClosable = user.owns(directory) || user.isEverybodysOwner();
            return isOpen && !isClosable ? Optional.of(open(directory, permissions)) : Optional.empty();
        } catch (IOException e) {
            // Whether it can be used at all is found out elsewhere.
            return Optional.empty();
        }
    }

    private static String open(Path directory, Set<PosixFilePermission> permissions) throws IOException {
        return "it belongs to user "
                + Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).getName()
                + ", is open to others (" + PosixFilePermissions.toString(permissions) + "), and user "
                + CurrentUser.name()
                + " cannot close it; give it to this user (chown -R), or let its owner close it (chmod o-rwx) and let this user"
                + " use it through its group";
    }
}
