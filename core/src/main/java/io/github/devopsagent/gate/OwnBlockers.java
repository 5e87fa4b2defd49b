package io.github.devopsagent.gate;

import io.github.devopsagent.domain.Blocker;
import java.util.regex.Pattern;

/** Tells the blockers that this agent wrote from those that others write in its name, by what they say. */
final class OwnBlockers {

    /** Code, reason and place of a veto; what is too long is cut. */
    private static final Pattern VETO = Pattern.compile("(?s)[^\\s:]+: .*(?: \\(.+\\)| …).*");

    private static final String ABORTED = " was aborted";

    private OwnBlockers() {}

    /** Whether each run judges afresh what it says. A question is answered by a person, whoever wrote it. */
    static boolean isWritten(Blocker blocker) {
        return blocker.isOurs()
                && switch (blocker.type()) {
                    case VETO -> VETO.matcher(blocker.reason()).matches();
                    case DEPENDENCY -> blocker.reason().contains(ABORTED);
                    case QUESTION -> true;
                };
    }
}
