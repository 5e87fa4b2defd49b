package io.github.devopsagent.internal.resolve;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.PlannedStep;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.internal.attempt.AttemptRunner;
import io.github.devopsagent.internal.settings.ExecutorRegistry;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Stage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What executors are asked of an action before anything changes.
 *
 * @param executors of host and adapters
 */
record ExecutorQuestions(ExecutorRegistry executors) {

    /** The action with the command that it comes to; an executor that fails when it is asked has none. */
    Action.Use withCommand(Action.Use use, ExecutionContext context) {
        Optional<StepExecutor> executor =
                use.command().isPresent() ? Optional.empty() : executors.findNamed(use.executor());
        try {
            return executor.isPresent() ? use.withCommand(executor.get().command(use.input(), context)) : use;
        } catch (Throwable e) {
            return use;
        }
    }

    /** What is wrong with an action where it stands in the plan, whatever else stands in its way. */
    Optional<StepFinding> outOfPlace(Action.Use use, String path, boolean isCheck) {
        Optional<Stage> stage = stage(path, isCheck);
        return stage.isPresent() ? outOfPlace(use, stage.get()) : Optional.empty();
    }

    /** Of those in which an executor may be out of place: what a rollback does is decided by the plan. */
    private static Optional<Stage> stage(String path, boolean isCheck) {
        if (isCheck) {
            return Optional.of(Stage.HEALTH_CHECK);
        }
        return path.startsWith("preflight/")
                ? Optional.of(Stage.PRE_FLIGHT)
                : path.startsWith("backup/") ? Optional.of(Stage.BACKUP) : Optional.empty();
    }

    private Optional<StepFinding> outOfPlace(Action.Use use, Stage stage) {
        try {
            Optional<StepExecutor> executor = executors.findNamed(use.executor());
            if (executor.isEmpty()) {
                return Optional.empty();
            }
            Set<Stage> stages = executor.get().stages();
            return stages.contains(stage)
                    ? Optional.empty()
                    : Optional.of(StepFinding.cannotRun("'" + use.executor() + "' is no step of "
                            + stage.label() + ": it is for " + named(stages) + ", since it changes what is deployed."
                            + " Move it to deployment_steps"));
        } catch (Throwable e) {
            return Optional.of(
                    StepFinding.cannotRun("the executor '" + use.executor() + "' could not say its stages: " + e));
        }
    }

    private static String named(Set<Stage> stages) {
        return stages.stream().sorted().map(Stage::label).collect(Collectors.joining(" and "));
    }

    /**
     * What stands in the way of an action, or is to be known of it.
     *
     * @param isOurs whether the action is not the plan's, and so may use executors that a plan must not name
     * @param before what is carried out before it
     */
    Optional<StepFinding> finding(Action.Use use, boolean isOurs, ExecutionContext context, List<PlannedStep> before) {
        Optional<StepExecutor> executor = isOurs ? executors.find(use.executor()) : executors.findNamed(use.executor());
        if (executor.isEmpty()) {
            String hint = use.executor().equals(Action.SHELL)
                    ? "add devops-agent-adapters-shell to the class path, or executor(\"shell\", …) to the builder"
                    : "add it with executor(\"" + use.executor() + "\", …)";
            return Optional.of(StepFinding.cannotRun(
                    "there is no executor '" + use.executor() + "', known are " + executors.known() + "; " + hint));
        }
        try {
            Optional<StepFinding> finding = Objects.requireNonNull(
                    executor.get().check(use.input(), context, List.copyOf(before)), "it returned null");
            return finding.isPresent() ? Optional.of(bounded(finding.get())) : finding;
        } catch (Throwable e) {
            return Optional.of(StepFinding.cannotRun("the executor '" + use.executor() + "' could not check it: " + e));
        }
    }

    private static StepFinding bounded(StepFinding finding) {
        return new StepFinding(finding.certainty(), AttemptRunner.bounded(finding.message()), finding.note());
    }
}
