package io.github.devopsagent.veto;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.pipeline.HealthCheck;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that a decision rests on.
 *
 * @param status the epic's state
 * @param plan the plan; empty if the file is missing
 * @param testResults the test results; empty if the file is missing
 * @param inbox what lies in our inbox
 * @param hostChecks the health checks that the host defines
 * @param facts what evidence sources found out, at most one of each type
 */
public record Evidence(
        Status status,
        Optional<Plan> plan,
        Optional<TestResults> testResults,
        Inbox inbox,
        List<HealthCheck> hostChecks,
        List<Record> facts) {

    /** Checks and copies. */
    public Evidence {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(testResults, "testResults");
        Objects.requireNonNull(inbox, "inbox");
        hostChecks = List.copyOf(hostChecks);
        facts = List.copyOf(facts);
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
