package io.github.devopsagent;

/** Another agent holds a lock that was ours: nothing more may be done, and nothing written. */
final class LostGroundException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String why;

    /**
     * Such a loss.
     *
     * @param message which lock was lost, why, and to whom, for people
     */
    LostGroundException(String message) {
        super(message);
        this.why = message;
    }

    String why() {
        return why;
    }
}
