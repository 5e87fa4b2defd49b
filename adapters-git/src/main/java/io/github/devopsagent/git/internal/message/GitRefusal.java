package io.github.devopsagent.git.internal.message;

/** Why something is not done; the message is for people, with the reason first and then what to do about it. */
public final class GitRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean passing;

    public GitRefusal(String message) {
        this(message, false);
    }

    private GitRefusal(String message, boolean passing) {
        super(message);
        this.passing = passing;
    }

    /** Something is not there that an earlier step may bring. */
    public static GitRefusal missingNow(String message) {
        return new GitRefusal(message, true);
    }

    public boolean isPassing() {
        return passing;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
