package io.github.devopsagent.git.internal.tested;

import io.github.devopsagent.git.internal.message.FirstOf;
import io.github.devopsagent.git.internal.repository.ResolvedRevision;
import io.github.devopsagent.git.internal.repository.UnresolvedRevision;
import io.github.devopsagent.veto.CommitRecord;
import io.github.devopsagent.veto.EvidenceWarnings;
import io.vavr.control.Either;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a repository says about the commit that would be deployed and the one that was tested.
 *
 * @param repository the root of its work tree
 * @param shallow whether the repository has only the newest commits
 * @param ignored directories that are left alone, relative to the root
 * @param step of the plan, which names what is deployed; empty if HEAD is deployed
 * @param deployed the commit that would be deployed
 * @param tested the commit that test_results.json names
 * @param difference between both; none unless both are known
 * @param uncommitted files with changes that no commit has; if a step checks out what is deployed, those in submodules
 * @param coverage which steps of the plan it tells of
 * @param warnings of what is in the work tree
 */
record CommitFact(
        Path repository,
        boolean shallow,
        List<String> ignored,
        Optional<PlannedGitStep> step,
        Either<UnresolvedRevision, ResolvedRevision> deployed,
        Either<UnresolvedRevision, ResolvedRevision> tested,
        CommitDifference difference,
        FirstOf<String> uncommitted,
        StepCoverage coverage,
        List<String> warnings)
        implements CommitRecord, EvidenceWarnings {

    CommitFact {
        ignored = List.copyOf(ignored);
        warnings = List.copyOf(warnings);
        if (deployed.isLeft() && step.isEmpty()) {
            throw new IllegalArgumentException("only a step of the plan can name no commit: HEAD is one");
        }
    }

    CommitFact covering(StepCoverage other) {
        return new CommitFact(
                repository, shallow, ignored, step, deployed, tested, difference, uncommitted, other, warnings);
    }

    CommitFact warning(List<String> of) {
        return new CommitFact(
                repository, shallow, ignored, step, deployed, tested, difference, uncommitted, coverage, of);
    }

    /** What has changes that no commit has is none. */
    @Override
    public Optional<String> deployedCommit() {
        return uncommitted.isEmpty()
                ? deployed.toJavaOptional().map(revision -> revision.commit().id())
                : Optional.empty();
    }

    boolean isAsTested() {
        return deployed.isRight() && tested.isRight() && difference.files().isEmpty() && uncommitted.isEmpty();
    }
}
