package io.github.devopsagent.coordination;

/** A greater fence is there: another worker has the lease by now. Nothing was written, and nothing more may be done. */
public final class FencedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Such a loss.
     *
     * @param message which lease was lost, and to whom if that is known, for people
     */
    public FencedException(String message) {
        super(message);
    }
}
