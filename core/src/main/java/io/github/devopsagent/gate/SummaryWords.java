package io.github.devopsagent.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a file sums its tests up: {@code overall_status}, {@code numFailedTests}, {@code summary.passed}. People, language
 * models and tools have many names for the same few things, so names are read by their words.
 */
public final class SummaryWords {

    private static final Set<String> FILLING = Set.of(
            "num",
            "number",
            "of",
            "total",
            "totals",
            "count",
            "counts",
            "test",
            "tests",
            "scenario",
            "scenarios",
            "case",
            "cases",
            "all",
            "has",
            "was",
            "qa",
            "overall");
    private static final Set<String> PASSED = Set.of(
            "pass", "passed", "passes", "passing", "ok", "success", "successes", "successful", "succeeded", "green");
    private static final Set<String> FAILED = Set.of(
            "fail", "failed", "fails", "failing", "failure", "failures", "error", "errors", "errored", "broken", "red");
    private static final Set<String> SKIPPED =
            Set.of("skip", "skipped", "pending", "todo", "xfail", "xfailed", "disabled", "ignored");
    private static final Set<String> VERDICTS = Set.of(
            "status",
            "result",
            "results",
            "verdict",
            "outcome",
            "conclusion",
            "summary",
            "final",
            "state",
            "decision",
            "recommendation",
            "approved",
            "approval",
            "ready",
            "deployable");
    private static final Set<String> SECTIONS = Set.of(
            "summary",
            "totals",
            "total",
            "stats",
            "statistics",
            "counts",
            "count",
            "result",
            "results",
            "overall",
            "tests",
            "outcome");
    private static final Set<String> OTHER_MEASURES =
            Set.of("coverage", "performance", "load", "benchmark", "time", "times", "duration");
    private static final Set<String> DENIALS = Set.of(
            "unstable",
            "partial",
            "partially",
            "incomplete",
            "blocked",
            "aborted",
            "interrupted",
            "cancelled",
            "canceled",
            "rejected",
            "reject",
            "nogo",
            "declined",
            "unsuccessful",
            "timeout",
            "crashed",
            "running",
            "unfinished",
            "inconclusive");
    private static final Set<String> BROKEN_OFF = Set.of(
            "interrupted",
            "aborted",
            "blocked",
            "incomplete",
            "cancelled",
            "canceled",
            "crashed",
            "inconclusive",
            "unstable");
    private static final Set<List<String>> NOT_RUN = Set.of(
            List.of("not", "run"), List.of("not", "executed"), List.of("did", "not", "run"), List.of("unexecuted"));
    private static final Pattern ADVICE_AGAINST = Pattern.compile(
            "(?i)\\b(?:not|no|never)[ -](?:be |to |yet )?(?:deploy|releas|ready|approv|recommend|go\\b|ship|proceed)");
    private static final Set<String> RATES = Set.of("rate", "percent", "percentage", "ratio");
    private static final Set<String> NONE = Set.of("0", "no", "zero", "without", "none", "never");
    private static final Pattern WORD = Pattern.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+");
    private static final Pattern NO_FAILURE = Pattern.compile("(?i)(?:fail\\w*|errors?|broken)\\s*[:=]\\s*0\\b");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,15})\\s*(?:/|of|out of)\\s*(\\d{1,15})");

    private SummaryWords() {}

    /** What a name in a summary is about. */
    public enum Subject {
        /** How many tests there are. */
        TOTAL,
        /** The tests that passed. */
        PASSED,
        /** The tests that failed. */
        FAILED,
        /** The tests that were skipped. */
        SKIPPED,
        /** How the tool ended: 0 if all went well. */
        EXIT_CODE,
        /** Which share of the tests passed. */
        PASS_RATE,
        /** How it went, as a whole. */
        VERDICT
    }

    /**
     * What a name is about.
     *
     * @param name of a field
     * @return empty if it is about something else
     */
    public static Optional<Subject> subject(String name) {
        List<String> words = words(name);
        if (words.isEmpty() || words.size() > 6) {
            return Optional.empty();
        }
        List<String> telling =
                words.stream().filter(word -> !FILLING.contains(word)).toList();
        if (telling.isEmpty()) {
            return Optional.of(words.contains("overall") ? Subject.VERDICT : Subject.TOTAL);
        }
        if (isExitCode(words)) {
            return Optional.of(Subject.EXIT_CODE);
        }
        if (NOT_RUN.contains(telling)) {
            return Optional.of(Subject.FAILED);
        }
        if (VERDICTS.containsAll(telling)) {
            return Optional.of(Subject.VERDICT);
        }
        boolean isRate = telling.stream().anyMatch(RATES::contains);
        if (isRate) {
            return telling.stream().anyMatch(PASSED::contains) ? Optional.of(Subject.PASS_RATE) : Optional.empty();
        }
        return telling.size() == 1 ? counted(telling.get(0)) : Optional.empty();
    }

    private static boolean isExitCode(List<String> words) {
        String name = String.join("", words);
        return name.equals("exitcode") || name.equals("exitstatus") || name.equals("returncode");
    }

    private static Optional<Subject> counted(String word) {
        if (PASSED.contains(word)) {
            return Optional.of(Subject.PASSED);
        }
        if (FAILED.contains(word) || BROKEN_OFF.contains(word)) {
            return Optional.of(Subject.FAILED);
        }
        return SKIPPED.contains(word) ? Optional.of(Subject.SKIPPED) : Optional.empty();
    }

    /**
     * Whether an object of this name sums the tests up.
     *
     * @param name of a field
     * @return true for {@code summary}, {@code test_stats}, and their like
     */
    public static boolean isSection(String name) {
        return words(name).stream().anyMatch(SECTIONS::contains) && !isOtherMeasure(name);
    }

    /**
     * Whether an object of this name has numbers of something else than tests.
     *
     * @param name of a field
     * @return true for {@code coverage} and its like
     */
    public static boolean isOtherMeasure(String name) {
        return words(name).stream().anyMatch(OTHER_MEASURES::contains);
    }

    /**
     * Whether a text says that not all went well: {@code failed}, {@code 2 of 3 passed}, {@code not passed}, but not {@code 0
     * failed}.
     *
     * @param text a verdict
     * @return true if it does
     */
    public static boolean deniesPassing(String text) {
        List<String> words = words(NO_FAILURE.matcher(text).replaceAll(" "));
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String before = i == 0 ? "" : words.get(i - 1);
            boolean isBad = FAILED.contains(word) || DENIALS.contains(word);
            boolean isNegated = NONE.contains(before)
                    || words.subList(Math.max(0, i - 3), i).contains("not");
            if ((isBad && !isNegated) || (PASSED.contains(word) && isNegated)) {
                return true;
            }
        }
        if (ADVICE_AGAINST.matcher(text).find()) {
            return true;
        }
        Matcher share = SHARE.matcher(text);
        while (share.find()) {
            if (Long.parseLong(share.group(1)) != Long.parseLong(share.group(2))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a text is nothing but a word for a failure.
     *
     * @param text what a test says of itself beside its status
     * @return true for {@code failed}, {@code error}, {@code timed out}, {@code interrupted} and their like
     */
    public static boolean isFailure(String text) {
        List<String> words = words(text);
        return (words.size() == 1 && (FAILED.contains(words.get(0)) || DENIALS.contains(words.get(0))))
                || words.equals(List.of("timed", "out"))
                || words.equals(List.of("not", "ok"))
                || words.equals(List.of("not", "passed"));
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(word.group().toLowerCase(Locale.ROOT));
        }
        return words;
    }
}
