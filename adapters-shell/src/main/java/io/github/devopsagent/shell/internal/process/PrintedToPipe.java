package io.github.devopsagent.shell.internal.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;

/**
 * The JDK's own pipe, where there can be no FIFO. When the step's first process has ended, the JDK reads on into memory
 * what is there at that moment, and the pipe of a daemon is closed.
 *
 * <p>Nothing waits in a read of it: the JDK lets nobody close it, or ask what is there, beside that.
 */
final class PrintedToPipe implements Printed {

    private volatile InputStream source = InputStream.nullInputStream();
    private volatile boolean ended = true;

    @Override
    public void redirect(ProcessBuilder step) {
        step.redirectErrorStream(true);
    }

    @Override
    public void startedBy(Process step) {
        source = step.getInputStream();
        ended = false;
        CompletableFuture<Void> unused = step.onExit().thenRun(() -> ended = true);
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        Pause pause = new Pause();
        while (true) {
            // In this order: what it printed before it ended is read.
            boolean isOver = ended;
            int there = source.available();
            if (there > 0) {
                return source.read(buffer, 0, Math.min(there, buffer.length));
            }
            if (isOver) {
                close();
                return -1;
            }
            pause.regardless();
        }
    }

    @Override
    public int pending() {
        try {
            return source.available();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        ended = true;
        try {
            source.close();
        } catch (IOException e) {
            // Nothing is read from it any more.
        }
    }
}
