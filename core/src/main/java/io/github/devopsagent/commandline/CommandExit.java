package io.github.devopsagent.commandline;

import java.util.EnumSet;
import java.util.Set;

/** What may become of a command. */
enum CommandExit {
    SUCCESS,
    FAILURE,
    /** It ends the script as well. */
    END_IN_SUCCESS,
    END_IN_FAILURE;

    static final Set<CommandExit> ENDS = Set.of(END_IN_SUCCESS, END_IN_FAILURE);

    /** Those of a command of which nothing is known. */
    static Set<CommandExit> unknown() {
        return EnumSet.of(SUCCESS, FAILURE);
    }

    boolean isEnd() {
        return ENDS.contains(this);
    }
}
