package io.github.devopsagent.internal.report;

import io.github.devopsagent.gate.StatusText;
import io.github.devopsagent.gate.TestOutcome;
import io.github.devopsagent.gate.ToolOutput;
import io.github.devopsagent.gate.VerdictText;
import io.github.devopsagent.regex.LazyPattern;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One test as its report has it: its status, and what else in it says how it went. */
final class TestEntry {

    /** What a field says of a test beside its status. */
    enum FieldMeaning {
        ID,
        STATUS,
        /** A status of another tool's, which the report's own replaces. */
        RAW_STATUS,
        /** It is not empty if the test failed. */
        FAULTS,
        /** It is false if the test failed. */
        PASSES,
        /** It may be nothing but a word for a failure. */
        REMARK,
        /** It is true if the test was skipped. */
        SKIPS,
        /** Which share of it passed. */
        RATE,
        /** Prose, which may be nothing but a word for a failure. */
        PROSE,
        /** Anything else: its parts may stand there, each with a status of its own. */
        OTHER,
        /** How a program that was tested ended, or the test itself. */
        EXIT_CODE,
        /** What the test expects, or is about. */
        EXPECTATION,
        /** What a tool may have printed. */
        OUTPUT,
        /** A stage of the test, with an outcome of its own. */
        STAGE,
        /** How often the test was run again. */
        RETRIES,
        /** The runs before the last, each with a status of its own, or all of them. */
        ATTEMPTS,
        /** It is true if the test is expected to fail. */
        EXPECTED_TO_FAIL,
        /** Nothing of how it went. */
        NOTHING
    }

    /** What pytest calls a test of which all subtests passed; a summary counts it by itself. */
    private static final String SUBTESTS_PASSED = "subtests passed";

    private static final Set<String> OF_STAGE = Set.of("outcome", "crash", "longrepr", "traceback");

    private static final Set<String> YES = Set.of("true", "yes");

    private static final EntryFields PART = new EntryFields(Map.of("status", FieldMeaning.STATUS), true, false);

    private final PartCounts counts = new PartCounts();
    private final ExitCode exit = new ExitCode();
    private final ExpectedAndActual compared = new ExpectedAndActual();
    private String id = "";
    private String status = "";
    private TestOutcome declared = TestOutcome.FAILED;
    private String raw = "";
    private String doubt = "";
    private boolean expectedToFail;
    private boolean hasRun;
    private String retries = "";
    private long attempts;
    private boolean isLastFailed;
    private boolean hasFailed;

    private TestEntry() {}

    /** Reads a test; what is no object is one without id and status. */
    static TestEntry read(ReportStream in, EntryFields fields) {
        TestEntry entry = new TestEntry();
        if (!in.isObject()) {
            in.skip();
            return entry;
        }
        SeenNames seen = new SeenNames();
        // A loop, since there are millions of fields.
        while (in.hasField()) {
            String name = in.name();
            FieldMeaning meaning = fields.meaning(name);
            if (meaning != FieldMeaning.NOTHING) {
                seen.see(name);
            }
            in.goToValue();
            entry.field(in, name, meaning, fields);
        }
        return entry;
    }

    /** A test of which nothing is known. */
    static TestEntry none() {
        return new TestEntry();
    }

    /** The fields that are read of tests of one format: those of all, and further ones. */
    static EntryFields fields(String id, String status, Map<String, FieldMeaning> further) {
        Map<String, FieldMeaning> fields = new HashMap<>(further);
        fields.put(id, FieldMeaning.ID);
        fields.put(status, FieldMeaning.STATUS);
        return new EntryFields(fields, false, true);
    }

    private void field(ReportStream in, String name, FieldMeaning meaning, EntryFields fields) {
        compared.read(in, name);
        switch (meaning) {
            case ID -> id = in.scalarAsWritten();
            case STATUS -> {
                status = in.scalar();
                declared = TestOutcome.of(status);
            }
            case RAW_STATUS -> raw = in.scalar();
            case FAULTS -> {
                boolean isText = in.isText();
                boolean isNothing = in.isNothing();
                hasFailed |= !isNothing
                        && !isText
                        && !name.toLowerCase(Locale.ROOT).replace("_", "").startsWith("notrun");
                doubtUnless(isNothing, "'" + name + "' is not empty");
            }
            case PASSES -> {
                counts.read(in, name);
                doubtUnless(!isNo(in), "'" + name + "' is false");
            }
            case EXIT_CODE -> exit.ended(in, name);
            case EXPECTATION -> exit.expected(in, name);
            case OUTPUT -> output(in, name);
            case REMARK -> remark(in, name);
            case SKIPS -> skip(in, name);
            case RATE -> {
                String rate = in.scalar();
                doubtUnless(PartVerdict.isRateOfAll(rate), "'" + name + "' is " + rate);
            }
            case PROSE -> prose(in, name, fields);
            case OTHER -> {
                counts.read(in, name);
                other(in, name, meaning, fields);
            }
            case RETRIES -> retries = in.scalar();
            case ATTEMPTS -> attempts(in);
            case STAGE -> stage(in, name);
            case EXPECTED_TO_FAIL -> {
                expectedToFail = in.isTrue();
                in.skip();
            }
            case NOTHING -> in.skip();
        }
    }

    private void skip(ReportStream in, String name) {
        boolean isOfSkips = name.toLowerCase(Locale.ROOT).startsWith("skip");
        boolean mayBeNumber = in.isNumber() && isOfSkips;
        boolean isTrue = in.isTrue()
                || (in.isText() && isOfSkips && YES.contains(in.scalar().toLowerCase(Locale.ROOT)));
        doubtUnless(in.isNothing() || !(isTrue || mayBeNumber), "'" + name + "' is true");
    }

    private void output(ReportStream in, String name) {
        if (in.isList()) {
            parts(in, name);
            return;
        }
        if (in.isText()) {
            printed(in.text(), name);
        }
        in.skip();
    }

    private void printed(String text, String name) {
        Optional<TestOutcome> said = ToolOutput.of(text);
        if (said.isPresent() && said.get() == TestOutcome.FAILED) {
            doubtUnless(false, "'" + name + "' is what a tool prints of a failure");
        }
    }

    private void prose(ReportStream in, String name, EntryFields fields) {
        if (in.isText()) {
            String text = in.text();
            printed(text, name);
            if (in.isShortText()) {
                exit.mentioned(text);
                word(in.scalar(), name, FieldMeaning.PROSE, fields);
            }
        } else {
            counts.read(in, name);
            other(in, name, FieldMeaning.PROSE, fields);
        }
    }

    private void remark(ReportStream in, String name) {
        if (in.isObject() || in.isList()) {
            parts(in, name);
            return;
        }
        boolean isNo = in.isFalse();
        String remark = in.scalar();
        doubtUnless(!isNo && !PartVerdict.isNoOfTest(name, remark), "'" + name + "' is " + remark);
        hasFailed |= StatusText.isFailed(remark) && !StatusText.isNotRun(remark);
    }

    private void other(ReportStream in, String name, FieldMeaning meaning, EntryFields fields) {
        if (in.isShortText()) {
            word(in.scalar(), name, meaning, fields);
        } else if (meaning == FieldMeaning.OTHER && (in.isObject() || in.isList())) {
            parts(in, name);
        } else {
            boolean mayBeFalse = !FieldName.of(name).isAgreement() && !EntryFields.isOfRun(name);
            doubtUnless(!in.isFalse() || mayBeFalse, "'" + name + "' is false");
            in.skip();
        }
    }

    /** A short text may be a word for a failure. */
    private void word(String text, String name, FieldMeaning meaning, EntryFields fields) {
        FieldName known = FieldName.of(name);
        boolean isShare = (known.isPart() || known.isOfPassing()) && StatusText.isShare(text);
        boolean isDenied = known.isAgreement() && StatusText.isPlainNo(text);
        boolean isUndone = meaning == FieldMeaning.PROSE && StatusText.isUndone(text);
        if (fields.isFailed(text) || isShare || isDenied || isUndone) {
            doubtUnless(false, "'" + name + "' is " + text);
        }
    }

    private void parts(ReportStream in, String name) {
        PartSearch.ofTest(in, name).ifPresent(found -> doubtUnless(false, found.text()));
    }

    private void attempts(ReportStream in) {
        if (!in.isList()) {
            in.skip();
            return;
        }
        in.elements(index -> {
            attempts = index + 1;
            TestEntry attempt = read(in, PART);
            isLastFailed = attempt.declared == TestOutcome.FAILED;
        });
    }

    /** If there is one attempt more than retries, the last is the one that counts. */
    private boolean isLastAttemptFailed() {
        return isLastFailed && !retries.equals(String.valueOf(attempts));
    }

    private static boolean isNo(ReportStream in) {
        boolean isNo = in.isFalse();
        String text = in.scalar();
        return isNo || text.equals("0") || StatusText.isNo(text);
    }

    private void stage(ReportStream in, String name) {
        if (!in.isObject()) {
            in.skip();
            return;
        }
        hasRun |= name.equals("call");
        String[] how = {""};
        in.fields(OF_STAGE::contains, field -> {
            if (field.equals("outcome")) {
                how[0] = in.scalar();
            } else {
                doubtUnless(in.isNothing(), "its " + name + " has a '" + field + "'");
            }
        });
        boolean isFine = TestOutcome.of(how[0]) == TestOutcome.PASSED;
        doubtUnless(isFine, "its " + name + " has " + (how[0].isEmpty() ? "no outcome" : "the outcome " + how[0]));
    }

    private void doubtUnless(boolean fine, String what) {
        if (!fine && doubt.isEmpty()) {
            doubt = what;
        }
    }

    String id() {
        return ReportStream.line(id);
    }

    /** Whether there is the stage in which a test is called. */
    boolean hasRun() {
        return hasRun;
    }

    /** What the report says, and what speaks against it. */
    String status() {
        if (!isPassed()) {
            String said = isOtherSkip() ? raw : status;
            return hasFailed && declared == TestOutcome.SKIPPED && !doubt.isEmpty() ? said + ", but " + doubt : said;
        }
        if (!doubts().isEmpty()) {
            return status + ", but " + doubts();
        }
        return expectedToFail ? "xfail" : isRawSkip() ? raw : status;
    }

    /** What the status alone means, which is what summaries count. */
    TestOutcome declared() {
        return declared;
    }

    TestOutcome outcome() {
        if (!isPassed()) {
            TestOutcome said = isOtherSkip() ? TestOutcome.SKIPPED : declared();
            return hasFailed ? TestOutcome.FAILED : said;
        }
        if (!doubts().isEmpty()) {
            return TestOutcome.FAILED;
        }
        return expectedToFail || isRawSkip() ? TestOutcome.SKIPPED : TestOutcome.PASSED;
    }

    private boolean isPassed() {
        return declared() == TestOutcome.PASSED || status.equals(SUBTESTS_PASSED);
    }

    private boolean isOtherSkip() {
        return status.equalsIgnoreCase("other") && isRawSkip();
    }

    private boolean isRawSkip() {
        return !raw.isEmpty() && TestOutcome.of(raw) == TestOutcome.SKIPPED;
    }

    private String doubts() {
        if (doubt.isEmpty() && isLastAttemptFailed()) {
            return "the last of its 'retryAttempts' failed";
        }
        if (doubt.isEmpty() && counts.doubt().isPresent()) {
            return counts.doubt().get();
        }
        if (doubt.isEmpty() && exit.doubt().isPresent()) {
            return exit.doubt().get();
        }
        if (doubt.isEmpty() && compared.doubt().isPresent()) {
            return compared.doubt().get();
        }
        return doubt.isEmpty() && !raw.isEmpty() && VerdictText.isFailure(raw) ? "'rawStatus' is " + raw : doubt;
    }

    /**
     * What a test expected beside what came of it: {@code "expected": 200, "actual": 500}. Most of what stands there is prose,
     * or a limit, and not compared.
     */
    private static final class ExpectedAndActual {

        private static final String EXPECTED = "expected";
        private static final String ACTUAL = "actual";

        /** A status of HTTP, or a plain yes or no. */
        private static final LazyPattern COMPARABLE = LazyPattern.of("(?i)[1-5][0-9]{2}|true|false|yes|no");

        private static final LazyPattern SUCCESS = LazyPattern.of("[23][0-9]{2}");
        private static final LazyPattern ERROR = LazyPattern.of("[45][0-9]{2}");
        private static final LazyPattern OF_STATUS = LazyPattern.of("(?i).*(?:status|code|http).*");
        private static final LazyPattern OF_ANSWER = LazyPattern.of("(?i)_?(?:response|result|outcome)?");
        /** Of those numbers, the ones that a measurement seldom is. */
        private static final LazyPattern USUAL_ERROR = LazyPattern.of("40[0-9]|41[0-8]|42[1-9]|431|451|5[0-9]{2}");

        private static final LazyPattern FAILED =
                LazyPattern.of("(?s)FAIL(?:ED|URE)?(?:\\s*(?:$|[:,.;!(\u2013\u2014]|-(?!\\w))"
                        + "|\\s+(?:[0-9]|(?i:because|due|with|after|at|since|on|in|to)\\b))(?!.*\\bas expected\\b).*");

        // Most of millions of tests have none.
        private Map<String, String> expected = Map.of();
        private Map<String, String> actual = Map.of();
        private Set<String> failed = Set.of();
        private Set<String> expectedToFail = Set.of();
        private boolean hasUnit;

        /** Takes note of a field, if it is one of these; the parser stays where it is. */
        void read(ReportStream in, String name) {
            if (name.startsWith(EXPECTED)) {
                expected = noted(expected, in, name.substring(EXPECTED.length()));
                expectedToFail = withFailure(expectedToFail, in, name.substring(EXPECTED.length()));
            } else if (name.startsWith(ACTUAL)) {
                actual = noted(actual, in, name.substring(ACTUAL.length()));
                failed = withFailure(failed, in, name.substring(ACTUAL.length()));
            } else if (name.equals("unit") || name.equals("units")) {
                hasUnit = true;
            }
        }

        private static Set<String> withFailure(Set<String> before, ReportStream in, String what) {
            if (!in.isText() || !FAILED.matcher(in.text().strip()).matches()) {
                return before;
            }
            Set<String> failures = new HashSet<>(before);
            failures.add(what);
            return failures;
        }

        private static Map<String, String> noted(Map<String, String> before, ReportStream in, String what) {
            boolean isScalar = in.isShortText() || in.isNumber() || in.isTrue() || in.isFalse();
            String value = isScalar ? in.text().strip() : "";
            if (!COMPARABLE.matcher(value).matches()) {
                return before;
            }
            Map<String, String> noted = before.isEmpty() ? new HashMap<>() : before;
            noted.put(what, value.toLowerCase(Locale.ROOT));
            return noted;
        }

        /** By which something else came of the test than was expected; empty if it did not. */
        Optional<String> doubt() {
            return failed.isEmpty() && actual.isEmpty() ? Optional.empty() : doubtOfActual();
        }

        private Optional<String> doubtOfActual() {
            for (String each : failed) {
                if (!expectedToFail.contains(each)) {
                    return Optional.of("'" + ACTUAL + each + "' begins with a failure");
                }
            }
            for (Map.Entry<String, String> each : actual.entrySet()) {
                String before = expected.getOrDefault(each.getKey(), each.getValue());
                if (differ(each.getKey(), before, each.getValue())) {
                    return Optional.of(
                            "'" + ACTUAL + each.getKey() + "' is " + each.getValue() + ", expected is " + before);
                }
            }
            return Optional.empty();
        }

        /** Where it does not say that it is a status, it may be a limit, below which less is well. */
        private boolean differ(String what, String expected, String actual) {
            boolean isNumber = Character.isDigit(expected.charAt(0)) && Character.isDigit(actual.charAt(0));
            if (!isNumber) {
                return Character.isLetter(expected.charAt(0))
                        && Character.isLetter(actual.charAt(0))
                        && isYes(expected) != isYes(actual);
            }
            if (!OF_STATUS.matcher(what).matches()) {
                return !hasUnit
                        && OF_ANSWER.matcher(what).matches()
                        && SUCCESS.matcher(expected).matches()
                        && USUAL_ERROR.matcher(actual).matches();
            }
            return (SUCCESS.matcher(expected).matches() && ERROR.matcher(actual).matches())
                    || (ERROR.matcher(expected).matches()
                            && SUCCESS.matcher(actual).matches());
        }

        private static boolean isYes(String text) {
            return text.equals("true") || text.equals("yes");
        }
    }
}
