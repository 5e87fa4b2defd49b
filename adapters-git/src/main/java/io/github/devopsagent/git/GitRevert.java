package io.github.devopsagent.git;

import io.github.devopsagent.pipeline.ExecutionContext;
import io.github.devopsagent.pipeline.StepOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.api.errors.AbortedByHookException;
import org.eclipse.jgit.hooks.Hooks;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Undoes commits by new ones, all or none: the new commits are made in memory, before a file or a branch is touched.
 *
 * <p>Hooks run as with {@code git commit}: {@code commit-msg} for each new commit, {@code pre-commit} once, when files
 * and index are in place and before the branch moves, and {@code post-commit} once.
 */
final class GitRevert implements MovingStep {

    @Override
    public String name() {
        return StepVocabulary.REVERT;
    }

    @Override
    public Set<String> inputs() {
        return Set.of(StepVocabulary.COMMITS);
    }

    @Override
    public void check(WorkTree tree, StepInput input, ExecutionContext context) throws IOException, Refusal {
        CleanWorkTree.require(tree);
        Reverts reverts = new Reverts(tree, (bytes, offset, length) -> {});
        for (ObjectId commit : commits(tree, input)) {
            reverts.requireRevertible(commit);
        }
    }

    @Override
    public StepRecord begin(WorkTree tree, StepInput input, ExecutionContext context, StepOutput output)
            throws IOException, Refusal {
        Head from = CleanWorkTree.require(tree);
        Reverts reverts = new Reverts(tree, output);
        ObjectId tip = from.commit();
        List<String> reverted = new ArrayList<>();
        for (ObjectId commit : commits(tree, input)) {
            tip = reverts.on(tip, commit);
            reverted.add(Head.shortened(commit));
        }
        Passage passage = new Passage(from, new Head(tip, from.branch()));
        CleanWorkTree.requireNothingInTheWay(tree, passage);
        return StepRecord.of(name(), passage).with(StepVocabulary.COMMITS, String.join(" ", reverted));
    }

    private static List<ObjectId> commits(WorkTree tree, StepInput input) throws IOException, Refusal {
        Revisions revisions = new Revisions(tree.repository());
        List<ObjectId> commits = new ArrayList<>();
        for (String name : input.texts(StepVocabulary.COMMITS, "0a1b2c3d4e")) {
            Resolved found = revisions.checkout(name).getOrElseThrow(GitRevert::nothing);
            commits.add(ObjectId.fromString(found.commit().id()));
        }
        return commits;
    }

    private static Refusal nothing(Unresolved unresolved) {
        String message = "There is nothing to revert: " + unresolved.sentence();
        return unresolved.why() == Unresolved.Why.UNKNOWN
                ? Refusal.missingNow(message + " Name commits, each by its id; a range is a list of them.")
                : new Refusal(message + " Name commits, each by its id.");
    }

    @Override
    public String carryOut(WorkTree tree, StepRecord record, StepOutput output) throws IOException, Refusal {
        HookOutput printed = new HookOutput(output);
        new WorkTreeStep(tree, record).carryOut("revert", () -> preCommit(tree, printed));
        postCommit(tree, printed);
        Passage passage = record.passage();
        return "reverted " + record.note(StepVocabulary.COMMITS) + "; now " + passage.to() + ", it was "
                + passage.from() + tree.leftAlone();
    }

    private static void preCommit(WorkTree tree, HookOutput printed) throws IOException, Refusal {
        try {
            Hooks.preCommit(tree.repository(), printed.stream(), printed.stream())
                    .call();
        } catch (AbortedByHookException e) {
            throw HookOutput.refusal(e);
        }
    }

    /** It is too late for an objection, as with git. */
    private static void postCommit(WorkTree tree, HookOutput printed) throws IOException {
        try {
            Hooks.postCommit(tree.repository(), printed.stream(), printed.stream())
                    .call();
        } catch (AbortedByHookException e) {
            printed.line("the post-commit hook failed: " + Reason.of(e));
        }
    }
}
