package io.github.devopsagent.git.internal.tested;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.git.internal.repository.EnclosingWorkTree;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The steps of a plan for git's executors, in the order in which they run.
 *
 * @param steps those that undo something come last
 */
public record PlannedGitSteps(List<PlannedGitStep> steps) {

    private static final Set<String> NAMING =
            Set.of(StepVocabulary.CHECKOUT, StepVocabulary.REVERT, StepVocabulary.TAG, StepVocabulary.PUSH);

    private static final Set<String> NAMING_IDS = Set.of(StepVocabulary.CHECKOUT, StepVocabulary.TAG);

    public PlannedGitSteps {
        steps = List.copyOf(steps);
    }

    /** Those of a plan that is executed in this working directory. */
    public static PlannedGitSteps of(Plan plan, Path workingDirectory) throws IOException {
        NameReader reader = new NameReader(workingDirectory);
        reader.each("/preflight/", plan.preflight());
        reader.each("/backup/", plan.backup());
        reader.each("/deployment_steps/", plan.deploymentSteps());
        for (int i = 0; i < plan.healthChecks().size(); i++) {
            reader.action(
                    "/health_checks/" + i,
                    plan.healthChecks().get(i).name(),
                    plan.healthChecks().get(i).action());
        }
        for (int i = 0; i < plan.metrics().size(); i++) {
            reader.action(
                    "/monitoring/metrics/" + i,
                    plan.metrics().get(i).name(),
                    plan.metrics().get(i).action());
        }
        for (int i = 0; i < plan.deploymentSteps().size(); i++) {
            reader.wayBack(
                    "/deployment_steps/" + i + "/rollback",
                    plan.deploymentSteps().get(i).compensation());
        }
        reader.wayBack("/rollback_plan", plan.rollbackPlan());
        return new PlannedGitSteps(reader.steps);
    }

    /** Whether the files of a work tree are replaced by those of another commit before they go live. */
    public boolean checksOutAtRootOf(OpenWorkTree tree) throws IOException {
        for (PlannedGitStep step : steps) {
            if (step.is(StepVocabulary.CHECKOUT) && !step.isWayBack() && step.isAtRootOf(tree)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a step of one of these executors may run before it. */
    public boolean isBehind(PlannedGitStep step, Set<String> executors) {
        return before(step).stream().anyMatch(other -> executors.contains(other.executor()));
    }

    private List<PlannedGitStep> before(PlannedGitStep step) {
        return step.isWayBack() ? steps : steps.subList(0, steps.indexOf(step));
    }

    /** Whether it pushes a tag that a step before it makes. */
    public boolean pushesTagOfPlan(PlannedGitStep step) {
        return before(step).stream().anyMatch(other -> other.makesTagOf(step));
    }

    /** The full commit ids that the plan checks out or tags in the same work tree; a way back may name others. */
    public Set<ObjectId> idsFor(PlannedGitStep step) {
        return steps.stream()
                .filter(other -> NAMING_IDS.contains(other.executor()))
                .filter(other -> other.workTree().equals(step.workTree()))
                .filter(other -> step.isWayBack() || !other.isWayBack())
                .flatMap(other -> other.names().stream())
                .filter(ObjectId::isId)
                .map(id -> ObjectId.fromString(id.toLowerCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }

    /** Collects them. */
    private static final class NameReader {

        private final Path workingDirectory;
        private final List<PlannedGitStep> steps = new ArrayList<>();

        NameReader(Path workingDirectory) {
            this.workingDirectory = workingDirectory;
        }

        void each(String pointer, List<Step> planned) throws IOException {
            for (int i = 0; i < planned.size(); i++) {
                step(pointer + i, planned.get(i), false);
            }
        }

        void wayBack(String pointer, List<Step> planned) throws IOException {
            for (Step step : planned) {
                step(pointer, step, true);
            }
        }

        private void step(String pointer, Step step, boolean isWayBack) throws IOException {
            add(
                    pointer,
                    step.name(),
                    step.action(),
                    step.workingDirectory().map(workingDirectory::resolve).orElse(workingDirectory),
                    isWayBack);
        }

        void action(String pointer, String name, Action action) throws IOException {
            add(pointer, name, action, workingDirectory, false);
        }

        private void add(String pointer, String name, Action action, Path directory, boolean isWayBack)
                throws IOException {
            Action.Use use =
                    action.fold(bare -> new Action.Use(bare.text(), Input.none()), run -> run.use(), named -> named);
            if (NAMING.contains(use.executor()) || use.executor().equals(StepVocabulary.FETCH)) {
                steps.add(new PlannedGitStep(
                        pointer, name, use.executor(), use.input(), EnclosingWorkTree.find(directory), isWayBack));
            }
        }
    }
}
