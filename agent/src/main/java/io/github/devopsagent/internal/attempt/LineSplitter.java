package io.github.devopsagent.internal.attempt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.internal.json.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Makes lines of bytes that come in pieces, and hands on many at once. */
final class LineSplitter {

    /** A longer line is handed on in pieces. */
    static final int LINE_BYTES = 8 << 10;

    /** How many lines are handed on at once: so many that this costs little, and few for a listener that is slow. */
    static final int MOST_LINES = 16;

    private static final int LONGEST_CHARACTER = 4;

    private final UnaryOperator<String> shown;
    private final Consumer<List<String>> next;
    private final List<String> lines = new ArrayList<>();

    /** The beginning of a line whose end has not come. */
    private byte[] begun = new byte[0];

    private int size;

    /**
     * A splitter.
     *
     * @param shown what people are shown of a line that is more than plain ASCII
     * @param next takes lines
     */
    LineSplitter(UnaryOperator<String> shown, Consumer<List<String>> next) {
        this.shown = shown;
        this.next = next;
    }

    /** Hands on all lines that end in some bytes. */
    void split(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int start = offset;
        int stop = endOfPiece(bytes, start, end);
        while (stop < end) {
            endLine(bytes, start, stop);
            start = bytes[stop] == '\n' ? stop + 1 : stop;
            stop = endOfPiece(bytes, start, end);
        }
        keep(bytes, start, end);
        handOn();
    }

    /** Hands on what has no end. */
    void finish() {
        if (size > 0) {
            endLine(begun, 0, 0);
        }
        handOn();
    }

    /** Nobody wants what was begun. */
    void forget() {
        size = 0;
    }

    /** The place of the line's end, or where a long line is parted; the end of the bytes if neither is there. */
    private int endOfPiece(byte[] bytes, int start, int end) {
        int uncut = Math.min(end, start + Math.max(0, LINE_BYTES - size));
        int at = start;
        while (at < uncut && bytes[at] != '\n') {
            at++;
        }
        if (at < uncut) {
            return at;
        }
        // A character is not torn, but what is no text at all is.
        int most = Math.min(end, start + LINE_BYTES + LONGEST_CHARACTER - size);
        while (at < most && isContinuation(bytes[at])) {
            at++;
        }
        return at;
    }

    private void endLine(byte[] bytes, int start, int end) {
        if (size == 0) {
            add(bytes, start, end - start);
        } else {
            keep(bytes, start, end);
            add(begun, 0, size);
            size = 0;
        }
        if (lines.size() == MOST_LINES) {
            handOn();
        }
    }

    private void add(byte[] bytes, int offset, int length) {
        if (Printable.isPlain(bytes, offset, length)) {
            lines.add(new String(bytes, offset, length, ISO_8859_1));
            return;
        }
        String text = new String(bytes, offset, length, UTF_8);
        String whole = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        // What overwrites itself stays one line.
        lines.add(shown.apply(whole).replace('\n', ' '));
    }

    private void keep(byte[] bytes, int start, int end) {
        int length = end - start;
        if (size + length > begun.length) {
            begun = Arrays.copyOf(begun, Math.max(size + length, 2 * begun.length));
        }
        System.arraycopy(bytes, start, begun, size, length);
        size += length;
    }

    private void handOn() {
        if (!lines.isEmpty()) {
            List<String> ended = List.copyOf(lines);
            lines.clear();
            next.accept(ended);
        }
    }

    private static boolean isContinuation(byte each) {
        return (each & 0xC0) == 0x80;
    }
}
