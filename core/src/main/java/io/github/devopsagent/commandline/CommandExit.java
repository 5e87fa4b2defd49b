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

    /** Of what stands behind {@code !}. */
    static Set<CommandExit> negated(Set<CommandExit> exits) {
        Set<CommandExit> negated = EnumSet.copyOf(exits);
        negated.retainAll(ENDS);
        if (exits.contains(SUCCESS)) {
            negated.add(FAILURE);
        }
        if (exits.contains(FAILURE)) {
            negated.add(SUCCESS);
        }
        return negated;
    }

    /** Its end is that of no more than itself. */
    static Set<CommandExit> inSubshell(Set<CommandExit> exits) {
        Set<CommandExit> found = EnumSet.noneOf(CommandExit.class);
        for (CommandExit exit : exits) {
            found.add(exit == SUCCESS || exit == END_IN_SUCCESS ? SUCCESS : FAILURE);
        }
        return found;
    }

    boolean isEnd() {
        return ENDS.contains(this);
    }
}
