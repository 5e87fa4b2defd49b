package io.github.devopsagent.shell.internal.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Counts the lines that match, and keeps the first of them. */
final class LineCounter {

    private static final int CHUNK = 64 * 1024;

    /** Of a longer line only the beginning is looked at. */
    private static final int LONGEST_LINE = 16 * 1024;

    private static final int MOST_KEPT = 5;

    private final BoundedPattern pattern;
    private final long end;
    private final Duration limit;
    private final List<String> kept = new ArrayList<>();
    private long matches;

    LineCounter(BoundedPattern pattern, Duration limit) {
        this.pattern = pattern;
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
    }

    long matches() {
        return matches;
    }

    List<String> kept() {
        return List.copyOf(kept);
    }

    /**
     * Looks at the lines behind a place.
     *
     * @param isClosed whether nothing will be written any more, so that what has no end of a line is one, too
     * @return the place behind the last line that was looked at
     */
    long count(Path file, long offset, boolean isClosed) throws IOException, LogFault {
        long consumed = offset;
        long position = offset;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        try (FileChannel channel = LogFile.open(file);
                InputStream in = Channels.newInputStream(channel.position(offset))) {
            int length = in.read(chunk);
            while (length >= 0) {
                for (int i = 0; i < length; i++) {
                    position++;
                    if (chunk[i] == '\n') {
                        look(line);
                        consumed = position;
                    } else if (chunk[i] != 0 && line.size() < LONGEST_LINE) {
                        // Whoever goes on writing to a file that was truncated leaves a hole, which reads as zeros.
                        line.write(chunk[i]);
                    }
                }
                length = in.read(chunk);
            }
        }
        if (isClosed && position > consumed) {
            look(line);
            consumed = position;
        }
        return consumed;
    }

    /** What is no UTF-8 is read byte by byte, so that a letter of an older encoding is found as well. */
    private static String text(ByteArrayOutputStream bytes) {
        String text = bytes.toString(UTF_8);
        return (text.contains("\uFFFD") ? bytes.toString(ISO_8859_1) : text).replaceFirst("\r$", "");
    }

    private void look(ByteArrayOutputStream bytes) throws LogFault {
        if (System.nanoTime() - end > 0) {
            throw new LogFault("the new lines could not be read within " + limit.toMillis() + " ms");
        }
        String line = text(bytes);
        bytes.reset();
        if (pattern.isIn(line)) {
            matches++;
            if (kept.size() < MOST_KEPT) {
                kept.add(line);
            }
        }
    }
}
