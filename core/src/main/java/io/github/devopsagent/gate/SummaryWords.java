package io.github.devopsagent.gate;

import io.github.devopsagent.regex.LazyPattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * How a file sums its tests up: {@code overall_status}, {@code numFailedTests}, {@code summary.passed}. People, language
 * models and tools have many names for the same few things, so names are read by their words.
 */
public final class SummaryWords {

    static final Set<String> PASSED = set("pass passed passes passing ok success successes successful succeeded green");
    static final Set<String> FAILED = set("fail failed fails failing failure failures error errors errored broken red");

    static final Set<String> FILLING = set(
            "num number of any total totals count counts test tests scenario scenarios case cases all has is did was qa overall");
    private static final Set<String> SKIPPED =
            set("skip skipped pending todo xfail xfailed disabled ignored untested unrun quarantined muted");
    private static final Set<String> LEFT_OUT = set("omitted excluded missing deferred postponed remaining");
    private static final Set<String> BROKEN_OFF =
            set("interrupted aborted blocked incomplete cancelled canceled crashed inconclusive unstable unexpected"
                    + " exception exceptions crash crashes timeouts partial unsuccessful ko nok fatal panic"
                    + " mismatch mismatches mismatched discrepancy discrepancies");
    private static final Set<String> VERDICTS =
            set("status result results verdict outcome conclusion summary final state"
                    + " decision recommendation approved approval ready deployable go");
    private static final Set<String> SIGNALS = set("health rag light");
    private static final Set<String> BESIDE_VERDICT =
            set("no for to is be can deploy deployment deploying release releasing actual execution"
                    + " production prod run runs detail details message text traffic");
    private static final Set<String> RATES = set("rate percent percentage ratio");
    private static final Set<String> SUMMARIES =
            set("summary totals total stats statistics counts count result results overall tests outcome");
    static final Set<String> PARTS = set("test testing unit integration e2e end regression smoke acceptance uat suite"
            + " suites system functional ui manual contract sign signoff approval verdict conclusion decision");
    static final Set<String> EARLIER_RUNS = set("previous previously prior last earlier history baseline");
    /** Runs that are over; "last run" is this one, and in {@code last_mile_tests} it is the last of what is tested. */
    private static final Set<String> OF_LAST = set("result results status test tests known good success failed failure"
            + " error execution report release build deployment sprint iteration version night week");

    private static final Set<String> MAYBE_EARLIER = set("before old");
    private static final Set<String> OTHER_MATTERS = set("time times duration first environment config");
    static final Set<String> MEASUREMENTS = set("coverage performance load benchmark metrics timing timings");
    private static final Set<String> BALANCING = set("performance benchmark metrics timing timings latency throughput");
    private static final Set<List<String>> NOT_RUN = Set.of(
            List.of("not", "run"),
            List.of("not", "executed"),
            List.of("did", "not", "run"),
            List.of("unexecuted"),
            List.of("not", "passed"),
            List.of("not", "passed", "on"),
            List.of("not", "passed", "in"),
            List.of("not", "passing"),
            List.of("non", "passing"),
            List.of("nonpassing"),
            List.of("not", "ok"),
            List.of("unpassed"),
            List.of("timed", "out"),
            List.of("not", "ready"),
            List.of("not", "approved"),
            List.of("no", "go"),
            List.of("nogo"));
    private static final List<String> NOT_TESTED = List.of("not", "tested");
    private static final List<String> TO_DO = List.of("to", "do");
    private static final Set<String> MET = set("met satisfied fulfilled");
    private static final Set<String> SCORES = set("score scores points");
    private static final Set<String> BESIDE_SCORE =
            set("final health readiness acceptance deployment release e2e suite result");
    private static final Set<String> AGREEMENTS = set("match matches matched equal equals identical correct");
    private static final Set<String> COMPARED =
            set("actual output outputs result results response body content value values snapshot checksum hash are");
    /** What came of a test is what it expects; {@code expected_match} is what it expects. */
    private static final LazyPattern AS_EXPECTED = LazyPattern.of("(?:[a-z]+ )?as expected"
            + "|(?:[a-z]+ )?(?:match|matches|matched|equals) expected(?: [a-z]+)?"
            + "|expected (?:[a-z]+ )?(?:matches|matched|equals) actual(?: [a-z]+)?");

    private static final Set<String> STATUSES = set("status verdict");
    private static final Set<String> RESULTS = set("result results outcome conclusion");
    private static final Set<String> BESIDE_STATUS = set("final actual execution run");
    private static final Set<String> ADVICE = set("recommendation recommendations");
    static final Set<String> RAN = set("executed ran run");
    private static final Set<String> DONE =
            set("executed complete completed finished verified validated stable healthy");
    private static final Set<String> SUITE_NAMES =
            set("test tests testing suite suites e2e smoke acceptance uat signoff approval");
    private static final Set<String> EXIT_CODES = set("exit exitcode exitstatus returncode actualexitcode");
    private static final Set<String> REGRESSIONS = set("regression regressions new found detected introduced");
    private static final Set<String> UNITS = set(
            "assertion assertions check checks step steps validation validations"
                    + " verification verifications expectation expectations criterion criteria case cases test tests subtest subtests");
    private static final Set<String> COUNTERS = set("num number of count counts");
    private static final Set<String> ALL_OF_UNIT = set("total all planned");
    private static final Set<String> DONE_OF_UNIT = set("completed complete done executed run ran");
    private static final LazyPattern WORD = LazyPattern.of("(?i:e2e)|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+");

    /** A dozen questions are asked about one name after the other. */
    private static volatile Split last = new Split("", List.of());

    private SummaryWords() {}

    static Set<String> set(String words) {
        return Set.of(words.split(" "));
    }

    /** What a name in a summary is about. */
    public enum Subject {
        /** How many tests there are. */
        TOTAL,
        /** The tests that passed. */
        PASSED,
        /** The tests that failed. */
        FAILED,
        /** Suites or files of tests that failed. */
        FAILED_SUITES,
        /** The tests that were run. */
        EXECUTED,
        /** The tests that were skipped. */
        SKIPPED,
        /** How the tool ended: 0 if all went well. */
        EXIT_CODE,
        /** Which share of the tests passed. */
        PASS_RATE,
        /** How it went. */
        VERDICT,
        /** How all of it went, so that anything else than a success is none. */
        OVERALL
    }

    /**
     * A number in a test.
     *
     * @param unit what is counted, such as {@code assertion}; empty if it does not say so
     * @param isAll whether it is how many there are, and not how many of them passed
     * @param isDone whether it is how many were run, of which all should have passed
     */
    public record PartCount(String unit, boolean isAll, boolean isDone) {}

    /** What an object sums up. */
    public enum Extent {
        /** All tests of the file. */
        ALL,
        /** Tests that need not be those of the file, such as unit tests beside scenarios. */
        PART,
        /** Something else: coverage, or an earlier run. */
        NONE
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
        List<String> telling = new ArrayList<>(words);
        telling.removeAll(FILLING);
        boolean isOverall = words.contains("overall");
        if (telling.isEmpty()) {
            return Optional.of(isOverall ? Subject.OVERALL : Subject.TOTAL);
        }
        if (EXIT_CODES.contains(String.join("", words))) {
            return Optional.of(Subject.EXIT_CODE);
        }
        if (NOT_RUN.contains(telling)) {
            return Optional.of(Subject.FAILED);
        }
        if (telling.equals(NOT_TESTED) || telling.equals(TO_DO)) {
            return Optional.of(Subject.SKIPPED);
        }
        if (isVerdict(telling)) {
            return Optional.of(isOverall || telling.equals(List.of("verdict")) ? Subject.OVERALL : Subject.VERDICT);
        }
        if (isOfRegressions(telling)) {
            return Optional.of(Subject.FAILED);
        }
        if (!Collections.disjoint(telling, RATES)) {
            return !Collections.disjoint(telling, PASSED) ? Optional.of(Subject.PASS_RATE) : Optional.empty();
        }
        if (telling.size() > 1 && isOfSkips(telling)) {
            return Optional.of(Subject.SKIPPED);
        }
        return telling.size() == 1 ? counted(words, telling.get(0)) : FailureNames.subject(telling);
    }

    /** Of a part, such as {@code e2e_skipped}. */
    private static boolean isOfSkips(List<String> telling) {
        List<String> rest = new ArrayList<>(telling);
        rest.removeAll(SKIPPED);
        return rest.size() < telling.size() && PARTS.containsAll(rest);
    }

    /** A regression alone may be a kind of tests. */
    private static boolean isOfRegressions(List<String> telling) {
        return REGRESSIONS.containsAll(telling)
                && (telling.contains("regressions") || (telling.size() > 1 && telling.contains("regression")));
    }

    /**
     * What a number of this name counts in one test.
     *
     * @param name of a field
     * @return empty if it is none of its parts
     */
    public static Optional<PartCount> partCount(String name) {
        List<String> words = words(name);
        if (words.size() > 4) {
            return Optional.empty();
        }
        String unit = "";
        boolean isCount = false;
        List<String> rest = new ArrayList<>();
        for (String word : words) {
            if (UNITS.contains(word)) {
                unit = word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
                isCount |= word.endsWith("s");
            } else if (COUNTERS.contains(word)) {
                isCount = true;
            } else {
                rest.add(word);
            }
        }
        // One alone may be its number.
        boolean isAll = rest.isEmpty() ? !unit.isEmpty() && isCount : ALL_OF_UNIT.containsAll(rest);
        boolean isDone = rest.size() == 1 && !unit.isEmpty() && DONE_OF_UNIT.contains(rest.get(0));
        boolean isPassed = rest.size() == 1 && (PASSED.contains(rest.get(0)) || MET.contains(rest.get(0)));
        return isAll || isPassed || isDone ? Optional.of(new PartCount(unit, isAll, isDone)) : Optional.empty();
    }

    /**
     * Whether tests are summed up by what they are.
     *
     * @param name of a field
     * @return true for {@code by_category}, {@code tests_per_type} and {@code test_categories}
     */
    public static boolean isBreakdown(String name) {
        List<String> words = words(name);
        int size = words.size();
        return size > 0
                && (words.get(size - 1).equals("breakdown")
                        || words.get(size - 1).equals("categories")
                        || (size > 1 && Set.of("by", "per").contains(words.get(size - 2))))
                && !VERDICTS.contains(words.get(size - 1))
                && !isMeasurement(name);
    }

    /**
     * Whether nothing but failures is counted there.
     *
     * @param name of a {@linkplain #isBreakdown breakdown}
     * @return true for {@code failures_by_category}
     */
    public static boolean isOfFailures(String name) {
        List<String> words = words(name);
        return words.stream().anyMatch(FAILED::contains)
                && words.stream()
                        .limit(Math.max(0, words.size() - 1))
                        .allMatch(word -> FAILED.contains(word)
                                || FILLING.contains(word)
                                || word.equals("by")
                                || word.equals("per"));
    }

    private static boolean isVerdict(List<String> telling) {
        boolean isOne = false;
        for (String word : telling) {
            boolean says = VERDICTS.contains(word) || SIGNALS.contains(word);
            if (!says && !BESIDE_VERDICT.contains(word)) {
                return false;
            }
            isOne |= says;
        }
        return isOne;
    }

    private static Optional<Subject> counted(List<String> words, String word) {
        // "run" alone is the number of a run.
        if (DONE.contains(word) || (RAN.contains(word) && words.size() > 1)) {
            return Optional.of(Subject.EXECUTED);
        }
        if (PASSED.contains(word) || MET.contains(word)) {
            return Optional.of(Subject.PASSED);
        }
        if (FAILED.contains(word) || BROKEN_OFF.contains(word)) {
            return Optional.of(Subject.FAILED);
        }
        boolean isSkipped = SKIPPED.contains(word) || (LEFT_OUT.contains(word) && words.size() > 1);
        return isSkipped ? Optional.of(Subject.SKIPPED) : Optional.empty();
    }

    /**
     * What an object of this name at the root sums up.
     *
     * @param name of a field
     * @return all for {@code summary} and {@code test_stats}, a part for {@code unit_tests}, and nothing for {@code coverage}
     */
    public static Extent extent(String name) {
        Set<String> words = new HashSet<>(words(name));
        if (isOtherMatter(name)) {
            return Extent.NONE;
        }
        boolean isSummary = !Collections.disjoint(words, SUMMARIES);
        boolean isPart = !Collections.disjoint(words, PARTS);
        words.removeAll(SUMMARIES);
        words.removeAll(FILLING);
        words.removeAll(VERDICTS);
        if (isSummary && words.isEmpty()) {
            return Extent.ALL;
        }
        return isSummary || isPart ? Extent.PART : Extent.NONE;
    }

    /**
     * Whether a text or a boolean of this name says how a suite went.
     *
     * @param name of a field
     * @return true for {@code e2e} and {@code unit_tests}, but not for {@code test_command}
     */
    public static boolean isSuite(String name) {
        List<String> words = words(name);
        return !words.isEmpty()
                && (SUITE_NAMES.contains(words.get(words.size() - 1)) || isSignOff(words))
                && !isOtherMatter(name);
    }

    private static boolean isSignOff(List<String> words) {
        return words.size() > 1 && words.subList(words.size() - 2, words.size()).equals(List.of("sign", "off"));
    }

    /**
     * Whether a text of this name is a status.
     *
     * @param name of a field
     * @return true for {@code status} and {@code test_status}, but not for {@code http_status} or {@code status_detail}
     */
    public static boolean isStatus(String name) {
        return isOnly(name, STATUSES);
    }

    /**
     * Whether a text of this name tells what came of something, perhaps in prose.
     *
     * @param name of a field
     * @return true for {@code result} and {@code final_outcome}
     */
    public static boolean isResult(String name) {
        return isOnly(name, RESULTS);
    }

    private static boolean isOnly(String name, Set<String> these) {
        List<String> telling = new ArrayList<>(words(name));
        telling.removeAll(FILLING);
        telling.removeAll(BESIDE_STATUS);
        return telling.size() == 1 && these.contains(telling.get(0));
    }

    /**
     * Whether a text of this name tells how many of something passed, whatever it is, or how well the tests went.
     *
     * @param name of a field
     * @return true for {@code checks_passed}, {@code criteria_met} and {@code test_score}, but not for {@code risk_score}
     */
    public static boolean isOfPassing(String name) {
        List<String> words = words(name);
        return !Collections.disjoint(words, PASSED)
                || !Collections.disjoint(words, MET)
                || endsWith(name, SCORES, BESIDE_SCORE);
    }

    /**
     * Whether false under this name says that something is not as it should be.
     *
     * @param name of a field
     * @return true for {@code match}, {@code output_matches} and {@code as_expected}, but not for {@code exact_match}, which may be an option
     */
    public static boolean isAgreement(String name) {
        return endsWith(name, AGREEMENTS, COMPARED)
                || MET.contains(lastWord(name))
                || AS_EXPECTED.matcher(String.join(" ", words(name))).matches();
    }

    private static boolean endsWith(String name, Set<String> last, Set<String> beside) {
        List<String> words = words(name);
        return !words.isEmpty()
                && last.contains(words.get(words.size() - 1))
                && words.subList(0, words.size() - 1).stream()
                        .allMatch(word -> FILLING.contains(word) || beside.contains(word));
    }

    /**
     * Whether a text of this name advises, so that it may be about anything.
     *
     * @param name of a field
     * @return true for {@code recommendation}
     */
    public static boolean isAdvice(String name) {
        return !Collections.disjoint(words(name), ADVICE);
    }

    /**
     * Whether an object of this name is about something else than these tests.
     *
     * @param name of a field
     * @return true for {@code coverage}, {@code previous_results} and their like
     */
    public static boolean isOtherMatter(String name) {
        List<String> words = words(name);
        return isEarlierRun(name)
                || isMeasurement(name)
                || (!Collections.disjoint(words, OTHER_MATTERS) && !isOfTests(words));
    }

    /**
     * Whether what stands under this name was measured.
     *
     * @param name of a field
     * @return true for {@code metrics} and {@code load_test}, but not for {@code load_balancer_tests}
     */
    public static boolean isMeasurement(String name) {
        List<String> words = words(name);
        int load = words.indexOf("load");
        boolean isBalancer =
                load >= 0 && load + 1 < words.size() && words.get(load + 1).startsWith("balanc");
        return !Collections.disjoint(words, isBalancer ? BALANCING : MEASUREMENTS);
    }

    /**
     * Whether a field of this name is about tests that were run before these.
     *
     * @param name of a field
     * @return true for {@code previous_status} and {@code baseline}
     */
    public static boolean isEarlierRun(String name) {
        List<String> words = words(name);
        int last = words.lastIndexOf("last");
        String of = last >= 0 && last + 1 < words.size() ? words.get(last + 1) : "result";
        return (!Collections.disjoint(words, EARLIER_RUNS) && (last < 0 || OF_LAST.contains(of)))
                || (!Collections.disjoint(words, MAYBE_EARLIER) && !isOfTests(words));
    }

    /** Before that, words say rather what is tested: {@code old_browser_tests}. */
    private static boolean isOfTests(List<String> words) {
        String last = words.get(words.size() - 1);
        return words.size() > 1 && (SUITE_NAMES.contains(last) || RESULTS.contains(last));
    }

    /**
     * The last word of a name, which says of what it is.
     *
     * @param name of a field
     * @return {@code steps} of {@code testSteps}; empty if there is no word in it
     */
    public static String lastWord(String name) {
        List<String> words = words(name);
        return words.isEmpty() ? "" : words.get(words.size() - 1);
    }

    /**
     * The first word of a name.
     *
     * @param name of a field
     * @return {@code on} of {@code onFailure}; empty if there is no word in it
     */
    public static String firstWord(String name) {
        List<String> words = words(name);
        return words.isEmpty() ? "" : words.get(0);
    }

    static List<String> words(String text) {
        Split known = last;
        if (known.text().equals(text)) {
            return known.words();
        }
        Optional<String> english = ForeignWords.english(text);
        if (english.isPresent()) {
            return List.of(english.get());
        }
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(word.group().toLowerCase(Locale.ROOT));
        }
        Split split = new Split(text, List.copyOf(words));
        last = split;
        return split.words();
    }

    /** A text and its words, in their order. */
    private record Split(String text, List<String> words) {}
}
