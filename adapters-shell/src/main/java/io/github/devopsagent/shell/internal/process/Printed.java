package io.github.devopsagent.shell.internal.process;

import java.io.IOException;

/** Where a step's output comes from. */
interface Printed {

    /** Before the step is started. */
    void redirect(ProcessBuilder step);

    /** After the step was started, and waits at its gate; an exception says why it may not begin. */
    void startedBy(Process step) throws IOException;

    /** Waits for some bytes; -1 when no process holds the output any more, or it was closed. */
    int read(byte[] buffer) throws IOException;

    /** How many bytes were printed and not read yet. */
    int pending();

    /** Nothing is read any more: who writes later is sent SIGPIPE, unless another reader is there. */
    void close();
}
