package io.github.devopsagent.internal.report;

import io.github.devopsagent.domain.TestFormat;
import io.github.devopsagent.domain.TestResults.Contradiction;
import io.github.devopsagent.gate.TestOutcome;
import io.github.devopsagent.internal.json.DocumentFaults;
import io.github.devopsagent.internal.report.TestEntry.FieldMeaning;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
                    FieldMeaning.FAULTS,
                    "longrepr",
                    FieldMeaning.FAULTS,
                    "traceback",
                    FieldMeaning.FAULTS));

    /** What pytest says by its exit code. */
    private static final Map<String, String> EXIT_CODES = Map.of(
            "1", "tests failed",
            "2", "it was interrupted, or could not collect tests",
            "3", "an error in pytest",
            "4", "a wrong command line",
            "5", "it found no tests");

    private final TestTally tally = new TestTally();
    private final CollectedTests collected = new CollectedTests();
    private boolean hasList;
    private boolean hasTests;
    private boolean hasCollectors;
    private Optional<Contradiction> contradiction = Optional.empty();

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
            in.elements(index -> test(in, index));
        }
    }

    private void test(ReportStream in, long index) {
        String pointer = "/tests/" + index;
        if (!in.isObject()) {
            line(in, index);
            return;
        }
        hasTests = true;
        TestEntry test = TestEntry.read(in, FIELDS);
        tally.add(test, "/tests", index);
        if (collected.isSecond(test.id())) {
            tally.contradict(pointer, test.id() + " is there twice, which pytest never writes");
        }
        if (test.declared() == TestOutcome.PASSED && !test.hasRun()) {
            tally.contradict(pointer, test.id() + " passed, but has no 'call', so it did not run");
        }
    }

    /** What is no object is no test of pytest's, but may tell of one: "login: FAIL". */
    private void line(ReportStream in, long index) {
        PartSearch.ofLine(in, "tests").ifPresent(each -> object("/tests/" + index, "one of tests failed"));
        tally.add(TestEntry.none(), "/tests", index);
    }

    private void object(String pointer, String text) {
        contradiction = contradiction.or(() -> Optional.of(new Contradiction(pointer, text)));
    }

    private void collector(ReportStream in, long index) {
        CollectedTests.Collector collector = collected.read(in);
        String what = collector.id().isEmpty() ? "a collector" : collector.id();
        String pointer = "/collectors/" + index;
        if (collector.outcome() != TestOutcome.PASSED) {
            String how = "did not run: collection " + collector.status();
            tally.addUnlisted(collector.outcome(), 1, what, how, pointer);
            object(pointer, what + " " + how);
        } else if (collector.hasError()) {
            tally.addUnlisted(TestOutcome.FAILED, 1, what, collector.status() + ", but has a 'longrepr'", pointer);
            object(pointer, what + " has a 'longrepr'");
        }
    }

    @Override
    public Optional<Contradiction> contradiction() {
        return contradiction;
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
        OptionalLong all = claims.count("/summary/collected");
        all.ifPresent(number ->
                tally.contradict(TestTally.ofCount("/summary/collected", number, tally.listed() + deselected)));
        if (collected.foreign() > 0) {
            tally.contradict("/tests", collected.foreign() + " of the tests were found by no collector");
        }
        skip(deselected, "deselected", "/summary/deselected");
        // What pytest broke off before is told by what it counts.
        boolean isWhole = all.isEmpty() || all.getAsLong() <= tally.listed() + deselected;
        skip(isWhole ? collected.left() - deselected : 0, "collected, but not in tests", "/collectors");
    }

    private void skip(long many, String why, String pointer) {
        if (many > 0) {
            tally.addUnlisted(TestOutcome.SKIPPED, many, many == 1 ? "1 test" : many + " tests", why, pointer);
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
