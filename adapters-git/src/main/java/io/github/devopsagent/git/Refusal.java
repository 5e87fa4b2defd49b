package io.github.devopsagent.git;

/** Why something is not done; the message is for people, with the reason first and then what to do about it. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean passing;

    Refusal(String message) {
        this(message, false);
    }

    private Refusal(String message, boolean passing) {
        super(message);
        this.passing = passing;
    }

    /** Something is not there that an earlier step may bring. */
    static Refusal missingNow(String message) {
        return new Refusal(message, true);
    }

    boolean isPassing() {
        return passing;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
