package io.github.devopsagent.internal.report;

import io.github.devopsagent.domain.TestOutcome;
import io.github.devopsagent.gate.VerdictText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One test as its report has it: its status, and what else in it says how it went. */
final class TestEntry {

    /** What a field says of a test beside its status. */
    enum FieldMeaning {
        /** The test's name. */
        ID,
        /** The test's status. */
        STATUS,
        /** A status of another tool's, which the report's own replaces. */
        RAW_STATUS,
        /** It is not empty if the test failed. */
        FAULTS,
        /** It is false if the test failed. */
        PASSES,
        /** It may be nothing but a word for a failure. */
        REMARK,
        /** A list of its parts, each with a status of its own. */
        PARTS,
        /** A stage of the test, with an outcome of its own. */
        STAGE,
        /** It is true if the test is expected to fail. */
        EXPECTED_TO_FAIL
    }

    /** What pytest calls a test of which all subtests passed; a summary counts it by itself. */
    private static final String SUBTESTS_PASSED = "subtests passed";

    private static final Set<String> OUTCOME = Set.of("outcome");

    private static final Map<String, FieldMeaning> PART = Map.of(
            "status", FieldMeaning.STATUS,
            "result", FieldMeaning.REMARK,
            "outcome", FieldMeaning.REMARK,
            "passed", FieldMeaning.PASSES,
            "success", FieldMeaning.PASSES,
            "failed", FieldMeaning.FAULTS,
            "failures", FieldMeaning.FAULTS);

    private String id = "";
    private String status = "";
    private String raw = "";
    private String doubt = "";
    private boolean expectedToFail;

    private TestEntry() {}

    /** Reads a test; what is no object is one without id and status. */
    static TestEntry read(ReportStream in, Map<String, FieldMeaning> fields) {
        TestEntry entry = new TestEntry();
        if (in.isObject()) {
            in.fields(
                    name -> fields.containsKey(name) || isLikeStatus(name),
                    name -> entry.field(in, name, fields.getOrDefault(name, FieldMeaning.REMARK)));
        } else {
            in.skip();
        }
        return entry;
    }

    /** Where it is not the status itself, it still must not be a failure. */
    private static boolean isLikeStatus(String name) {
        return name.length() >= 6 && name.length() <= 12 && name.strip().equalsIgnoreCase("status");
    }

    /** The fields that are read of tests of one format: those of all, and further ones. */
    static Map<String, FieldMeaning> fields(String id, String status, Map<String, FieldMeaning> further) {
        Map<String, FieldMeaning> fields = new HashMap<>(further);
        fields.put(id, FieldMeaning.ID);
        fields.put(status, FieldMeaning.STATUS);
        return Map.copyOf(fields);
    }

    private void field(ReportStream in, String name, FieldMeaning meaning) {
        switch (meaning) {
            case ID -> id = in.scalar();
            case STATUS -> status = in.scalar();
            case RAW_STATUS -> raw = in.scalar();
            case FAULTS -> doubtUnless(in.isNothing(), "'" + name + "' is not empty");
            case PASSES -> doubtUnless(!isNo(in), "'" + name + "' is false");
            case REMARK -> {
                String remark = in.scalar();
                doubtUnless(!VerdictText.isFailure(remark), "'" + name + "' is " + remark);
            }
            case PARTS -> {
                String failed = failedPart(in);
                doubtUnless(failed.isEmpty(), "'" + name + "' has " + failed);
            }
            case STAGE -> stage(in, name);
            case EXPECTED_TO_FAIL -> {
                expectedToFail = in.isTrue();
                in.skip();
            }
        }
    }

    /** Which part of a list says that it failed; empty if none does, or if it is no list. */
    static String failedPart(ReportStream in) {
        List<String> failed = new ArrayList<>();
        if (!in.isList()) {
            in.skip();
            return "";
        }
        in.elements(index -> {
            TestEntry part = read(in, PART);
            if (failed.isEmpty() && (!part.doubt.isEmpty() || VerdictText.isFailure(part.status))) {
                failed.add("one that failed, at " + index);
            }
        });
        return String.join("", failed);
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
        in.fields(OUTCOME::contains, outcome -> {
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

    /** What the report says, and what speaks against it. */
    String status() {
        if (!isPassed()) {
            return isOtherSkip() ? raw : status;
        }
        if (!objection().isEmpty()) {
            return status + ", but " + objection();
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
        if (!objection().isEmpty()) {
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

    private String objection() {
        return doubt.isEmpty() && !raw.isEmpty() && VerdictText.isFailure(raw) ? "'rawStatus' is " + raw : doubt;
    }
}
