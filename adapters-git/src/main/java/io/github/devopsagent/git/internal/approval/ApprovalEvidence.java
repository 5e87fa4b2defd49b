package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.git.internal.approval.ApprovalFact.NoHistory;
import io.github.devopsagent.git.internal.approval.ApprovalFact.RoleApproval;
import io.github.devopsagent.git.internal.message.ErrorText;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.git.internal.repository.EnclosingWorkTree;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.OtherWorkTrees;
import io.github.devopsagent.git.internal.repository.ProvenObjects;
import io.github.devopsagent.git.internal.repository.ResolvedRevision;
import io.github.devopsagent.git.internal.repository.RevisionParser;
import io.github.devopsagent.git.internal.repository.UnresolvedRevision;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import io.github.devopsagent.git.internal.signature.SignatureCheck;
import io.github.devopsagent.git.internal.tested.CheckedOutFiles;
import io.github.devopsagent.git.internal.tested.PlannedGitStep;
import io.github.devopsagent.git.internal.tested.PlannedGitSteps;
import io.github.devopsagent.git.internal.tested.StepCoverage;
import io.github.devopsagent.git.internal.tested.UnjudgedWorkTrees;
import io.github.devopsagent.git.internal.worktree.PointerFiles;
import io.github.devopsagent.git.internal.worktree.UncommittedFiles;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.Site;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;

/** Asks the repository since when each approval stands, what changed since, and who signed it. */
public final class ApprovalEvidence implements EvidenceSource {

    private final WorkTreeLocation location;
    private final ApprovalSettings settings;
    private final InstantSource clock;

    public ApprovalEvidence(WorkTreeLocation location, ApprovalSettings settings) {
        this(location, settings, InstantSource.system());
    }

    ApprovalEvidence(WorkTreeLocation location, ApprovalSettings settings, InstantSource clock) {
        this.location = location;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public ApprovalFact collect(Evidence evidence, Site site) throws IOException, GitRefusal {
        try {
            return collected(evidence, site);
        } catch (MissingObjectException e) {
            throw new GitRefusal(ErrorText.of(e));
        }
    }

    private ApprovalFact collected(Evidence evidence, Site site) throws IOException, GitRefusal {
        location.requireNoLinkTo(site.consensus());
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
            return known(compared, tree, head.get(), place.get(), evidence, site);
        }
    }

    private ApprovalFact unknown(Site site, NoHistory why) {
        return ApprovalFact.unknown(location.root(), site.consensus(), why);
    }

    /** What the plan checks out, as far as it is known. */
    private static void requireProven(PlannedGitSteps steps, OpenWorkTree tree, Head head)
            throws IOException, GitRefusal {
        for (PlannedGitStep step : steps.steps()) {
            for (String name : step.executor().equals(StepVocabulary.CHECKOUT) && step.isIn(tree)
                    ? step.names()
                    : List.<String>of()) {
                Either<UnresolvedRevision, ResolvedRevision> found =
                        new RevisionParser(tree.repository()).checkout(name);
                if (found.isRight()) {
                    CheckedOutFiles.require(
                            tree,
                            head.commit(),
                            ObjectId.fromString(found.get().commit().id()));
                }
            }
        }
    }

    /** Where agents that are judged write, which need not be in this work tree alone. */
    private List<Path> writtenByTheJudged(OpenWorkTree tree, Site site) throws IOException {
        List<Path> directories = new ArrayList<>(new OtherWorkTrees(tree.repository()).directories());
        directories.add(location.root());
        Path working = site.workingDirectory();
        directories.add(EnclosingWorkTree.find(working).orElse(working));
        for (Path directory : List.copyOf(directories)) {
            directories.addAll(EnclosingWorkTree.superprojects(directory));
        }
        directories.add(site.consensus());
        // A service that begins at the root of the file system writes where it may, and not everywhere.
        directories.removeIf(directory -> directory.getParent() == null);
        return directories;
    }

    private ApprovalFact known(
            WorkTreeLocation compared, OpenWorkTree tree, Head head, ConsensusPlace place, Evidence evidence, Site site)
            throws IOException, GitRefusal {
        PlannedGitSteps steps = evidence.plan().isEmpty()
                ? new PlannedGitSteps(List.of())
                : PlannedGitSteps.of(evidence.plan().get(), site.workingDirectory());
        SignatureCheck signatures = new SignatureCheck(
                tree.repository(), settings.signers(), writtenByTheJudged(tree, site), clock.instant());
        if (!place.isRoot()) {
            requireProven(steps, tree, head);
        }
        try (ProvenObjects reader = tree.objects()) {
            List<String> uncommitted = place.isRoot()
                    ? List.of()
                    : BackupProducts.of(evidence.plan(), tree, site)
                            .without(UncommittedFiles.since(head.commit(), compared, tree, reader));
            CommitObjects commits = new CommitObjects(reader);
            StatusVersions versions = new StatusVersions(
                    reader, commits, site.statusFormat(), evidence.status().epicId());
            Set<ObjectId> ofHead = commits.ancestors(head.commit());
            LaterWithdrawal withdrawal = new LaterWithdrawal(
                    commits, versions, head, ofHead, OtherCommits.of(tree.repository(), head), place.status());
            Set<String> warnings = new LinkedHashSet<>();
            RoleApprovals approvals = new RoleApprovals(
                    commits,
                    versions,
                    new ChangeSearch(
                            tree,
                            reader,
                            commits,
                            place,
                            new JudgedDocuments(place.directory(), site.judged()),
                            head.commit(),
                            uncommitted),
                    new SignerSearch(new EpicCommits(reader, commits, versions, place, ofHead), commits, signatures),
                    (version, role) -> {
                        withdrawal.besideUpstream(version, role).ifPresent(warnings::add);
                        Optional<String> withdrawn = withdrawal.since(version, role);
                        return withdrawn.isPresent() || place.isRoot()
                                ? withdrawn
                                : new MovedNames(tree, reader, commits, place, steps).since(version.commit());
                    });
            List<RoleApproval> found =
                    approvals.of(List.of(Role.values()), evidence.status(), head.commit(), place.status());
            warnings.addAll(unseenWithdrawals(found, withdrawal));
            if (place.isRoot()) {
                warnings.addAll(place.warnings(tree.root()));
            } else {
                warnings.addAll(
                        UnjudgedWorkTrees.warnings(evidence.plan(), site.workingDirectory(), location, tree, steps));
                if (evidence.plan().isPresent()) {
                    warnings.addAll(
                            new UncomparedFiles(place).warnings(evidence.plan().get(), site.workingDirectory()));
                }
            }
            if (!place.isRoot() && !steps.checksOutAtRootOf(tree)) {
                warnings.addAll(PointerFiles.warnings(tree, reader, head.commit()));
            }
            return new ApprovalFact(
                    location.root(),
                    site.consensus(),
                    Optional.empty(),
                    place.isRoot(),
                    found,
                    new StepCoverage(Set.of(), elsewhere(steps, tree, place)),
                    List.copyOf(warnings));
        }
    }

    private List<String> unseenWithdrawals(List<RoleApproval> approvals, LaterWithdrawal withdrawal)
            throws IOException {
        List<String> unseen = new ArrayList<>();
        for (RoleApproval approval : approvals) {
            for (Origin origin : approval.origins()) {
                if (!unseen.contains(approval.role().label())
                        && withdrawal.knowsNoBranchWith(
                                ObjectId.fromString(origin.commit().id()))) {
                    unseen.add(approval.role().label());
                }
            }
        }
        return unseen.isEmpty()
                ? List.of()
                : List.of("nobody knows whether an approval was taken back elsewhere, of: " + String.join(", ", unseen)
                        + ". No branch that was fetched has the commits of these approvals, the upstream of HEAD of "
                        + location.root() + " not, or there is none: HEAD's history and reflog alone were looked at");
    }

    /**
     * What the plan names in other repositories, and not by a full id, which is part of the plan. Where the consensus directory
     * is a repository of its own, there is nothing to deploy in this one.
     */
    private List<PlannedGitStep> elsewhere(PlannedGitSteps steps, OpenWorkTree tree, ConsensusPlace place)
            throws IOException {
        List<PlannedGitStep> elsewhere = new ArrayList<>();
        for (PlannedGitStep step : steps.steps()) {
            boolean isElsewhere = place.isRoot() || !step.isIn(tree);
            if (isElsewhere
                    && !steps.pushesTagOfPlan(step)
                    && !step.isKnownFromPlan()
                    && !location.ignores(step.workTree())) {
                elsewhere.add(step);
            }
        }
        return elsewhere;
    }
}
