package io.github.devopsagent.internal.lock;

import io.github.devopsagent.internal.disk.LockedFile;
import java.io.IOException;
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
     * Counts on.
     *
     * @param file that is locked
     * @param now by the system's clock
     * @return the number of this lock
     */
    static long next(LockedFile file, Instant now) {
        long fence = Math.max(read(file) + 1, now.toEpochMilli());
        write(file, fence);
        return fence;
    }

    /** A number that is lost only makes the time count. */
    private static long read(LockedFile file) {
        try {
            String text = file.read(LONGEST).strip();
            return text.isEmpty() ? 0 : Long.parseLong(text);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /** A full disk must not keep a run from being brought to its end. */
    @SuppressWarnings("EmptyCatch")
    static void write(LockedFile file, long fence) {
        try {
            file.write(fence + "\n");
        } catch (IOException ignored) {
            // The next one has a later time.
        }
    }
}
