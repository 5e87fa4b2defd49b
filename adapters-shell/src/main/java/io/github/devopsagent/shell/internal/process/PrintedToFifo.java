package io.github.devopsagent.shell.internal.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A FIFO: nothing that goes through it reaches a disk. Its reading end is ours alone, so that it can be closed while
 * another thread reads, and handed over to another process while a daemon goes on printing.
 */
final class PrintedToFifo implements Printed {

    private final Path path;
    private final FileChannel both;
    private final FileChannel source;

    private PrintedToFifo(Path path, FileChannel both, FileChannel source) {
        this.path = path;
        this.both = both;
        this.source = source;
    }

    static PrintedToFifo open(Path path) throws IOException {
        FileChannel both = openBoth(path);
        boolean opened = false;
        try {
            FileChannel source = FileChannel.open(path, StandardOpenOption.READ);
            opened = true;
            return new PrintedToFifo(path, both, source);
        } finally {
            if (!opened) {
                both.close();
            }
        }
    }

    /** Opening one end waits for the other, but opening both does not. */
    private static FileChannel openBoth(Path path) throws IOException {
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException(path + " is no FIFO any more");
        }
        return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    Path path() {
        return path;
    }

    @Override
    public void redirect(ProcessBuilder step) {
        step.redirectErrorStream(true).redirectOutput(Redirect.to(path.toFile()));
    }

    /** Else there would always be somebody who holds it. */
    @Override
    public void startedBy(Process step) {
        closeQuietly(both);
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        try {
            return source.read(ByteBuffer.wrap(buffer));
        } catch (ClosedChannelException e) {
            return -1;
        }
    }

    @Override
    public int pending() {
        try (FileChannel again = openBoth(path);
                FileInputStream told = new FileInputStream(path.toFile())) {
            return again.isOpen() ? told.available() : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        closeQuietly(both);
        closeQuietly(source);
    }

    private static void closeQuietly(AutoCloseable opened) {
        try {
            opened.close();
        } catch (Exception e) {
            // Nothing goes through it any more.
        }
    }
}
