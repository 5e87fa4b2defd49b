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

    /** What is asked of a script. */
    enum ExitQuestion {
        /** How it may end. */
        ENDS,
        /** The same of a check, of which what it leaves behind is not what it asks. */
        CHECK,
        /**
         * The same, if what only lists what there is succeeds, as it does where it is answered, and what executes a
         * command elsewhere gets there.
         */
        CHECK_WITH_LISTINGS,
        /** The same of a check, if whom it asks does not answer: each request fails, and prints nothing. */
        CHECK_UNANSWERED,
        /** Of a step: {@code || true} says openly that a failure does not matter, and what is asked need not succeed. */
        STEP
    }

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
