package io.github.devopsagent.internal.ownership;

/** Another agent holds a lock that was ours: nothing more may be done, and nothing written. */
public final class OwnershipLostException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String why;

    /**
     * Such a loss.
     *
     * @param message which lock was lost, why, and to whom, for people
     */
    OwnershipLostException(String message) {
        super(message);
        this.why = message;
    }

    public String why() {
        return why;
    }
}
