package io.github.devopsagent.gate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a test tool has printed, copied into a report: its last line that sums tests up says how they went. */
public final class ToolOutput {

    private static final String COUNTED =
            "(?:passed|failed|failing|passing|skipped|errors?|failures?|examples?|pending|todo|total|warnings?"
                    + "|xfailed|xpassed|deselected|ignored|flaky|measured|filtered out)";

    /** {@code 3 failed, 12 passed in 4.21s} of pytest, {@code Tests: 1 failed, 4 passed, 5 total} of Jest, and their like. */
    private static final Pattern COUNTS =
            Pattern.compile("[\\s=]*(?:(?:Tests|Test Files|Test Suites|Suites|Snapshots):?\\s+)?"
                    + "\\d+ " + COUNTED + "(?:\\s*[,|;]\\s*\\d+ " + COUNTED + ")*+"
                    + "(?:\\s*\\(\\d+\\))?(?:\\s*\\([\\d.]+ ?m?s\\))?(?: in [\\d.]+ ?s(?:econds)?.{0,20})?[\\s=.]*");

    private static final Pattern SEVERAL = Pattern.compile(".*[,|;=].*|.*\\b(?:passing|failing)\\b.*|\\s*Tests.*");
    private static final Pattern COUNTED_FAILURE =
            Pattern.compile("\\b0*[1-9]\\d* (?:failed|failing|errors?|failures?)\\b");

    /** {@code Tests run: 5, Failures: 1, Errors: 0} of Maven, and others that name before they count. */
    private static final Pattern NAMED = Pattern.compile(
            ".{0,40}?(?:(?:Tests run|Tests|Assertions|Failures|Errors|Failed|Passed|Skipped|Warnings|Total|Incomplete|Risky):\\s*\\d+[,.]?\\s*){2,}.{0,80}");

    private static final Pattern NAMED_FAILURE = Pattern.compile("\\b(?:Failures|Errors|Failed):\\s*0*[1-9]");

    private static final Pattern FAILED_LINE = Pattern.compile(
            "FAILED \\((?:failures|errors)=.*|test result: FAILED.*|\\s*--- FAIL: .*|FAIL(?:\\t.*)?|BUILD FAILED.{0,40}|\\[INFO\\] BUILD FAILURE");

    private static final Pattern PASSED_LINE = Pattern.compile(
            "OK(?: \\(.*\\))?|test result: ok.*|PASS|ok\\s+\\t.*|BUILD SUCCESSFUL.{0,40}|\\[INFO\\] BUILD SUCCESS");

    private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[0-9;]*m");

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
        int end = text.length();
        while (end > 0) {
            int begin = text.lastIndexOf('\n', end - 1) + 1;
            Optional<TestOutcome> said = end - begin <= LONGEST_LINE
                    ? ofLine(COLOUR.matcher(text.substring(begin, end)).replaceAll(""))
                    : Optional.empty();
            if (said.isPresent()) {
                return said;
            }
            end = begin - 1;
        }
        return Optional.empty();
    }

    private static Optional<TestOutcome> ofLine(String printed) {
        String line = printed.stripTrailing();
        if (COUNTS.matcher(line).matches()) {
            return SEVERAL.matcher(line).matches() ? outcome(COUNTED_FAILURE.matcher(line)) : Optional.empty();
        }
        if (NAMED.matcher(line).matches()) {
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
