package io.github.devopsagent.internal.report;

import io.github.devopsagent.domain.TestFormat;
import io.github.devopsagent.domain.TestResults.Contradiction;
import io.github.devopsagent.internal.json.DocumentFaults;
import java.util.Optional;
import java.util.Set;

/** Reads the fields of the root that only one format has. */
interface ReportFormat {

    /** Which format it is. */
    TestFormat format();

    /** The fields of the root that it reads, as far as they have the shape that it knows. */
    Set<String> fields();

    /** Whether it reads the value at which the parser is; otherwise the value is left to others. */
    boolean takes(ReportStream in, String field);

    /** Reads such a value. */
    void read(ReportStream in, String field);

    /** Whether there was a list of tests in it. */
    boolean hasTests();

    /** Whether there was something in it that only this format has, with or without tests. */
    boolean isMarked(SummaryClaims claims);

    /** When the document was read to its end: what is missing, and what speaks against the tests. */
    void conclude(SummaryClaims claims, DocumentFaults faults);

    /** What it has read that failed, and so speaks against the tests of another format; empty if nothing does. */
    default Optional<Contradiction> contradiction() {
        return Optional.empty();
    }

    TestTally tally();
}
