package io.github.devopsagent.veto;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.plan.HealthCheck;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that a decision rests on.
 *
 * @param status the epic's state
 * @param plan the plan; empty if the file is missing or invalid
 * @param testResults the test results; empty if the file is missing or invalid
 * @param inbox what lies in our inbox
 * @param hostChecks the health checks that the host defines
 * @param facts what evidence sources found out, at most one of each type
 * @param invalid the documents that are there, but break JSON or the vocabulary
 */
public record Evidence(
        Status status,
        Optional<Plan> plan,
        Optional<TestResults> testResults,
        Inbox inbox,
        List<HealthCheck> hostChecks,
        List<Record> facts,
        List<InvalidDocument> invalid) {

    /** Checks and copies. */
    public Evidence {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(testResults, "testResults");
        Objects.requireNonNull(inbox, "inbox");
        hostChecks = List.copyOf(hostChecks);
        facts = List.copyOf(facts);
        invalid = List.copyOf(invalid);
    }

    /**
     * Evidence of which every document that is there is valid.
     *
     * @param status the epic's state
     * @param plan the plan; empty if the file is missing
     * @param testResults the test results; empty if the file is missing
     * @param inbox what lies in our inbox
     * @param hostChecks the health checks that the host defines
     * @param facts what evidence sources found out, at most one of each type
     */
    public Evidence(
            Status status,
            Optional<Plan> plan,
            Optional<TestResults> testResults,
            Inbox inbox,
            List<HealthCheck> hostChecks,
            List<Record> facts) {
        this(status, plan, testResults, inbox, hostChecks, facts, List.of());
    }

    /**
     * The same evidence, with what sources found out.
     *
     * @param found the facts
     * @return the evidence
     */
    public Evidence withFacts(List<Record> found) {
        return new Evidence(status, plan, testResults, inbox, hostChecks, found, invalid);
    }

    /**
     * Whether a document is there, but breaks JSON or the vocabulary.
     *
     * @param kind the document
     * @return true if nothing can be judged by it
     */
    public boolean isInvalid(InvalidDocument.Kind kind) {
        return invalid.stream().anyMatch(document -> document.kind() == kind);
    }

    /**
     * A fact that an {@link EvidenceSource} found out.
     *
     * @param type the fact's type
     * @param <T> the fact's type
     * @return the fact, or empty if no source yields it
     */
    public <T extends Record> Optional<T> fact(Class<T> type) {
        return facts.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
