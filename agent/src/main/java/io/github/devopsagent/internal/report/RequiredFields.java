package io.github.devopsagent.internal.report;

import io.github.devopsagent.domain.TestFormat;
import io.github.devopsagent.internal.json.DocumentFaults;
import io.github.devopsagent.internal.json.Printable;
import io.github.devopsagent.veto.RefusalCodes;

/** What a tool always writes: a report without it was cut, or written by somebody else. */
final class RequiredFields {

    private final TestFormat format;
    private final SummaryClaims claims;
    private final DocumentFaults faults;

    RequiredFields(TestFormat format, SummaryClaims claims, DocumentFaults faults) {
        this.format = format;
        this.claims = claims;
        this.faults = faults;
    }

    /** Demands numbers of tests. */
    void counts(String... pointers) {
        for (String pointer : pointers) {
            present(pointer, claims.value(pointer).isPresent());
            claims.value(pointer)
                    .filter(value -> claims.count(pointer).isEmpty())
                    .ifPresent(value -> faults.add(
                            RefusalCodes.WRONG_VALUE,
                            pointer,
                            Printable.line(value, 60),
                            "a number of tests",
                            "put the tool's own file here, whole and unchanged"));
        }
    }

    /** Demands that something is there. */
    void present(String pointer, boolean isPresent) {
        if (!isPresent) {
            String name = pointer.substring(pointer.lastIndexOf('/') + 1);
            faults.add(
                    RefusalCodes.MISSING_FIELD,
                    pointer,
                    "no '" + name + "'",
                    "a report as the tool writes it (" + format.label() + "), which has it",
                    "put the tool's own file here, whole and unchanged");
        }
    }
}
