package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.git.internal.message.ErrorText;
import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.HookOutput;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.HeadTransition;
import io.github.devopsagent.git.internal.repository.ObjectSigning;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.ResolvedRevision;
import io.github.devopsagent.git.internal.repository.RevisionParser;
import io.github.devopsagent.git.internal.repository.UnresolvedRevision;
import io.github.devopsagent.git.internal.steprecord.RecordedStep;
import io.github.devopsagent.git.internal.steprecord.StepRecord;
import io.github.devopsagent.git.internal.worktree.CleanWorkTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.api.errors.AbortedByHookException;
import org.eclipse.jgit.hooks.Hooks;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/**
 * Undoes commits by new ones, all or none: the new commits are made in memory, before a file or a branch is touched.
 *
 * <p>Hooks run as with {@code git commit}: {@code commit-msg} for each new commit, {@code pre-commit} once, when files
 * and index are in place and before the branch moves, and {@code post-commit} once.
 */
final class GitRevert implements WorkTreeSwitchStep {

    static final Set<String> INPUTS = Set.of(StepVocabulary.COMMITS, StepVocabulary.MAINLINE);

    private final ForeseenCommits foreseenCommits;

    /** @param foreseenCommits is told what it makes */
    GitRevert(ForeseenCommits foreseenCommits) {
        this.foreseenCommits = foreseenCommits;
    }

    @Override
    public String name() {
        return StepVocabulary.REVERT;
    }

    @Override
    public Set<String> inputs() {
        return INPUTS;
    }

    @Override
    public String check(OpenWorkTree tree, StepInput input, ExecutionContext context, ForeseenCheckout foreseen)
            throws IOException, GitRefusal {
        Head now = CleanWorkTree.require(tree);
        ObjectSigning signing = new ObjectSigning(tree);
        if (signing.isOfCommits()) {
            signing.requireNoOwnCommand();
        }
        RevertCommits reverts = reverts(tree, input, (bytes, offset, length) -> {});
        for (ObjectId commit : commits(tree, input)) {
            reverts.requireRevertible(commit);
        }
        if (foreseen.isKnown()) {
            requirePossible(tree, input, now, foreseen);
        }
        foreseenCommits.foreseeHead(context, tree, input, foreseen);
        RevisionParser revisions = new RevisionParser(tree.repository());
        for (String name : names(input)) {
            foreseenCommits.foresee(context, tree, name, revision(revisions, name), foreseen);
        }
        return "";
    }

    /** Made in memory, as it will be made when the step runs. */
    private static void requirePossible(OpenWorkTree tree, StepInput input, Head now, ForeseenCheckout foreseen)
            throws IOException, GitRefusal {
        ObjectId before = foreseen.files().orElse(now.commit());
        ObjectId files;
        try {
            files = files(tree, foreseen.objects(), input, before);
        } catch (GitRefusal e) {
            throw e.isPassing() ? e : foreseen.finding(e.reason());
        }
        foreseen.requireWay(tree, now, files, "the revert");
    }

    /** What the files are after the revert. */
    static ObjectId files(OpenWorkTree tree, ObjectInserter objects, StepInput input, ObjectId before)
            throws IOException, GitRefusal {
        RevertCommits reverts = reverts(tree, input, (bytes, offset, length) -> {});
        ObjectId files = before;
        for (ObjectId commit : commits(tree, input)) {
            files = reverts.files(objects, files, commit);
        }
        return files;
    }

    private static RevertCommits reverts(OpenWorkTree tree, StepInput input, StepOutput output) throws GitRefusal {
        return new RevertCommits(tree, input.ordinal(StepVocabulary.MAINLINE), output);
    }

    @Override
    public StepRecord begin(OpenWorkTree tree, StepInput input, ExecutionContext context, StepOutput output)
            throws IOException, GitRefusal {
        Head from = CleanWorkTree.require(tree);
        foreseenCommits.requireHead(context, tree, input);
        RevisionParser revisions = new RevisionParser(tree.repository());
        for (String name : names(input)) {
            foreseenCommits.require(context, tree, name, revision(revisions, name));
        }
        RevertCommits reverts = reverts(tree, input, output);
        ObjectId tip = from.commit();
        List<String> reverted = new ArrayList<>();
        for (ObjectId commit : commits(tree, input)) {
            tip = reverts.on(tip, commit);
            reverted.add(Head.shortened(commit));
        }
        HeadTransition transition = new HeadTransition(from, new Head(tip, from.branch()));
        CleanWorkTree.requireWay(tree, transition);
        return RecordedSwitch.record(tree, name(), transition).with(StepVocabulary.COMMITS, String.join(" ", reverted));
    }

    private static List<ObjectId> commits(OpenWorkTree tree, StepInput input) throws IOException, GitRefusal {
        RevisionParser revisions = new RevisionParser(tree.repository());
        List<ObjectId> commits = new ArrayList<>();
        for (String name : names(input)) {
            commits.add(ObjectId.fromString(revision(revisions, name).commit().id()));
        }
        return commits;
    }

    private static List<String> names(StepInput input) throws GitRefusal {
        return input.texts(StepVocabulary.COMMITS, "0a1b2c3d4e");
    }

    private static ResolvedRevision revision(RevisionParser revisions, String name) throws IOException, GitRefusal {
        return revisions.checkout(name).getOrElseThrow(GitRevert::nothing);
    }

    private static GitRefusal nothing(UnresolvedRevision unresolved) {
        String message = "There is nothing to revert: " + unresolved.sentence();
        return unresolved.why() == UnresolvedRevision.Why.UNKNOWN
                ? GitRefusal.missingNow(message + " Name commits, each by its id; a range is a list of them.")
                : new GitRefusal(message + " Name commits, each by its id.");
    }

    @Override
    public String carryOut(OpenWorkTree tree, RecordedStep step, StepOutput output) throws IOException, GitRefusal {
        StepRecord record = step.record();
        HookOutput printed = new HookOutput(output);
        String aside = new RecordedSwitch(tree, record).carryOut("revert", () -> preCommit(tree, printed));
        HeadTransition transition = record.transition();
        postCommit(tree, printed);
        requireStill(tree, transition.to());
        return "reverted " + record.note(StepVocabulary.COMMITS) + "; now " + transition.to() + ", it was "
                + transition.from() + aside + tree.leftAlone();
    }

    @Override
    public void tellMade(OpenWorkTree tree, StepRecord record, ExecutionContext context) throws GitRefusal {
        foreseenCommits.leaves(context, tree, record.transition().to());
    }

    private static void preCommit(OpenWorkTree tree, HookOutput printed) throws IOException, GitRefusal {
        try {
            Hooks.preCommit(tree.repository(), printed.stream(), printed.stream())
                    .call();
        } catch (AbortedByHookException e) {
            throw HookOutput.refusal(e);
        }
    }

    /** The hook may have amended the commit, or changed files: that is not the revert that was asked for. */
    private static void requireStill(OpenWorkTree tree, Head made) throws IOException, GitRefusal {
        Optional<Head> now = tree.head();
        if (!now.equals(Optional.of(made))) {
            throw new GitRefusal("The post-commit hook has moved HEAD from the revert, " + made + ", to "
                    + now.map(Head::toString).orElse("nothing") + ". Have it leave the commit alone.");
        }
        Set<String> changed = tree.fileDifferencesFrom(made.commit());
        if (!changed.isEmpty()) {
            throw new GitRefusal("The post-commit hook has changed files after the revert: " + FirstPaths.of(changed)
                    + ". Have it leave tracked files alone.");
        }
    }

    /** It is too late for a hook to refuse, as with git. */
    private static void postCommit(OpenWorkTree tree, HookOutput printed) throws IOException {
        try {
            Hooks.postCommit(tree.repository(), printed.stream(), printed.stream())
                    .call();
        } catch (AbortedByHookException e) {
            printed.line("the post-commit hook failed: " + ErrorText.of(e));
        }
    }
}
