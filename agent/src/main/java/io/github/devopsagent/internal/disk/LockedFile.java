package io.github.devopsagent.internal.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What stands in a file while it is locked. It is read and written through the one channel that has it open.
 *
 * @param disk on which it is written
 * @param channel open for reading and writing
 * @param file where it is
 */
public record LockedFile(Disk disk, FileChannel channel, Path file) {

    /**
     * What stands in it.
     *
     * @param atMost how many bytes are read
     */
    public String read(int atMost) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(atMost);
        int length = Math.max(0, channel.read(text, 0));
        return new String(text.array(), 0, length, StandardCharsets.US_ASCII);
    }

    /** Writes it anew; but a file that has further names may be somebody else's, and stays as it is. */
    public void write(String text) throws IOException {
        if (FileRights.hasOneName(file)) {
            disk.overwrite(channel, file, text.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
