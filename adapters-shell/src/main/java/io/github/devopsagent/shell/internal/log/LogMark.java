package io.github.devopsagent.shell.internal.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * How far a log was read, so that the same place is found again however it was rotated meanwhile: by the file itself,
 * which may have another name, and by what stands before the place, which a copy has as well.
 *
 * @param state of the file when it was read; empty if there was none
 * @param offset how many bytes were read, up to the end of a line
 * @param before a checksum of the first and of the last of them
 * @param matches how many lines have matched so far
 */
record LogMark(Optional<FileState> state, long offset, long before, long matches) {

    private static final int SAMPLE = 512;
    private static final Pattern TIME = Pattern.compile("[0-9]{2}:[0-9]{2}:[0-9]{2}|\\b1[0-9]{9}(?:[0-9]{3})?\\b");
    private static final String SEPARATOR = " ";
    private static final String UNKNOWN = "-";

    /**
     * What a file system tells of a file.
     *
     * @param key what tells the file from others on its disk; empty where there is no such thing
     * @param size in bytes; negative in a mark that was kept without it
     * @param modified when it was written last
     * @param created when it was created; when it was written last where that is not known
     */
    record FileState(String key, long size, String modified, String created) {

        /** Of a file that is read afterwards: what is written meanwhile makes it larger than this. */
        static FileState of(Path file) throws IOException {
            BasicFileAttributes known =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Object key = known.fileKey();
            return new FileState(
                    key == null
                            ? ""
                            : Base64.getUrlEncoder()
                                    .encodeToString(key.toString().getBytes(UTF_8)),
                    known.size(),
                    known.lastModifiedTime().toString(),
                    known.creationTime().toString());
        }

        /** Whether nothing but appending can have led from this to the other one. */
        boolean canGrowTo(FileState other) {
            if (!key.equals(other.key)) {
                return false;
            }
            boolean isRewritten = other.size < size || (other.size == size && !other.modified.equals(modified));
            // A new file often gets the number of the one that was deleted last.
            boolean isOther = (knowsCreation() || other.knowsCreation()) && !created.equals(other.created);
            return size < 0 || (!isRewritten && !isOther);
        }

        /** Whether nothing but the time differs, so that it was touched, or written anew with as many bytes. */
        boolean isTouched(FileState other) {
            boolean isOther = (knowsCreation() || other.knowsCreation()) && !created.equals(other.created);
            return !key.isEmpty() && key.equals(other.key) && size == other.size && !isOther;
        }

        private boolean knowsCreation() {
            return !created.equals(modified);
        }
    }

    /** Of a log that is not there yet, all of which will be new. */
    static LogMark ofNone() {
        return new LogMark(Optional.empty(), 0, 0, 0);
    }

    static LogMark at(Path file, FileState state, long offset, long matches) throws IOException {
        return new LogMark(Optional.of(state), offset, checksum(file, offset), matches);
    }

    /** Whether it is of this very file, and nothing that was read has changed since. */
    boolean isOf(Path candidate) throws IOException {
        if (state.isEmpty()) {
            return isContinuedBy(candidate);
        }
        FileState now = FileState.of(candidate);
        boolean canBe = state.get().canGrowTo(now) || (state.get().isTouched(now) && hasTimes(candidate));
        return canBe && isContinuedBy(candidate);
    }

    /** Whether times stand in what was read last, so that no other log has the same bytes. */
    boolean hasTimes(Path file) throws IOException {
        try (FileChannel channel = LogFile.open(file)) {
            return TIME.matcher(new String(bytes(channel, offset - sampled(offset), sampled(offset)), ISO_8859_1))
                    .find();
        }
    }

    /** Whether what was read stands there as well, as in a copy; of nothing that cannot be told. */
    boolean isCopiedTo(Path candidate) throws IOException {
        return offset > 0 && isContinuedBy(candidate);
    }

    private boolean isContinuedBy(Path candidate) throws IOException {
        return Files.size(candidate) >= offset && checksum(candidate, offset) == before;
    }

    private static long checksum(Path file, long offset) throws IOException {
        CRC32 sum = new CRC32();
        try (FileChannel channel = LogFile.open(file)) {
            int length = sampled(offset);
            for (long start : List.of(0L, offset - length)) {
                sum.update(bytes(channel, start, length));
            }
        }
        return sum.getValue();
    }

    private static int sampled(long offset) {
        return (int) Math.min(SAMPLE, offset);
    }

    /** As many as are there. */
    private static byte[] bytes(FileChannel channel, long start, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) >= 0) {
            // Until it is full.
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** As it is kept. */
    String text() {
        FileState known = state.orElse(new FileState("", -1, UNKNOWN, UNKNOWN));
        return String.join(
                SEPARATOR,
                "v2",
                String.valueOf(offset),
                String.valueOf(before),
                String.valueOf(matches),
                known.key,
                String.valueOf(known.size),
                known.modified,
                known.created,
                ".");
    }

    /** What was kept; empty if it was not written to its end. The version before knew of the file its key alone. */
    static Optional<LogMark> of(String text) {
        String[] parts = text.split(SEPARATOR, -1);
        boolean isOlder = parts.length == 6 && parts[0].equals("v1");
        boolean isKnown = isOlder || (parts.length == 9 && parts[0].equals("v2"));
        if (!isKnown || !parts[parts.length - 1].equals(".")) {
            return Optional.empty();
        }
        FileState state = isOlder
                ? new FileState(parts[4], -1, UNKNOWN, UNKNOWN)
                : new FileState(parts[4], Long.parseLong(parts[5]), parts[6], parts[7]);
        return Optional.of(new LogMark(
                state.key.isEmpty() && state.size < 0 ? Optional.empty() : Optional.of(state),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3])));
    }
}
