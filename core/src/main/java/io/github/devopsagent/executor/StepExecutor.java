package io.github.devopsagent.executor;

import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.plan.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Carries out steps and health checks: the port that adapters and hosts implement, in the smallest form as a lambda.
 *
 * <pre>{@code
 * DevOpsAgent.builder()
 *     .consensus(path)
 *     .executor("load-balancer", step -> balancer.switchTo(step.input().required("pool"))
 *             ? StepResult.success()
 *             : StepResult.failure("the pool is empty"))
 *     .run();
 * }</pre>
 *
 * <p>An executor is called by one thread at a time for an attempt, on a thread of its own. When the attempt's time is
 * over or the run is cancelled, that thread is interrupted: the executor then ends everything that the attempt began,
 * and returns or throws {@link InterruptedException}. A success that it returns after the time was over is a failure, in a
 * step, a health check, a compensation or a rollback point. Where workers share leases, it is interrupted as well before its
 * lease is over, and whatever it returns then, nobody knows how far it came. One that does neither is reported as still running, and
 * nothing is started beside it.
 *
 * <p>The other methods are called on a thread of their own as well, which is interrupted after the time of the builder's
 * {@code hostCodeLimit} (a minute by default; ten minutes at least for {@link #resolve}): they have failed then, as if
 * they had thrown an exception, and are not asked again in that run. The context class loader and inheritable thread-locals
 * of the caller of {@code run()} are there, other things that are bound to a thread are not.
 */
@FunctionalInterface
public interface StepExecutor {

    /**
     * Carries out one attempt.
     *
     * @param request what to do
     * @return how it ended; null is a failure
     * @throws Exception as a failure of the step, with the exception's message as the reason
     */
    StepResult execute(StepRequest request) throws Exception;

    /**
     * Makes an attempt ready that most likely comes next, while the one before it runs: it saves time. Nothing that a step or
     * another run could see may come of it, since it is not recorded: the attempt may never be carried out, and what was made
     * ready for it is given up when another one is, by {@link #release} at the latest. Called only after an attempt whose
     * start was told by {@link StepOutput#startedAs}.
     *
     * @param next what {@link #execute} will be asked, but for its output, which is dropped here; whoever takes what was made ready makes
     *     sure that it is still as it would be made now
     */
    default void prepare(StepRequest next) {}

    /**
     * Finds out, without changing anything, whether a step could run.
     *
     * @param input what the step will be given
     * @param context where it will run
     * @return what stands in the way; empty, the default, if nothing is known to
     */
    default Optional<StepFinding> check(Input input, ExecutionContext context) {
        return Optional.empty();
    }

    /**
     * Finds out, without changing anything, whether a step could run after others of its plan: such as a push of the
     * branch that a step before it checks out.
     *
     * @param input what the step will be given
     * @param context where it will run
     * @param before what is carried out before it, from the first step of pre-flight on, in order
     * @return what stands in the way; by default what {@link #check(Input, ExecutionContext)} finds
     */
    default Optional<StepFinding> check(Input input, ExecutionContext context, List<PlannedStep> before) {
        return check(input, context);
    }

    /**
     * The stages in which this executor does what it is there for. A plan that uses it in another one is at fault, which is
     * found before anything is done. One that changes what is deployed belongs to {@link Stage#DEPLOY} and {@link
     * Stage#ROLLBACK}: nothing undoes a step of pre-flight or backup, and a health check is repeated.
     *
     * @return all of them, by default; health checks ask for {@link Stage#HEALTH_CHECK}
     */
    default Set<Stage> stages() {
        return Set.of(Stage.values());
    }

    /**
     * Finds out what became of an attempt whose result was not recorded. Unless it succeeded, what is left of it is
     * ended first; if that is not possible, it is {@link Resolution.Done} as {@link StepResult.StillRunning}. It
     * is asked only where every process of the attempt can be seen, or is proven gone with its machine, its boot, or its
     * PID namespace: so what is not found does not run any more.
     *
     * @param attempt one that this executor was told to carry out, by this agent or an earlier one
     * @return what is known of it; {@link Resolution.Unknown} by default
     */
    default Resolution resolve(Attempt attempt) {
        return new Resolution.Unknown();
    }

    /**
     * How a deploy step of this executor is undone if the plan does not say it.
     *
     * @param step the step, whose compensation is empty
     * @param path its place in the plan, which is {@link ExecutionContext#step()} when it is carried out
     * @return its compensation; empty, the default, if the executor knows none
     */
    default List<Step> compensation(Step step, String path) {
        return List.of();
    }

    /**
     * The command line with which a person does what a step does, for {@code rollback_command} in {@code
     * deployment.json}. Asked before the run begins.
     *
     * @param input what the step will be given
     * @param context where it will run
     * @return a command line for a {@code /bin/sh} of its own, in the step's directory and with its variables; empty,
     *     the default, if the executor knows none
     */
    default Optional<String> command(Input input, ExecutionContext context) {
        return Optional.empty();
    }

    /**
     * What this executor cannot promise on this machine, for previews and results.
     *
     * @return sentences for people; empty by default
     */
    default List<String> warnings() {
        return List.of();
    }

    /**
     * Lets go of what is kept between steps, such as a helper process. Called when a run, a preview or another look at a
     * plan has ended; another one may follow, or go on at the same time.
     */
    default void release() {}
}
