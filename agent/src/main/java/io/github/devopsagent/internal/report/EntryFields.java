package io.github.devopsagent.internal.report;

import io.github.devopsagent.gate.SummaryWords;
import io.github.devopsagent.internal.report.TestEntry.FieldMeaning;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the fields of a test mean: those that a tool writes are known by name, those that people and language models write
 * by their words, too.
 */
final class EntryFields {

    private static final Set<String> ATTEMPTS = Set.of("attempts", "tries", "retries", "reruns");

    /** What a test is about may be what it expects. */
    private static final Set<String> NAMES = Set.of("name", "title", "scenario", "test");

    private final Map<String, FieldMeaning> named;
    private final boolean isFree;
    private final boolean isTest;

    /**
     * The fields of one format's tests.
     *
     * @param named fields that are known by name
     * @param isFree whether others are read by their words
     * @param isTest whether it is a test of its own, which must not have been skipped, and no part of one
     */
    EntryFields(Map<String, FieldMeaning> named, boolean isFree, boolean isTest) {
        this.named = Map.copyOf(named);
        this.isFree = isFree;
        this.isTest = isTest;
    }

    /** What a field says of its test. */
    FieldMeaning meaning(String name) {
        if (named.containsKey(name)) {
            return named.get(name);
        }
        if (name.length() >= 6 && name.length() <= 12 && name.strip().equalsIgnoreCase("status")) {
            return FieldMeaning.REMARK;
        }
        return isFree ? byWords(name) : FieldMeaning.NOTHING;
    }

    private FieldMeaning byWords(String name) {
        FieldName known = FieldName.of(name);
        if (known.isOfEarlierRun()) {
            return FieldMeaning.NOTHING;
        }
        Optional<SummaryWords.Subject> subject = known.subject();
        return subject.isPresent() ? of(subject.get()) : other(name, known);
    }

    private FieldMeaning of(SummaryWords.Subject subject) {
        return switch (subject) {
            case FAILED, FAILED_SUITES -> FieldMeaning.FAULTS;
            case PASSED, EXECUTED -> FieldMeaning.PASSES;
            case SKIPPED -> isTest ? FieldMeaning.SKIPS : FieldMeaning.NOTHING;
            case VERDICT, OVERALL -> FieldMeaning.REMARK;
            case PASS_RATE -> FieldMeaning.RATE;
            // A number of tests is not compared here.
            case TOTAL -> FieldMeaning.OTHER;
            case EXIT_CODE -> isTest ? FieldMeaning.EXIT_CODE : FieldMeaning.NOTHING;
        };
    }

    private FieldMeaning other(String name, FieldName known) {
        if (isTest && ((known.isExpectation() && !known.isAgreement()) || NAMES.contains(name))) {
            return FieldMeaning.EXPECTATION;
        }
        if (known.isOutput()) {
            return FieldMeaning.OUTPUT;
        }
        return ATTEMPTS.contains(name)
                ? FieldMeaning.ATTEMPTS
                : known.saysNothing() || known.isOtherMatter()
                        ? FieldMeaning.NOTHING
                        : known.isProse() ? FieldMeaning.PROSE : FieldMeaning.OTHER;
    }
}
