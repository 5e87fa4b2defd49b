package io.github.devopsagent.internal.ownership;

/** Another agent holds a lock that was ours: nothing more may be done, and nothing written. */
public final class OwnershipLostException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String why;
    private final boolean isFenced;

    /**
     * Such a loss.
     *
     * @param message which lock was lost, why, and to whom, for people
     * @param isFenced whether the run is gone on with by whoever has the lease, which nobody else can write to
     */
    OwnershipLostException(String message, boolean isFenced) {
        super(message);
        this.why = message;
        this.isFenced = isFenced;
    }

    /** Whether the run is gone on with by whoever has the lease, which nobody else can write to. */
    public boolean isFenced() {
        return isFenced;
    }

    public String why() {
        return why;
    }
}
