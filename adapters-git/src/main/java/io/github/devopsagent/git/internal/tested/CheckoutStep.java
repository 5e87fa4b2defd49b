package io.github.devopsagent.git.internal.tested;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.git.internal.repository.EnclosingWorkTree;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A deployment step that checks out a commit.
 *
 * @param index among the deployment steps, from 0
 * @param name the step's, fit for print
 * @param ref what it checks out; empty if the plan does not say
 */
public record CheckoutStep(int index, String name, Optional<String> ref) {

    /** The last of those that may run in the work tree: what it leaves stays. */
    public static Optional<CheckoutStep> last(Plan plan, OpenWorkTree tree, Path workingDirectory) throws IOException {
        Path own = tree.root().toRealPath();
        return ofEach(plan, own, workingDirectory).entrySet().stream()
                .filter(each -> each.getValue().equals(own))
                .map(Map.Entry::getKey)
                .reduce((one, later) -> later);
    }

    /**
     * All others of the plan in work trees of this repository, in their order. What one checks out, the steps behind it
     * deploy, whatever is checked out in the end.
     */
    public static List<CheckoutStep> others(Plan plan, OpenWorkTree tree, Path workingDirectory) throws IOException {
        Path own = tree.root().toRealPath();
        Optional<CheckoutStep> last = last(plan, tree, workingDirectory);
        List<CheckoutStep> others = new ArrayList<>();
        for (Map.Entry<CheckoutStep, Path> each :
                ofEach(plan, own, workingDirectory).entrySet()) {
            boolean isHere = each.getValue().equals(own) || tree.sharesRepositoryWith(each.getValue());
            if (isHere && !last.equals(Optional.of(each.getKey()))) {
                others.add(each.getKey());
            }
        }
        return others;
    }

    /**
     * With the root of the work tree. In none, only an executor can work that the host has bound to a repository, which may
     * be this one.
     */
    private static Map<CheckoutStep, Path> ofEach(Plan plan, Path own, Path workingDirectory) throws IOException {
        Map<CheckoutStep, Path> found = new LinkedHashMap<>();
        List<Step> steps = plan.deploymentSteps();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            Optional<Input> input = input(step.action());
            if (input.isPresent()) {
                found.put(
                        new CheckoutStep(
                                i,
                                PrintableText.of(step.name(), PrintableText.NAME),
                                input.get().text(StepVocabulary.REF)),
                        EnclosingWorkTree.find(directory(step, workingDirectory))
                                .orElse(own));
            }
        }
        return found;
    }

    /** Whether a step before it is one of some executors. */
    public boolean isBehind(Plan plan, Set<String> executors) {
        return Stream.of(plan.preflight(), plan.backup(), plan.deploymentSteps().subList(0, index))
                .flatMap(List::stream)
                .anyMatch(step -> step.action()
                        .<Boolean>fold(
                                bare -> executors.contains(bare.text()),
                                run -> false,
                                use -> executors.contains(use.executor())));
    }

    private static Optional<Input> input(Action action) {
        return action.fold(
                bare -> ofCheckout(bare.text(), Input.none()),
                run -> Optional.empty(),
                use -> ofCheckout(use.executor(), use.input()));
    }

    private static Optional<Input> ofCheckout(String executor, Input input) {
        return executor.equals(StepVocabulary.CHECKOUT) ? Optional.of(input) : Optional.empty();
    }

    private static Path directory(Step step, Path workingDirectory) {
        return step.workingDirectory().map(workingDirectory::resolve).orElse(workingDirectory);
    }
}
