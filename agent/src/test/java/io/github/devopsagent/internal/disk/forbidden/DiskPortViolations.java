package io.github.devopsagent.internal.disk.forbidden;

import java.io.File;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Set;
import java.util.function.Predicate;

/** Writes files without the port. */
public final class DiskPortViolations {

    private DiskPortViolations() {}

    static void throughFiles(Path file) throws IOException {
        Files.write(file, new byte[0]);
        Files.writeString(file, "");
        Files.newOutputStream(file).close();
        Files.newBufferedWriter(file).close();
        Files.newByteChannel(file, StandardOpenOption.WRITE).close();
        Files.createFile(file);
        Files.createDirectories(file);
        Files.createTempFile("a", "b");
        Files.deleteIfExists(file);
        Files.move(file, file);
        Files.copy(file, file);
        Files.setPosixFilePermissions(file, Set.of());
        Files.getFileAttributeView(file, PosixFileAttributeView.class).setPermissions(Set.of());
    }

    static void throughChannels(FileChannel channel, SeekableByteChannel other) throws IOException {
        FileChannel.open(Path.of("file")).close();
        channel.write(ByteBuffer.allocate(0));
        channel.truncate(0);
        channel.force(true);
        other.truncate(0);
    }

    static boolean throughOldFiles(File file) throws IOException {
        new FileOutputStream(file).close();
        new FileWriter(file, StandardCharsets.UTF_8).close();
        new RandomAccessFile(file, "rw").close();
        new PrintStream(file, StandardCharsets.UTF_8).close();
        new PrintWriter("file", StandardCharsets.UTF_8).close();
        Predicate<File> reference = File::mkdir;
        return file.delete() && file.mkdirs() && file.renameTo(file) && file.setWritable(true) && reference.test(file);
    }

    /** What stays allowed. */
    static void notAFile(PrintStream out) throws IOException {
        new PrintStream(out, true, StandardCharsets.UTF_8).println();
        Files.newInputStream(Path.of("file")).close();
    }
}
