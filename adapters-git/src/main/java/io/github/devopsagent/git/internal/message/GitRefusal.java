package io.github.devopsagent.git.internal.message;

/** Why something is not done; the message is for people, with the reason first and then what to do about it. */
public final class GitRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    /** Whether it may pass before the step runs. */
    private enum Outlook {
        STAYS,
        SOMETHING_MAY_COME,
        MAY_BE_TAKEN_AWAY,
        LEFT_SOMETHING
    }

    private final Outlook outlook;

    public GitRefusal(String message) {
        this(message, Outlook.STAYS);
    }

    private GitRefusal(String message, Outlook outlook) {
        super(message);
        this.outlook = outlook;
    }

    /** Something is not there that an earlier step may bring. */
    public static GitRefusal missingNow(String message) {
        return new GitRefusal(message, Outlook.SOMETHING_MAY_COME);
    }

    /** Something is there that a command before the step may take away. */
    public static GitRefusal perhaps(String message) {
        return new GitRefusal(message + " A command before this step may change that.", Outlook.MAY_BE_TAKEN_AWAY);
    }

    /** Something was changed before the reason was met, by a hook for example. */
    public static GitRefusal withTrace(String message) {
        return new GitRefusal(message, Outlook.LEFT_SOMETHING);
    }

    public boolean leavesTrace() {
        return outlook == Outlook.LEFT_SOMETHING;
    }

    public boolean isPassing() {
        return outlook == Outlook.SOMETHING_MAY_COME;
    }

    public boolean isUncertain() {
        return outlook == Outlook.MAY_BE_TAKEN_AWAY;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
