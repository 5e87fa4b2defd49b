package io.github.devopsagent.internal.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepOutput;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Masks secrets in what it is given, however that is cut into pieces, and hands it on. It holds back what may still
 * become part of an occurrence, and nothing else. Which secrets these are may grow meanwhile.
 */
public final class MaskingOutput implements StepOutput {

    private static final byte[] MASK = SecretMask.MASK.getBytes(UTF_8);

    private static final int PIECE_BYTES = 64 << 10;

    private static final int FIRST_BYTES = 256;

    /** A part of the stream that is masked: from a byte up to another, counted from the stream's beginning. */
    private record MaskedSpan(long start, long end) {}

    private final KnownSecrets secrets;
    private final StepOutput next;
    private SecretMask mask;

    /** The places that are not masked yet, in order; none overlaps another. */
    private final Deque<MaskedSpan> spans = new ArrayDeque<>();

    /**
     * What was read from {@link #base} on: all that is held back, and before it the end of what was handed on, in which a
     * secret that is learned may have begun.
     */
    private byte[] buffer;

    private long base;
    private long read;

    /** Up to here everything was handed on or masked. */
    private long done;

    /** The end of what was masked last. */
    private long masked = -1;

    private Occurrences.Reader reader;

    /** What is masked of a piece, with what stands between, so that it is handed on at once. */
    private byte[] block = new byte[0];

    private int blockSize;

    /**
     * Masks what goes to another output.
     *
     * @param secrets are masked; those that the executor tells are added to them
     * @param next takes what was masked
     */
    public MaskingOutput(KnownSecrets secrets, StepOutput next) {
        this.secrets = secrets;
        this.next = next;
        mask = secrets.mask();
        buffer = new byte[0];
        reader = mask.occurrences().reader();
    }

    @Override
    public void startedAs(ProcessId process) {
        next.startedAs(process);
    }

    @Override
    public Subscription onDeadline(Consumer<Duration> told) {
        return next.onDeadline(told);
    }

    @Override
    public void secret(String value) {
        secrets.learn(value);
    }

    /** Looks through what was read once more, with the secrets that are known by now. */
    private void adopt() {
        SecretMask now = secrets.mask();
        if (now == mask) {
            return;
        }
        byte[] known = Arrays.copyOf(buffer, (int) (read - base));
        mask = now;
        spans.clear();
        reader = mask.occurrences().reader();
        read = base;
        find(known, 0, known.length);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        adopt();
        if (mask.masksNothing()) {
            next.write(bytes, offset, length);
            return;
        }
        for (int at = 0; at < length; at += PIECE_BYTES) {
            take(bytes, offset + at, Math.min(PIECE_BYTES, length - at));
        }
    }

    /** Hands on what is held back: nothing more comes that it could be part of. What comes later is another text. */
    public synchronized void finish() {
        adopt();
        handOn(read);
        reader = mask.occurrences().reader();
    }

    private void take(byte[] bytes, int offset, int length) {
        makeRoom(length);
        System.arraycopy(bytes, offset, buffer, (int) (read - base), length);
        find(bytes, offset, offset + length);
        handOn(read - reader.open());
    }

    private void find(byte[] bytes, int from, int to) {
        for (int at = from; at < to; ) {
            int behind = reader.read(bytes, at, to);
            read += behind - at;
            at = behind;
            if (reader.matched() > 0) {
                found(read - reader.matched());
            }
        }
    }

    /** What is kept is moved only when more than that was handed on since, so that moving costs little. */
    private void makeRoom(int length) {
        if (read - base + length <= buffer.length) {
            return;
        }
        long kept = Math.max(base, done - mask.lookBack());
        int used = (int) (read - kept);
        boolean worthIt = kept - base >= used && used + length <= buffer.length;
        byte[] roomy = worthIt ? buffer : new byte[Math.max(2 * (used + length), FIRST_BYTES)];
        System.arraycopy(buffer, (int) (kept - base), roomy, 0, used);
        buffer = roomy;
        base = kept;
    }

    /** An occurrence ends here. Those before ended before, so that only the last of them can overlap it. */
    private void found(long from) {
        long start = from;
        while (!spans.isEmpty() && spans.getLast().end() > start) {
            start = Math.min(start, spans.removeLast().start());
        }
        if (start >= done) {
            spans.addLast(new MaskedSpan(start, read));
        } else if (read > done && masked == done) {
            // It overlaps the one that was masked last, of which it is a part then.
            done = read;
            masked = read;
        } else if (read > done) {
            // Its beginning was handed on before anybody knew that it is a secret.
            spans.addLast(new MaskedSpan(done, read));
        }
    }

    /** No occurrence that is not found yet begins before the limit. */
    private void handOn(long limit) {
        if (spans.isEmpty() || spans.getFirst().start() >= limit) {
            if (done < limit) {
                next.write(buffer, (int) (done - base), (int) (limit - done));
                done = limit;
            }
            return;
        }
        blockSize = 0;
        while (!spans.isEmpty() && spans.getFirst().start() < limit) {
            MaskedSpan span = spans.removeFirst();
            addText(span.start());
            add(MASK, 0, MASK.length);
            done = span.end();
            masked = done;
        }
        addText(limit);
        next.write(block, 0, blockSize);
    }

    private void addText(long limit) {
        if (done < limit) {
            add(buffer, (int) (done - base), (int) (limit - done));
            done = limit;
        }
    }

    private void add(byte[] bytes, int offset, int length) {
        if (blockSize + length > block.length) {
            block = Arrays.copyOf(block, Math.max(blockSize + length, 2 * block.length));
        }
        System.arraycopy(bytes, offset, block, blockSize, length);
        blockSize += length;
    }
}
