package io.github.devopsagent.internal.report;

import io.github.devopsagent.domain.TestFormat;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.domain.TestResults.Contradiction;
import io.github.devopsagent.domain.TestResults.Scenario;
import io.github.devopsagent.gate.TestOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts the tests of a report, names the first of those that did not pass, and collects what speaks against all of them. */
@SuppressWarnings("EnumOrdinal") // A map would box a number for each of millions of tests.
final class TestTally {

    private static final int MOST_CONTRADICTIONS = 10;

    /** By the ordinal numbers of outcomes. */
    private final long[] outcomes = new long[TestOutcome.values().length];

    private final long[] declared = new long[TestOutcome.values().length];
    private long listed;
    private final List<Scenario> failed = new ArrayList<>();
    private final List<Scenario> skipped = new ArrayList<>();
    private final List<Contradiction> contradictions = new ArrayList<>();

    /** A test of a list. */
    void add(TestEntry entry, String list, long index) {
        listed++;
        declared[entry.declared().ordinal()]++;
        if (count(entry.outcome(), 1)) {
            named(entry.outcome()).add(new Scenario(list + "/" + index, entry.id(), entry.status()));
        }
    }

    /** Tests, or suites of them, that the report tells of without listing them. */
    void addUnlisted(TestOutcome outcome, long many, String id, String status, String pointer) {
        if (count(outcome, many)) {
            named(outcome).add(new Scenario(pointer, id, status));
        }
    }

    /** True if they are to be named as well. */
    private boolean count(TestOutcome outcome, long many) {
        outcomes[outcome.ordinal()] += many;
        return outcome != TestOutcome.PASSED && named(outcome).size() < TestResults.MOST_NAMED;
    }

    private List<Scenario> named(TestOutcome outcome) {
        return outcome == TestOutcome.FAILED ? failed : skipped;
    }

    void contradict(String pointer, String text) {
        contradict(Optional.of(new Contradiction(pointer, text)));
    }

    /** What a number of the file says against the tests that it lists; empty if they are as many. */
    static Optional<Contradiction> ofCount(String pointer, long claimed, long listed) {
        String name = pointer.substring(pointer.indexOf('/') + 1).replace('/', '.');
        return claimed == listed
                ? Optional.empty()
                : Optional.of(new Contradiction(pointer, name + " is " + claimed + ", but there are " + listed));
    }

    void contradict(Optional<Contradiction> contradiction) {
        if (contradiction.isPresent() && contradictions.size() < MOST_CONTRADICTIONS) {
            contradictions.add(contradiction.get());
        }
    }

    /** How many tests are listed. */
    long listed() {
        return listed;
    }

    /** How many tests are listed with a status of this meaning, whatever else speaks against it. */
    long declared(TestOutcome outcome) {
        return declared[outcome.ordinal()];
    }

    /** How many tests did not pass, and were not skipped. */
    long failed() {
        return outcomes[TestOutcome.FAILED.ordinal()];
    }

    TestResults results(TestFormat format, Optional<String> epicId, Optional<String> commit) {
        long passed = outcomes[TestOutcome.PASSED.ordinal()];
        long skips = outcomes[TestOutcome.SKIPPED.ordinal()];
        return new TestResults(
                format,
                epicId,
                new TestResults.Counts(passed + skips + failed(), passed, skips),
                failed,
                skipped,
                contradictions,
                commit);
    }
}
