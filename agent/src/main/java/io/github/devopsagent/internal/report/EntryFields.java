package io.github.devopsagent.internal.report;

import io.github.devopsagent.gate.SummaryWords;
import io.github.devopsagent.internal.report.TestEntry.FieldMeaning;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the fields of a test mean: those that a tool writes are known by name, those that people and language models write
 * by their words, too.
 *
 * @param named fields that are known by name
 * @param isFree whether others are read by their words
 * @param isTest whether it is a test of its own, which must not have been skipped, and no part of one
 */
record EntryFields(Map<String, FieldMeaning> named, boolean isFree, boolean isTest) {

    private static final Set<String> PARTS = Set.of(
            "steps",
            "checks",
            "assertions",
            "results",
            "tests",
            "cases",
            "subtests",
            "validations",
            "verifications",
            "expectations",
            "outcomes",
            "browsers",
            "platforms",
            "devices");

    EntryFields {
        named = Map.copyOf(named);
    }

    /** The fields of a tool's test. */
    static EntryFields ofTool(Map<String, FieldMeaning> named) {
        return new EntryFields(named, false, true);
    }

    Optional<FieldMeaning> meaning(String name) {
        if (named.containsKey(name)) {
            return Optional.of(named.get(name));
        }
        if (name.length() >= 6 && name.length() <= 12 && name.strip().equalsIgnoreCase("status")) {
            return Optional.of(FieldMeaning.REMARK);
        }
        return isFree ? byWords(name) : Optional.empty();
    }

    private Optional<FieldMeaning> byWords(String name) {
        return PARTS.contains(name)
                ? Optional.of(FieldMeaning.PARTS)
                : SummaryWords.subject(name).flatMap(subject -> switch (subject) {
                    case FAILED, FAILED_SUITES -> Optional.of(FieldMeaning.FAULTS);
                    case PASSED, EXECUTED -> Optional.of(FieldMeaning.PASSES);
                    case SKIPPED -> isTest ? Optional.of(FieldMeaning.SKIPS) : Optional.empty();
                    case VERDICT, OVERALL -> Optional.of(FieldMeaning.REMARK);
                    case PASS_RATE -> Optional.of(FieldMeaning.RATE);
                    // A command line may be right to end with 2, and a number of tests is not compared here.
                    case EXIT_CODE, TOTAL -> Optional.empty();
                });
    }
}
