package io.github.devopsagent.coordination;

/** What holds leases and journals cannot be asked now, such as a database that is away. It may be asked once more. */
public final class CoordinationUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Such a failure.
     *
     * @param message what was asked, of whom, and what came of it, for people
     * @param cause what came of it
     */
    public CoordinationUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Such a failure, of which nothing more is known.
     *
     * @param message what was asked, of whom, and what came of it, for people
     */
    public CoordinationUnavailableException(String message) {
        super(message);
    }
}
