package io.github.devopsagent.commandline;

/** It cannot be told what a script starts. The message says why, for people. */
final class UnseenCommandException extends Exception {

    private static final long serialVersionUID = 1;

    UnseenCommandException(String why) {
        super(why);
    }
}
