package io.github.devopsagent.git.internal.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A hook or filter, which ends with all that it has started when the thread that waits for it is interrupted. */
public final class StepProcess {

    /** What a hook leaves running may hold its output open. */
    private static final long PATIENCE = TimeUnit.MINUTES.toMillis(1);

    private final ProcessBuilder builder;
    private final OutputStream out;
    private final OutputStream err;
    private final InputStream input;
    private final AtomicReference<IOException> failure = new AtomicReference<>();

    /**
     * @param out null if nobody wants it
     * @param err null if nobody wants it
     * @param input null if there is none
     */
    public StepProcess(
            ProcessBuilder builder,
            @Nullable OutputStream out,
            @Nullable OutputStream err,
            @Nullable InputStream input) {
        this.builder = builder;
        this.out = out == null ? OutputStream.nullOutputStream() : out;
        this.err = err == null ? OutputStream.nullOutputStream() : err;
        this.input = input == null ? InputStream.nullInputStream() : input;
    }

    /** Waits for its end, and returns its exit code. */
    public int run() throws IOException, InterruptedException {
        Process process = builder.start();
        try {
            List<Thread> readers = List.of(
                    start(() -> copy(process.getInputStream(), out)), start(() -> copy(process.getErrorStream(), err)));
            start(() -> feed(process.getOutputStream()));
            int code = process.waitFor();
            for (Thread reader : readers) {
                reader.join(PATIENCE);
            }
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

    private static void copy(InputStream from, OutputStream to) throws IOException {
        from.transferTo(to);
        to.flush();
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
