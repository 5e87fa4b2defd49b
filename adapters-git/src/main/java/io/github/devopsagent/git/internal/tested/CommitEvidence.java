package io.github.devopsagent.git.internal.tested;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.git.internal.message.ErrorText;
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
import io.github.devopsagent.git.internal.worktree.PointerFiles;
import io.github.devopsagent.git.internal.worktree.UncommittedFiles;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.Site;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/** Asks the repository what would be deployed, what was tested, and how they differ. */
public final class CommitEvidence implements EvidenceSource {

    private static final Set<String> GOES_LIVE =
            Set.of(StepVocabulary.CHECKOUT, StepVocabulary.TAG, StepVocabulary.PUSH);

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
        try {
            return collected(evidence, site);
        } catch (MissingObjectException e) {
            throw new GitRefusal(ErrorText.of(e));
        }
    }

    private CommitFact collected(Evidence evidence, Site site) throws IOException, GitRefusal {
        location.requireNoLinkTo(site.consensus());
        WorkTreeLocation compared = location.ignoringConsensus(site.consensus());
        try (OpenWorkTree tree = OpenWorkTree.open(compared)) {
            Optional<Plan> plan = evidence.plan();
            PlannedGitSteps steps = plan.isEmpty()
                    ? new PlannedGitSteps(List.of())
                    : PlannedGitSteps.of(plan.get(), site.workingDirectory());
            CommitFact fact = judged(tree, compared, steps, evidence).covering(coverage(tree, steps, evidence));
            List<String> warnings = new ArrayList<>(fact.warnings());
            warnings.addAll(UnjudgedWorkTrees.warnings(plan, site.workingDirectory(), location, tree, steps));
            return fact.warning(warnings);
        }
    }

    /** What it leaves stays; what is checked out for a while, in a linked work tree, tagged or pushed goes live as well. */
    private CommitFact judged(OpenWorkTree tree, WorkTreeLocation compared, PlannedGitSteps steps, Evidence evidence)
            throws IOException, GitRefusal {
        List<PlannedGitStep> naming = naming(tree, steps);
        Optional<PlannedGitStep> last = Optional.empty();
        for (PlannedGitStep step : naming) {
            last = step.is(StepVocabulary.CHECKOUT) && step.isAtRootOf(tree) ? Optional.of(step) : last;
        }
        Optional<Head> head = tree.head();
        if (last.isPresent() && head.isPresent()) {
            requireNothingHidden(tree, compared, head.get());
        }
        CommitFact own = last.isEmpty()
                ? atHead(tree, compared, evidence).warning(pointers(tree, head))
                : named(tree, last.get(), steps, evidence);
        for (PlannedGitStep step : naming) {
            CommitFact fact = own.isAsTested() ? named(tree, step, steps, evidence) : own;
            if (!fact.isAsTested()) {
                return fact;
            }
        }
        return own;
    }

    /** Those that name in this repository what goes live: no way back, which goes to what was live. */
    private static List<PlannedGitStep> naming(OpenWorkTree tree, PlannedGitSteps steps) throws IOException {
        List<PlannedGitStep> naming = new ArrayList<>();
        for (PlannedGitStep step : steps.steps()) {
            boolean isNaming = step.is(StepVocabulary.CHECKOUT)
                    || (GOES_LIVE.contains(step.executor()) && !step.names().isEmpty());
            if (isNaming && !step.isWayBack() && step.isIn(tree) && !steps.pushesTagOfPlan(step)) {
                naming.add(step);
            }
        }
        return naming;
    }

    private StepCoverage coverage(OpenWorkTree tree, PlannedGitSteps steps, Evidence evidence) throws IOException {
        Set<String> judged = new TreeSet<>();
        List<PlannedGitStep> elsewhere = new ArrayList<>();
        for (PlannedGitStep step : steps.steps()) {
            if (!step.isWayBack() && GOES_LIVE.contains(step.executor())) {
                if (step.isIn(tree)) {
                    judged.add(step.pointer());
                } else if (!isKnownElsewhere(step, steps, evidence)) {
                    elsewhere.add(step);
                }
            }
        }
        return new StepCoverage(judged, elsewhere);
    }

    /** The id of the tested commit has its content in each repository. A tag of what is checked out is none of its own. */
    private boolean isKnownElsewhere(PlannedGitStep step, PlannedGitSteps steps, Evidence evidence) throws IOException {
        Optional<String> tested =
                evidence.testResults().flatMap(TestResults::commit).map(String::strip);
        boolean isTested = !step.is(StepVocabulary.PUSH)
                && step.names().stream()
                        .allMatch(name -> ObjectId.isId(name)
                                && tested.filter(name::equalsIgnoreCase).isPresent());
        return isTested || steps.pushesTagOfPlan(step) || location.ignores(step.workTree());
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

    private static List<String> pointers(OpenWorkTree tree, Optional<Head> head) throws IOException, GitRefusal {
        if (head.isEmpty()) {
            return List.of();
        }
        try (ProvenObjects objects = tree.objects()) {
            return PointerFiles.warnings(tree, objects, head.get().commit());
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
        different.addAll(withoutLfs(seen, different, tree, head));
        FirstOf<String> uncommitted = FirstOf.of(
                different,
                path -> PrintableText.of(path, PrintableText.NAME)
                        + (submodules.contains(path)
                                ? " (a submodule; run: git submodule update --init)"
                                : seen.contains(path) || isIn(submodules, path) ? "" : HIDDEN));
        return fact(tree, Optional.empty(), Either.right(deployed), evidence, uncommitted);
    }

    /** Without a filter of LFS, git takes each of its files for changed; what was compared byte by byte is not. */
    private static Set<String> withoutLfs(Set<String> seen, Set<String> changed, OpenWorkTree tree, Head head)
            throws IOException {
        Set<String> left = new TreeSet<>();
        try (ProvenObjects objects = tree.objects()) {
            for (String path : seen) {
                if (changed.contains(path) || !PointerFiles.isContent(tree, objects, head.commit(), path)) {
                    left.add(path);
                }
            }
        }
        return left;
    }

    /** No commit of theirs has them, and a checkout leaves submodules alone. */
    private static Set<String> changedInSubmodules(WorkTreeLocation place, OpenWorkTree tree)
            throws IOException, GitRefusal {
        Set<String> changed = new TreeSet<>();
        for (String path : tree.submodules()) {
            Path root = tree.root().resolve(path);
            if (Files.exists(root.resolve(Constants.DOT_GIT), LinkOption.NOFOLLOW_LINKS)) {
                WorkTreeLocation inside = place.at(root);
                try (OpenWorkTree submodule = OpenWorkTree.open(inside)) {
                    Set<String> files = changedInSubmodules(inside, submodule);
                    Optional<Head> head = submodule.head();
                    files.addAll(
                            head.isPresent()
                                    ? submodule.differencesFrom(head.get().commit())
                                    : Set.of("."));
                    files.forEach(file -> changed.add(path + "/" + file));
                }
            }
        }
        return changed;
    }

    private CommitFact named(OpenWorkTree tree, PlannedGitStep step, PlannedGitSteps steps, Evidence evidence)
            throws IOException, GitRefusal {
        Optional<String> name =
                step.names().stream().findFirst().filter(text -> !text.isEmpty() || step.is(StepVocabulary.CHECKOUT));
        Either<UnresolvedRevision, ResolvedRevision> deployed = name.isEmpty()
                ? Either.left(UnresolvedRevision.of(Why.ABSENT, ""))
                : resolved(tree, name.get(), steps.isBehind(step, MOVES_REMOTE_BRANCHES));
        Optional<Head> head = tree.head();
        if (step.is(StepVocabulary.CHECKOUT) && deployed.isRight() && head.isPresent()) {
            CheckedOutFiles.require(
                    tree,
                    head.get().commit(),
                    ObjectId.fromString(deployed.get().commit().id()));
        }
        Set<String> uncommitted = step.is(StepVocabulary.CHECKOUT) && step.isAtRootOf(tree)
                ? changedInSubmodules(location, tree)
                : Set.of();
        return fact(
                tree,
                Optional.of(step),
                deployed,
                evidence,
                FirstOf.of(uncommitted, path -> PrintableText.of(path, PrintableText.NAME)));
    }

    /** What a step will have fetched by then is not known now. */
    private static Either<UnresolvedRevision, ResolvedRevision> resolved(
            OpenWorkTree tree, String name, boolean isBehindFetch) throws IOException {
        return new RevisionParser(tree.repository())
                .checkout(name)
                .flatMap(found -> isBehindFetch
                                && found.ref()
                                        .filter(ref -> ref.startsWith(Constants.R_REMOTES))
                                        .isPresent()
                        ? Either.left(UnresolvedRevision.of(Why.FETCHED, name))
                        : Either.right(found));
    }

    private CommitFact fact(
            OpenWorkTree tree,
            Optional<PlannedGitStep> step,
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
                location.root(),
                shallow,
                tree.ignored().paths(),
                step,
                deployed,
                tested,
                difference,
                uncommitted,
                StepCoverage.NONE,
                List.of());
    }

    private static Either<UnresolvedRevision, ResolvedRevision> tested(OpenWorkTree tree, Evidence evidence)
            throws IOException {
        Optional<String> commit = evidence.testResults().flatMap(TestResults::commit);
        return commit.isEmpty()
                ? Either.left(UnresolvedRevision.of(Why.ABSENT, ""))
                : new RevisionParser(tree.repository()).id(commit.get().strip());
    }
}
