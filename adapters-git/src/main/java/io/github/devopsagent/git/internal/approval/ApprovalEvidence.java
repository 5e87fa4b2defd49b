package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.git.internal.approval.ApprovalFact.NoHistory;
import io.github.devopsagent.git.internal.approval.ApprovalFact.RoleApproval;
import io.github.devopsagent.git.internal.approval.ApprovalSearch.Version;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.CommitSummary;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.Site;
import io.vavr.control.Either;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;

/** Asks the repository since when each approval stands, and what changed since. */
public final class ApprovalEvidence implements EvidenceSource {

    private final WorkTreeLocation location;

    public ApprovalEvidence(WorkTreeLocation location) {
        this.location = location;
    }

    @Override
    public ApprovalFact collect(Evidence evidence, Site site) throws IOException, GitRefusal {
        Either<NoHistory, ConsensusPlace> place = ConsensusPlace.of(site.consensus(), location.root());
        if (place.isLeft()) {
            return unknown(site, place.getLeft());
        }
        WorkTreeLocation compared = place.get().isRoot() ? location : location.ignoringConsensus(site.consensus());
        try (OpenWorkTree tree = OpenWorkTree.open(compared)) {
            Optional<Head> head = tree.head();
            if (head.isEmpty()) {
                return unknown(site, NoHistory.NO_COMMIT);
            }
            if (!tree.repository().getObjectDatabase().getShallowCommits().isEmpty()) {
                return unknown(site, NoHistory.SHALLOW);
            }
            return new ApprovalFact(
                    location.root(),
                    site.consensus(),
                    Optional.empty(),
                    place.get().isRoot(),
                    approvals(tree, head.get().commit(), place.get(), evidence, site));
        }
    }

    private ApprovalFact unknown(Site site, NoHistory why) {
        return ApprovalFact.unknown(location.root(), site.consensus(), why);
    }

    private static List<RoleApproval> approvals(
            OpenWorkTree tree, ObjectId head, ConsensusPlace place, Evidence evidence, Site site)
            throws IOException, GitRefusal {
        List<String> uncommitted = place.isRoot()
                ? List.of()
                : BackupProducts.of(evidence.plan(), tree, site).without(tree.uncommitted(head));
        List<RoleApproval> approvals = new ArrayList<>();
        try (ObjectReader reader = tree.repository().newObjectReader()) {
            CommitObjects commits = new CommitObjects(reader);
            StatusVersions versions = new StatusVersions(
                    reader, commits, site.statusFormat(), evidence.status().epicId());
            ChangeSearch changes = new ChangeSearch(tree, reader, commits, place, head, uncommitted);
            for (Role role : Role.values()) {
                if (evidence.status().isApprovedBy(role)) {
                    List<Origin> origins = new ArrayList<>();
                    for (Version version :
                            new ApprovalSearch(commits, versions, role).broughtBy(head, place.status())) {
                        Optional<String> deployed = place.isRoot()
                                ? Optional.empty()
                                : MovedCheckout.since(version.commit(), evidence.plan(), tree, commits, site);
                        origins.add(new Origin(
                                CommitSummary.of(RevCommit.parse(commits.bytes(version.commit()))),
                                changes.since(version, role, deployed)));
                    }
                    approvals.add(new RoleApproval(role, origins));
                }
            }
        }
        return approvals;
    }
}
