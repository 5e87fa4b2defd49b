package io.github.devopsagent;

import io.github.devopsagent.pipeline.HealthCheck;
import io.github.devopsagent.pipeline.Stage;
import io.github.devopsagent.run.Failure;
import io.github.devopsagent.run.RunState;
import io.github.devopsagent.run.StepRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run as listeners see it, as it was when something happened. Secrets are masked. Immutable; its {@code toString} is one
 * line for people.
 */
public final class RunView {

    private final RunState state;

    RunView(RunState state) {
        this.state = state;
    }

    /**
     * The epic that is deployed.
     *
     * @return its id
     */
    public String epicId() {
        return state.plan().context().epicId();
    }

    /**
     * The deployment that this run is.
     *
     * @return such as {@code DEP-001}
     */
    public String deploymentId() {
        return state.plan().context().deploymentId();
    }

    /**
     * Where it is deployed to.
     *
     * @return such as {@code production}
     */
    public String environment() {
        return state.plan().context().environment();
    }

    /**
     * When the run began, by whatever agent.
     *
     * @return the moment
     */
    public Instant startedAt() {
        return state.startedAt();
    }

    /**
     * How long the run may go forward, as far as an agent works on it.
     *
     * @return the builder's {@code forwardBudget}
     */
    public Duration forwardBudget() {
        return state.plan().forwardBudget();
    }

    /**
     * The stage that the run is in.
     *
     * @return the stage
     */
    public Stage stage() {
        return state.currentStage();
    }

    /**
     * Every step that the run may carry out, in the plan's order: forward, compensations, rollback plan, rollback points.
     *
     * @return what events name steps by
     */
    public List<StepRef> steps() {
        return state.plan().steps();
    }

    /**
     * A step as a person would call it.
     *
     * @param step of {@link #steps()}
     * @return its name and its path in the plan, such as {@code step 'migrate' (deployment_steps/1)}
     * @throws IndexOutOfBoundsException if the plan has no such step
     */
    public String nameOf(StepRef step) {
        return state.name(step);
    }

    /**
     * How often a step was begun so far.
     *
     * @param step of {@link #steps()}
     * @return 0 if it was not
     */
    public int attemptsOf(StepRef step) {
        return state.attempts(step).size();
    }

    /**
     * The health checks, in the order of the numbers by which events name them.
     *
     * @return their names
     */
    public List<String> checks() {
        return state.plan().checks().stream().map(HealthCheck::name).toList();
    }

    /**
     * The first thing that went wrong, after which a run no longer goes forward.
     *
     * @return the reason; empty if nothing has
     */
    public Optional<String> failure() {
        return state.failure().map(Failure::reason);
    }

    @Override
    public String toString() {
        return deploymentId() + " of " + epicId() + " to " + environment() + ", in stage " + stage().label()
                + failure().map(reason -> ": " + reason).orElse("");
    }
}
