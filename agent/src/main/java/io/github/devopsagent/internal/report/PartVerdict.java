package io.github.devopsagent.internal.report;

import io.github.devopsagent.gate.ForeignWords;
import io.github.devopsagent.gate.StatusText;
import io.github.devopsagent.gate.SummaryWords;
import io.github.devopsagent.gate.TestOutcome;
import io.github.devopsagent.gate.VerdictText;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a text says of one test, or of all, where a verdict or a number of failures may stand. */
final class PartVerdict {

    private static final int MOST_OF_TEST = 2;
    private static final int MOST_OF_ALL = 3;

    private static final Pattern NO_FAULTS = Pattern.compile(
            "none\\b.*|nil|n/a|null|false|keine?[rsn]?|ninguno|ninguna|aucune?|nessuno|geen|(?:no|0|zero)"
                    + "(?: (?:errors?|regressions?|failures?|failing|failed|issues?|problems?|tests?|scenarios?|found|detected|reported).*)?");

    /** What goes on with faults behind "none". */
    private static final Pattern BUT_FAULTS = Pattern.compile(
            "\\b(?:except|but|however|apart|besides|unless|until|yet|could|although|though|only|while)\\b|\\bother than\\b"
                    + "|[,;] *(?:and )?0*[1-9]\\d*\\b(?! (?:\\w+ )?(?:pass|ok\\b|succe|green))|\\bnone of the \\w+ (?:pass|succe|were|was|ran|run)");

    private static final Pattern RATE = Pattern.compile("[0-9.]+\\s*(?:%|percent)?");
    private static final Pattern RATE_OF_ALL = Pattern.compile("1(?:\\.0+)?|100(?:\\.0+)?\\s*(?:%|percent)?");

    private PartVerdict() {}

    /** Whether a share of tests that passed, as a number or a text, is all of them. */
    static boolean isRateOfAll(String rate) {
        return RATE.matcher(rate).matches() ? RATE_OF_ALL.matcher(rate).matches() : !VerdictText.deniesPassing(rate);
    }

    /** Whether a text says that nothing failed. */
    static boolean isNoFault(String text) {
        String said = text.toLowerCase(Locale.ROOT);
        return ReportStream.isNothing(text)
                || TestOutcome.of(text) == TestOutcome.PASSED
                || (NO_FAULTS.matcher(said).matches()
                        && !BUT_FAULTS.matcher(said).find())
                || (NumberOfTests.isNumber(text) && text.matches("-?0*\\.?0*"));
    }

    /** Whether a verdict on one test says no; that of a longer text may be of what the test does. */
    static boolean isNoOfTest(String name, String text) {
        return TestOutcome.of(text) != TestOutcome.PASSED
                && (StatusText.isNo(text) || StatusText.saysTestFailed(text) || isUnknown(name, text, MOST_OF_TEST));
    }

    /** Whether a verdict on all tests, or a part of them, says no. */
    static boolean isNoOfAll(String name, String text) {
        return SummaryWords.isAdvice(name)
                ? VerdictText.advisesAgainst(text)
                : TestOutcome.of(text) != TestOutcome.PASSED
                        && (VerdictText.deniesPassing(text)
                                || StatusText.isNo(text)
                                || isUnknown(name, text, MOST_OF_ALL));
    }

    /** A status that nobody knows is none of a success. */
    private static boolean isUnknown(String name, String text, int most) {
        return !ForeignWords.isSuccess(name, text)
                && (SummaryWords.isStatus(name) || (most > MOST_OF_TEST && SummaryWords.isResult(name)))
                && !NumberOfTests.isNumber(text)
                && StatusText.isShort(text, most)
                && !VerdictText.affirmsPassing(text);
    }
}
