package io.github.devopsagent.shell.internal.probe;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What one probe holds open and what it is doing. Blocking calls on sockets and pipes do not end by an interruption, but
 * when what they wait for is closed.
 */
final class ProbeScope implements AutoCloseable {

    private final Deque<Closeable> open = new ArrayDeque<>();
    private boolean isClosed;
    private volatile ProbePhase phase = () -> "starting";

    /** Says what is being done, with how far it has come. */
    @FunctionalInterface
    interface ProbePhase {
        /** Such as {@code connecting to 127.0.0.1:80}. */
        String describe();
    }

    /** To be closed at the end, or at once if that has been. */
    synchronized <T extends Closeable> T closing(T resource) throws IOException {
        if (isClosed) {
            resource.close();
            throw new IOException("abandoned");
        }
        open.push(resource);
        return resource;
    }

    void enter(ProbePhase next) {
        phase = next;
    }

    String phase() {
        return phase.describe();
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        while (!open.isEmpty()) {
            close(open.pop());
        }
    }

    private static void close(Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            // It is given up in any case.
        }
    }
}
