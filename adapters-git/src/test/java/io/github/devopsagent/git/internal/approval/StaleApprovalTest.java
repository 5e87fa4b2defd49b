package io.github.devopsagent.git.internal.approval;

import static io.github.devopsagent.git.internal.tested.JudgedDeployment.deploymentOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.veto.Evidence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no longer as it was when it was approved. */
@FewerCases(every = 4)
class StaleApprovalTest {

    @TempDir
    Path directory;

    private ApprovedDeployment deployment;
    private TestRepository repo;

    @BeforeEach
    void aPlan() {
        deployment = ApprovedDeployment.in(directory.resolve("app"));
        repo = deployment.repo();
    }

    @Test
    void an_approval_after_which_nothing_changed_is_fresh() throws Exception {
        String commit = deployment.approved("qa");
        assertThat(deployment.consent())
                .isEqualTo("qa approved what is there, in commit " + TestRepository.shortId(commit));
    }

    @InEveryBuild
    @Test
    void a_change_of_the_code_makes_it_stale_and_the_veto_says_who_what_and_by_which_commit() throws Exception {
        String approval = deployment.approved("qa");
        repo.write("a.txt", "two");
        String change = repo.commitAll("a later change");
        assertThat(deployment.veto()).satisfies(veto -> {
            assertThat(veto.code()).isEqualTo("stale_approval");
            assertThat(veto.addressee()).isEqualTo(Role.QA);
            assertThat(veto.where()).hasToString("status.json#/approvals");
            assertThat(veto.reason())
                    .contains(
                            "the approval of qa is older", "commit " + TestRepository.shortId(approval) + " qa approve")
                    .contains("\n  M a.txt\n", "changed by:\n  " + TestRepository.shortId(change) + " a later change\n")
                    .contains("it removes \"qa\" from approvals in status.json and commits, then adds it again");
        });
    }

    @Test
    void it_is_about_the_plan() throws Exception {
        deployment.approved("qa");
        deployment.write("artifacts/plan.json", "{\"v\": 2}");
        String change = repo.commitAll("another plan");
        assertThat(deployment.reason())
                .contains("\n  artifacts/plan.json\n", TestRepository.shortId(change) + " another plan");
    }

    @Test
    void qas_is_about_the_test_results_and_that_of_others_is_not() throws Exception {
        deployment.approved("qa", "security");
        deployment.write("artifacts/test_results.json", "{\"passed\": 2}");
        repo.commitAll("other results");
        assertThat(deployment.reason(Role.SECURITY))
                .contains("approval of qa is older", "artifacts/test_results.json")
                .doesNotContain("approval of security");
    }

    @Test
    void a_role_that_the_host_demands_has_to_approve_and_its_approval_is_judged() throws Exception {
        deployment.approved("qa");
        assertThat(deployment.reason(Role.SECURITY)).contains("security has not approved, which the host demands");
        deployment.approved("qa", "security");
        assertThat(deployment.consent(Role.SECURITY)).contains("qa approved", "security approved");
    }

    @Test
    void a_change_that_was_taken_back_is_none() throws Exception {
        deployment.approved("qa");
        repo.write("a.txt", "two").commitAll("a change");
        repo.write("a.txt", "one").commitAll("taken back");
        assertThat(deployment.consent()).contains("qa approved");
    }

    @Test
    void an_uncommitted_plan_counts_as_changed() throws Exception {
        deployment.approved("qa");
        deployment.write("artifacts/plan.json", "{\"v\": 2}");
        assertThat(deployment.reason()).contains("of this, no commit has:\n  consensus/artifacts/plan.json");
    }

    /** What the agent executes was read before; what stands in the file while the repository is looked at can be anything. */
    @Test
    void a_plan_that_is_put_back_while_the_repository_is_looked_at_is_not_what_is_judged() throws Exception {
        deployment.approved("qa");
        deployment.write("artifacts/plan.json", "{\"v\": 2}");
        Deployment.Digests judged = deployment.digests();
        deployment.write("artifacts/plan.json", "{\"v\": 1}");
        assertThatThrownBy(() -> deployment.judgedBy(deployment.adapter().freshApprovalRule(), judged))
                .hasMessageContaining("plan.json is not what is judged");
    }

    @Test
    void test_results_that_are_put_back_while_the_repository_is_looked_at_are_not_what_is_judged() throws Exception {
        deployment.approved("qa");
        Files.delete(deployment.consensus().resolve("artifacts/test_results.json"));
        Deployment.Digests judged = deployment.digests();
        deployment.write("artifacts/test_results.json", "{\"passed\": 1}");
        assertThatThrownBy(() -> deployment.judgedBy(deployment.adapter().freshApprovalRule(), judged))
                .hasMessageContaining("test_results.json is not what is judged");
    }

    @Test
    void a_plan_that_the_index_hides_counts_as_changed() throws Exception {
        deployment.approved("qa");
        repo.git("update-index", "--assume-unchanged", "consensus/artifacts/plan.json");
        deployment.write("artifacts/plan.json", "{\"v\": 2}");
        assertThat(deployment.reason()).contains("artifacts/plan.json");
    }

    @Test
    void code_that_the_index_hides_is_no_evidence() {
        deployment.approved("qa");
        repo.git("update-index", "--skip-worktree", "a.txt");
        repo.write("a.txt", "two");
        assertThatThrownBy(deployment::consent).hasMessageContaining("skip-worktree");
    }

    @Test
    void uncommitted_staged_and_untracked_files_count_and_ignored_ones_do_not() throws Exception {
        repo.write(".gitignore", "target/\n").commitAll("ignored");
        deployment.approved("qa");
        repo.write("target/app.jar", "built");
        assertThat(deployment.consent()).contains("qa approved");
        repo.write("a.txt", "two").write("new.sh", "rm -rf /").write("staged.txt", "x");
        repo.git("add", "staged.txt");
        assertThat(deployment.reason()).contains("of this, no commit has:\n  a.txt\n  new.sh\n  staged.txt\n");
    }

    @Test
    void an_ignore_file_that_no_approval_covers_hides_nothing() throws Exception {
        deployment.approved("qa");
        repo.write("x/.gitignore", "*\n").write("x/evil.sh", "rm -rf /");
        assertThat(deployment.reason()).contains("x/evil.sh");
    }

    @Test
    void the_repositorys_own_exclude_file_hides_nothing() throws Exception {
        deployment.approved("qa");
        Files.createDirectories(repo.path().resolve(".git/info"));
        Files.writeString(repo.path().resolve(".git/info/exclude"), "evil.sh\n");
        repo.write("evil.sh", "rm -rf /");
        assertThat(deployment.reason()).contains("evil.sh");
    }

    @Test
    void an_index_that_says_that_a_file_is_unchanged_is_not_believed() throws Exception {
        deployment.approved("qa");
        repo.hideInIndex("a.txt", "evil");
        assertThat(deployment.reason()).contains("of this, no commit has:\n  a.txt");
        assertThat(deploymentOf(repo).tested(repo.head()).reason())
                .contains("1 file has uncommitted changes:\n  a.txt\n");
    }

    /** Of the same length, since a file of another one is known to differ before it is read. */
    @ParameterizedTest
    @ValueSource(strings = {"config", "more.inc", "config.worktree"})
    void a_filter_of_the_repositorys_own_is_neither_believed_nor_run(String file) throws Exception {
        repo.write(".gitattributes", "a.txt filter=good\n").commitAll("attributes");
        deployment.approved("qa");
        String clean = "touch " + directory.resolve("run") + "; printf one";
        repo.git("config", "include.path", "more.inc");
        repo.git("config", "extensions.worktreeConfig", "true");
        String where = repo.path().resolve(".git/" + file).toString();
        repo.git("config", "--file", where, "filter.good.clean", clean);
        repo.git("config", "--file", where, "filter.good.smudge", clean.replace("one", "two"));
        repo.write("a.txt", "two");
        String refusal = "'a.txt' goes through a filter that the repository itself names, and that is not run:"
                + " filter.good.clean in ";
        assertThatThrownBy(deployment::consent).hasMessageContaining(refusal);
        assertThatThrownBy(() -> deploymentOf(repo).reason()).hasMessageContaining(refusal);
        assertThat(deployment
                        .adapter()
                        .rollbackPoint()
                        .check(TestRepository.deployment())
                        .orElseThrow()
                        .message())
                .contains(refusal);
        assertThat(directory.resolve("run")).doesNotExist();

        ApprovedDeployment trusting = deployment.with(deployment.adapter().trustingRepositoryConfiguration());
        assertThat(trusting.consent()).contains("qa approved");
        assertThat(directory.resolve("run")).exists();
    }

    /** Such a file is in no commit, and could name a filter of the user's that drops what was changed. */
    @Test
    void attributes_that_no_commit_has_hide_nothing() throws Exception {
        deployment.approved("qa");
        repo.write(".git/info/attributes", "* ident\n*.bin filter=good\n");
        repo.git(
                "config", "core.attributesFile", directory.resolve("attributes").toString());
        Files.writeString(directory.resolve("attributes"), "a.txt filter=good\n");
        repo.git("config", "filter.good.clean", "touch " + directory.resolve("run") + "; printf one");
        assertThat(deployment.consent()).contains("qa approved");
        repo.write("a.txt", "two");
        assertThat(deployment.reason()).contains("of this, no commit has:\n  a.txt");
        assertThat(directory.resolve("run")).doesNotExist();
    }

    @Test
    void a_filter_of_the_repositorys_own_is_no_obstacle_while_no_file_goes_through_it() throws Exception {
        repo.git("config", "filter.lfs.clean", "false");
        deployment.approved("qa");
        assertThat(deployment.consent()).contains("qa approved");
    }

    @Test
    void what_a_backup_step_leaves_is_no_change() throws Exception {
        deployment.approved("qa");
        repo.write("dump.sql", "data");
        assertThat(deployment.reason()).contains("dump.sql");
        assertThat(deployment.backingUp(dumping("other.sql")).reason())
                .contains("If a step has left an untracked file, 'dump' of the backup: a backup step names it in its"
                        + " \"produces\"");
        assertThat(deployment.backingUp(dumping("dump.sql")).consent()).contains("qa approved");
    }

    private static Step dumping(String product) {
        Step plain = Step.of("dump", new Action.Run("pg_dump > dump.sql"));
        return new Step(
                plain.name(),
                plain.action(),
                plain.compensation(),
                plain.timeout(),
                plain.variables(),
                Optional.empty(),
                false,
                0,
                Step.DEFAULT_RETRY_DELAY,
                false,
                List.of(product));
    }

    @ParameterizedTest
    @ValueSource(strings = {"src", "src/a.txt", "../app/src/../src/a.txt", "."})
    void a_tracked_file_is_changed_whatever_backup_step_says_to_have_left_it(String product) throws Exception {
        repo.write("src/a.txt", "one").commitAll("code");
        deployment.approved("qa");
        repo.write("src/a.txt", "evil").write("src/dump.txt", "data");
        assertThat(deployment.backingUp(dumping(product)).reason()).contains("no commit has:\n  src/a.txt\n");
    }

    @Test
    void what_happens_in_the_consensus_directory_beside_plan_and_results_is_no_change() throws Exception {
        deployment.approved("qa");
        deployment.write("messages/inbox/devops/x.json", "{}");
        deployment.write("status.json", ApprovedDeployment.status("EP-1", "qa").replaceAll("\\s", ""));
        repo.commitAll("a message, and the status in one line");
        assertThat(deployment.consent()).contains("qa approved");
    }

    @Test
    void an_approval_that_no_commit_has_is_named_as_such() throws Exception {
        deployment.approvals("qa");
        assertThat(deployment.reason()).contains("the approval of qa is in no commit");
    }

    @Test
    void qa_that_has_not_approved_is_left_to_the_rule_that_says_so() throws Exception {
        assertThat(deployment.consent()).isEmpty();
    }

    @Test
    void a_plan_in_lines_of_another_system_is_the_same() throws Exception {
        deployment.write("artifacts/plan.json", "{\n\"v\": 1\n}\n");
        deployment.approved("qa");
        deployment.write("artifacts/plan.json", "{\r\n\"v\": 1\r\n}\r\n");
        assertThat(deployment.consent()).contains("qa approved");
    }

    @Test
    void a_consensus_directory_of_its_own_repository_has_its_plan_compared() throws Exception {
        TestRepository own = TestRepository.empty(directory.resolve("own"));
        ApprovedDeployment alone = ApprovedDeployment.of(own, own.path());
        alone.write("artifacts/plan.json", "{\"v\": 1}").approved("qa");
        assertThat(alone.consent()).contains("qa approved", "a repository of its own");
        assertThat(alone.warnings()).isEmpty();
        own.write("src/a.txt", "code").write("app.sh", "exit");
        assertThat(alone.warnings())
                .singleElement()
                .asString()
                .contains("is the root of its repository", "and not: app.sh, src. If that is deployed");
        alone.write("artifacts/plan.json", "{\"v\": 2}");
        assertThat(alone.reason()).contains("artifacts/plan.json");
    }

    @Test
    void a_consensus_directory_in_no_repository_is_said_and_vetoed_if_the_host_demands_it() throws Exception {
        ApprovedDeployment nowhere = deployment.at(Files.createDirectories(directory.resolve("nowhere")));
        nowhere.approvals("qa");
        assertThat(nowhere.consent()).contains("is in no repository");
        assertThat(nowhere.with(GitAdapter.of(repo.path()).demandingHistory()).reason())
                .contains("is in no git repository");
    }

    @Test
    void another_repository_around_the_consensus_directory_is_no_evidence() throws Exception {
        deployment.approved("qa");
        repo.write("a.txt", "two").commitAll("a change");
        TestRepository forged = TestRepository.empty(deployment.consensus());
        forged.commitAll("forged");
        assertThat(deployment.reason()).contains("is not in the work tree", "in another repository");
    }

    @Test
    void a_consensus_directory_that_leads_out_of_the_repository_is_no_evidence() throws Exception {
        deployment.approved("qa");
        Path away = directory.resolve("away");
        Files.move(deployment.consensus(), away);
        Files.createSymbolicLink(deployment.consensus(), away);
        assertThat(deployment.reason()).contains("is not in the work tree");
    }

    @Test
    void a_document_that_is_a_symbolic_link_is_no_evidence() throws Exception {
        deployment.approved("qa");
        Path status = deployment.consensus().resolve("status.json");
        Files.move(status, directory.resolve("status.json"));
        Files.createSymbolicLink(status, directory.resolve("status.json"));
        assertThat(deployment.reason()).contains("is a symbolic link");
    }

    @Test
    void a_shallow_history_is_no_evidence() throws Exception {
        deployment.approved("qa");
        repo.write("a.txt", "two").commitAll("a change");
        Path clone = directory.resolve("clone");
        repo.git("clone", "-q", "--depth", "1", "file://" + repo.path(), clone.toString());
        ApprovedDeployment shallow = ApprovedDeployment.of(new TestRepository(clone), clone.resolve("consensus"));
        assertThat(shallow.reason()).contains("is shallow", "fetch --unshallow");
    }

    @Test
    void without_its_evidence_the_rule_vetoes() {
        Evidence nothing = NoFacts.evidence();
        assertThat(deployment
                        .adapter()
                        .freshApprovalRule()
                        .judge(nothing)
                        .getLeft()
                        .reason())
                .contains(".evidenceSource(git.approvalEvidence())");
    }

    @Test
    void an_approval_that_the_upstream_has_taken_back_does_not_count() throws Exception {
        repo.git("config", "remote.origin.url", "/nonexistent");
        repo.git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*");
        repo.git("config", "branch.main.remote", "origin");
        repo.git("config", "branch.main.merge", "refs/heads/main");
        String approval = deployment.approved("qa");
        repo.git("update-ref", "refs/remotes/origin/main", approval + "~1");
        assertThat(deployment.consent()).contains(TestRepository.shortId(approval));

        String withdrawal = deployment.approved();
        repo.git("update-ref", "refs/remotes/origin/main", withdrawal);
        repo.git("reset", "-q", "--hard", approval);

        assertThat(deployment.reason())
                .contains("origin/main has taken the approval of qa back, by " + TestRepository.shortId(withdrawal))
                .contains("git pull");
    }

    /** Its own clone has nothing of a branch that this repository has made. */
    @ParameterizedTest
    @ValueSource(strings = {"release", "main"})
    void a_branch_of_this_repository_is_no_upstream(String branch) throws Exception {
        repo.git("config", "remote.origin.url", "/nonexistent");
        repo.git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*");
        String approval = deployment.approved("qa");
        String withdrawal = deployment.approved();
        repo.git("update-ref", "refs/remotes/origin/main", withdrawal);
        repo.git("reset", "-q", "--hard", approval);
        repo.git("reflog", "expire", "--expire=now", "--all");
        if (branch.equals("release")) {
            repo.git("checkout", "-q", "-b", "release");
        }
        repo.git("config", "branch." + branch + ".remote", ".");
        repo.git("config", "branch." + branch + ".merge", "refs/heads/main");

        assertThat(deployment.reason())
                .contains("origin/main has taken the approval of qa back, by " + TestRepository.shortId(withdrawal));
    }

    @Test
    void that_was_not_pushed_to_the_upstream_is_one_that_others_may_have_taken_back() throws Exception {
        repo.git("config", "remote.origin.url", "/nonexistent");
        repo.git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*");
        repo.git("config", "branch.main.remote", "origin");
        repo.git("config", "branch.main.merge", "refs/heads/main");
        repo.git("update-ref", "refs/remotes/origin/main", repo.head());
        String approval = deployment.approved("qa");
        assertThat(deployment.consent()).contains("qa approved");
        assertThat(deployment.warnings())
                .singleElement()
                .asString()
                .contains("nobody knows whether an approval was taken back elsewhere, of: qa");
        repo.git("update-ref", "refs/remotes/origin/main", approval);
        assertThat(deployment.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkout -q main", "checkout -q --detach"})
    void nor_does_one_that_was_amended_away_as_the_reflog_tells(String command) throws Exception {
        String approval = deployment.approved("qa");
        repo.git(command.split(" "));
        deployment.approvals();
        repo.git("commit", "-q", "-a", "--amend", "--allow-empty", "-m", "not approved after all");
        String amended = repo.head();
        repo.git("reset", "-q", "--hard", approval);
        assertThat(deployment.reason())
                .contains("was set from the approval to a commit beside it, and back: it has taken the approval of qa"
                        + " back, by " + TestRepository.shortId(amended));

        deployment.approved();
        deployment.approved("qa");
        assertThat(deployment.consent()).contains("qa approved");
    }

    @Test
    void a_branch_that_was_elsewhere_before_the_approval_or_at_an_older_commit_has_it() throws Exception {
        String base = repo.head();
        repo.write("a.txt", "aside").commitAll("aside");
        repo.git("reset", "-q", "--hard", base);
        String approval = deployment.approved("qa");
        repo.git("reset", "-q", "--hard", base);
        repo.git("reset", "-q", "--hard", approval);
        assertThat(deployment.consent()).contains("qa approved");
    }

    @Test
    void nor_does_one_that_only_the_reflog_of_the_branch_knows_to_be_taken_back() throws Exception {
        String approval = deployment.approved("qa");
        String withdrawal = deployment.approved();
        repo.git("reset", "-q", "--hard", approval);
        assertThat(deployment.reason())
                .contains("main was set back behind a commit that has taken the approval of qa back, by "
                        + TestRepository.shortId(withdrawal));

        deployment.approved();
        deployment.approved("qa");
        assertThat(deployment.consent()).contains("qa approved");
        repo.git("reset", "-q", "--hard", approval);
        repo.git("reflog", "expire", "--expire=now", "--all");
        assertThat(deployment.consent()).contains("qa approved");
    }

    @Test
    void where_a_reflog_names_commits_that_are_gone_the_others_count() throws Exception {
        String approval = deployment.approved("qa");
        String gone = "1".repeat(40);
        Path log = repo.path().resolve(".git/logs/refs/heads/main");
        Files.writeString(
                log,
                Files.readString(log) + approval + " " + gone + " A <a@b> 1700000000 +0000\tcommit: x\n" + gone + " "
                        + approval + " A <a@b> 1700000001 +0000\treset: y\n");
        assertThat(deployment.consent()).contains("qa approved");
    }
}
