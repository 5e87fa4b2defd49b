package io.github.devopsagent.internal.report;

import io.github.devopsagent.domain.TestFormat;
import io.github.devopsagent.domain.TestOutcome;
import io.github.devopsagent.domain.TestResults.Contradiction;
import io.github.devopsagent.internal.json.DocumentFaults;
import io.github.devopsagent.internal.report.TestEntry.FieldMeaning;
import java.util.Map;
import java.util.Set;

/** What pytest-json-report writes: {@code exitcode}, {@code summary}, {@code collectors}, {@code tests}. */
final class PytestReport implements ReportFormat {

    private static final EntryFields FIELDS = TestEntry.fields(
            "nodeid",
            "outcome",
            Map.of(
                    "setup",
                    FieldMeaning.STAGE,
                    "call",
                    FieldMeaning.STAGE,
                    "teardown",
                    FieldMeaning.STAGE,
                    "crash",
                    FieldMeaning.FAULTS));
    private static final EntryFields COLLECTOR = TestEntry.fields("nodeid", "outcome", Map.of());

    /** What pytest says by its exit code. */
    private static final Map<String, String> EXIT_CODES = Map.of(
            "1", "tests failed",
            "2", "it was interrupted, or could not collect tests",
            "3", "an error in pytest",
            "4", "a wrong command line",
            "5", "it found no tests");

    private final TestTally tally = new TestTally();
    private boolean hasList;
    private boolean hasTests;
    private boolean hasCollectors;

    @Override
    public TestFormat format() {
        return TestFormat.PYTEST;
    }

    @Override
    public Set<String> fields() {
        return Set.of("tests", "collectors", "exitcode");
    }

    @Override
    public boolean takes(ReportStream in, String field) {
        return !field.equals("exitcode") && in.isList();
    }

    @Override
    public void read(ReportStream in, String field) {
        if (field.equals("collectors")) {
            hasCollectors = true;
            in.elements(index -> collector(in, index));
        } else {
            hasList = true;
            in.elements(index -> {
                hasTests |= in.isObject();
                tally.add(TestEntry.read(in, FIELDS), () -> "/tests/" + index);
            });
        }
    }

    private void collector(ReportStream in, long index) {
        TestEntry collector = TestEntry.read(in, COLLECTOR);
        if (collector.outcome() != TestOutcome.PASSED) {
            String what = collector.id().isEmpty() ? "a collector" : collector.id();
            tally.addUnlisted(
                    collector.outcome(),
                    1,
                    what,
                    "did not run: collection " + collector.status(),
                    "/collectors/" + index);
        }
    }

    @Override
    public boolean hasTests() {
        return hasTests;
    }

    @Override
    public boolean isMarked(SummaryClaims claims) {
        return claims.value("/exitcode").isPresent() || hasCollectors;
    }

    @Override
    public void conclude(SummaryClaims claims, DocumentFaults faults) {
        RequiredFields required = new RequiredFields(format(), claims, faults);
        required.present("/exitcode", claims.value("/exitcode").isPresent());
        required.counts("/summary/total");
        required.present("/tests", hasList);
        claims.value("/exitcode")
                .filter(code -> !code.equals("0"))
                .ifPresent(code -> tally.contradict("/exitcode", "exitcode is " + code + meaning(code)));
        long deselected = claims.count("/summary/deselected").orElse(0);
        claims.count("/summary/collected")
                .ifPresent(collected -> tally.contradict(
                        Contradiction.ofCount("/summary/collected", collected, tally.listed() + deselected)));
        if (deselected > 0) {
            tally.addUnlisted(
                    TestOutcome.SKIPPED,
                    deselected,
                    deselected == 1 ? "1 test" : deselected + " tests",
                    "deselected",
                    "/summary/deselected");
        }
    }

    private static String meaning(String code) {
        return EXIT_CODES.containsKey(code) ? " (" + EXIT_CODES.get(code) + ")" : "";
    }

    @Override
    public TestTally tally() {
        return tally;
    }
}
