package io.github.devopsagent.internal.report;

import io.github.devopsagent.domain.TestFormat;
import io.github.devopsagent.gate.SummaryWords.Subject;
import io.github.devopsagent.gate.TestOutcome;
import io.github.devopsagent.gate.VerdictText;
import io.github.devopsagent.internal.json.DocumentFaults;
import io.github.devopsagent.internal.report.TestEntry.FieldMeaning;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** What {@code jest --json} and Vitest's reporter {@code json} write: {@code testResults}, a list of suites with their tests. */
final class JestReport implements ReportFormat {

    private static final EntryFields FIELDS = TestEntry.fields(
            "fullName",
            "status",
            Map.of(
                    "failureMessages", FieldMeaning.FAULTS,
                    "failureDetails", FieldMeaning.FAULTS,
                    "failing", FieldMeaning.EXPECTED_TO_FAIL));
    private static final Set<String> ERRORS_OF_SUITE =
            Set.of("message", "failureMessage", "testExecError", "execError", "runExecError");

    private static final Set<Subject> FAULTS = Set.of(Subject.FAILED, Subject.FAILED_SUITES);

    private final TestTally tally = new TestTally();
    private long suites;
    private boolean hasTests;
    private final SummaryClaims claims;

    JestReport(SummaryClaims claims) {
        this.claims = claims;
    }

    @Override
    public TestFormat format() {
        return TestFormat.JEST;
    }

    @Override
    public Set<String> fields() {
        return Set.of("testResults", "snapshot", "wasInterrupted", "numRuntimeErrorTestSuites", "numTotalTestSuites");
    }

    @Override
    public boolean takes(ReportStream in, String field) {
        return field.equals("testResults") ? in.isList() : field.equals("snapshot") && in.isObject();
    }

    @Override
    public void read(ReportStream in, String field) {
        if (field.equals("testResults")) {
            hasTests = true;
            in.elements(index -> suite(in, index));
        } else {
            claims.readOther(in, "", field);
        }
    }

    private void suite(ReportStream in, long index) {
        suites++;
        Suite suite = new Suite(index);
        if (in.isObject()) {
            in.fields(Suite::isRead, name -> suite.field(in, name));
        } else {
            in.skip();
        }
        suite.end();
    }

    /** The suite that is being read. */
    private final class Suite {
        private final String pointer;
        private final long failedBefore = tally.failed();
        private final long listedBefore = tally.listed();
        private String name = "";
        private String status = "";
        private String error = "";

        static boolean isRead(String field) {
            return isFault(field)
                    || field.equals("summary")
                    || field.equals("name")
                    || field.equals("status")
                    || field.equals("assertionResults");
        }

        /** {@code message}, {@code numFailingTests}, {@code errors}. */
        private static boolean isFault(String field) {
            return ERRORS_OF_SUITE.contains(field)
                    || FieldName.of(field).subject().filter(FAULTS::contains).isPresent();
        }

        Suite(long index) {
            this.pointer = "/testResults/" + index;
        }

        void field(ReportStream in, String field) {
            switch (field) {
                case "name" -> name = in.scalar();
                case "status" -> status = in.scalar();
                case "assertionResults" -> tests(in);
                case "summary" -> {
                    String summary = in.scalar();
                    error = VerdictText.deniesPassing(summary) ? "'summary' is " + summary : error;
                }
                default -> error = in.isNothing() ? error : "'" + field + "' is not empty";
            }
        }

        private void tests(ReportStream in) {
            if (in.isList()) {
                in.elements(index -> tally.add(TestEntry.read(in, FIELDS), pointer + "/assertionResults", index));
            } else {
                in.skip();
            }
        }

        /** A suite that failed without a test that failed did not run; one that lists none says nothing. */
        void end() {
            boolean isFine = TestOutcome.of(status) != TestOutcome.FAILED || status.equalsIgnoreCase("focused");
            if ((!error.isEmpty() || !isFine) && tally.failed() == failedBefore) {
                unlisted(
                        TestOutcome.FAILED,
                        status.isEmpty()
                                ? "suite without a status"
                                : isFine ? status + ", but " + error : "suite did not run");
            } else if (isFine && tally.listed() == listedBefore) {
                unlisted(TestOutcome.SKIPPED, "suite is " + status + ", and lists no tests");
            }
        }

        private void unlisted(TestOutcome outcome, String how) {
            tally.addUnlisted(outcome, 1, name.isEmpty() ? "a test suite" : name, how, pointer);
        }
    }

    @Override
    public boolean hasTests() {
        return hasTests;
    }

    @Override
    public boolean isMarked(SummaryClaims known) {
        return known.value("/numTotalTests").isPresent();
    }

    @Override
    public void conclude(SummaryClaims known, DocumentFaults faults) {
        RequiredFields required = new RequiredFields(format(), known, faults);
        required.present("/testResults", hasTests);
        required.present("/success", known.value("/success").isPresent());
        required.counts("/numTotalTests", "/numPassedTests", "/numFailedTests");
        known.value("/success")
                .filter(success -> !success.equals("true") && !success.equals("false"))
                .ifPresent(success -> tally.contradict("/success", "success is " + success));
        unless(known, "/wasInterrupted", "false");
        // Vitest counts each 'describe' as a suite, and has no field for suites that did not run.
        OptionalLong all = known.value("/numRuntimeErrorTestSuites").isPresent()
                ? known.count("/numTotalTestSuites")
                : OptionalLong.empty();
        all.ifPresent(number -> tally.contradict(TestTally.ofCount("/numTotalTestSuites", number, suites)));
    }

    private void unless(SummaryClaims known, String pointer, String fine) {
        known.value(pointer)
                .filter(value -> !value.equals(fine))
                .ifPresent(value -> tally.contradict(pointer, pointer.substring(1) + " is " + value));
    }

    @Override
    public TestTally tally() {
        return tally;
    }
}
