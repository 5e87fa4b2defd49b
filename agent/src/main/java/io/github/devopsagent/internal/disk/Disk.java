package io.github.devopsagent.internal.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/**
 * Everything that changes a disk, one small operation each, so that a test can stop or fail before any of them. Nothing
 * else in this module writes. Reading needs no port.
 */
public interface Disk {

    /**
     * The disk of this machine.
     *
     * @return a disk on which every operation is what the JDK does
     */
    static Disk real() {
        return new RealDisk();
    }

    /**
     * Makes a file that is not there yet.
     *
     * @param file where
     * @param permissions none if the file system has none
     * @return the file, empty, to be closed
     * @throws IOException if it is there already, or cannot be made
     */
    OpenFile create(Path file, FileAttribute<?>... permissions) throws IOException;

    /**
     * Opens a file whose end grows; one that is missing is made.
     *
     * @param file where
     * @return the file, to be closed
     * @throws IOException if it cannot be opened
     */
    OpenFile openToAppend(Path file) throws IOException;

    /**
     * Opens a file to be locked; one that is missing is made. A link is not followed.
     *
     * @param file where
     * @param permissions of a file that is missing; none if the file system has none
     * @return a channel for the lock, to be closed
     * @throws IOException if it cannot be opened
     */
    FileChannel openToLock(Path file, FileAttribute<?>... permissions) throws IOException;

    /**
     * Writes the whole content of a file that is locked, in place; it need not be on the disk afterwards.
     *
     * @param locked the file, open
     * @param file where it is
     * @param content its bytes
     * @throws IOException if that is not possible
     */
    void overwrite(FileChannel locked, Path file, byte[] content) throws IOException;

    /**
     * Moves a file atomically, in place of what is there.
     *
     * @param from where it is
     * @param to where it shall be
     * @throws IOException if nothing was moved
     */
    void move(Path from, Path to) throws IOException;

    /**
     * Deletes a file if it is there.
     *
     * @param file where
     * @throws IOException if it is still there
     */
    void delete(Path file) throws IOException;

    /**
     * Makes one directory.
     *
     * @param directory where; the one above exists
     * @param permissions none if the file system has none
     * @throws IOException if it is there already, or cannot be made
     */
    void createDirectory(Path directory, FileAttribute<?>... permissions) throws IOException;

    /**
     * Gives a file or directory to a user.
     *
     * @param file where; a link itself, and never what it leads to
     * @param owner whose it is afterwards
     * @throws IOException if it could not be given away, for instance since this user may not do that
     */
    void setOwner(Path file, UserPrincipal owner) throws IOException;

    /**
     * Gives a file or directory to a group.
     *
     * @param file where; a link itself, and never what it leads to
     * @param group whose it is afterwards
     * @throws IOException if it could not be given away, for instance since this user may not do that
     */
    void setGroup(Path file, GroupPrincipal group) throws IOException;

    /**
     * Sets who may do what with a file or directory.
     *
     * @param file where; never what a link leads to
     * @param permissions all that it has afterwards
     * @throws IOException if they could not be set
     */
    void setPermissions(Path file, Set<PosixFilePermission> permissions) throws IOException;

    /**
     * Waits until the names in a directory are on the disk.
     *
     * @param directory which
     * @throws IOException if nobody knows whether they are
     */
    void syncDirectory(Path directory) throws IOException;

    /**
     * Opens a file for writing once, and writes nothing: the system may forbid that although its permissions allow it.
     *
     * @param file a regular file that is there
     * @throws IOException if it cannot be opened
     */
    void tryToWrite(Path file) throws IOException;

    /**
     * How much room there is. It is asked here only so that a test can say what it is.
     *
     * @param directory where
     * @return the bytes that this user may still write; {@link Long#MAX_VALUE} if the file system does not tell
     * @throws IOException if that cannot be found out
     */
    long usableSpace(Path directory) throws IOException;

    /** A file that is being written, from where it ends. */
    interface OpenFile extends AutoCloseable {

        /**
         * Adds bytes at the end, all of them.
         *
         * @throws IOException if only a part of them, or nothing, was written
         */
        default void write(byte[] bytes) throws IOException {
            write(bytes, 0, bytes.length);
        }

        /**
         * Adds some bytes at the end, all of them.
         *
         * @param offset of the first
         * @param length how many
         * @throws IOException if only a part of them, or nothing, was written
         */
        void write(byte[] bytes, int offset, int length) throws IOException;

        /**
         * Cuts off the end.
         *
         * @param size how many bytes stay
         * @throws IOException if it could not be cut
         */
        void truncate(long size) throws IOException;

        /**
         * Waits until everything is on the disk. If that failed it must not be tried again on this open file: the
         * system forgets, and the second time tells that all is well.
         *
         * @throws IOException if nobody knows whether it is
         */
        void sync() throws IOException;

        /**
         * How long the file is.
         *
         * @return its bytes
         * @throws IOException if that cannot be found out
         */
        long size() throws IOException;

        @Override
        void close() throws IOException;
    }
}
