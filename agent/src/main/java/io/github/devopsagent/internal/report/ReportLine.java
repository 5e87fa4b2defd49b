package io.github.devopsagent.internal.report;

import io.github.devopsagent.gate.StatusText;
import io.github.devopsagent.gate.VerdictText;
import java.util.regex.Pattern;

/** A text in a list: the line of a log, a step and what came of it, or anything else. */
final class ReportLine {

    /** What a line of a log says of a step: "login: FAIL". */
    private static final Pattern FAILED_LINE = Pattern.compile("(?!(?i:.*expect))(?:"
            + ".*(?:[:=|>\\u2192\\u2013\\u2014]\\s*|\\s-{1,2}\\s*|\\.{2,}\\s*|[\\[(])(?:(?i:fail(?:ed|ure)?|not (?:ok|run|executed|met)|unmet|skipped|nok|ko|error)\\W*"
            + "|FAIL(?:ED)?\\b.*|(?i:failed) (?:because|due|with|after|at|since|on)\\b.*)"
            + "|.*[\\u274C\\u2717\\u2718].*)");

    /** How a tool begins such a line, or a person ends it; "verify that login failed" is to be done. */
    private static final Pattern FAILED_STEP = Pattern.compile(
            "\\W*(?:FAIL|FAILED|ERROR)\\b(?!_).*|(?!(?i:check|verify|see|assert|confirm|ensure|that|expect)\\b)"
                    + "(?:\\w+ ){1,2}failed\\W*");

    /** What a test is called where others are named that are still to be done. */
    private static final Pattern TEST_ID = Pattern.compile(
            "\\W*(?:(?:SC|TC|UC|AC|E2E|TEST|SCENARIO|CASE)[-_ ]?[0-9]+\\b|TS[-_ ]?[0-9]{1,3}\\b"
                    + "|(?i:tests?[ :#_-]*0*[1-9]|scenarios?\\b(?!\\W*(?:0|no|none|nothing)\\b))).*",
            Pattern.DOTALL);

    private ReportLine() {}

    /**
     * Whether it says that something failed.
     *
     * @param line of the list
     * @param isStep whether it is of what was done in a test, or lists tests
     */
    static boolean isFailed(String line, boolean isStep) {
        return StatusText.isFailed(line)
                || FAILED_LINE.matcher(line).matches()
                || (isStep
                        && (VerdictText.isFailure(line)
                                || FAILED_STEP.matcher(line).matches()));
    }

    /** Whether it names a test, in a list of what is left. */
    static boolean namesTest(String line) {
        return TEST_ID.matcher(line).matches();
    }
}
