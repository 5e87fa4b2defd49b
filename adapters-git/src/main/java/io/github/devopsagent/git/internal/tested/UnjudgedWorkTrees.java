package io.github.devopsagent.git.internal.tested;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.git.internal.repository.EnclosingWorkTree;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where steps of the plan run what no rule has looked at: in another work tree than the judged one. Git's own steps there are
 * judged by what they name, and what is checked out there by the plan is, too.
 */
public final class UnjudgedWorkTrees {

    private final WorkTreeLocation location;
    private final OpenWorkTree tree;
    private final PlannedGitSteps gitSteps;
    private final Map<Path, String> found = new TreeMap<>();

    private UnjudgedWorkTrees(WorkTreeLocation location, OpenWorkTree tree, PlannedGitSteps gitSteps) {
        this.location = location;
        this.tree = tree;
        this.gitSteps = gitSteps;
    }

    /** A warning for each of these work trees. */
    public static List<String> warnings(
            Optional<Plan> plan,
            Path workingDirectory,
            WorkTreeLocation location,
            OpenWorkTree tree,
            PlannedGitSteps gitSteps)
            throws IOException, GitRefusal {
        UnjudgedWorkTrees trees = new UnjudgedWorkTrees(location, tree, gitSteps);
        if (plan.isPresent()) {
            for (PlannedAction planned : PlannedAction.of(plan.get(), workingDirectory)) {
                trees.look(planned);
            }
        }
        List<String> warnings = new ArrayList<>();
        trees.found.forEach((root, step) -> warnings.add("step '" + step + "' runs in the work tree " + root
                + ", and the rules have looked at " + location.root()
                + " alone: nobody knows whether what lies there was tested and approved. Run it in the judged work tree, or"
                + " have the plan check out the tested commit there (git/checkout)"));
        return warnings;
    }

    private void look(PlannedAction planned) throws IOException, GitRefusal {
        String executor = planned.action()
                .fold(bare -> new Action.Use(bare.text(), Input.none()), run -> run.use(), named -> named)
                .executor();
        Optional<Path> workTree = EnclosingWorkTree.find(planned.directory());
        if (!executor.startsWith(StepVocabulary.PREFIX) && workTree.isPresent() && isUnjudged(workTree.get())) {
            found.putIfAbsent(workTree.get(), PrintableText.of(planned.name(), PrintableText.NAME));
        }
    }

    private boolean isUnjudged(Path workTree) throws IOException, GitRefusal {
        Path root = tree.root().toRealPath();
        boolean isSubmodule = tree.submodules().stream().anyMatch(path -> workTree.startsWith(root.resolve(path)));
        return !workTree.equals(root)
                && !isSubmodule
                && !location.ignores(Optional.of(workTree))
                && gitSteps.steps().stream()
                        .noneMatch(step -> step.is(StepVocabulary.CHECKOUT)
                                && !step.isWayBack()
                                && step.workTree().equals(Optional.of(workTree)));
    }
}
