package io.github.devopsagent.git;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.git.internal.approval.ApprovalEvidence;
import io.github.devopsagent.git.internal.approval.ApprovalSettings;
import io.github.devopsagent.git.internal.approval.StaleApproval;
import io.github.devopsagent.git.internal.approval.UnsignedApproval;
import io.github.devopsagent.git.internal.remote.FetchedEvidence;
import io.github.devopsagent.git.internal.remote.RemoteAccess;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import io.github.devopsagent.git.internal.repository.WorkTreeLocator;
import io.github.devopsagent.git.internal.rollbackpoint.GitRollbackPoint;
import io.github.devopsagent.git.internal.rollbackpoint.RollbackPointSettings;
import io.github.devopsagent.git.internal.signature.SignerList;
import io.github.devopsagent.git.internal.step.GitStepExecutors;
import io.github.devopsagent.git.internal.tested.CommitEvidence;
import io.github.devopsagent.git.internal.tested.UntestedCommit;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.VetoRule;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jgit.api.TransportConfigCallback;
import org.eclipse.jgit.transport.CredentialsProvider;

/**
 * What a deployment can have from a git repository: a {@link #rollbackPoint() rollback point}, a {@linkplain
 * #testedCommitRule() rule} that only what was tested is deployed, and {@linkplain #executors() steps} for plans.
 *
 * <pre>{@code
 * DevOpsAgent.builder()
 *         .consensus(Path.of("/srv/app/consensus"))
 *         .rollbackPoint(GitAdapter.of(Path.of("/srv/app"))
 *                 .ignoring(Path.of("/srv/app/consensus"))
 *                 .rollbackPoint())
 *         .run();
 * }</pre>
 *
 * <p>Nothing happens because this is on the class path: only a host that asks for something gets it. It works
 * with JGit, so no {@code git} needs to be installed. The user's and the system's git configuration are read, since they
 * say how files are written to the work tree (line endings, for example); nothing outside the repository is written.
 *
 * <p>For the latter, the first use replaces JGit's own {@code SystemReader}, which is one for the whole JVM, by one that
 * differs in three things only: it does not save JGit's measurements to {@code ~/.config/jgit/config}; on Linux it reads
 * {@code /etc/gitconfig} instead of starting a {@code git} process to ask where the system's configuration is; and it
 * reads the user's files where git looks for them, by {@code HOME}, {@code XDG_CONFIG_HOME}, {@code GIT_CONFIG_GLOBAL} and
 * {@code GIT_CONFIG_SYSTEM}. A host that has set a {@code SystemReader} of its own before keeps it.
 *
 * <p>Instances are immutable, and may be used by several threads.
 */
public final class GitAdapter {

    /** The code of the veto of {@link #testedCommitRule()}, and the name that it is added by: {@value}. */
    public static final String UNTESTED_COMMIT = UntestedCommit.CODE;

    /** The code of the veto of {@link #freshApprovalRule}, and the name that it is added by: {@value}. */
    public static final String STALE_APPROVAL = StaleApproval.CODE;

    /** The code of the veto of {@link #signedApprovalRule}, and the name that it is added by: {@value}. */
    public static final String UNSIGNED_APPROVAL = UnsignedApproval.CODE;

    /** How many rollback points a repository keeps, if {@link #keeping(int)} does not say: {@value}. */
    public static final int POINTS_KEPT = RollbackPointSettings.KEPT;

    private final WorkTreeLocation location;
    private final RollbackPointSettings points;
    private final RemoteAccess remotes;
    private final ApprovalSettings approvals;

    private GitAdapter(
            WorkTreeLocation location, RollbackPointSettings points, RemoteAccess remotes, ApprovalSettings approvals) {
        this.location = location;
        this.points = points;
        this.remotes = remotes;
        this.approvals = approvals;
    }

    /**
     * Begins with a repository. It is not looked at yet: whatever is wrong with it is reported by the rollback point's
     * check.
     *
     * @param repository the root of a work tree, which is the directory that has {@code .git}; a linked work tree will
     *     do; a relative path is resolved now
     * @return an adapter that can be completed by the methods below
     */
    public static GitAdapter of(Path repository) {
        Objects.requireNonNull(repository, "repository");
        return new GitAdapter(
                new WorkTreeLocation(repository.toAbsolutePath().normalize(), List.of()),
                RollbackPointSettings.DEFAULT,
                RemoteAccess.DEFAULT,
                ApprovalSettings.DEFAULT);
    }

    /**
     * Leaves a directory alone: its files may have changes when the rollback point is created, and restoring it does not
     * touch them. Made for the consensus directory, which the agent itself writes to. Symbolic links in the work tree that
     * lead to it are left alone, too; the rules refuse a directory that is itself reached through one. May be called for
     * several directories; git steps in a directory
     * outside the work tree are not judged by the rules. Default: none.
     *
     * @param directory need not exist yet; a relative path is resolved now, against the current directory
     * @return an adapter that ignores this directory too
     */
    public GitAdapter ignoring(Path directory) {
        Objects.requireNonNull(directory, "directory");
        return new GitAdapter(location.ignoring(directory.toAbsolutePath().normalize()), points, remotes, approvals);
    }

    /**
     * Works in a repository of another user, too. Such a repository is refused otherwise, as git does: its owner decides
     * what its configuration says, which includes commands. One that git trusts is not refused: if
     * {@code safe.directory} in the system's or the user's git configuration or in {@code GIT_CONFIG_COUNT} names it, or
     * if this process is root's and who called {@code sudo} owns it. Where owners cannot be compared, none is refused.
     * Default: not allowed.
     *
     * @return an adapter that does not ask whose repository it is
     */
    public GitAdapter allowingOtherOwner() {
        return new GitAdapter(location.allowingOtherOwner(), points, remotes, approvals);
    }

    /**
     * Lets a deployment begin with changes in the work tree that no commit has. They are recorded with the rollback
     * point, as a commit of all tracked files that belongs to no branch, and come back with it, staged. What is
     * staged now, where the work tree has something else, is kept as a commit that the result names. Untracked files
     * are not recorded. Default: not allowed; such changes are an error that the rollback point's check reports, with
     * the files.
     *
     * @return an adapter that records changes, too
     */
    public GitAdapter allowingDirty() {
        return new GitAdapter(location, points.allowingDirty(), remotes, approvals);
    }

    /**
     * How many rollback points stay in the repository, whichever epic they belong to: after one is created, the oldest
     * beyond this number are deleted, and with them what was recorded about the steps of their deployments. Three stay in
     * any case: the one just created; the last good one, which records what a deployment left that {@linkplain
     * io.github.devopsagent.executor.ExecutionContext#standing() succeeded by its record}; and the newest of another commit
     * than the one that is checked out, which is the way back if a commit is deployed again and again. Default: {@link #POINTS_KEPT}.
     *
     * @param points at least 1
     * @return an adapter that keeps this many
     * @throws IllegalArgumentException if it is less than 1
     */
    public GitAdapter keeping(int points) {
        return new GitAdapter(location, this.points.keeping(points), remotes, approvals);
    }

    /**
     * Gives the credentials with which {@link #executors()} reach remotes.
     *
     * <pre>{@code
     * GitAdapter.of(Path.of("/srv/app"))
     *         .credentials(new UsernamePasswordCredentialsProvider("deploy", token))
     *         .executors();
     * }</pre>
     *
     * <p>What the provider gives away is concealed in everything that the steps say, and that the run writes and tells. Default: the user info of the
     * remote's URL, or JGit's {@link CredentialsProvider#getDefault()}, unless that one is interactive.
     *
     * @param provider asked whenever a remote wants to know who this is, from several threads
     * @return an adapter with these credentials
     * @throws IllegalArgumentException if it is {@linkplain CredentialsProvider#isInteractive() interactive}: a deployment
     *     does not wait for somebody at a console
     */
    public GitAdapter credentials(CredentialsProvider provider) {
        Objects.requireNonNull(provider, "provider");
        if (provider.isInteractive()) {
            throw new IllegalArgumentException("provider is interactive, and a deployment waits for nobody;"
                    + " hand in one that knows the credentials, such as UsernamePasswordCredentialsProvider");
        }
        return new GitAdapter(location, points, remotes.with(provider), approvals);
    }

    /**
     * Configures each connection of {@link #executors()} to a remote: the SSH session factory, headers, timeouts.
     *
     * <pre>{@code
     * GitAdapter.of(Path.of("/srv/app"))
     *         .transport(transport -> {
     *             if (transport instanceof SshTransport ssh) {
     *                 ssh.setSshSessionFactory(sessions);
     *             }
     *         })
     *         .executors();
     * }</pre>
     *
     * <p>It is called last, and so wins over {@link #credentials(CredentialsProvider)}; credentials that it sets are not
     * concealed. Default: JGit's settings, and a remote that is silent for 25 seconds is given up.
     *
     * @param callback called for each connection, from several threads
     * @return an adapter with this configuration
     */
    public GitAdapter transport(TransportConfigCallback callback) {
        Objects.requireNonNull(callback, "callback");
        return new GitAdapter(location, points, remotes.with(callback), approvals);
    }

    /**
     * Heeds what the repository's own configuration says about reaching remotes, {@code core.sshCommand}, {@code
     * credential.helper}, whose certificates are trusted; and about filters, which run wherever files are compared. It can start any command, and who writes to the repository decides
     * it; so that of the system, the user and the environment is heeded otherwise, and what only the repository says is
     * named before anything is done. Default: not heeded.
     *
     * @return an adapter that does as {@code git} itself does
     */
    public GitAdapter trustingRepositoryConfiguration() {
        return new GitAdapter(location.trustingRepository(), points, remotes.trustingRepository(), approvals);
    }

    /**
     * Fetches from the remote before {@link #testedCommitEvidence()} and {@link #approvalEvidence()} judge the repository,
     * once for both, so that a preview does, too: remote-tracking refs only, of the remote that the branch pulls from, else of
     * {@code origin} or the only one. No
     * branch, tag or file changes, and nothing runs that the repository names. If the remote cannot be reached, the run is
     * refused. Default: no remote is asked before the first step.
     *
     * @return an adapter that fetches first
     */
    public GitAdapter fetchingForEvidence() {
        return new GitAdapter(location, points, remotes.fetchingForEvidence(), approvals);
    }

    /**
     * The steps that plans can use, bound to this repository: they work here even if a step's working directory is in no
     * repository at all. A step whose working directory is in another work tree is meant for that one, so it is refused,
     * before anything happens if that is known then.
     *
     * <pre>{@code
     * DevOpsAgent.builder()
     *         .consensus(Path.of("/srv/app/consensus"))
     *         .executors(GitAdapter.of(Path.of("/srv/app")).executors())
     *         .run();
     * }</pre>
     *
     * @return the executors, by the name that a plan's {@code uses} has, such as {@code git/push}; immutable
     */
    public Map<String, StepExecutor> executors() {
        return Collections.unmodifiableMap(GitStepExecutors.executors(WorkTreeLocator.boundTo(location), remotes));
    }

    /**
     * The commit and the branch that are checked out when a deployment begins, as a rollback point named {@code git}.
     *
     * <p><b>Creating</b> it records both in the private ref {@code refs/devops/rollback/<epic>/<deployment>}, which keeps
     * the commit from being collected and is not pushed by default. If the ref is there already, with the same commit,
     * branch and files, that is success; if it is another run's, as that of an older consensus directory, this run's has the run
     * behind the deployment's id. It is not created over changes in the work tree that no commit has, unless
     * {@linkplain #allowingDirty() they are recorded, too}; untracked files may be there. Old points are deleted
     * {@linkplain #keeping(int) by count}.
     *
     * <p><b>Restoring</b> it sets HEAD, the branch, the index and all tracked files back, whatever became of them since,
     * ends a merge, cherry-pick or revert that is in progress, and then proves the result. Untracked files are kept;
     * where the commit has a file of their name, they are moved into the git directory, and the result says where. Files in {@linkplain #ignoring(Path) ignored} directories stay as they
     * are, committed or not. Submodules are left alone, which the result says: if one is at another commit than it was,
     * everything else is restored, and the result is a failure that names it.
     *
     * <p>A branch that HEAD is not on any more, and that others have moved or checked out in another work tree, is left alone,
     * and HEAD is on no branch.
     *
     * <p>A branch that was pushed is never moved behind its remote, as far as that is noted here: it is reverted. If commits that restoring would take
     * from the branch were pushed from this repository since the point was created, to {@code <remote>/<branch>} or to
     * the branch's upstream, others may build on them. So the branch moves forward instead, to one new commit that has
     * the recorded files (in ignored directories those of the branch), lists the commits that it takes back, and is by
     * whom git's configuration names, else by {@code devops-agent}; no hook runs, and it is not signed. Pushing it is left
     * to a person or a later step, and the result has the command. Whether commits were pushed is read from the reflogs
     * of the remote-tracking refs and from the records of {@code git/push}, never from the remote itself; where there is
     * no reflog, published commits count as pushed, and so do those of a push that was killed. Commits that came by fetching or pulling do not: the branch goes back, and the remote keeps them.
     *
     * <p>The command for people does the same with {@code git}, except that it moves the branch back in any case, and
     * overwrites untracked files.
     *
     * @return the rollback point
     */
    public RollbackPoint rollbackPoint() {
        return new GitRollbackPoint(location, points);
    }

    /**
     * The rule that what would be deployed is what was tested, which judges what {@link #testedCommitEvidence()} finds
     * out. Both are added to the builder, by adapters of the same repository:
     *
     * <pre>{@code
     * GitAdapter git = GitAdapter.of(Path.of("/srv/app"));
     * DevOpsAgent.builder()
     *         .consensus(Path.of("/srv/app/consensus"))
     *         .evidenceSource(git.testedCommitEvidence())
     *         .vetoRule(GitAdapter.UNTESTED_COMMIT, git.testedCommitRule())
     *         .run();
     * }</pre>
     *
     * <p><b>What would be deployed</b> is the {@code ref} of the plan's last deployment step that uses {@code
     * git/checkout} with a working directory in this work tree, or in no work tree, where {@link #executors()} can work:
     * a full commit id, a branch, a tag, a remote's branch such as {@code origin/main}, or the abbreviation of a commit
     * id; a name that is both a branch and a tag is vetoed. If there is no such step, it is HEAD, and then tracked files
     * with uncommitted changes are vetoed, too. So must be what other checkouts, {@code git/tag} and {@code git/push} name. A step
     * in another repository is vetoed, unless it names the tested commit by its full id, the host adds source and rule of
     * that repository, or {@linkplain #ignoring(Path) ignores} its directory.
     *
     * <p><b>What was tested</b> is {@code environment.commit} in {@code test_results.json}: a commit id, or an
     * abbreviation of at least four digits that stands for one commit only. Branches and tags are not accepted, since
     * they can move after the tests. If it is missing, or not in this repository, that is a veto.
     *
     * <p>Both may be different commits if their files are the same, except for those in the consensus directory and in
     * {@linkplain #ignoring(Path) ignored} directories. Everything else is a veto with the code {@value
     * #UNTESTED_COMMIT}, whose reason lists the commits and files in between, at most ten of each and how many more
     * there are, and says how to go on.
     *
     * <p>It judges the repository as it is before the first step. A remote's branch that the plan checks out after a
     * {@code git/fetch} is vetoed. A branch that a step moves afterwards, with {@code git pull} for example, is not seen:
     * let the plan check out a commit id.
     *
     * @return the rule; without its evidence it vetoes
     */
    public VetoRule testedCommitRule() {
        return new UntestedCommit(location.root());
    }

    /**
     * Finds out what {@link #testedCommitRule()} judges. Reads the repository only; no remote is
     * asked, unless {@linkplain #fetchingForEvidence() that is allowed}. If it cannot be
     * read, or HEAD would be deployed and there is no commit yet, the run is refused with the reason.
     *
     * @return what a host adds beside the rule
     */
    public EvidenceSource testedCommitEvidence() {
        return new FetchedEvidence(location, remotes, new CommitEvidence(location));
    }

    /**
     * The rule that an approval is not older than what it is about, which judges what {@link #approvalEvidence()} finds
     * out. Both are added to the builder, by an adapter of the repository that has the consensus directory:
     *
     * <pre>{@code
     * GitAdapter git = GitAdapter.of(Path.of("/srv/app"));
     * DevOpsAgent.builder()
     *         .consensus(Path.of("/srv/app/consensus"))
     *         .evidenceSource(git.approvalEvidence())
     *         .vetoRule(GitAdapter.STALE_APPROVAL, git.freshApprovalRule())
     *         .run();
     * }</pre>
     *
     * <p>An approval stands since the commit that brought the role into {@code approvals} of {@code status.json}: it is
     * looked for in the history of HEAD, through merges and renames, by ancestry alone. Where the role was removed and
     * returned, or the epic became another one, it counts from then on. If several sides of a merge brought it, each is
     * judged, and so are those before and behind a version that cannot be read. An approval that HEAD does not have is vetoed,
     * and so is one that later commits of a fetched branch, or of the reflog, do not have any more.
     *
     * <p>It is stale, which is a veto with the code {@value #STALE_APPROVAL}, if since that commit {@code plan.json}, for
     * qa {@code test_results.json}, or anything outside of the consensus directory and of {@linkplain #ignoring(Path)
     * ignored} directories became another, in a commit or in the work tree; an untracked file counts, unless
     * {@code .gitignore} ignores it or a backup step {@code produces} it, and so do files in submodules. So does a branch, tag or
     * abbreviation that the plan checks out, tags or pushes, unless its files are those of the approval's commit; a full commit id is part
     * of the plan. Ways back to other files, reverts outside of the approved history, and steps in other repositories need one.
     *
     * <p>A shallow history, a consensus directory in another repository, in a linked work tree or submodule, and a
     * document that is a symbolic link are vetoes. If the consensus directory is a repository of its own, the adapter is
     * made of that one; plan and test results alone are compared then, and {@link #testedCommitRule()} of the other
     * repository says that what was tested is deployed. If it is in no repository, the rule only says so, unless {@link
     * #demandingHistory()} was called.
     *
     * @param further roles whose approvals are demanded, and judged, beside qa's
     * @return the rule; without its evidence it vetoes
     */
    public VetoRule freshApprovalRule(Role... further) {
        return new StaleApproval(location.root(), List.of(further), approvals.historyDemanded());
    }

    /**
     * Finds out what {@link #freshApprovalRule} judges. Reads the repository only; no remote is asked, unless {@linkplain
     * #fetchingForEvidence() that is allowed}. If it cannot be read, the run is refused with the reason.
     *
     * @return what a host adds beside the rule
     */
    public EvidenceSource approvalEvidence() {
        return new FetchedEvidence(location, remotes, new ApprovalEvidence(location, approvals));
    }

    /**
     * Has {@link #freshApprovalRule} veto a consensus directory that is in no repository. Default: it says so, and does not
     * veto.
     *
     * @return an adapter whose rule demands a history
     */
    public GitAdapter demandingHistory() {
        return new GitAdapter(location, points, remotes, approvals.demandingHistory());
    }

    /**
     * Says whose signatures count for which role's approval.
     *
     * <pre>{@code
     * GitAdapter git = GitAdapter.of(Path.of("/srv/app")).approvers(Map.of(
     *         Role.QA, AllowedSigners.at(Path.of("/etc/deploy/qa.signers")),
     *         Role.DEVELOPER, AllowedSigners.at(Path.of("/etc/deploy/developer.signers"))));
     * DevOpsAgent.builder()
     *         .consensus(Path.of("/srv/app/consensus"))
     *         .evidenceSource(git.approvalEvidence())
     *         .vetoRule(GitAdapter.STALE_APPROVAL, git.freshApprovalRule())
     *         .vetoRule(GitAdapter.UNSIGNED_APPROVAL, git.signedApprovalRule())
     *         .run();
     * }</pre>
     *
     * <p>JGit verifies, with artifacts that a host adds: {@code org.eclipse.jgit.ssh.apache} for SSH, and for ed25519 keys
     * {@code bcprov-jdk18on}; {@code org.eclipse.jgit.gpg.bc} for OpenPGP. A run is refused, and its reason names the
     * artifact, if one is missing. Git's configuration is not asked: no {@code gpg.ssh.allowedSignersFile} counts. Default:
     * nobody's.
     *
     * @param approvers the signers of qa, and of whichever roles are to sign; those of the developer are keys that qa may
     *     not use
     * @return an adapter with these signers
     * @throws IllegalArgumentException if qa is not among the roles
     */
    public GitAdapter approvers(Map<Role, AllowedSigners> approvers) {
        Map<Role, SignerList> lists = new EnumMap<>(Role.class);
        approvers.forEach((role, signers) -> lists.put(role, signers.list()));
        return new GitAdapter(location, points, remotes, approvals.signedBy(lists));
    }

    /**
     * The rule that an approval is of whom it says, which judges what {@link #approvalEvidence()} finds out; best beside
     * {@link #freshApprovalRule}, since a signature says nothing of what changed later.
     *
     * <p>The commit that brought the role into the approvals must have a valid signature by a key that the role may use by
     * {@link #approvers}. Otherwise it is vetoed with the code {@value #UNSIGNED_APPROVAL}: no signature, a bad one, one
     * for another namespace, a key that is unknown, another role's, revoked, or not valid both now and when the commit says
     * that it was made, since whoever signs chooses that date. Qa's key must be neither one of the developer's nor one that
     * signed a commit of the epic that changed something outside of the consensus directory. A role with signers whose
     * approval stands in {@code status.json} is judged as well.
     *
     * @param further roles whose signed approvals are demanded beside qa's
     * @return the rule; without its evidence it vetoes
     */
    public VetoRule signedApprovalRule(Role... further) {
        return new UnsignedApproval(location.root(), approvals.signers().keySet(), List.of(further));
    }
}
