package io.github.devopsagent.git.internal.tested;

import io.github.devopsagent.veto.Evidence;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which git steps of the plan a repository tells of.
 *
 * @param judged pointers to those that are compared with what was tested
 * @param elsewhere those that work in other repositories, on what their names stand for there
 */
public record StepCoverage(Set<String> judged, List<PlannedGitStep> elsewhere) {

    public static final StepCoverage NONE = new StepCoverage(Set.of(), List.of());

    public StepCoverage {
        judged = Set.copyOf(judged);
        elsewhere = List.copyOf(elsewhere);
    }

    /** What nobody knows anything of: the first step elsewhere that no repository of the host's tells of, for people. */
    public Optional<String> gap(Evidence evidence, String unknown) {
        return elsewhere.stream()
                .filter(step -> evidence.facts().stream()
                        .noneMatch(fact -> fact instanceof CommitFact other
                                && other.coverage().judged().contains(step.pointer())))
                .findFirst()
                .map(step -> described(step, unknown));
    }

    private static String described(PlannedGitStep step, String unknown) {
        String named = step.names().isEmpty()
                ? "the branch that is checked out"
                : String.join(
                        ", ", step.names().stream().map(PlannedGitStep::shown).toList());
        String root = step.workTree().map(Path::toString).orElse("<root of the work tree>");
        return String.join(
                "\n",
                "step '" + step.name() + "' " + step.verb() + " " + named + " in another repository, "
                        + step.workTree().map(Path::toString).orElse("one that is not there yet")
                        + ", of which the agent has no evidence: " + unknown,
                "Or the host adds source and rule of that repository, too:",
                "  GitAdapter.of(" + root + ").testedCommitEvidence() and .testedCommitRule()",
                "Or it says that this directory is not judged: git.ignoring(" + root + ")",
                "Then the deployment can be tried again.");
    }
}
