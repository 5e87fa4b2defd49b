package io.github.devopsagent.executor;

import java.util.Optional;

/**
 * A state to which everything can be set back at once, such as a commit or a snapshot. It is created as the first step
 * of the backup stage, and restored by a rollback if the plan has no executable {@code rollback_plan}.
 *
 * <p>Creating and restoring are steps, with their timeout. The name is asked for once, by the builder. The other methods are
 * called on a thread of their own, at most for as long as the builder's {@code hostCodeLimit} says (a minute by default):
 * one that takes longer is interrupted, and has failed.
 */
public interface RollbackPoint {

    /**
     * What kind of point it is.
     *
     * @return for people and for {@code deployment.json}, such as {@code git}
     */
    String name();

    /**
     * Records the state of now, to which {@link #restore} goes back.
     *
     * @param request epic, deployment and attempt; the same deployment's point may be there already
     * @return how that ended
     * @throws Exception as a failure, with the exception's message as the reason
     */
    StepResult create(StepRequest request) throws Exception;

    /**
     * Goes back to the point. Doing so twice is the same as once.
     *
     * @param request epic, deployment and attempt
     * @return how that ended
     * @throws Exception as a failure, with the exception's message as the reason
     */
    StepResult restore(StepRequest request) throws Exception;

    /**
     * Finds out, without changing anything, whether the point could be created.
     *
     * @param context where it will be created
     * @return what stands in the way; empty if nothing is known to
     */
    Optional<StepFinding> check(ExecutionContext context);

    /**
     * The command with which a person goes back to the point.
     *
     * @param context epic and deployment
     * @return a command line that can be pasted into a shell, or empty if there is none
     */
    String restoreCommand(ExecutionContext context);
}
