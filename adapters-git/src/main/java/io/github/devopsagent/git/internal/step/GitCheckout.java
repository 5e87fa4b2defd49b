package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.git.internal.conversion.LfsPointers;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.HeadTransition;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.OtherWorkTrees;
import io.github.devopsagent.git.internal.repository.ResolvedRevision;
import io.github.devopsagent.git.internal.repository.RevisionParser;
import io.github.devopsagent.git.internal.repository.UnresolvedRevision;
import io.github.devopsagent.git.internal.steprecord.RecordedStep;
import io.github.devopsagent.git.internal.steprecord.StepRecord;
import io.github.devopsagent.git.internal.worktree.CleanWorkTree;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Checks out a commit, a tag or a branch. */
final class GitCheckout implements WorkTreeSwitchStep {

    static final Set<String> INPUTS = Set.of(StepVocabulary.REF, StepVocabulary.DETACH);

    private final ForeseenCommits foreseenCommits;

    /** @param foreseenCommits is told what it checks out */
    GitCheckout(ForeseenCommits foreseenCommits) {
        this.foreseenCommits = foreseenCommits;
    }

    @Override
    public String name() {
        return StepVocabulary.CHECKOUT;
    }

    @Override
    public Set<String> inputs() {
        return INPUTS;
    }

    @Override
    public String check(OpenWorkTree tree, StepInput input, ExecutionContext context, ForeseenCheckout foreseen)
            throws IOException, GitRefusal {
        Head now = CleanWorkTree.require(tree);
        Head to = target(tree, input);
        foreseen.requireWay(tree, now, to.commit(), to.toString());
        foreseenCommits.foreseeHead(context, tree, input, foreseen);
        foreseenCommits.foresee(context, tree, ref(input), revision(tree, input), foreseen);
        return lfs(tree, to);
    }

    @Override
    public StepRecord begin(OpenWorkTree tree, StepInput input, ExecutionContext context, StepOutput output)
            throws IOException, GitRefusal {
        Head from = CleanWorkTree.require(tree);
        foreseenCommits.requireHead(context, tree, input);
        foreseenCommits.require(context, tree, ref(input), revision(tree, input));
        HeadTransition transition = new HeadTransition(from, target(tree, input));
        CleanWorkTree.requireWay(tree, transition);
        return RecordedSwitch.record(tree, name(), transition);
    }

    static Head target(OpenWorkTree tree, StepInput input) throws IOException, GitRefusal {
        String name = ref(input);
        ResolvedRevision found = revision(tree, input);
        Optional<String> branch = found.ref().filter(ref -> ref.startsWith(Constants.R_HEADS));
        boolean detach = input.isTrue(StepVocabulary.DETACH, branch.isEmpty());
        if (!detach && branch.isEmpty()) {
            throw new GitRefusal("'" + name + "' is not a branch of this repository (" + found
                    + "), so HEAD can only be" + " detached there. Leave 'detach' out, or name a branch.");
        }
        if (!detach && !tree.head().flatMap(Head::branch).equals(branch)) {
            new OtherWorkTrees(tree.repository()).requireNoneOn(branch.get());
        }
        return new Head(ObjectId.fromString(found.commit().id()), detach ? Optional.empty() : branch);
    }

    private static String ref(StepInput input) throws GitRefusal {
        return input.required(StepVocabulary.REF, "v1.2.0");
    }

    private static ResolvedRevision revision(OpenWorkTree tree, StepInput input) throws IOException, GitRefusal {
        return new RevisionParser(tree.repository()).checkout(ref(input)).getOrElseThrow(GitCheckout::nothing);
    }

    private static GitRefusal nothing(UnresolvedRevision unresolved) {
        String message = "There is nothing to check out: " + unresolved.sentence();
        if (unresolved.why() == UnresolvedRevision.Why.UNKNOWN && !couldBeFetched(unresolved.name())) {
            return new GitRefusal(message + " Name a branch, a tag, or a commit by its id.");
        }
        return unresolved.why() == UnresolvedRevision.Why.UNKNOWN
                ? GitRefusal.missingNow(message + " Fetch it in an earlier step, or correct 'ref'.")
                : new GitRefusal(message + " Correct 'ref'.");
    }

    /** Not so an expression, such as {@code HEAD~1}, or an option. */
    private static boolean couldBeFetched(String name) {
        return Repository.isValidRefName(Constants.R_HEADS + name)
                && !name.startsWith("-")
                && !name.equals(Constants.HEAD);
    }

    @Override
    public String carryOut(OpenWorkTree tree, RecordedStep step, StepOutput output) throws IOException, GitRefusal {
        StepRecord record = step.record();
        HeadTransition transition = record.transition();
        String aside = new RecordedSwitch(tree, record).carryOut("checkout", () -> {});
        return "checked out " + transition.to() + "; it was " + transition.from() + aside + tree.leftAlone()
                + noted(lfs(tree, transition.to()));
    }

    @Override
    public void tellMade(OpenWorkTree tree, StepRecord record, ExecutionContext context) throws GitRefusal {
        foreseenCommits.leaves(context, tree, record.transition().to());
    }

    private static String lfs(OpenWorkTree tree, Head to) throws IOException, GitRefusal {
        return LfsPointers.warning(tree.repository(), tree.filters(), to.commit(), path -> !tree.ignored()
                .contain(path));
    }

    private static String noted(String warning) {
        return warning.isEmpty() ? "" : ". " + warning;
    }
}
