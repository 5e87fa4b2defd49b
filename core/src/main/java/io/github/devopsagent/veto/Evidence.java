package io.github.devopsagent.veto;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.plan.HealthCheck;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the rules of hosts judge by, and sources of evidence begin with. Both are asked only if every document that is there
 * is valid; one that is missing is empty here.
 *
 * @param status the epic's state
 * @param plan the plan, its steps completed with what their executors say of how they are undone
 * @param testResults what qa's tests came to
 * @param inbox an entry for each file in our inbox, those first of which something was made. An approval of a role that
 *     names exactly this epic, and that nothing leaves in doubt, has the kind {@code approval}, the role as sender, and no
 *     remark
 * @param hostChecks the health checks that the host defines
 * @param facts what evidence sources found out, at most one of each type
 */
public record Evidence(
        Status status,
        Optional<Plan> plan,
        Optional<TestResults> testResults,
        List<ReceivedMessage> inbox,
        List<HealthCheck> hostChecks,
        List<Record> facts) {

    public Evidence {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(testResults, "testResults");
        inbox = List.copyOf(inbox);
        hostChecks = List.copyOf(hostChecks);
        facts = List.copyOf(facts);
    }

    /**
     * The same evidence, with what sources found out.
     *
     * @param found the facts
     * @return the evidence
     */
    public Evidence withFacts(List<Record> found) {
        return new Evidence(status, plan, testResults, inbox, hostChecks, found);
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
