package io.github.devopsagent.cli;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.Preview;

/** With what the program ends, beside the codes of {@link Outcome#exitCode()}. */
final class ProgramExit {

    /** What was asked for was done, and nothing is in the way. */
    static final int OK = 0;

    /** The world is broken, or what was asked for is not there: no outcome. */
    static final int FAILURE = 1;

    /** Flags, keys or values that cannot be understood: nothing was looked at. */
    static final int USAGE = 2;

    /** {@code status}: a rollback has failed, as of a run that ended with it. */
    static final int ROLLBACK_FAILED = 15;

    /** {@code status}, {@code preview} and {@code report}: a run has not come to its end, and the next run begins with that. */
    static final int UNFINISHED = 20;

    private ProgramExit() {}

    /** The code of what a run would come to, as far as that is known before; 0 only if it would begin the deployment. */
    static int of(Preview preview) {
        return switch (preview.next()) {
            case DEPLOY -> OK;
            case REFUSE -> new Outcome.Refused(preview.refusals(), preview.warnings(), preview.inbox()).exitCode();
            case VETO -> 12;
            case ABORT -> 13;
            case ROLL_BACK_DEPLOYMENT -> 14;
            case GO_ON, ROLL_BACK, GO_ON_OR_ROLL_BACK, COMPLETE_RECORD, GIVE_UP -> UNFINISHED;
        };
    }
}
