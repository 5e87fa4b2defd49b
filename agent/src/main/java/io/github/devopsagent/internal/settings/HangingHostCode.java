package io.github.devopsagent.internal.settings;

/** Code of the host did not answer in time. */
final class HangingHostCode extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean runsOn;

    HangingHostCode(String message, boolean runsOn) {
        super(message);
        this.runsOn = runsOn;
    }

    /** Whether it is at work even now, although it was interrupted. */
    boolean runsOn() {
        return runsOn;
    }

    /** Its own words, wherever an exception becomes part of a reason. */
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
        return String.valueOf(getMessage());
    }
}
