package io.github.devopsagent.gate;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.veto.VetoCodes;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the blockers that this agent wrote from those that others write in its name, by what they say. */
public final class OwnBlockers {

    /** Code, reason and place of a veto; what is too long is cut. */
    private static final Pattern VETO = Pattern.compile("([A-Za-z0-9_.-]+): .*(?: \\(([^()]+)\\)| ?…)");

    /** Such as {@code status.json#/phase}; a {@code CVE-1} is no place. */
    private static final Pattern FILE = Pattern.compile("[^\\s]*(?:\\.[A-Za-z]{1,10}|/)[^\\s]*");

    private static final Pattern ABORTED = Pattern.compile("(?s)DEP-[0-9]{1,9} was aborted: .*");

    private static final String FAULT = "\n- ";

    static final Set<String> CODES = Set.of(
            VetoCodes.NO_ROLLBACK_PLAN,
            VetoCodes.MISSING_HEALTH_CHECKS,
            VetoCodes.QA_NOT_APPROVED,
            VetoCodes.TESTS_NOT_PASSING,
            VetoCodes.NO_DEPLOYMENT_STEPS,
            VetoCodes.INVALID_PLAN,
            VetoCodes.INVALID_TEST_RESULTS,
            VetoCodes.INBOX_VETO,
            VetoCodes.RULE_FAILED);

    private OwnBlockers() {}

    /**
     * Whether each run judges afresh what a blocker says, since this agent wrote it. A question is answered by a person,
     * whoever wrote it.
     *
     * @param blocker as it stands in the status
     * @return true if it is in our name, and reads as we write it
     */
    public static boolean isWritten(Blocker blocker) {
        return blocker.isOurs()
                && switch (blocker.type()) {
                    case VETO -> isVeto(blocker.reason());
                    case DEPENDENCY -> ABORTED.matcher(blocker.reason()).matches();
                    case QUESTION -> true;
                };
    }

    /**
     * It is one line, and below it the faults of a document, each in a line of its own. Earlier versions of ours wrote
     * the reason of a rule in its own lines, and the place behind the last one.
     */
    private static boolean isVeto(String reason) {
        for (int end = reason.indexOf(FAULT); end >= 0; end = reason.indexOf(FAULT, end + 1)) {
            if (isHeadline(reason.substring(0, end))) {
                return true;
            }
        }
        return isHeadline(reason) || isHeadline(reason.lines().findFirst().orElse(""));
    }

    /** The name of a person or a role is no code: those of hosts have an underscore, as ours do. */
    private static boolean isHeadline(String lines) {
        Matcher veto = VETO.matcher(Blocker.inOneLine(lines));
        if (!veto.matches()) {
            return false;
        }
        String code = veto.group(1);
        boolean isOfHost = code.indexOf('_') >= 0
                && Role.of(code).isEmpty()
                && (veto.group(2) == null || FILE.matcher(veto.group(2)).matches());
        return CODES.contains(code) || isOfHost;
    }
}
