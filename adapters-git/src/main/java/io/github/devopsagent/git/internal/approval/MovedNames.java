package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.ProvenObjects;
import io.github.devopsagent.git.internal.repository.ResolvedRevision;
import io.github.devopsagent.git.internal.repository.RevisionParser;
import io.github.devopsagent.git.internal.repository.UnresolvedRevision;
import io.github.devopsagent.git.internal.tested.PlannedGitStep;
import io.github.devopsagent.git.internal.tested.PlannedGitSteps;
import io.vavr.control.Either;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * What a plan names that can be moved after the approval, also to an older commit: a branch, a tag, or an abbreviation. A full
 * commit id is part of the approved plan. What is checked out, tagged or pushed by a name must have the files of the
 * approval's commit; which commit is reverted nobody can tell from files, so that it needs its id.
 */
record MovedNames(
        OpenWorkTree tree, ProvenObjects reader, CommitObjects commits, ConsensusPlace place, PlannedGitSteps steps) {

    private static final Set<String> MOVES_NAMES =
            Set.of(StepVocabulary.FETCH, StepVocabulary.PUSH, StepVocabulary.REVERT, StepVocabulary.TAG);

    Optional<String> since(ObjectId approval) throws IOException {
        for (PlannedGitStep step : steps.steps()) {
            Optional<String> moved = step.isIn(tree) ? moved(approval, step) : Optional.empty();
            if (moved.isPresent()) {
                return moved;
            }
        }
        return Optional.empty();
    }

    private Optional<String> moved(ObjectId approval, PlannedGitStep step) throws IOException {
        if (step.executor().equals(StepVocabulary.CHECKOUT) && step.names().isEmpty()) {
            return Optional.of("step '" + step.name() + "' checks out nobody knows what");
        }
        if (steps.pushesTagOfPlan(step)) {
            return Optional.empty();
        }
        for (String name : step.names()) {
            Optional<String> fault = fault(approval, step, name);
            if (fault.isPresent()) {
                return fault.map(
                        why -> "step '" + step.name() + "' " + step.verb() + " " + PlannedGitStep.shown(name) + why);
            }
        }
        return Optional.empty();
    }

    /** Empty if it is certain that the name stands for what was approved. */
    private Optional<String> fault(ObjectId approval, PlannedGitStep step, String name) throws IOException {
        if (ObjectId.isId(name)) {
            return Optional.empty();
        }
        Either<UnresolvedRevision, ResolvedRevision> found = new RevisionParser(tree.repository()).checkout(name);
        if (found.isLeft()) {
            return Optional.of(", which is no commit here");
        }
        ObjectId commit = ObjectId.fromString(found.get().commit().id());
        return switch (step.executor()) {
            case StepVocabulary.REVERT -> faultOfReverted(approval, found.get(), name);
            case StepVocabulary.PUSH ->
                steps.idsFor(step).contains(commit) || hasSameFiles(approval, commit)
                        ? Optional.empty()
                        : Optional.of(
                                elsewhere(found.get())
                                        + " Push what the plan checks out or tags by its full id, or a tag that the plan makes");
            default -> faultOfDeployed(approval, step, found.get());
        };
    }

    private Optional<String> faultOfDeployed(ObjectId approval, PlannedGitStep step, ResolvedRevision found)
            throws IOException {
        String id = found.commit().id();
        if (steps.isBehind(step, MOVES_NAMES)) {
            return Optional.of(", behind a git step of the plan that can move it: what it will be then nobody has"
                    + " approved. Name a commit by its full id");
        }
        return hasSameFiles(approval, ObjectId.fromString(id))
                ? Optional.empty()
                : Optional.of(elsewhere(found) + " Name a commit by its full id"
                        + (step.isWayBack()
                                ? ofHistory(approval, id)
                                : ", such as that of the approval, " + approval.name()));
    }

    /** What the name stands for now is proposed only if it was there when it was approved. */
    private String ofHistory(ObjectId approval, String id) throws IOException {
        return commits.has(approval, ObjectId.fromString(id)) ? ", such as " + id : "";
    }

    private static String elsewhere(ResolvedRevision found) {
        return " (" + found.what() + "), which is at " + found.commit()
                + " now and may have been elsewhere: its files are not those that were approved.";
    }

    /** The beginning of an id stands for no other commit while the one that it begins is in the approved history. */
    private Optional<String> faultOfReverted(ObjectId approval, ResolvedRevision found, String name)
            throws IOException {
        String id = found.commit().id();
        boolean isApproved =
                id.startsWith(name.toLowerCase(Locale.ROOT)) && commits.has(approval, ObjectId.fromString(id));
        return isApproved
                ? Optional.empty()
                : Optional.of(" (" + found.what() + "), which is at " + found.commit()
                        + " now and may have been elsewhere. Name the commit by its full id"
                        + ofHistory(approval, id));
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
