package io.github.devopsagent.git;

import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.git.Unresolved.Why;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.Site;
import io.vavr.control.Either;
import java.io.IOException;
import java.util.Optional;

/** Asks the repository what would be deployed, what was tested, and how they differ. */
final class CommitEvidence implements EvidenceSource {

    private final Location location;

    CommitEvidence(Location location) {
        this.location = location;
    }

    @Override
    public CommitFact collect(Evidence evidence, Site site) throws IOException, Refusal {
        try (WorkTree tree = WorkTree.open(location.ignoringConsensus(site.consensus()))) {
            Optional<CheckoutStep> step = evidence.plan().isEmpty()
                    ? Optional.empty()
                    : CheckoutStep.last(evidence.plan().get(), tree, site.workingDirectory());
            return step.isEmpty() ? atHead(tree, evidence) : afterCheckout(tree, step.get(), evidence);
        }
    }

    private CommitFact atHead(WorkTree tree, Evidence evidence) throws IOException, Refusal {
        Head head = tree.head()
                .orElseThrow(() -> new Refusal("The repository " + tree.root()
                        + " has no commit yet, so there is nothing to deploy. Commit first."));
        Resolved deployed = Resolved.head(new Revisions(tree.repository()).commit(head.commit()), head);
        Several<String> uncommitted =
                Several.of(tree.differencesFrom(head.commit()), path -> Printable.of(path, Printable.NAME));
        return fact(tree, Optional.empty(), Either.right(deployed), evidence, uncommitted);
    }

    private CommitFact afterCheckout(WorkTree tree, CheckoutStep step, Evidence evidence) throws IOException {
        Either<Unresolved, Resolved> deployed = step.ref().isEmpty()
                ? Either.left(Unresolved.of(Why.ABSENT, ""))
                : new Revisions(tree.repository()).checkout(step.ref().get());
        return fact(tree, Optional.of(step), deployed, evidence, Several.none());
    }

    private CommitFact fact(
            WorkTree tree,
            Optional<CheckoutStep> step,
            Either<Unresolved, Resolved> deployed,
            Evidence evidence,
            Several<String> uncommitted)
            throws IOException {
        Either<Unresolved, Resolved> tested = tested(tree, evidence);
        Difference difference = deployed.isRight() && tested.isRight()
                ? new Comparison(tree)
                        .between(tested.get().commit(), deployed.get().commit())
                : Difference.NONE;
        boolean shallow =
                !tree.repository().getObjectDatabase().getShallowCommits().isEmpty();
        return new CommitFact(
                location.root(), shallow, tree.ignored().paths(), step, deployed, tested, difference, uncommitted);
    }

    private static Either<Unresolved, Resolved> tested(WorkTree tree, Evidence evidence) throws IOException {
        Optional<String> commit = evidence.testResults().flatMap(TestResults::commit);
        return commit.isEmpty()
                ? Either.left(Unresolved.of(Why.ABSENT, ""))
                : new Revisions(tree.repository()).id(commit.get().strip());
    }
}
