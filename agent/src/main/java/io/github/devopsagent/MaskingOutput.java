package io.github.devopsagent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.pipeline.ProcessId;
import io.github.devopsagent.pipeline.StepOutput;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Masks secrets in what it is given, however that is cut into pieces, and hands it on. It holds back what may still
 * become part of an occurrence, and nothing else.
 */
final class MaskingOutput implements StepOutput {

    private static final byte[] MASK = SecretMask.MASK.getBytes(UTF_8);

    private static final int PIECE_BYTES = 8 << 10;

    /** A part of the stream that is masked: from a byte up to another, counted from the stream's beginning. */
    private record Span(long start, long end) {}

    private final boolean masksNothing;
    private final AhoCorasick occurrences;
    private final StepOutput next;

    /** Those that are not masked yet, in order; none overlaps another. */
    private final Deque<Span> spans = new ArrayDeque<>();

    /** What was read from {@link #base} on. There is room for a piece and all that is held back, twice. */
    private final byte[] buffer;

    private long base;
    private long read;

    /** Up to here everything was handed on or masked. */
    private long done;

    private int state = AhoCorasick.START;

    MaskingOutput(SecretMask mask, StepOutput next) {
        masksNothing = mask.masksNothing();
        occurrences = mask.occurrences();
        buffer = new byte[masksNothing ? 0 : 2 * (mask.longest() + PIECE_BYTES)];
        this.next = next;
    }

    @Override
    public void startedAs(ProcessId process) {
        next.startedAs(process);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        if (masksNothing) {
            next.write(bytes, offset, length);
            return;
        }
        for (int at = 0; at < length; at += PIECE_BYTES) {
            take(bytes, offset + at, Math.min(PIECE_BYTES, length - at));
        }
    }

    /** Hands on what is held back: nothing more comes that it could be part of. What comes later is another text. */
    synchronized void finish() {
        handOn(read);
        state = AhoCorasick.START;
    }

    private void take(byte[] bytes, int offset, int length) {
        makeRoom(length);
        System.arraycopy(bytes, offset, buffer, (int) (read - base), length);
        for (int i = offset; i < offset + length; i++) {
            state = occurrences.next(state, bytes[i]);
            read++;
            int matched = occurrences.matched(state);
            if (matched > 0) {
                found(read - matched);
            }
        }
        handOn(read - occurrences.open(state));
    }

    /** What is held back is moved only when more than that was handed on since, so that moving costs little. */
    private void makeRoom(int length) {
        if (read - base + length > buffer.length) {
            System.arraycopy(buffer, (int) (done - base), buffer, 0, (int) (read - done));
            base = done;
        }
    }

    /** An occurrence ends here. Those before ended before, so that only the last of them can overlap it. */
    private void found(long from) {
        long start = from;
        while (!spans.isEmpty() && spans.getLast().end() > start) {
            start = Math.min(start, spans.removeLast().start());
        }
        if (start < done) {
            // It overlaps the one that was masked last, of which it is a part then.
            done = read;
        } else {
            spans.addLast(new Span(start, read));
        }
    }

    /** No occurrence that is not found yet begins before the limit. */
    private void handOn(long limit) {
        while (!spans.isEmpty() && spans.getFirst().start() < limit) {
            Span span = spans.removeFirst();
            handOnText(span.start());
            next.write(MASK, 0, MASK.length);
            done = span.end();
        }
        handOnText(limit);
    }

    private void handOnText(long limit) {
        if (done < limit) {
            next.write(buffer, (int) (done - base), (int) (limit - done));
            done = limit;
        }
    }
}
