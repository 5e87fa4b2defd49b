package io.github.devopsagent.internal.report;

import io.github.devopsagent.gate.VerdictText;
import io.github.devopsagent.internal.json.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

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
        /** Its parts, each with a status of its own. */
        PARTS,
        /** A stage of the test, with an outcome of its own. */
        STAGE,
        /** How often the test was run again. */
        RETRIES,
        /** The runs before the last, each with a status of its own, or all of them. */
        ATTEMPTS,
        /** It is true if the test is expected to fail. */
        EXPECTED_TO_FAIL
    }

    /** What pytest calls a test of which all subtests passed; a summary counts it by itself. */
    private static final String SUBTESTS_PASSED = "subtests passed";

    private static final Set<String> OF_STAGE = Set.of("outcome", "crash", "longrepr", "traceback");

    private static final EntryFields PART = new EntryFields(Map.of("status", FieldMeaning.STATUS), true, false);
    private static final Pattern RATE = Pattern.compile("[0-9.]+\\s*%?");
    private static final Pattern ALL = Pattern.compile("(?:1|100)(?:\\.0+)?\\s*%?");

    /** What a line of a log says of a step: "login: FAIL". */
    private static final Pattern FAILED_LINE = Pattern.compile(
            "(?i)(?!.*expect).*(?:[:=|>\\u2192\\u2013\\u2014-]\\s*|[\\[(])(?:fail(?:ed|ure)?|not ok)\\W*|.*[\\u274C\\u2717\\u2718].*");

    private String id = "";
    private String status = "";
    private String raw = "";
    private String doubt = "";
    private boolean expectedToFail;
    private boolean hasRun;
    private String retries = "";
    private long attempts;
    private boolean isLastFailed;

    private TestEntry() {}

    /** Reads a test; what is no object is one without id and status. */
    static TestEntry read(ReportStream in, EntryFields fields) {
        TestEntry entry = new TestEntry();
        if (in.isObject()) {
            in.fields(name -> fields.meaning(name).isPresent(), name -> fields.meaning(name)
                    .ifPresent(meaning -> entry.field(in, name, meaning)));
        } else {
            in.skip();
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
        return EntryFields.ofTool(fields);
    }

    private void field(ReportStream in, String name, FieldMeaning meaning) {
        switch (meaning) {
            case ID -> id = in.scalar();
            case STATUS -> status = in.scalar();
            case RAW_STATUS -> raw = in.scalar();
            case FAULTS -> doubtUnless(in.isNothing(), "'" + name + "' is not empty");
            case PASSES -> doubtUnless(!isNo(in), "'" + name + "' is false");
            case REMARK -> {
                boolean isNo = in.isFalse();
                String remark = in.scalar();
                doubtUnless(!isNo && !VerdictText.isFailure(remark), "'" + name + "' is " + remark);
            }
            case SKIPS -> {
                boolean isSkip = in.isTrue()
                        || (in.isNumber() && name.toLowerCase(Locale.ROOT).startsWith("skip"));
                doubtUnless(in.isNothing() || !isSkip, "'" + name + "' is true");
            }
            case RATE -> {
                String rate = in.scalar();
                boolean isAll =
                        RATE.matcher(rate).matches() ? ALL.matcher(rate).matches() : !VerdictText.deniesPassing(rate);
                doubtUnless(isAll, "'" + name + "' is " + rate);
            }
            case PARTS -> {
                String failed = failedPart(in);
                doubtUnless(failed.isEmpty(), "'" + name + "' has " + failed);
            }
            case RETRIES -> retries = in.scalar();
            case ATTEMPTS -> attempts(in);
            case STAGE -> stage(in, name);
            case EXPECTED_TO_FAIL -> {
                expectedToFail = in.isTrue();
                in.skip();
            }
        }
    }

    /** Which part of a list or an object says that it failed; empty if none does, or if it is neither. */
    static String failedPart(ReportStream in) {
        List<String> failed = new ArrayList<>();
        if (in.isList()) {
            in.elements(index -> part(in, "one that failed, at " + index, failed));
        } else if (in.isObject()) {
            in.fields(
                    name -> PART.meaning(name).isPresent(),
                    name -> PART.meaning(name).ifPresent(meaning -> of(in, name, meaning, failed)),
                    name -> part(in, "one that failed, " + Printable.line(name, 60), failed));
        } else {
            in.skip();
        }
        return String.join("", failed);
    }

    private static void of(ReportStream in, String name, FieldMeaning meaning, List<String> failed) {
        TestEntry entry = new TestEntry();
        entry.field(in, name, meaning);
        failed(entry, "one that failed, " + name, failed);
    }

    /** Whether a part of any shape says that it failed, by a word, a line or a status. */
    static boolean isFailedPart(ReportStream in) {
        List<String> failed = new ArrayList<>();
        part(in, "it", failed);
        return !failed.isEmpty();
    }

    private static void part(ReportStream in, String what, List<String> failed) {
        if (in.isList()) {
            in.elements(index -> part(in, what, failed));
        } else if (in.isText()) {
            String line = in.scalar();
            if (failed.isEmpty()
                    && (VerdictText.isFailure(line) || FAILED_LINE.matcher(line).matches())) {
                failed.add(what);
            }
        } else {
            failed(read(in, PART), what, failed);
        }
    }

    private static void failed(TestEntry part, String what, List<String> failed) {
        if (failed.isEmpty() && (!part.doubt.isEmpty() || VerdictText.isFailure(part.status))) {
            failed.add(what);
        }
    }

    private void attempts(ReportStream in) {
        if (!in.isList()) {
            in.skip();
            return;
        }
        in.elements(index -> {
            attempts = index + 1;
            TestEntry attempt = read(in, PART);
            isLastFailed = TestOutcome.of(attempt.status) == TestOutcome.FAILED;
        });
    }

    /** If there is one attempt more than retries, the last is the one that counts. */
    private boolean isLastAttemptFailed() {
        return isLastFailed && !retries.equals(String.valueOf(attempts));
    }

    private static boolean isNo(ReportStream in) {
        boolean isNo = in.isFalse();
        String text = in.scalar();
        return isNo || text.equalsIgnoreCase("false") || text.equals("0") || text.equalsIgnoreCase("no");
    }

    private void stage(ReportStream in, String name) {
        if (!in.isObject()) {
            in.skip();
            return;
        }
        hasRun |= name.equals("call");
        in.fields(OF_STAGE::contains, field -> {
            if (!field.equals("outcome")) {
                doubtUnless(in.isNothing(), "its " + name + " has a '" + field + "'");
                return;
            }
            String how = in.scalar();
            doubtUnless(TestOutcome.of(how) != TestOutcome.FAILED, "its " + name + " has the outcome " + how);
        });
    }

    private void doubtUnless(boolean fine, String what) {
        if (!fine && doubt.isEmpty()) {
            doubt = what;
        }
    }

    String id() {
        return id;
    }

    /** Whether there is the stage in which a test is called. */
    boolean hasRun() {
        return hasRun;
    }

    /** What the report says, and what speaks against it. */
    String status() {
        if (!isPassed()) {
            return isOtherSkip() ? raw : status;
        }
        if (!doubts().isEmpty()) {
            return status + ", but " + doubts();
        }
        return expectedToFail ? "xfail" : isRawSkip() ? raw : status;
    }

    /** What the status alone means, which is what summaries count. */
    TestOutcome declared() {
        return TestOutcome.of(status);
    }

    TestOutcome outcome() {
        if (!isPassed()) {
            return isOtherSkip() ? TestOutcome.SKIPPED : declared();
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
        return TestOutcome.of(raw) == TestOutcome.SKIPPED;
    }

    private String doubts() {
        if (doubt.isEmpty() && isLastAttemptFailed()) {
            return "the last of its 'retryAttempts' failed";
        }
        return doubt.isEmpty() && !raw.isEmpty() && VerdictText.isFailure(raw) ? "'rawStatus' is " + raw : doubt;
    }
}
