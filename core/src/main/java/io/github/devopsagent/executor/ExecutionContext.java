package io.github.devopsagent.executor;

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
 * @param hostEnvironment what processes have of the environment of the host's process
 */
public record ExecutionContext(
        String epicId,
        String deploymentId,
        String environment,
        Path workingDirectory,
        Map<String, String> variables,
        HostEnvironment hostEnvironment) {

    /** The environment variable that names the consensus directory: {@value}. */
    public static final String CONSENSUS = "DEVOPS_CONSENSUS";

    /** The environment variable that tells this run from all others, also after it was gone on with: {@value}. */
    public static final String RUN = "DEVOPS_RUN";

    /** The environment variable that tells a step from all others of its run, by its place in the plan: {@value}. */
    public static final String STEP = "DEVOPS_STEP";

    /**
     * The environment variable that has the fence of the lease under which a step runs: of the target's if there is one, else of
     * the directory's. A target that remembers the greatest number that it was given can refuse what comes with a smaller one:
     * {@value}.
     */
    public static final String FENCE = "DEVOPS_FENCE";

    /**
     * The environment variable, of the step that creates a rollback point, that names the deployment which what is live now
     * comes from: {@value}.
     */
    public static final String STANDING = "DEVOPS_STANDING";

    public ExecutionContext {
        Objects.requireNonNull(epicId, "epicId");
        Objects.requireNonNull(deploymentId, "deploymentId");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(workingDirectory, "workingDirectory");
        variables = Map.copyOf(variables);
        Objects.requireNonNull(hostEnvironment, "hostEnvironment");
    }

    /**
     * With all of the host's environment, as it is.
     *
     * @param epicId the epic that is deployed
     * @param deploymentId such as {@code DEP-001}
     * @param environment such as {@code production}
     * @param workingDirectory absolute
     * @param variables environment variables over those of the host's process
     */
    public ExecutionContext(
            String epicId,
            String deploymentId,
            String environment,
            Path workingDirectory,
            Map<String, String> variables) {
        this(epicId, deploymentId, environment, workingDirectory, variables, HostEnvironment.AS_IT_IS);
    }

    /**
     * The same with other variables.
     *
     * @param others instead of these
     * @return a copy
     */
    public ExecutionContext withVariables(Map<String, String> others) {
        return new ExecutionContext(epicId, deploymentId, environment, workingDirectory, others, hostEnvironment);
    }

    /**
     * The same in another directory.
     *
     * @param directory absolute
     * @return a copy
     */
    public ExecutionContext withWorkingDirectory(Path directory) {
        return new ExecutionContext(epicId, deploymentId, environment, directory, variables, hostEnvironment);
    }

    /**
     * The same with something else of the host's environment.
     *
     * @param other instead of this
     * @return a copy
     */
    public ExecutionContext withHostEnvironment(HostEnvironment other) {
        return new ExecutionContext(epicId, deploymentId, environment, workingDirectory, variables, other);
    }

    /**
     * Makes the environment that a process of this step has, from that of the host's process: what is inherited of it,
     * and over that the {@link #variables}.
     *
     * <pre>{@code step.context().applyTo(processBuilder.environment());}</pre>
     *
     * @param processEnvironment the host's, which is changed, such as that of a new {@code ProcessBuilder}
     */
    public void applyTo(Map<String, String> processEnvironment) {
        hostEnvironment.applyTo(processEnvironment);
        processEnvironment.putAll(variables);
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

    /**
     * The deployment that what is live now comes from, if by its record it was deployed and stayed healthy, and by the
     * records nothing was deployed since that stayed. A rollback point is told it when it is created.
     *
     * @return epic and deployment id; empty if {@value #STANDING} is not set, which the agent does where it is certain
     */
    public Optional<String> standing() {
        return Optional.ofNullable(variables.get(STANDING));
    }

    /** Of variables, only the names: their values may be secrets. */
    @Override
    public String toString() {
        return "ExecutionContext[epicId=" + epicId + ", deploymentId=" + deploymentId + ", environment=" + environment
                + ", workingDirectory=" + workingDirectory + ", variables=" + new TreeSet<>(variables.keySet()) + "]";
    }
}
