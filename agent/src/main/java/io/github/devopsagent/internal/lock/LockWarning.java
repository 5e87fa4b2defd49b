package io.github.devopsagent.internal.lock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Says where the lock does not keep what it promises. */
public final class LockWarning {

    /**
     * File systems that several hosts share, as Linux and macOS call them. Their locks may be local to one host, may be
     * emulated, or may be lost when a server restarts.
     */
    private static final Set<String> SHARED = Set.of(
            "9p",
            "acfs",
            "afpfs",
            "afs",
            "beegfs",
            "ceph",
            "cifs",
            "davfs",
            "fuse.ceph",
            "fuse.cephfs",
            "fuse.davfs2",
            "fuse.gcsfuse",
            "fuse.glusterfs",
            "fuse.juicefs",
            "fuse.rclone",
            "fuse.s3fs",
            "fuse.sshfs",
            "gfs",
            "gfs2",
            "glusterfs",
            "gpfs",
            "lustre",
            "ncpfs",
            "nfs",
            "nfs4",
            "ocfs2",
            "osxfs",
            "prl_fs",
            "smb2",
            "smb3",
            "smbfs",
            "vboxsf",
            "virtiofs",
            "vmhgfs",
            "webdav");

    private LockWarning() {}

    /**
     * What should be known about a directory that lies on a file system which hosts share.
     *
     * @param directory where
     * @param isCoordinated whether agents are kept apart there by something else than its locks
     * @return a sentence for people; empty if there is nothing to know, or the file system does not tell what it is
     */
    public static Optional<String> of(Path directory, boolean isCoordinated) {
        try {
            return ofType(Files.getFileStore(directory).type(), isCoordinated);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<String> ofType(String type, boolean isCoordinated) {
        return SHARED.contains(type.toLowerCase(Locale.ROOT))
                ? Optional.of("the consensus directory lies on a file system of type '" + type
                        + "', which hosts share and on which "
                        + (isCoordinated
                                ? "a file that another host has just written, such as a veto or a HOLD, may not be seen at"
                                        + " once: mount it so that directories are not cached (on NFS, actimeo=0 or noac,"
                                        + " lookupcache=none)"
                                : "locks are not reliable: let no two hosts run an agent on it"))
                : Optional.empty();
    }
}
