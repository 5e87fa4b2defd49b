package io.github.devopsagent.git;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;

/** What went wrong, in words. */
final class Reason {

    static final String INTERRUPTED = "It was interrupted: its time is over, or the run was cancelled.";

    private Reason() {}

    /** JGit wraps what went wrong, and says on the outside less than on the inside. */
    static String of(Throwable e) {
        if (e instanceof InterruptedIOException || e instanceof ClosedByInterruptException) {
            return INTERRUPTED;
        }
        Throwable cause = e.getCause();
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return cause == null || cause.getMessage() == null ? message : message + ": " + cause.getMessage();
    }
}
