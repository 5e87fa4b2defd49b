package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.ResolvedRevision;
import io.github.devopsagent.git.internal.repository.RevisionParser;
import io.github.devopsagent.git.internal.repository.UnresolvedRevision;
import io.github.devopsagent.git.internal.tested.CheckoutStep;
import io.github.devopsagent.veto.Site;
import io.vavr.control.Either;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What a plan checks out under a name that can be moved after the approval: a branch or a tag. A commit id is part of the
 * approved plan, and so is what the approval's commit comes after.
 */
final class MovedCheckout {

    private MovedCheckout() {}

    static Optional<String> since(
            ObjectId approval, Optional<Plan> plan, OpenWorkTree tree, CommitObjects commits, Site site)
            throws IOException {
        if (plan.isEmpty()) {
            return Optional.empty();
        }
        List<CheckoutStep> steps = new ArrayList<>(CheckoutStep.others(plan.get(), tree, site.workingDirectory()));
        CheckoutStep.last(plan.get(), tree, site.workingDirectory()).ifPresent(steps::add);
        for (CheckoutStep step : steps) {
            Optional<String> moved = moved(approval, step, tree, commits);
            if (moved.isPresent()) {
                return moved;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> moved(
            ObjectId approval, CheckoutStep step, OpenWorkTree tree, CommitObjects commits) throws IOException {
        if (step.ref().isEmpty()) {
            return Optional.of("step '" + step.name() + "' checks out nobody knows what");
        }
        Either<UnresolvedRevision, ResolvedRevision> found =
                new RevisionParser(tree.repository()).checkout(step.ref().get());
        String name = "'" + PrintableText.of(step.ref().get(), PrintableText.NAME) + "'";
        if (found.isLeft()) {
            return Optional.of("step '" + step.name() + "' checks out " + name + ", which is no commit here");
        }
        ResolvedRevision revision = found.get();
        boolean isApproved = revision.ref().isEmpty()
                || commits.isAncestor(ObjectId.fromString(revision.commit().id()), approval);
        return isApproved
                ? Optional.empty()
                : Optional.of("step '" + step.name() + "' checks out " + revision.what() + ", which is at "
                        + revision.commit() + ", and was not there yet when it was approved");
    }
}
