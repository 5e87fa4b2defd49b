package io.github.devopsagent.commandline;

/** It cannot be told what a script starts. */
final class UnseenCommandException extends Exception {

    private static final long serialVersionUID = 1;

    private final String why;

    UnseenCommandException(String why) {
        super(why);
        this.why = why;
    }

    /** The reason, for people. */
    String why() {
        return why;
    }
}
