package io.github.devopsagent.gate;

import io.github.devopsagent.regex.LazyPattern;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/** What a test tool has printed, copied into a report: its last line that sums tests up says how they went. */
public final class ToolOutput {

    private static final String COUNTED =
            "(?:passed|failed|failing|passing|skipped|errors?|failures?|examples?|pending|todo|total|warnings?"
                    + "|xfailed|xpassed|deselected|ignored|flaky|measured|filtered out)";

    /** {@code 3 failed, 12 passed in 4.21s} of pytest, {@code Tests: 1 failed, 4 passed, 5 total} of Jest, and their like. */
    private static final LazyPattern COUNTS =
            LazyPattern.of("[\\s=]*(?:(?:Tests|Test Files|Test Suites|Suites|Snapshots):?\\s+)?"
                    + "\\d+ " + COUNTED + "(?:\\s*[,|;]\\s*\\d+ " + COUNTED + ")*+"
                    + "(?:\\s*\\(\\d+\\))?(?:\\s*\\([\\d.]+ ?m?s\\))?(?: in [\\d.]+ ?s(?:econds)?.{0,20})?[\\s=.]*");

    private static final LazyPattern SEVERAL = LazyPattern.of(".*[,|;=].*|.*\\b(?:passing|failing)\\b.*|\\s*Tests.*");
    private static final LazyPattern COUNTED_FAILURE =
            LazyPattern.of("\\b0*[1-9]\\d* (?:failed|failing|errors?|failures?)\\b");

    /** {@code Tests run: 5, Failures: 1, Errors: 0} of Maven, and others that name before they count. */
    private static final LazyPattern NAMED = LazyPattern.of(
            ".{0,40}?(?:(?:Tests run|Tests|Assertions|Failures|Errors|Failed|Passed|Skipped|Warnings|Total|Incomplete|Risky):\\s*\\d+[,.]?\\s*){2,}.{0,80}");

    private static final LazyPattern NAMED_FAILURE = LazyPattern.of("\\b(?:Failures|Errors|Failed):\\s*0*[1-9]");

    private static final LazyPattern FAILED_LINE = LazyPattern.of(
            "FAILED \\((?:failures|errors)=.*|test result: FAILED.*|\\s*--- FAIL: .*|FAIL(?:\\t.*)?|BUILD FAILED.{0,40}|\\[INFO\\] BUILD FAILURE");

    private static final LazyPattern PASSED_LINE = LazyPattern.of(
            "OK(?: \\(.*\\))?|test result: ok.*|PASS|ok\\s+\\t.*|BUILD SUCCESSFUL.{0,40}|\\[INFO\\] BUILD SUCCESS");

    private static final LazyPattern COLOUR = LazyPattern.of("\\x1b\\[[0-9;]*m");
    private static final char ESCAPE = '\u001b';

    /** What may stand before the first number or word of such a line. */
    private static final String MARGIN = " \t\u000B\f\r=";

    /** What the expressions of a line begin with behind the margin, but for {@link #NAMED} and for digits. */
    private static final List<String> BEGINNINGS =
            List.of("Test", "Suites", "Snapshots", "FAIL", "test result", "---", "BUILD", "[INFO]", "OK", "PASS", "ok");

    /** Nobody sums up in a longer line. */
    private static final int LONGEST_LINE = 300;

    private ToolOutput() {}

    /**
     * How the tests went.
     *
     * @param text of any number of lines
     * @return whether all passed, or some failed; empty if no line of it is all that a tool sums up
     */
    public static Optional<TestOutcome> of(String text) {
        if (text.indexOf('\n') < 0) {
            return ofShort(text);
        }
        int end = text.length();
        while (end > 0) {
            int begin = text.lastIndexOf('\n', end - 1) + 1;
            Optional<TestOutcome> said = ofShort(text.substring(begin, end));
            if (said.isPresent()) {
                return said;
            }
            end = begin - 1;
        }
        return Optional.empty();
    }

    private static Optional<TestOutcome> ofShort(String line) {
        return line.length() <= LONGEST_LINE ? ofLine(withoutColours(line)) : Optional.empty();
    }

    private static String withoutColours(String line) {
        return line.indexOf(ESCAPE) < 0 ? line : COLOUR.matcher(line).replaceAll("");
    }

    // There are millions of texts, and hardly one of them gets as far as an expression.
    private static Optional<TestOutcome> ofLine(String line) {
        return hasTwoColons(line) || isBeginning(line, margin(line)) ? matched(line.stripTrailing()) : Optional.empty();
    }

    private static int margin(String line) {
        int margin = 0;
        while (margin < line.length() && MARGIN.indexOf(line.charAt(margin)) >= 0) {
            margin++;
        }
        return margin;
    }

    private static boolean isBeginning(String line, int margin) {
        if (margin < line.length() && line.charAt(margin) >= '0' && line.charAt(margin) <= '9') {
            return true;
        }
        for (String each : BEGINNINGS) {
            if (line.startsWith(each, margin)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasTwoColons(String line) {
        int first = line.indexOf(':');
        return first >= 0 && line.indexOf(':', first + 1) >= 0;
    }

    /** What the expressions say of a line, whatever it begins with. */
    static Optional<TestOutcome> matched(String line) {
        if (COUNTS.matcher(line).matches()) {
            return SEVERAL.matcher(line).matches() ? outcome(COUNTED_FAILURE.matcher(line)) : Optional.empty();
        }
        if (hasTwoColons(line) && NAMED.matcher(line).matches()) {
            return outcome(NAMED_FAILURE.matcher(line));
        }
        return FAILED_LINE.matcher(line).matches()
                ? Optional.of(TestOutcome.FAILED)
                : PASSED_LINE.matcher(line).matches() ? Optional.of(TestOutcome.PASSED) : Optional.empty();
    }

    private static Optional<TestOutcome> outcome(Matcher failure) {
        return Optional.of(failure.find() ? TestOutcome.FAILED : TestOutcome.PASSED);
    }
}
