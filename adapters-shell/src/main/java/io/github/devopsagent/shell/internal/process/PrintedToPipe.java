package io.github.devopsagent.shell.internal.process;

import java.io.IOException;
import java.io.InputStream;

/**
 * The JDK's own pipe, where there can be no FIFO. When the step's first process has ended, the JDK reads on into memory
 * what is there at that moment, and the pipe of a daemon is closed.
 */
final class PrintedToPipe implements Printed {

    private volatile InputStream source = InputStream.nullInputStream();

    @Override
    public void redirect(ProcessBuilder step) {
        step.redirectErrorStream(true);
    }

    @Override
    public void startedBy(Process step) {
        source = step.getInputStream();
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        return source.read(buffer);
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
        try {
            source.close();
        } catch (IOException e) {
            // Nothing is read from it any more.
        }
    }
}
