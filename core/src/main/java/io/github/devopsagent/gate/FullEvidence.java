package io.github.devopsagent.gate;

import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.inbox.Inbox;
import io.github.devopsagent.veto.Evidence;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a decision rests on: what the rules of hosts see, and what only our own judge by.
 *
 * @param evidence what every rule sees
 * @param inbox what lies in our inbox
 * @param invalid the documents that are there, but break JSON or the vocabulary
 * @param skippedTestsAllowed whether the host lets tests be skipped
 */
public record FullEvidence(Evidence evidence, Inbox inbox, List<InvalidDocument> invalid, boolean skippedTestsAllowed) {

    public FullEvidence {
        invalid = List.copyOf(invalid);
    }

    /**
     * The tests that were skipped.
     *
     * @return how many, and the first of them, for people; empty if none was, or if there are no test results
     */
    public Optional<String> skippedTests() {
        Optional<TestResults> results = evidence.testResults();
        return results.isPresent() ? PassingTests.skipped(results.get()) : Optional.empty();
    }

    /**
     * The same, with what the sources of hosts found out.
     *
     * @param facts at most one of each type
     * @return the evidence that the rules of hosts judge
     */
    public FullEvidence withFacts(List<Record> facts) {
        return new FullEvidence(evidence.withFacts(facts), inbox, invalid, skippedTestsAllowed);
    }

    /**
     * Whether a document is there, but breaks JSON or the vocabulary.
     *
     * @param kind which of those that are judged
     * @return true if nothing can be judged by it
     */
    public boolean isInvalid(InvalidDocument.JudgedDocument kind) {
        for (InvalidDocument document : invalid) {
            if (document.kind() == kind) {
                return true;
            }
        }
        return false;
    }
}
