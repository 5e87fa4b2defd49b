package io.github.devopsagent.cli.option;

/** What was asked for cannot be done; the message says why, and what is there instead. */
public final class FailureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Nothing threw.
     *
     * @param message why, and what is there instead
     */
    public FailureException(String message) {
        super(message);
    }

    /**
     * Something threw.
     *
     * @param message why, and what is there instead
     * @param cause what was thrown
     */
    public FailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
