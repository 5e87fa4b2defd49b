package io.github.devopsagent.git.internal.tested;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.git.internal.message.FirstOf;
import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.ProvenObjects;
import io.github.devopsagent.git.internal.repository.ResolvedRevision;
import io.github.devopsagent.git.internal.repository.RevisionParser;
import io.github.devopsagent.git.internal.repository.UnresolvedRevision;
import io.github.devopsagent.git.internal.repository.UnresolvedRevision.Why;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import io.github.devopsagent.git.internal.worktree.UncommittedFiles;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.Site;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/** Asks the repository what would be deployed, what was tested, and how they differ. */
public final class CommitEvidence implements EvidenceSource {

    /** A push moves what its remote's branch is here, as a fetch does. */
    private static final Set<String> MOVES_REMOTE_BRANCHES = Set.of(StepVocabulary.FETCH, StepVocabulary.PUSH);

    private static final String HIDDEN =
            " (git takes it for unchanged; have it written anew: " + UncommittedFiles.WRITE_ANEW + ")";

    private final WorkTreeLocation location;

    public CommitEvidence(WorkTreeLocation location) {
        this.location = location;
    }

    @Override
    public CommitFact collect(Evidence evidence, Site site) throws IOException, GitRefusal {
        WorkTreeLocation compared = location.ignoringConsensus(site.consensus());
        try (OpenWorkTree tree = OpenWorkTree.open(compared)) {
            Path directory = site.workingDirectory();
            Optional<Plan> plan = evidence.plan();
            Optional<CheckoutStep> step =
                    plan.isEmpty() ? Optional.empty() : CheckoutStep.last(plan.get(), tree, directory);
            Optional<Head> head = tree.head();
            if (step.isPresent() && head.isPresent()) {
                requireNothingHidden(tree, compared, head.get());
            }
            CommitFact own =
                    step.isEmpty() ? atHead(tree, compared, evidence) : afterCheckout(tree, step.get(), evidence);
            return plan.isEmpty() || !own.isAsTested()
                    ? own
                    : untestedBefore(tree, CheckoutStep.others(plan.get(), tree, directory), evidence)
                            .orElse(own);
        }
    }

    /** What is checked out for a while, or in a linked work tree, goes live as well. */
    private Optional<CommitFact> untestedBefore(OpenWorkTree tree, List<CheckoutStep> steps, Evidence evidence)
            throws IOException, GitRefusal {
        for (CheckoutStep step : steps) {
            CommitFact fact = afterCheckout(tree, step, evidence);
            if (!fact.isAsTested()) {
                return Optional.of(fact);
            }
        }
        return Optional.empty();
    }

    /**
     * What git does not take for a change no step refuses, and a checkout leaves where its commit has the same file. The
     * submodules of HEAD are none of those that are deployed.
     */
    private static void requireNothingHidden(OpenWorkTree tree, WorkTreeLocation compared, Head head)
            throws IOException, GitRefusal {
        NavigableSet<String> hidden = changed(tree, compared, head);
        hidden.removeAll(tree.fileDifferencesFrom(head.commit()));
        List<String> submodules = tree.submodules();
        hidden.removeIf(path -> isIn(submodules, path));
        if (!hidden.isEmpty()) {
            throw new GitRefusal(
                    "These files of " + tree.root() + " are not what git writes of " + head + ", though git"
                            + " takes them for unchanged: " + FirstPaths.of(hidden) + ". " + UncommittedFiles.WAY_OUT);
        }
    }

    private static boolean isIn(List<String> submodules, String path) {
        return submodules.stream().anyMatch(each -> path.equals(each) || path.startsWith(each + "/"));
    }

    private static NavigableSet<String> changed(OpenWorkTree tree, WorkTreeLocation compared, Head head)
            throws IOException, GitRefusal {
        try (ProvenObjects objects = tree.objects()) {
            return UncommittedFiles.trackedSince(head.commit(), compared, tree, objects);
        }
    }

    private CommitFact atHead(OpenWorkTree tree, WorkTreeLocation compared, Evidence evidence)
            throws IOException, GitRefusal {
        Head head = tree.head()
                .orElseThrow(() -> new GitRefusal("The repository " + tree.root()
                        + " has no commit yet, so there is nothing to deploy. Commit first."));
        ResolvedRevision deployed =
                ResolvedRevision.head(new RevisionParser(tree.repository()).commit(head.commit()), head);
        List<String> submodules = tree.submodules();
        NavigableSet<String> seen = tree.differencesFrom(head.commit());
        NavigableSet<String> different = changed(tree, compared, head);
        different.addAll(seen);
        FirstOf<String> uncommitted = FirstOf.of(
                different,
                path -> PrintableText.of(path, PrintableText.NAME)
                        + (submodules.contains(path)
                                ? " (a submodule; run: git submodule update --init)"
                                : seen.contains(path) || isIn(submodules, path) ? "" : HIDDEN));
        return fact(tree, Optional.empty(), Either.right(deployed), evidence, uncommitted);
    }

    private CommitFact afterCheckout(OpenWorkTree tree, CheckoutStep step, Evidence evidence)
            throws IOException, GitRefusal {
        Either<UnresolvedRevision, ResolvedRevision> deployed = step.ref().isEmpty()
                ? Either.left(UnresolvedRevision.of(Why.ABSENT, ""))
                : resolved(tree, step, evidence);
        Optional<Head> head = tree.head();
        if (deployed.isRight() && head.isPresent()) {
            CheckedOutFiles.require(
                    tree,
                    head.get().commit(),
                    ObjectId.fromString(deployed.get().commit().id()));
        }
        return fact(tree, Optional.of(step), deployed, evidence, FirstOf.none());
    }

    /** What a step will have fetched by then is not known now. */
    private static Either<UnresolvedRevision, ResolvedRevision> resolved(
            OpenWorkTree tree, CheckoutStep step, Evidence evidence) throws IOException {
        String name = step.ref().orElse("");
        boolean fetched = evidence.plan()
                .filter(plan -> step.isBehind(plan, MOVES_REMOTE_BRANCHES))
                .isPresent();
        return new RevisionParser(tree.repository())
                .checkout(name)
                .flatMap(found -> fetched
                                && found.ref()
                                        .filter(ref -> ref.startsWith(Constants.R_REMOTES))
                                        .isPresent()
                        ? Either.left(UnresolvedRevision.of(Why.FETCHED, name))
                        : Either.right(found));
    }

    private CommitFact fact(
            OpenWorkTree tree,
            Optional<CheckoutStep> step,
            Either<UnresolvedRevision, ResolvedRevision> deployed,
            Evidence evidence,
            FirstOf<String> uncommitted)
            throws IOException {
        Either<UnresolvedRevision, ResolvedRevision> tested = tested(tree, evidence);
        CommitDifference difference = deployed.isRight() && tested.isRight()
                ? new CommitComparison(tree)
                        .between(tested.get().commit(), deployed.get().commit())
                : CommitDifference.NONE;
        boolean shallow =
                !tree.repository().getObjectDatabase().getShallowCommits().isEmpty();
        return new CommitFact(
                location.root(), shallow, tree.ignored().paths(), step, deployed, tested, difference, uncommitted);
    }

    private static Either<UnresolvedRevision, ResolvedRevision> tested(OpenWorkTree tree, Evidence evidence)
            throws IOException {
        Optional<String> commit = evidence.testResults().flatMap(TestResults::commit);
        return commit.isEmpty()
                ? Either.left(UnresolvedRevision.of(Why.ABSENT, ""))
                : new RevisionParser(tree.repository()).id(commit.get().strip());
    }
}
