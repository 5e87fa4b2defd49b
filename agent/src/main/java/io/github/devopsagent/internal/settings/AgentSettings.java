package io.github.devopsagent.internal.settings;

import io.github.devopsagent.coordination.Coordination;
import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.internal.document.StatusReader;
import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.internal.plan.Defaults;
import io.github.devopsagent.internal.secret.SecretVariables;
import io.github.devopsagent.plan.BareStringPolicy;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.veto.Site;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a host has chosen. Immutable, so that an agent can be used again.
 *
 * @param consensus the consensus directory
 * @param environment where it is deployed to; empty if the plan says so
 * @param target what is deployed to, for the lock; empty if there is none
 * @param workingDirectory of steps that do not say otherwise
 * @param bareStrings which bare strings of a plan are executed
 * @param skippedTestsAllowed whether tests may be skipped
 * @param htmlReports whether a page for people is written beside each record
 * @param recovery what becomes of a run whose agent was killed
 * @param code what the host brings along
 * @param given environment variables
 * @param limits how long everything may take
 * @param machine on which the agent works
 * @param coordination what keeps the agents of several machines apart; empty if all work on one
 */
public record AgentSettings(
        Path consensus,
        Optional<String> environment,
        Optional<String> target,
        Path workingDirectory,
        BareStringPolicy bareStrings,
        boolean skippedTestsAllowed,
        boolean htmlReports,
        Recovery recovery,
        HostCode code,
        GivenVariables given,
        TimeLimits limits,
        HostMachine machine,
        Optional<Coordination> coordination) {

    public static final String DEFAULT_ENVIRONMENT = "production";

    public AgentSettings withCode(HostCode other) {
        return new AgentSettings(
                consensus,
                environment,
                target,
                workingDirectory,
                bareStrings,
                skippedTestsAllowed,
                htmlReports,
                recovery,
                other,
                given,
                limits,
                machine,
                coordination);
    }

    public ExecutorRegistry executors() {
        return code.executors();
    }

    public SecretVariables secrets() {
        return given.secrets();
    }

    public Map<String, String> processEnvironment() {
        return given.process();
    }

    public Defaults defaults() {
        return limits.defaults();
    }

    public AgentIdentity identity() {
        return machine.identity();
    }

    /** Where it takes place, with the documents that are judged. */
    public Site site(Deployment.Digests judged) {
        return new Site(
                consensus, workingDirectory, status -> StatusReader.read(status).toJavaOptional(), judged);
    }

    /** Of variables only the names: an address among them may contain a secret. */
    @Override
    public String toString() {
        return "AgentSettings[consensus=" + consensus + ", environment=" + environment + ", workingDirectory="
                + workingDirectory + ", " + given + "]";
    }
}
