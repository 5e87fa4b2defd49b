package io.github.devopsagent.commandline;

/** What may become of a command. */
enum CommandExit {
    SUCCESS,
    FAILURE,
    /** It ends the script as well. */
    END_IN_SUCCESS,
    END_IN_FAILURE;

    boolean isEnd() {
        return this == END_IN_SUCCESS || this == END_IN_FAILURE;
    }
}
