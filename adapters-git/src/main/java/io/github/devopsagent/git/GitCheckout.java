package io.github.devopsagent.git;

import io.github.devopsagent.pipeline.ExecutionContext;
import io.github.devopsagent.pipeline.StepOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Checks out a commit, a tag or a branch. */
final class GitCheckout implements MovingStep {

    @Override
    public String name() {
        return StepVocabulary.CHECKOUT;
    }

    @Override
    public Set<String> inputs() {
        return Set.of(StepVocabulary.REF, StepVocabulary.DETACH);
    }

    @Override
    public void check(WorkTree tree, StepInput input, ExecutionContext context) throws IOException, Refusal {
        CleanWorkTree.require(tree);
        target(tree, input);
    }

    @Override
    public StepRecord begin(WorkTree tree, StepInput input, ExecutionContext context, StepOutput output)
            throws IOException, Refusal {
        Head from = CleanWorkTree.require(tree);
        Passage passage = new Passage(from, target(tree, input));
        CleanWorkTree.requireNothingInTheWay(tree, passage);
        return StepRecord.of(name(), passage);
    }

    private Head target(WorkTree tree, StepInput input) throws IOException, Refusal {
        String name = input.required(StepVocabulary.REF, "v1.2.0");
        Resolved found = new Revisions(tree.repository()).checkout(name).getOrElseThrow(GitCheckout::nothing);
        Optional<String> branch = found.ref().filter(ref -> ref.startsWith(Constants.R_HEADS));
        boolean detach = input.isTrue(StepVocabulary.DETACH, branch.isEmpty());
        if (!detach && branch.isEmpty()) {
            throw new Refusal("'" + name + "' is not a branch of this repository (" + found + "), so HEAD can only be"
                    + " detached there. Leave 'detach' out, or name a branch.");
        }
        if (!detach && !tree.head().flatMap(Head::branch).equals(branch)) {
            new OtherWorkTrees(tree.repository()).requireNoneOn(branch.get());
        }
        return new Head(ObjectId.fromString(found.commit().id()), detach ? Optional.empty() : branch);
    }

    private static Refusal nothing(Unresolved unresolved) {
        String message = "There is nothing to check out: " + unresolved.sentence();
        if (unresolved.why() == Unresolved.Why.UNKNOWN && !couldBeFetched(unresolved.name())) {
            return new Refusal(message + " Name a branch, a tag, or a commit by its id.");
        }
        return unresolved.why() == Unresolved.Why.UNKNOWN
                ? Refusal.missingNow(message + " Fetch it in an earlier step, or correct 'ref'.")
                : new Refusal(message + " Correct 'ref'.");
    }

    /** Not so an expression, such as {@code HEAD~1}, or an option. */
    private static boolean couldBeFetched(String name) {
        return Repository.isValidRefName(Constants.R_HEADS + name)
                && !name.startsWith("-")
                && !name.equals(Constants.HEAD);
    }

    @Override
    public String carryOut(WorkTree tree, StepRecord record, StepOutput output) throws IOException, Refusal {
        Passage passage = record.passage();
        new WorkTreeStep(tree, record).carryOut("checkout", () -> {});
        return "checked out " + passage.to() + "; it was " + passage.from() + tree.leftAlone();
    }
}
