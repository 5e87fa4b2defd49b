package io.github.devopsagent.internal.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;

/** The disk of this machine. */
final class RealDisk implements Disk {

    @Override
    public OpenFile create(Path file, FileAttribute<?>... permissions) throws IOException {
        return new RealFile(FileChannel.open(
                file, EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), permissions));
    }

    @Override
    public OpenFile openToAppend(Path file) throws IOException {
        return new RealFile(
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND, StandardOpenOption.CREATE));
    }

    @Override
    public void overwrite(FileChannel locked, Path file, byte[] content) throws IOException {
        locked.write(ByteBuffer.wrap(content), 0);
        locked.truncate(content.length);
    }

    @Override
    public FileChannel openToLock(Path file, FileAttribute<?>... permissions) throws IOException {
        Set<OpenOption> options = Set.of(
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(file, options, permissions);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... permissions) throws IOException {
        Files.createDirectory(directory, permissions);
    }

    @Override
    public void setOwner(Path file, UserPrincipal owner) throws IOException {
        attributes(file).setOwner(owner);
    }

    @Override
    public void setGroup(Path file, GroupPrincipal group) throws IOException {
        attributes(file).setGroup(group);
    }

    @Override
    public void setPermissions(Path file, Set<PosixFilePermission> permissions) throws IOException {
        // JDK 25 follows a link here, whatever the view was asked for; JDK 17 does not.
        if (Files.isSymbolicLink(file)) {
            throw new FileSystemException(file.toString(), null, "it is a symbolic link");
        }
        attributes(file).setPermissions(permissions);
    }

    private static PosixFileAttributeView attributes(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void tryToWrite(Path file) throws IOException {
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)
                .close();
    }

    @Override
    public long usableSpace(Path directory) throws IOException {
        FileStore store = Files.getFileStore(directory);
        long usable = store.getUsableSpace();
        return usable < 0 || store.getTotalSpace() <= 0 ? Long.MAX_VALUE : usable;
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private record RealFile(FileChannel channel) implements OpenFile {

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void sync() throws IOException {
            channel.force(true);
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
