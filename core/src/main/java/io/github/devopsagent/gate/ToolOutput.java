package io.github.devopsagent.gate;

import io.github.devopsagent.regex.LazyPattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/** What a test tool has printed, copied into a report: its lines that sum tests up say how they went. */
public final class ToolOutput {

    private static final String COUNTED =
            "(?:passed|failed|failing|passing|skipped|errors?|failures?|examples?|pending|todo|total|warnings?"
                    + "|xfailed|xpassed|deselected|ignored|flaky|measured|filtered out)";

    /** {@code 3 failed, 12 passed in 4.21s} of pytest, {@code Tests: 1 failed, 4 passed, 5 total} of Jest, and their like. */
    private static final LazyPattern COUNTS =
            LazyPattern.of("[\\s=]*(?:(?:Tests|Test Files|Test Suites|Suites|Snapshots):?\\s+)?"
                    + "\\d+ " + COUNTED + "(?:\\s*[,|;]\\s*\\d+ " + COUNTED + ")*+"
                    + "(?:\\s*\\(\\d+\\))?(?:\\s*\\([\\d.]+ ?m?s\\))?(?: in [\\d.]+ ?s(?:econds)?.{0,20})?[\\s=.]*");

    private static final LazyPattern SEVERAL = LazyPattern.of(
            ".*[,|;=].*|.*\\b(?:passing|failing)\\b.*|\\s*Tests.*|.* in [\\d.]+ ?s.*|\\s{2,}\\d+ failed.*|.*\\([\\d.]+ ?m?s\\)");
    private static final LazyPattern COUNTED_FAILURE =
            LazyPattern.of("\\b0*[1-9]\\d* (?:failed|failing|errors?|failures?)\\b");

    /** {@code Tests run: 5, Failures: 1, Errors: 0} of Maven, and others that name before they count. */
    private static final LazyPattern NAMED = LazyPattern.of(
            ".{0,40}?(?:(?:Tests run|Tests|Assertions|Failures|Errors|Failed|Passed|Skipped|Warnings|Total|Incomplete|Risky):\\s*\\d+[,.]?\\s*){2,}.{0,80}");

    private static final LazyPattern NAMED_FAILURE = LazyPattern.of("\\b(?:Failures|Errors|Failed):\\s*0*[1-9]");

    private static final LazyPattern FAILED_LINE = LazyPattern.of(
            "FAILED \\((?:failures|errors|unexpected successes)=.*|# (?:fail|failed|not ok)\\s+0*[1-9].*|\\d+ tests? completed, 0*[1-9]\\d* failed.*|test result: FAILED.*|\\s*--- FAIL: .*|FAIL(?:\\t.*)?|BUILD FAILED.{0,40}|\\[INFO\\] BUILD FAILURE");

    private static final LazyPattern PASSED_LINE = LazyPattern.of(
            "OK(?: \\(.*\\))?|# pass\\s+\\d+|\\d+ tests? completed(?:, \\d+ skipped)?|test result: ok.*|PASS|ok\\s+\\t.*|BUILD SUCCESSFUL.{0,40}|\\[INFO\\] BUILD SUCCESS");

    private static final LazyPattern COLOUR = LazyPattern.of("\\x1b\\[[0-9;]*m");
    private static final char ESCAPE = '\u001b';

    /** What may stand before the first number or word of such a line. */
    private static final String MARGIN = " \t\u000B\f\r=";

    /** What the expressions of a line begin with behind the margin, but for {@link #NAMED} and for digits. */
    private static final List<String> BEGINNINGS = List.of(
            "Test", "Suites", "Snapshots", "FAIL", "#", "test result", "---", "BUILD", "[INFO]", "OK", "PASS", "ok");

    /** Most lines begin with another one. */
    private static final String FIRST_CHARACTERS = firstCharacters();

    private static final LazyPattern NUMBER = LazyPattern.of("(?<![\\d.])(\\d{1,15})(?![\\d.]*s\\b|\\.\\d)");
    private static final LazyPattern OF_PACKAGE = LazyPattern.of("(?:FAIL|ok\\s*)\\t(\\S+).*");
    private static final LazyPattern ASSEMBLY = LazyPattern.of("\\S+\\.(?:dll|exe)\\b");
    /** Of lines of which each target has its own: cargo's, and those of TAP. */
    private static final Set<String> OF_TARGETS = Set.of("test result:", "#");

    private static final LazyPattern ALONE = LazyPattern.of("\\s{2,}\\d+ failed");
    private static final LazyPattern OUTCOME =
            LazyPattern.of("(?i)\\b(?:fail(?:ed|ure)?|ok|pass(?:ed)?|success(?:ful)?)\\b[.!:]?|[=(]");

    /** Nobody sums up in a longer line. */
    private static final int LONGEST_LINE = 300;

    private ToolOutput() {}

    private static String firstCharacters() {
        StringBuilder characters = new StringBuilder("0123456789");
        for (String each : BEGINNINGS) {
            characters.append(each.charAt(0));
        }
        return characters.toString();
    }

    /**
     * How the tests went. One run prints several lines, of suites and of tests, so a failure stands until a later line of the
     * same kind counts at least as many.
     *
     * @param text of any number of lines
     * @return whether all passed, or some failed; empty if no line of it is all that a tool sums up
     */
    public static Optional<TestOutcome> of(String text) {
        boolean isSummed = false;
        Map<String, Long> failures = new HashMap<>();
        for (int begin = 0; begin < text.length(); ) {
            int next = text.indexOf('\n', begin);
            int end = next < 0 ? text.length() : next;
            if (end - begin <= LONGEST_LINE) {
                String line = withoutColours(text.substring(begin, end));
                Optional<TestOutcome> said = ofLine(line);
                if (said.isPresent()) {
                    isSummed = true;
                    String kind = kind(line.stripTrailing());
                    long counted = counted(line);
                    if (said.get() == TestOutcome.FAILED) {
                        failures.merge(kind, counted, Math::max);
                    } else if (failures.getOrDefault(kind, Long.MAX_VALUE) <= counted && !OF_TARGETS.contains(kind)) {
                        failures.remove(kind);
                    }
                } else if (SummedFailures.isIn(line)) {
                    isSummed = true;
                    // Each of several suites may have one of its own.
                    failures.put('\n' + line, Long.MAX_VALUE);
                }
            }
            begin = end + 1;
        }
        return isSummed ? Optional.of(failures.isEmpty() ? TestOutcome.PASSED : TestOutcome.FAILED) : Optional.empty();
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
        if (margin == line.length() || FIRST_CHARACTERS.indexOf(line.charAt(margin)) < 0) {
            return false;
        }
        if (Character.isDigit(line.charAt(margin))) {
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

    /** What stands before its numbers; a package of Go is one of its own. */
    private static String kind(String line) {
        Matcher go = OF_PACKAGE.matcher(line);
        if (go.matches()) {
            return go.group(1);
        }
        if (ALONE.matcher(line).matches()) {
            return "alone";
        }
        Matcher assembly = ASSEMBLY.matcher(line);
        String start = line.strip();
        int digit = 0;
        while (digit < start.length() && !Character.isDigit(start.charAt(digit))) {
            digit++;
        }
        return OUTCOME.matcher(start.substring(0, digit)).replaceAll("").strip()
                + (assembly.find() ? assembly.group() : "");
    }

    /** The greatest number in it, which is that of all; times stand behind. */
    private static long counted(String line) {
        long all = 0;
        Matcher number = NUMBER.matcher(line);
        while (number.find()) {
            all = Math.max(all, Long.parseLong(number.group(1)));
        }
        return all;
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
