package io.github.devopsagent.internal.lock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The number of a lock, which stands in its file: greater each time the lock is taken. Where the file is gone, or cannot be
 * written, the time makes it so.
 */
final class FenceNumber {

    /** A long has room in it. */
    private static final int LONGEST = 20;

    private FenceNumber() {}

    /**
     * Counts on, in a file that is locked.
     *
     * @param file open for reading and writing
     * @param now by the system's clock
     * @return the number of this lock
     */
    static long next(FileChannel file, Instant now) {
        long fence = Math.max(read(file) + 1, now.toEpochMilli());
        write(file, fence);
        return fence;
    }

    /** A number that is lost only makes the time count. */
    private static long read(FileChannel file) {
        try {
            ByteBuffer text = ByteBuffer.allocate(LONGEST);
            int length = file.read(text, 0);
            return length <= 0
                    ? 0
                    : Long.parseLong(new String(text.array(), 0, length, StandardCharsets.US_ASCII).strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /** A full disk must not keep a run from being brought to its end. */
    @SuppressWarnings("EmptyCatch")
    static void write(FileChannel file, long fence) {
        try {
            byte[] text = (fence + "\n").getBytes(StandardCharsets.US_ASCII);
            file.write(ByteBuffer.wrap(text), 0);
            file.truncate(text.length);
        } catch (IOException ignored) {
            // The next one has a later time.
        }
    }
}
