package io.github.devopsagent.cli.option;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.git.AllowedSigners;
import io.github.devopsagent.git.GitAdapter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import picocli.CommandLine.Option;

/** What a deployment has from a git repository. */
public final class GitOptions {

    @Option(
            names = "--git",
            paramLabel = "DIR",
            description = "the work tree to which the flags below and the plan's git steps belong")
    private Optional<Path> repository = Optional.empty();

    @Option(
            names = "--git-rollback-point",
            description = "record what is checked out, and go back to it if the plan has no rollback_plan")
    private boolean rollbackPoint;

    @Option(names = "--git-allow-dirty", description = "let a deployment begin with changes that no commit has")
    private boolean dirtyAllowed;

    @Option(names = "--git-ignore", paramLabel = "DIR", description = "leave the files of this directory alone")
    private List<Path> ignored = List.of();

    @Option(names = "--git-tested-commit", description = "veto what is not the commit that qa tested")
    private boolean testedCommit;

    @Option(
            names = "--git-fresh-approvals",
            description = "veto an approval since which plan, tests or code changed (stale_approval)")
    private boolean freshApprovals;

    @Option(
            names = "--git-approver",
            paramLabel = "ROLE=FILE",
            description = "veto an approval that is not signed with a key of this allowed-signers file"
                    + " (unsigned_approval), or is stale; qa first of all")
    private Map<Role, Path> approvers = new LinkedHashMap<>();

    @Option(
            names = "--git-demand-history",
            description = "veto a consensus directory that is in no repository, of which nothing is known")
    private boolean historyDemanded;

    @Option(
            names = "--git-fetch",
            description = "fetch from the remote before tests and approvals are judged, in a preview, too")
    private boolean fetching;

    @Option(
            names = "--git-credentials",
            paramLabel = "USER=" + SecretSource.FORM,
            description = "for remotes by HTTP: the password or token, from the environment or a file")
    private Map<String, String> credentials = new LinkedHashMap<>();

    @Option(
            names = "--git-trust-configuration",
            description = "heed commands that the repository's own configuration names")
    private boolean configurationTrusted;

    /**
     * Makes these choices.
     *
     * @throws IllegalArgumentException if a flag needs {@code --git}, or the adapter takes one for wrong
     */
    public void choose(DevOpsAgent.Builder agent, Path consensus, Map<String, String> processEnvironment) {
        if (repository.isEmpty()) {
            requireNone();
            return;
        }
        GitAdapter git = adapter(Converters.named("--git", repository.get()), processEnvironment);
        agent.executors(git.executors());
        agent.choice("--git-…", chosen());
        if (rollbackPoint) {
            agent.rollbackPoint(git.ignoring(consensus).rollbackPoint());
        }
        if (testedCommit) {
            agent.evidenceSource(git.testedCommitEvidence())
                    .vetoRule(GitAdapter.UNTESTED_COMMIT, git.testedCommitRule());
        }
        if (freshApprovals || !approvers.isEmpty()) {
            // A signature says nothing of what changed later.
            agent.evidenceSource(git.approvalEvidence()).vetoRule(GitAdapter.STALE_APPROVAL, git.freshApprovalRule());
        }
        if (!approvers.isEmpty()) {
            agent.vetoRule(GitAdapter.UNSIGNED_APPROVAL, git.signedApprovalRule());
        }
    }

    /**
     * What a preview rests on besides: the agent sees no more of an adapter than its name. The same choices read the same, from
     * whatever directory and in whatever order they are made.
     */
    private String chosen() {
        Set<Path> ignoredFiles = new TreeSet<>();
        ignored.forEach(each -> ignoredFiles.add(absolute(each)));
        Map<Role, Path> signers = new EnumMap<>(Role.class);
        approvers.forEach((role, file) -> signers.put(role, absolute(file)));
        Map<String, String> tokens = new TreeMap<>();
        credentials.forEach((user, source) -> tokens.put(user, SecretSource.located(source)));
        return List.of(
                        absolute(repository.orElseThrow()),
                        rollbackPoint,
                        dirtyAllowed,
                        ignoredFiles,
                        testedCommit,
                        freshApprovals,
                        signers,
                        historyDemanded,
                        fetching,
                        tokens,
                        configurationTrusted)
                .toString();
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private GitAdapter adapter(Path directory, Map<String, String> processEnvironment) {
        GitAdapter git = GitAdapter.of(directory);
        for (Path each : ignored) {
            git = git.ignoring(each);
        }
        git = dirtyAllowed ? git.allowingDirty() : git;
        git = fetching ? git.fetchingForEvidence() : git;
        git = historyDemanded ? git.demandingHistory() : git;
        git = configurationTrusted ? git.trustingRepositoryConfiguration() : git;
        if (!approvers.isEmpty()) {
            Map<Role, AllowedSigners> signers = new EnumMap<>(Role.class);
            approvers.forEach((role, file) -> signers.put(role, AllowedSigners.at(file)));
            git = git.approvers(signers);
        }
        if (credentials.size() > 1) {
            throw new IllegalArgumentException("--git-credentials is for one user, found " + credentials.keySet());
        }
        for (Map.Entry<String, String> each : credentials.entrySet()) {
            String token =
                    SecretSource.value("--git-credentials " + each.getKey(), each.getValue(), processEnvironment);
            git = git.credentials(new UsernamePasswordCredentialsProvider(each.getKey(), token));
        }
        return git;
    }

    private void requireNone() {
        boolean isAny = rollbackPoint
                || dirtyAllowed
                || testedCommit
                || freshApprovals
                || historyDemanded
                || fetching
                || configurationTrusted;
        if (isAny || !ignored.isEmpty() || !approvers.isEmpty() || !credentials.isEmpty()) {
            throw new IllegalArgumentException("flags that begin with --git- need the work tree: --git=DIR");
        }
    }
}
