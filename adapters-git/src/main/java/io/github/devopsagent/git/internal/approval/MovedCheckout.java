package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.ProvenObjects;
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
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * What a plan checks out under a name that can be moved after the approval, also to an older commit: a branch, a tag, or an
 * abbreviation. A full commit id is part of the approved plan; of a name the files must be those of the approval's commit.
 */
record MovedCheckout(OpenWorkTree tree, ProvenObjects reader, CommitObjects commits, ConsensusPlace place) {

    private static final Set<String> MOVES_NAMES =
            Set.of(StepVocabulary.FETCH, StepVocabulary.PUSH, StepVocabulary.REVERT, StepVocabulary.TAG);

    Optional<String> since(ObjectId approval, Optional<Plan> plan, Site site) throws IOException {
        if (plan.isEmpty()) {
            return Optional.empty();
        }
        List<CheckoutStep> steps = new ArrayList<>(CheckoutStep.others(plan.get(), tree, site.workingDirectory()));
        CheckoutStep.last(plan.get(), tree, site.workingDirectory()).ifPresent(steps::add);
        for (CheckoutStep step : steps) {
            Optional<String> moved = moved(approval, step, step.isBehind(plan.get(), MOVES_NAMES));
            if (moved.isPresent()) {
                return moved;
            }
        }
        return Optional.empty();
    }

    private Optional<String> moved(ObjectId approval, CheckoutStep step, boolean isMovedBefore) throws IOException {
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
        String id = revision.commit().id();
        boolean isFullId = step.ref().get().equalsIgnoreCase(id);
        if (isMovedBefore && !isFullId) {
            return Optional.of(
                    "step '" + step.name() + "' checks out " + name + ", behind a git step of the plan that can"
                            + " move it: what it will be then nobody has approved. Check out a commit by its full id");
        }
        boolean isApproved = isFullId || hasSameFiles(approval, ObjectId.fromString(id));
        return isApproved
                ? Optional.empty()
                : Optional.of("step '" + step.name() + "' checks out " + name + " (" + revision.what()
                        + "), which is at "
                        + revision.commit() + " now and may have been elsewhere: its files are not those that were"
                        + " approved. Check out a commit by its full id, such as " + id);
    }

    /** Outside of what a checkout leaves alone. */
    private boolean hasSameFiles(ObjectId approval, ObjectId commit) throws IOException {
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(commits.of(approval).tree());
            walk.addTree(commits.of(commit).tree());
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                String path = walk.getPathString();
                if (!path.startsWith(place.path()) && !tree.ignored().contain(path)) {
                    return false;
                }
            }
            return true;
        }
    }
}
