package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.executor.PlannedStep;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.git.internal.repository.EnclosingWorkTree;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.plan.Action;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;

/** Goes through the steps before one in thought. */
final class PlanForesight {

    /** What commands contain that may move HEAD, or take files away. */
    private static final Pattern CHANGES_WORK_TREE = Pattern.compile("\\b(git|rm|mv|clean)\\b");

    private final OpenWorkTree tree;
    private final MemoryObjects objects;

    /** @param objects where reverts are made */
    PlanForesight(OpenWorkTree tree, MemoryObjects objects) {
        this.tree = tree;
        this.objects = objects;
    }

    ForeseenCheckout after(List<PlannedStep> steps) throws IOException {
        ForeseenCheckout foreseen = ForeseenCheckout.now(tree, objects);
        for (PlannedStep step : steps) {
            foreseen = isHere(step) ? after(step, foreseen) : foreseen;
        }
        return foreseen;
    }

    /** A step in no work tree may be bound to this one. */
    private boolean isHere(PlannedStep step) throws IOException {
        Path root = tree.root().toRealPath();
        return step.executor().equals(Action.SHELL)
                || EnclosingWorkTree.find(step.context().workingDirectory())
                        .filter(other -> !other.equals(root))
                        .isEmpty();
    }

    private ForeseenCheckout after(PlannedStep step, ForeseenCheckout foreseen) throws IOException {
        try {
            return switch (step.executor()) {
                case Action.SHELL -> afterCommand(step.input().text("run").orElse(""), foreseen);
                case StepVocabulary.CHECKOUT ->
                    foreseen.at(
                            GitCheckout.target(tree, StepInput.of(step.executor(), step.input(), GitCheckout.INPUTS)));
                case StepVocabulary.REVERT ->
                    afterRevert(
                            StepInput.of(step.executor(), step.input(), GitRevert.INPUTS),
                            foreseen.afterMoving(Constants.R_HEADS));
                case StepVocabulary.TAG ->
                    foreseen.withTag(
                            GitTag.ref(StepInput.of(step.executor(), step.input(), GitTag.INPUTS), step.context()));
                case StepVocabulary.FETCH, StepVocabulary.PUSH -> foreseen.afterMoving(Constants.R_REMOTES);
                default -> foreseen;
            };
        } catch (GitRefusal cannotRun) {
            // That is said of the step itself.
            return foreseen.unknown();
        }
    }

    private static ForeseenCheckout afterCommand(String command, ForeseenCheckout foreseen) {
        return CHANGES_WORK_TREE.matcher(command).find() ? foreseen.afterCommand() : foreseen;
    }

    private ForeseenCheckout afterRevert(StepInput input, ForeseenCheckout foreseen) throws IOException, GitRefusal {
        return foreseen.isKnown() && foreseen.files().isPresent()
                ? foreseen.withFiles(
                        GitRevert.files(tree, objects, input, foreseen.files().get()))
                : foreseen.unknown();
    }
}
