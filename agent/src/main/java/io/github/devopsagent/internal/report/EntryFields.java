package io.github.devopsagent.internal.report;

import io.github.devopsagent.gate.StatusText;
import io.github.devopsagent.gate.SummaryWords;
import io.github.devopsagent.internal.report.TestEntry.FieldMeaning;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the fields of a test mean: those that a tool writes are known by name, those that people and language models write
 * by their words, too.
 */
final class EntryFields {

    private static final Set<String> ATTEMPTS = Set.of("attempts", "tries", "retries", "reruns");

    private static final Set<String> RUNS = Set.of(
            "ran", "run", "tested", "performed", "executed", "completed", "verified", "works", "working", "done");

    /** What a test is about may be what it expects. */
    private static final Set<String> NAMES = Set.of("name", "title", "scenario", "test");

    /** The same few names and words stand in each of many tests. */
    private static final int MOST_REMEMBERED = 500;

    private static final int LONGEST_REMEMBERED = 60;

    private final Map<String, FieldMeaning> known;
    private final Map<String, Boolean> failed = new ConcurrentHashMap<>();
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
        this.known = new ConcurrentHashMap<>(named);
        this.isFree = isFree;
        this.isTest = isTest;
    }

    /** What a field says of its test. */
    FieldMeaning meaning(String name) {
        FieldMeaning before = known.get(name);
        if (before != null) {
            return before;
        }
        FieldMeaning found = found(name);
        if (known.size() < MOST_REMEMBERED && name.length() <= LONGEST_REMEMBERED) {
            known.put(name, found);
        }
        return found;
    }

    /** Whether a short text is a word for a failure of a test. */
    boolean isFailed(String text) {
        Boolean before = failed.get(text);
        if (before != null) {
            return before;
        }
        boolean found = StatusText.isFailed(text);
        if (failed.size() < MOST_REMEMBERED) {
            failed.put(text, found);
        }
        return found;
    }

    /** Whether false says that a test was not run. */
    static boolean isOfRun(String name) {
        return RUNS.contains(name);
    }

    private FieldMeaning found(String name) {
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
