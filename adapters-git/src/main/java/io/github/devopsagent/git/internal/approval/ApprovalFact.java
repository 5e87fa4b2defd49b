package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Provenance;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.git.internal.signature.SignatureVerdict;
import io.github.devopsagent.git.internal.signature.SignatureVerdict.Kind;
import io.github.devopsagent.git.internal.tested.StepCoverage;
import io.github.devopsagent.veto.ApprovalRecord;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.EvidenceWarnings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a repository says about the approvals in {@code status.json}.
 *
 * @param repository the root of its work tree
 * @param consensus the consensus directory
 * @param unknown why its history says nothing about them; empty if it does
 * @param alone whether the consensus directory is the whole repository, so that there is nothing else to compare
 * @param approvals one for each role that the status has among its approvals
 * @param coverage which steps of the plan name something elsewhere
 * @param warnings of what is in the work tree
 */
record ApprovalFact(
        Path repository,
        Path consensus,
        Optional<NoHistory> unknown,
        boolean alone,
        List<RoleApproval> approvals,
        StepCoverage coverage,
        List<String> warnings)
        implements ApprovalRecord, EvidenceWarnings {

    ApprovalFact {
        approvals = List.copyOf(approvals);
        warnings = List.copyOf(warnings);
    }

    static ApprovalFact unknown(Path repository, Path consensus, NoHistory why) {
        return new ApprovalFact(
                repository, consensus, Optional.of(why), false, List.of(), StepCoverage.NONE, List.of());
    }

    /** The one that was gathered for a repository. */
    static Optional<ApprovalFact> in(Evidence evidence, Path repository) {
        return evidence.facts().stream()
                .filter(ApprovalFact.class::isInstance)
                .map(ApprovalFact.class::cast)
                .filter(each -> each.repository().equals(repository))
                .findFirst();
    }

    @Override
    public List<Provenance.Approval> recorded() {
        return approvals.stream()
                .flatMap(approval -> approval.origins().stream()
                        .map(origin -> new Provenance.Approval(
                                approval.role().label(),
                                origin.commit().id(),
                                origin.signature()
                                        .filter(signature -> signature.kind() == Kind.VALID)
                                        .map(SignatureVerdict::key))))
                .toList();
    }

    Optional<RoleApproval> of(Role role) {
        return approvals.stream().filter(each -> each.role() == role).findFirst();
    }

    /** Why a history says nothing. */
    enum NoHistory {
        /** The consensus directory is in no repository at all. */
        NONE,
        /** It is in another repository than the host named, or leads out of the one that it seems to be in. */
        ELSEWHERE,
        /** The older commits are not there. */
        SHALLOW,
        /** Nothing is committed. */
        NO_COMMIT,
        /** A symbolic link stands where a document should be: git has the link, and not what it leads to. */
        LINK
    }

    /**
     * An approval.
     *
     * @param role who approves
     * @param origins the commits that brought it, none of them after another; none if no commit has it
     */
    record RoleApproval(Role role, List<Origin> origins) {
        RoleApproval {
            origins = List.copyOf(origins);
        }
    }
}
