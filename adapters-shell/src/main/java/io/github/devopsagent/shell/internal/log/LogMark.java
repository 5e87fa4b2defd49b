package io.github.devopsagent.shell.internal.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * How far a log was read, so that the same place is found again however it was rotated meanwhile: by the file itself,
 * which may have another name, and by what stands before the place, which a copy has as well.
 *
 * @param file what tells the file from others on its disk; empty if there was none
 * @param offset how many bytes were read, up to the end of a line
 * @param before a checksum of the first and of the last of them
 * @param matches how many lines have matched so far
 */
record LogMark(String file, long offset, long before, long matches) {

    private static final int SAMPLE = 512;
    private static final String SEPARATOR = " ";

    /** Of a log that is not there yet, all of which will be new. */
    static LogMark ofNone() {
        return new LogMark("", 0, 0, 0);
    }

    static LogMark at(Path file, long offset, long matches) throws IOException {
        return new LogMark(identity(file), offset, checksum(file, offset), matches);
    }

    /** Whether it is of this very file, and nothing that was read has changed since. */
    boolean isOf(Path candidate) throws IOException {
        return (file.isEmpty() || file.equals(identity(candidate))) && isContinuedBy(candidate);
    }

    /** Whether what was read stands there as well, as in a copy; of nothing that cannot be told. */
    boolean isCopiedTo(Path candidate) throws IOException {
        return offset > 0 && isContinuedBy(candidate);
    }

    private boolean isContinuedBy(Path candidate) throws IOException {
        return Files.size(candidate) >= offset && checksum(candidate, offset) == before;
    }

    /** The inode; where there is none, all files are the same, and what is in them tells them apart. */
    private static String identity(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
        return key == null
                ? ""
                : Base64.getUrlEncoder().encodeToString(key.toString().getBytes(UTF_8));
    }

    private static long checksum(Path file, long offset) throws IOException {
        CRC32 sum = new CRC32();
        try (FileChannel channel = LogFile.open(file)) {
            int length = (int) Math.min(SAMPLE, offset);
            for (long start : List.of(0L, offset - length)) {
                ByteBuffer bytes = ByteBuffer.allocate(length);
                while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) >= 0) {
                    // Until it is full.
                }
                sum.update(bytes.array(), 0, bytes.position());
            }
        }
        return sum.getValue();
    }

    /** As it is kept. */
    byte[] text() {
        return String.join(
                        SEPARATOR,
                        "v1",
                        String.valueOf(offset),
                        String.valueOf(before),
                        String.valueOf(matches),
                        file,
                        ".")
                .getBytes(UTF_8);
    }

    /** What was kept; empty if it was not written to its end. */
    static Optional<LogMark> of(String text) {
        String[] parts = text.split(SEPARATOR, -1);
        if (parts.length != 6 || !parts[0].equals("v1") || !parts[5].equals(".")) {
            return Optional.empty();
        }
        return Optional.of(
                new LogMark(parts[4], Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3])));
    }
}
