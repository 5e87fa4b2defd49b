package io.github.devopsagent.pipeline;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where a step runs.
 *
 * @param epicId the epic that is deployed
 * @param deploymentId such as {@code DEP-001}
 * @param environment such as {@code production}
 * @param workingDirectory absolute
 * @param variables environment variables over those of the host's process: the builder's, the plan's, and
 *     {@code DEVOPS_EPIC_ID}, {@code DEVOPS_DEPLOYMENT_ID}, {@code DEVOPS_ENVIRONMENT}, {@value
 *     #CONSENSUS}, {@value #RUN}
 */
public record ExecutionContext(
        String epicId, String deploymentId, String environment, Path workingDirectory, Map<String, String> variables) {

    /** The environment variable that names the consensus directory: {@value}. */
    public static final String CONSENSUS = "DEVOPS_CONSENSUS";

    /** The environment variable that tells this run from all others, also after it was gone on with: {@value}. */
    public static final String RUN = "DEVOPS_RUN";

    /** The environment variable that tells a step from all others of its run, by its place in the plan: {@value}. */
    public static final String STEP = "DEVOPS_STEP";

    /** Checks and copies. */
    public ExecutionContext {
        Objects.requireNonNull(epicId, "epicId");
        Objects.requireNonNull(deploymentId, "deploymentId");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(workingDirectory, "workingDirectory");
        variables = Map.copyOf(variables);
    }

    /**
     * The consensus directory, which other agents and the run itself write to, so that a step leaves it alone.
     *
     * @return an absolute path; empty if {@value #CONSENSUS} is not set, which the agent does
     */
    public Optional<Path> consensus() {
        return Optional.ofNullable(variables.get(CONSENSUS)).map(Path::of);
    }

    /**
     * What tells this run from all others, even from one of the same deployment id, as there is when a consensus
     * directory was made anew.
     *
     * @return the same text for as long as the run is gone on with; empty if {@value #RUN} is not set, which the agent
     *     does
     */
    public String run() {
        return variables.getOrDefault(RUN, "");
    }

    /**
     * Which step of the run is carried out.
     *
     * @return its place in the plan, such as {@code deployment_steps/0}, the same for each attempt; empty if {@value
     *     #STEP} is not set, which the agent does when it carries a step out
     */
    public String step() {
        return variables.getOrDefault(STEP, "");
    }

    /** Of variables, only the names: their values may be secrets. */
    @Override
    public String toString() {
        return "ExecutionContext[epicId=" + epicId + ", deploymentId=" + deploymentId + ", environment=" + environment
                + ", workingDirectory=" + workingDirectory + ", variables=" + new TreeSet<>(variables.keySet()) + "]";
    }
}
