package io.github.devopsagent.cli;

/** What was asked for cannot be done; the message says why, and what is there instead. */
final class FailureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FailureException(String message) {
        super(message);
    }

    FailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
