package io.github.devopsagent.internal.attempt;

import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.internal.disk.Spool;
import io.github.devopsagent.internal.json.Printable;
import io.github.devopsagent.run.Output;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Takes an attempt's output: hands each line on, keeps beginning and end, and spools it. However much there is, it
 * holds a bounded part of it. What people are shown of it does nothing to a terminal; the spool has every byte.
 */
public final class OutputCapture implements StepOutput {

    /** How much of the beginning is kept. */
    static final int HEAD_BYTES = 2 << 10;

    /** How much of the end is kept. */
    static final int TAIL_BYTES = 6 << 10;

    private static final int LONGEST_CHARACTER = 4;

    private final PrintedLines lines;
    private Optional<LineSplitter> splitter = Optional.empty();
    private final UnaryOperator<String> mask;
    private final Optional<Spool> spool;
    private volatile StartNotice start = new StartNotice();
    private final byte[] head = new byte[HEAD_BYTES];
    private final byte[] tail = new byte[TAIL_BYTES];
    private Optional<Deadlines> deadlines = Optional.empty();
    private volatile long total;
    private boolean closed;

    /**
     * A capture of what is masked already.
     *
     * @param lines is told each line, as long as anybody reads them
     * @param mask masks what is shown once more: what is left out for terminals may have stood in the midst of a secret
     * @param spool keeps every byte; empty for none
     */
    public OutputCapture(PrintedLines lines, UnaryOperator<String> mask, Optional<Spool> spool) {
        this.lines = lines;
        this.mask = mask;
        this.spool = spool;
    }

    /** Where it is known how long the attempt may run. */
    public OutputCapture until(Deadlines known) {
        deadlines = Optional.of(known);
        return this;
    }

    @Override
    public Subscription onDeadline(Consumer<Duration> told) {
        return deadlines.isPresent() ? deadlines.get().onDeadline(told) : Subscription.NONE;
    }

    @Override
    public void startedAs(ProcessId id) {
        start.give(id);
    }

    /** The process that carries the attempt out, once it is known. What is carried out again is told of anew. */
    public StartNotice begin() {
        start = new StartNotice();
        return start;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        if (closed) {
            return;
        }
        spool.ifPresent(file -> file.write(bytes, offset, length));
        keepHead(bytes, offset, length);
        keepTail(bytes, offset, length);
        total += length;
        if (lines.areRead()) {
            splitter().split(bytes, offset, length);
        } else if (splitter.isPresent()) {
            splitter.get().forget();
        }
    }

    private LineSplitter splitter() {
        if (splitter.isEmpty()) {
            splitter = Optional.of(new LineSplitter(this::shown, lines::take));
        }
        return splitter.get();
    }

    private void keepHead(byte[] bytes, int offset, int length) {
        if (total < HEAD_BYTES) {
            System.arraycopy(bytes, offset, head, (int) total, (int) Math.min(length, HEAD_BYTES - total));
        }
    }

    private void keepTail(byte[] bytes, int offset, int length) {
        int kept = Math.min(length, TAIL_BYTES);
        int from = offset + length - kept;
        int at = (int) ((total + length - kept) % TAIL_BYTES);
        int first = Math.min(kept, TAIL_BYTES - at);
        System.arraycopy(bytes, from, tail, at, first);
        System.arraycopy(bytes, from + first, tail, 0, kept - first);
    }

    /** How many bytes there were so far; nobody is waited for, not even whoever is told of a line. */
    public long written() {
        return total;
    }

    /** Ends the capture; what comes later, from an executor that cannot stop, is dropped. */
    public synchronized Output close() {
        if (!closed && splitter.isPresent()) {
            splitter.get().finish();
        }
        closed = true;
        if (spool.isEmpty()) {
            return new Output(head(), tail(), total, Optional.empty());
        }
        spool.get().close();
        return new Output(head(), tail(), total, spool.get().written());
    }

    private String head() {
        return total <= TAIL_BYTES ? "" : text(Arrays.copyOf(head, endOfLastCharacter(head)));
    }

    private static int endOfLastCharacter(byte[] bytes) {
        int start = bytes.length - 1;
        while (start > bytes.length - LONGEST_CHARACTER && isContinuation(bytes[start])) {
            start--;
        }
        int lead = bytes[start] & 0xFF;
        int length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : LONGEST_CHARACTER;
        return start + length > bytes.length ? start : bytes.length;
    }

    private static boolean isContinuation(byte each) {
        return (each & 0xC0) == 0x80;
    }

    private String tail() {
        int size = (int) Math.min(total, TAIL_BYTES);
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = tail[(int) ((total - size + i) % TAIL_BYTES)];
        }
        int start = 0;
        while (total > TAIL_BYTES && start < size && isContinuation(bytes[start])) {
            start++;
        }
        return text(Arrays.copyOfRange(bytes, start, size));
    }

    private String text(byte[] bytes) {
        return shown(new String(bytes, StandardCharsets.UTF_8));
    }

    private String shown(String text) {
        String printable = Printable.text(text);
        return printable.equals(text) ? text : mask.apply(printable);
    }
}
