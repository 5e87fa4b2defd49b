package io.github.devopsagent.internal.report;

import io.github.devopsagent.domain.TestFormat;
import io.github.devopsagent.internal.json.DocumentFaults;
import io.github.devopsagent.internal.report.TestEntry.FieldMeaning;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** The Common Test Report Format: {@code results} with a {@code summary} and {@code tests}. */
final class CtrfReport implements ReportFormat {

    private final EntryFields fields = new EntryFields(
            Map.of(
                    "name",
                    FieldMeaning.ID,
                    "status",
                    FieldMeaning.STATUS,
                    "suite",
                    FieldMeaning.NOTHING,
                    "ai",
                    FieldMeaning.PROSE,
                    "rawStatus",
                    FieldMeaning.RAW_STATUS,
                    "retries",
                    FieldMeaning.RETRIES,
                    "retryAttempts",
                    FieldMeaning.ATTEMPTS,
                    "snippet",
                    FieldMeaning.NOTHING),
            true,
            true);
    private static final Set<String> OWN = Set.of("tests", "environment", "extra");
    /** In the summary, since when the tests ran, and until when. */
    private static final Set<String> TIMES = Set.of("start", "stop");

    private static final String SUMMARY = "/results/summary";

    private final TestTally tally = new TestTally();
    private final SharedFields shared;
    private final SummaryClaims claims;
    private boolean hasTests;
    private boolean isNamed;

    CtrfReport(SharedFields shared, SummaryClaims claims) {
        this.shared = shared;
        this.claims = claims;
    }

    @Override
    public TestFormat format() {
        return TestFormat.CTRF;
    }

    @Override
    public Set<String> fields() {
        return Set.of("results", "reportFormat", "extra");
    }

    @Override
    public boolean takes(ReportStream in, String field) {
        return field.equals("reportFormat") || in.isObject();
    }

    @Override
    public void read(ReportStream in, String field) {
        switch (field) {
            case "reportFormat" -> isNamed = in.scalar().equalsIgnoreCase("CTRF");
            case "extra" -> extra(in, "/extra");
            default -> {
                NamedTests tests = new NamedTests();
                in.fields(
                        name -> OWN.contains(name) || SharedFields.isEpic(name) || SummaryClaims.isClaim(name),
                        name -> ofResults(in, name, tests),
                        name -> ofOthers(in, name, tests));
                claims.add(tests, "/results");
            }
        }
    }

    /** What is said there of the tool is of no test. */
    private void ofOthers(ReportStream in, String name, NamedTests tests) {
        if (name.equals("tool")) {
            in.skip();
        } else {
            claims.read(in, "/results", name, tests);
        }
    }

    private void extra(ReportStream in, String pointer) {
        if (!in.isObject()) {
            in.skip();
            return;
        }
        claims.readObject(in, pointer, SharedFields::isEpic, name -> shared.readEpicId(in, pointer + "/" + name, name));
    }

    private void ofResults(ReportStream in, String name, NamedTests tests) {
        if (name.equals("environment")) {
            shared.readEnvironment(in, "/results/environment");
        } else if (name.equals("extra")) {
            extra(in, "/results/extra");
        } else if (SharedFields.isEpic(name)) {
            shared.readEpicId(in, "/results/" + name, name);
        } else if (name.equals("tests") && in.isList()) {
            hasTests = true;
            in.elements(index -> tally.add(TestEntry.read(in, fields), "/results/tests", index));
        } else {
            claims.read(in, "/results", name, tests, name.equals("summary") ? TIMES : Set.of());
        }
    }

    @Override
    public boolean hasTests() {
        return hasTests;
    }

    @Override
    public boolean isMarked(SummaryClaims known) {
        return isNamed;
    }

    @Override
    public void conclude(SummaryClaims known, DocumentFaults faults) {
        RequiredFields required = new RequiredFields(format(), known, faults);
        required.present("/results/tests", hasTests);
        required.counts(SUMMARY + "/tests", SUMMARY + "/passed", SUMMARY + "/failed");
        addUp(known);
    }

    private void addUp(SummaryClaims known) {
        OptionalLong all = known.count(SUMMARY + "/tests");
        long sum = Stream.of("passed", "failed", "skipped", "pending", "other")
                .mapToLong(each -> known.count(SUMMARY + "/" + each).orElse(0))
                .sum();
        if (all.isPresent() && sum > all.getAsLong()) {
            tally.contradict(
                    SUMMARY,
                    "results.summary has " + all.getAsLong() + " tests, but " + sum + " that passed or did not");
        }
    }

    @Override
    public TestTally tally() {
        return tally;
    }
}
