package io.github.devopsagent.git.internal.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A hook or filter, which ends with all that it has started when the thread that waits for it is interrupted. */
public final class StepProcess {

    /**
     * How long a hook's output is read on once it has ended: what it left running may hold that open, and what the hook itself
     * has printed is there already.
     */
    static final Duration HOOK = Duration.ofSeconds(5);

    /** The same of a filter, whose output is what is asked for. */
    static final Duration FILTER = Duration.ofMinutes(1);

    private final ProcessBuilder builder;
    private final OutputStream out;
    private final OutputStream err;
    private final InputStream input;
    private final Duration patience;
    private volatile boolean isOver;
    private final AtomicReference<IOException> failure = new AtomicReference<>();

    /**
     * @param out null if nobody wants it
     * @param err null if nobody wants it
     * @param input null if there is none
     * @param patience how long its output is read on once it has ended, if something else holds that open
     */
    public StepProcess(
            ProcessBuilder builder,
            @Nullable OutputStream out,
            @Nullable OutputStream err,
            @Nullable InputStream input,
            Duration patience) {
        this.builder = builder;
        this.out = out == null ? OutputStream.nullOutputStream() : out;
        this.err = err == null ? OutputStream.nullOutputStream() : err;
        this.input = input == null ? InputStream.nullInputStream() : input;
        this.patience = patience;
    }

    /** Waits for its end, and returns its exit code. */
    public int run() throws IOException, InterruptedException {
        Process process = builder.start();
        try {
            List<Thread> readers = List.of(
                    start(() -> copy(process.getInputStream(), out)), start(() -> copy(process.getErrorStream(), err)));
            start(() -> feed(process.getOutputStream()));
            int code = process.waitFor();
            long until = System.nanoTime() + patience.toNanos();
            for (Thread reader : readers) {
                reader.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
            }
            isOver = true;
            if (failure.get() != null) {
                throw failure.get();
            }
            return code;
        } catch (InterruptedException e) {
            ProcessTree.end(List.of(process.toHandle()));
            throw e;
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private Thread start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        failure.compareAndSet(null, e);
                    }
                },
                Thread.currentThread().getName() + " hook");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** What comes too late is read, so that whoever prints it can go on, and is nobody's. */
    private void copy(InputStream from, OutputStream to) throws IOException {
        byte[] bytes = new byte[8 << 10];
        for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
            if (!isOver) {
                to.write(bytes, 0, count);
                to.flush();
            }
        }
    }

    /** A process need not read all of it. */
    private void feed(OutputStream to) throws IOException {
        byte[] bytes = new byte[8 << 10];
        try {
            for (int count = input.read(bytes); count >= 0; count = input.read(bytes)) {
                if (!isTaken(to, bytes, count)) {
                    return;
                }
            }
        } finally {
            close(to);
        }
    }

    private static boolean isTaken(OutputStream to, byte[] bytes, int count) {
        try {
            to.write(bytes, 0, count);
            to.flush();
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    private static void close(OutputStream stream) {
        try {
            stream.close();
        } catch (IOException closed) {
            // It has ended.
        }
    }
}
