package io.github.devopsagent.gate;

import io.github.devopsagent.regex.LazyPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * Recognises a line in which any tool sums tests up with failures: all its words are those of such sums, one of them is of
 * tests or of what passed, and a number above 0 is directly before or behind one of failures. {@code 3 tests, 1 failure} is
 * one, {@code retrying 1 failed connection} is not.
 */
final class SummedFailures {

    private static final Set<String> FAILURES =
            SummaryWords.set("fail fails failed failing failure failures error errors errored");
    private static final Set<String> TESTS = SummaryWords.set(
            "test tests subtest subtests doctest doctests run runs ran executed scenario"
                    + " scenarios suite suites spec specs example examples case cases step steps assertion assertions check checks"
                    + " feature features property properties pass passes passed passing ok succeeded success successes successful");
    private static final Set<String> OTHERS =
            SummaryWords.set("result results summary total totals count counts finished"
                    + " done took with and out of in at were was are there skip skips skipped pending pendings todo ignored filtered"
                    + " flaky undefined ambiguous excluded unexpected warning warnings cancelled canceled disabled incomplete risky"
                    + " omission omissions notification notifications deselected duration time finally all overall");

    /** Times, shares, of how many they are, and the numbers of single tests. */
    private static final LazyPattern OTHER_NUMBERS =
            LazyPattern.of("(?i)\\d+\\.\\d+(?: ?(?:ms|s|secs?|seconds?|minutes?)\\b)?"
                    + "|\\d+ ?%|\\b\\d+ ?(?:µs|ms|s|secs?|seconds?|m|mins?|minutes?)\\b|(?:/ ?|\\b(?:out )?of )\\d+"
                    + "|\\b(?:test|scenario|suite|spec|example|case|step|check|feature|run)[ #-]{0,2}\\d+");

    private static final LazyPattern TOKEN = LazyPattern.of("\\d+|[\\p{L}&&[^ℹ]]+|[,;|()\\[\\]]");
    /** Of Karma. */
    private static final LazyPattern BROWSER = LazyPattern.of("^[^:]*: (?=Executed \\d)");

    private static final LazyPattern TAP = LazyPattern.of("\\s*not ok (?:\\d+|-)(?!.*#\\s*(?i:todo|skip)).*");
    private static final LazyPattern K6 =
            LazyPattern.of(".*\\bthresholds on metrics? .*(?:have|has|were|was) (?:been )?crossed.*");

    /** With which node and Cypress begin such a line. */
    private static final String SIGNS = "ℹ✖✗✘";

    private SummedFailures() {}

    /**
     * Whether a line sums failures up.
     *
     * @param line as a tool prints it, without colours
     */
    static boolean isIn(String line) {
        return mayBe(line)
                && (TAP.matcher(line).matches() || K6.matcher(line).matches() || (hasDigit(line) && hasFailures(line)));
    }

    /** There are millions of lines, and hardly one has such a word. */
    private static boolean mayBe(String line) {
        for (int i = 1; i < line.length(); i++) {
            boolean isWord =
                    switch (line.charAt(i)) {
                        case 'a', 'A' -> line.regionMatches(true, i - 1, "fail", 0, 4);
                        case 'r', 'R' -> line.regionMatches(true, i - 1, "error", 0, 5);
                        case 'k' -> line.startsWith("not ok", i - 5);
                        case 'c' -> line.startsWith("crossed", i);
                        default -> false;
                    };
            if (isWord) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasDigit(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) >= '1' && line.charAt(i) <= '9') {
                return true;
            }
        }
        return false;
    }

    private static boolean hasFailures(String line) {
        String start = line.stripLeading();
        boolean isOfTests = !start.isEmpty() && SIGNS.indexOf(start.charAt(0)) >= 0;
        boolean hasFailures = false;
        List<String> part = new ArrayList<>();
        List<String> all = new ArrayList<>();
        Matcher token = TOKEN.matcher(
                OTHER_NUMBERS.matcher(BROWSER.matcher(line).replaceFirst("")).replaceAll(" "));
        while (token.find()) {
            String each = token.group().toLowerCase(Locale.ROOT);
            if (isSeparator(each)) {
                hasFailures |= isAboveZero(part);
                part.clear();
                continue;
            }
            boolean isTest = TESTS.contains(each);
            if (!isTest && !isNumber(each) && !FAILURES.contains(each) && !OTHERS.contains(each)) {
                return false;
            }
            isOfTests |= isTest;
            part.add(each);
            all.add(each);
        }
        hasFailures |= isAboveZero(part);
        // A tool has a line for each of them: " 1 fail".
        return hasFailures && (isOfTests || (all.size() == 2 && all.get(1).equals("fail")));
    }

    /** What counts stands before its number in all of a part, or behind it. */
    private static boolean isAboveZero(List<String> part) {
        boolean isNumberLast = false;
        for (String each : part) {
            isNumberLast = isNumber(each) || (isNumberLast && !FAILURES.contains(each) && !TESTS.contains(each));
        }
        for (int i = 0; i < part.size(); i++) {
            if (FAILURES.contains(part.get(i)) && isAboveZero(part, isNumberLast || i == 0 ? i + 1 : before(part, i))) {
                return true;
            }
        }
        return false;
    }

    /** {@code 1 test failed}. */
    private static int before(List<String> part, int failure) {
        int before = failure - 1;
        while (before > 0 && TESTS.contains(part.get(before))) {
            before--;
        }
        return before;
    }

    private static boolean isAboveZero(List<String> part, int index) {
        return index >= 0
                && index < part.size()
                && isNumber(part.get(index))
                && !part.get(index).matches("0+");
    }

    private static boolean isNumber(String token) {
        return Character.isDigit(token.charAt(0));
    }

    private static boolean isSeparator(String token) {
        return !Character.isLetterOrDigit(token.charAt(0));
    }
}
