package io.github.devopsagent.internal.report;

import io.github.devopsagent.domain.TestFormat;
import io.github.devopsagent.internal.json.DocumentFaults;
import io.github.devopsagent.internal.report.TestEntry.FieldMeaning;
import java.util.Map;
import java.util.Set;

/** The protocol's own format: {@code scenarios}, each with a status. */
final class ProtocolScenarios implements ReportFormat {

    private final EntryFields fields =
            new EntryFields(Map.of("id", FieldMeaning.ID, "status", FieldMeaning.STATUS), true, true);
    private final TestTally tally = new TestTally();
    private boolean hasTests;

    @Override
    public TestFormat format() {
        return TestFormat.SCENARIOS;
    }

    @Override
    public Set<String> fields() {
        return Set.of("scenarios");
    }

    @Override
    public boolean takes(ReportStream in, String field) {
        return in.isList();
    }

    @Override
    public void read(ReportStream in, String field) {
        hasTests = true;
        for (long index = 0; in.isNextElement(); index++) {
            tally.add(TestEntry.read(in, fields), "/scenarios", index);
        }
    }

    @Override
    public boolean hasTests() {
        return hasTests;
    }

    @Override
    public boolean isMarked(SummaryClaims claims) {
        return false;
    }

    @Override
    public void conclude(SummaryClaims claims, DocumentFaults faults) {
        // Nothing more is required than what all formats have in common.
    }

    @Override
    public TestTally tally() {
        return tally;
    }
}
