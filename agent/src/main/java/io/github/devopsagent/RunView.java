package io.github.devopsagent;

import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.StepRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run as listeners see it, as it was when something happened. Secrets are masked. Immutable; its {@code toString} is one
 * line for people.
 */
public interface RunView {

    /**
     * The epic that is deployed.
     *
     * @return its id
     */
    String epicId();

    /**
     * The deployment that this run is.
     *
     * @return such as {@code DEP-001}
     */
    String deploymentId();

    /**
     * Where it is deployed to.
     *
     * @return such as {@code production}
     */
    String environment();

    /**
     * Which deployment the run undoes on demand.
     *
     * @return its id; empty if the run deploys
     */
    Optional<String> rollsBack();

    /**
     * When the run began, by whatever agent.
     *
     * @return a time of the run's clock
     */
    Instant startedAt();

    /**
     * How long the run may go forward, as far as an agent works on it.
     *
     * @return the builder's {@code forwardBudget}
     */
    Duration forwardBudget();

    /**
     * The stage that the run is in.
     *
     * @return the last one that was entered
     */
    Stage stage();

    /**
     * Every step that the run may carry out, in the plan's order: forward, compensations, rollback plan, rollback points.
     *
     * @return what events name steps by
     */
    List<StepRef> steps();

    /**
     * A step as a person would call it.
     *
     * @param step of {@link #steps()}
     * @return its name and its path in the plan, such as {@code step 'migrate' (deployment_steps/1)}
     * @throws IndexOutOfBoundsException if the plan has no such step
     */
    String nameOf(StepRef step);

    /**
     * Which one a step is of those that the run carries out in its direction: forward pre-flight, backup and deploy steps
     * together; back what is undone, as far as is known by now.
     *
     * @param step of {@link #steps()}
     * @return its place among them
     */
    StepPosition positionOf(StepRef step);

    /**
     * Which one of several.
     *
     * @param number from 1; 0 if a step of the way back is not to be carried out
     * @param count how many there are
     */
    record StepPosition(int number, int count) {

        /** For people, such as {@code step 3 of 7}. */
        @Override
        public String toString() {
            return "step " + number + " of " + count;
        }
    }

    /**
     * When the last attempt of a step was about to begin.
     *
     * @param step of {@link #steps()}
     * @return a time of the run's clock; empty if it was not begun
     */
    Optional<Instant> begunAt(StepRef step);

    /**
     * A step by its name alone.
     *
     * @param step of {@link #steps()}
     * @return its name in the plan, or its command if it has none
     * @throws IndexOutOfBoundsException if the plan has no such step
     */
    String shortNameOf(StepRef step);

    /**
     * How often a step was begun so far.
     *
     * @param step of {@link #steps()}
     * @return 0 if it was not
     */
    int attemptsOf(StepRef step);

    /**
     * The health checks, in the order of the numbers by which events name them.
     *
     * @return their names
     */
    List<String> checks();

    /**
     * The metrics that are watched, in the order of the numbers by which events name them.
     *
     * @return their names
     */
    List<String> metrics();

    /**
     * The first thing that went wrong, after which a run no longer goes forward.
     *
     * @return the reason; empty if nothing has
     */
    Optional<String> failure();
}
