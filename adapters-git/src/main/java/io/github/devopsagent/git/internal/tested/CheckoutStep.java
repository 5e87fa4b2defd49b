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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A deployment step that checks out a commit.
 *
 * @param index among the deployment steps, from 0
 * @param name the step's, fit for print
 * @param ref what it checks out; empty if the plan does not say
 */
record CheckoutStep(int index, String name, Optional<String> ref) {

    /**
     * The last one in each work tree of the repository, the last of all first: what they leave is what goes live. Linked
     * work trees share a repository.
     */
    static List<CheckoutStep> last(Plan plan, OpenWorkTree tree, Path workingDirectory) throws IOException {
        List<Step> steps = plan.deploymentSteps();
        Map<Optional<Path>, CheckoutStep> last = new LinkedHashMap<>();
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            Optional<Input> input = input(step.action());
            if (input.isEmpty()) {
                continue;
            }
            Optional<Path> workTree = EnclosingWorkTree.find(directory(step, workingDirectory));
            if (runsIn(tree, workTree)) {
                last.putIfAbsent(
                        workTree,
                        new CheckoutStep(
                                i,
                                PrintableText.of(step.name(), PrintableText.NAME),
                                input.get().text(StepVocabulary.REF)));
            }
        }
        return List.copyOf(last.values());
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

    /**
     * A repository below the work tree, a submodule for example, is another one. In none, only an executor can work that
     * the host has bound to a repository, which may be this one.
     */
    private static boolean runsIn(OpenWorkTree tree, Optional<Path> workTree) throws IOException {
        return workTree.isEmpty() || tree.sharesRepositoryWith(workTree.get());
    }
}
