package io.github.devopsagent.git.internal.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import io.github.devopsagent.git.internal.rollbackpoint.GitRollbackPoint;
import io.github.devopsagent.git.internal.step.DeploymentFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A branch that was pushed is not moved behind its remote, but reverted. */
@FewerCases(every = 6)
class PushedCommitsTest {

    @TempDir
    Path directory;

    private TestRepository repo = new TestRepository(Path.of("."));
    private String first = "";

    @BeforeEach
    void a_repository_with_a_remote_that_has_its_first_commit() {
        TestRepository.empty(directory.resolve("remote.git"), "--bare");
        repo = TestRepository.in(directory.resolve("app"));
        first = repo.head();
        repo.git("remote", "add", "origin", directory.resolve("remote.git").toString());
        repo.git("push", "-q", "-u", "origin", "main");
        point().create(TestRepository.request());
    }

    @Test
    void is_reverted_by_one_commit_on_top_that_has_the_recorded_files() {
        repo.write("a.txt", "two").commitAll("second");
        String third = repo.write("a.txt", "three").write("new.txt", "x").commitAll("third");
        repo.git("push", "-q");

        StepResult result = restore();

        assertThat(repo.git("rev-parse", "HEAD^@")).isEqualTo(third);
        assertThat(repo.git("rev-parse", "HEAD^{tree}")).isEqualTo(repo.git("rev-parse", first + "^{tree}"));
        assertThat(repo.branch()).isEqualTo("main");
        assertThat(repo.status()).isEmpty();
        assertThat(repo.path().resolve("new.txt")).doesNotExist();
        assertThat(result.reason())
                .contains("refs/remotes/origin/main")
                .contains(repo.head().substring(0, 10));
    }

    @Test
    void says_in_the_commit_what_is_taken_back_and_by_which_deployment() {
        String second = repo.write("a.txt", "two").commitAll("second");
        repo.git("push", "-q");
        restore();

        assertThat(repo.git("show", "-s", "--format=%B%an <%ae>", "HEAD"))
                .startsWith("Revert to " + first.substring(0, 10))
                .contains("deployment DEP-001 of EP-1")
                .contains(second + " second")
                .doesNotContain(first + " first");
        assertThat(repo.git("fsck", "--strict", "--no-progress", "--no-dangling"))
                .isEmpty();
    }

    @Test
    void is_reverted_by_whom_the_configuration_names() {
        repo.git("config", "user.name", "Bob");
        repo.git("config", "user.email", "bob@example.org");
        repo.write("a.txt", "two").commitAll("second");
        repo.git("push", "-q");
        restore();

        assertThat(repo.git("show", "-s", "--format=%an <%ae> %cn <%ce>", "HEAD"))
                .isEqualTo("Bob <bob@example.org> Bob <bob@example.org>");
    }

    @Test
    void says_the_command_that_pushes_the_revert() {
        repo.write("a.txt", "two").commitAll("second");
        repo.git("push", "-q");
        String reason = restore().reason();

        assertThat(reason).contains("if it is rejected, the remote has moved on: fetch and merge");
        TestRepository.paste(directory, reason.substring(reason.indexOf("git -C")));

        assertThat(remote().git("rev-parse", "main")).isEqualTo(repo.head());
    }

    @Test
    void twice_is_once() {
        repo.write("a.txt", "two").commitAll("second");
        repo.git("push", "-q");
        restore();
        String revert = repo.head();

        StepResult again = restore();

        assertThat(repo.head()).isEqualTo(revert);
        assertThat(again.reason()).contains("already").doesNotContain("it was").contains("git -C");
        repo.git("push", "-q");
        assertThat(restore().reason()).doesNotContain("git -C");
        assertThat(repo.head()).isEqualTo(revert);
    }

    @Test
    void is_reverted_below_and_with_commits_that_were_not_pushed() {
        repo.write("a.txt", "two").commitAll("second");
        repo.git("push", "-q");
        String third = repo.write("a.txt", "three").commitAll("third");

        restore();

        assertThat(repo.git("rev-parse", "HEAD^@")).isEqualTo(third);
        assertThat(repo.read("a.txt")).isEqualTo("one");
    }

    @Test
    void is_reverted_on_top_of_what_the_remote_has_on_top() {
        repo.write("a.txt", "two").commitAll("second");
        repo.git("push", "-q");
        String third = repo.write("c.txt", "three").commitAll("third");
        repo.git("push", "-q");
        repo.git("reset", "-q", "--hard", "HEAD~1");

        restore();

        assertThat(repo.git("rev-parse", "HEAD^@")).isEqualTo(third);
        assertThat(repo.status()).isEmpty();
    }

    @Test
    void moves_forward_to_a_revert_that_the_remote_has_already() {
        String second = repo.write("a.txt", "two").commitAll("second");
        repo.git("push", "-q");
        repo.git("revert", "--no-edit", "HEAD");
        String revert = repo.head();
        repo.git("push", "-q");
        repo.git("reset", "-q", "--hard", second);

        StepResult result = restore();

        assertThat(repo.head()).isEqualTo(revert);
        assertThat(repo.status()).isEmpty();
        assertThat(result.reason()).doesNotContain("git -C");
    }

    @InEveryBuild
    @Test
    void says_when_the_remote_has_other_commits_too() {
        repo.write("a.txt", "two").commitAll("second");
        repo.git("push", "-q");
        TestRepository other = otherClone();
        other.write("other.txt", "x").commitAll("by others");
        other.git("push", "-q");
        repo.git("fetch", "-q");
        String third = repo.write("a.txt", "three").commitAll("third");

        StepResult result = restore();

        assertThat(repo.git("rev-parse", "HEAD^@")).isEqualTo(third);
        assertThat(result.reason()).contains("fetch and merge them");
    }

    @Test
    void keeps_ignored_directories_of_the_branch_in_the_revert() throws Exception {
        RollbackPoint point = GitAdapter.of(repo.path())
                .ignoring(repo.path().resolve("consensus"))
                .rollbackPoint();
        repo.write("a.txt", "two").write("consensus/status.json", "committed").commitAll("second");
        repo.git("push", "-q");
        repo.write("consensus/status.json", "not committed").write("consensus/new.json", "untracked");

        StepResult result = point.restore(TestRepository.request());

        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        assertThat(repo.git("show", "HEAD:consensus/status.json")).isEqualTo("committed");
        assertThat(repo.git("show", "HEAD:a.txt")).isEqualTo("one");
        assertThat(repo.status()).isEqualTo(" M consensus/status.json\n?? consensus/new.json");
        String revert = repo.head();
        assertThat(point.restore(TestRepository.request()).isSuccess()).isTrue();
        assertThat(repo.head()).isEqualTo(revert);
    }

    @Test
    void commits_of_others_that_came_with_a_pull_go_since_the_remote_keeps_them() {
        TestRepository other = otherClone();
        String theirs = other.write("a.txt", "theirs").commitAll("by others");
        other.git("push", "-q");
        repo.git("pull", "-q", "--ff-only");
        assertThat(repo.head()).isEqualTo(theirs);

        restore();

        assertThat(repo.head()).isEqualTo(first);
        assertThat(remote().git("rev-parse", "main")).isEqualTo(theirs);
    }

    @InEveryBuild
    @Test
    void commits_of_others_do_not_go_with_a_pushed_one_on_top() {
        TestRepository other = otherClone();
        other.write("a.txt", "theirs").commitAll("by others");
        other.git("push", "-q");
        repo.git("pull", "-q", "--ff-only");
        String ours = repo.write("a.txt", "ours").commitAll("ours");
        repo.git("push", "-q");

        restore();

        assertThat(repo.git("rev-parse", "HEAD^@")).isEqualTo(ours);
        assertThat(repo.read("a.txt")).isEqualTo("one");
    }

    @Test
    void counts_as_pushed_if_there_is_no_reflog_to_tell() throws Exception {
        TestRepository other = otherClone();
        String theirs = other.write("a.txt", "theirs").commitAll("by others");
        other.git("push", "-q");
        repo.git("pull", "-q", "--ff-only");
        Files.delete(repo.path().resolve(".git/logs/refs/remotes/origin/main"));

        restore();

        assertThat(repo.git("rev-parse", "HEAD^@")).isEqualTo(theirs);
    }

    @Test
    void is_noticed_if_jgit_pushed_it() throws Exception {
        String second = repo.write("a.txt", "two").commitAll("second");
        try (Git git = Git.open(repo.path().toFile())) {
            git.push().call();
        }
        assertThat(repo.git("rev-parse", "origin/main")).isEqualTo(second);

        restore();

        assertThat(repo.git("rev-parse", "HEAD^@")).isEqualTo(second);
    }

    @Test
    void is_not_reverted_for_what_was_pushed_before_the_point() {
        String second = repo.write("a.txt", "two").commitAll("second");
        repo.git("push", "-q");
        repo.git("reset", "-q", "--hard", first);
        repo.git("update-ref", "-d", "refs/devops/rollback/EP-1/DEP-001");
        backdatePushes();
        point().create(TestRepository.request());
        repo.git("merge", "-q", "--ff-only", second);

        restore();

        assertThat(repo.head()).isEqualTo(first);
    }

    @Test
    void an_unpushed_commit_goes() {
        repo.write("a.txt", "two").commitAll("second");

        assertThat(point().restore(TestRepository.request()).isSuccess()).isTrue();
        assertThat(repo.head()).isEqualTo(first);
    }

    @Test
    void commits_of_others_that_were_only_fetched_do_not_matter() {
        repo.git("checkout", "-q", "-b", "others");
        repo.write("b.txt", "others").commitAll("by others");
        repo.git("push", "-q", "origin", "others:main");
        repo.git("checkout", "-q", "main");
        repo.write("a.txt", "two").commitAll("second");

        assertThat(point().restore(TestRepository.request()).isSuccess()).isTrue();
        assertThat(repo.head()).isEqualTo(first);
    }

    @Test
    void an_upstream_of_another_name_counts() {
        repo.git("push", "-q", "-u", "origin", "main:release");
        repo.write("a.txt", "two").commitAll("second");
        repo.git("push", "-q", "origin", "main:release");

        String reason = restore().reason();

        assertThat(reason).contains("refs/remotes/origin/release").endsWith(" push origin main:release");
        TestRepository.paste(directory, reason.substring(reason.indexOf("git -C")));
        assertThat(remote().git("rev-parse", "release")).isEqualTo(repo.head());
    }

    @Test
    void a_branch_that_has_not_moved_is_restored_though_it_is_pushed() {
        repo.write("a.txt", "changed");

        assertThat(point().restore(TestRepository.request()).isSuccess()).isTrue();
        assertThat(repo.status()).isEmpty();
    }

    @Test
    void a_detached_head_moves_no_branch_and_may_go_back() {
        repo.git("update-ref", "-d", "refs/devops/rollback/EP-1/DEP-001");
        repo.git("checkout", "-q", "--detach");
        point().create(TestRepository.request());
        repo.git("checkout", "-q", "main");
        repo.write("a.txt", "two").commitAll("second");
        repo.git("push", "-q");

        assertThat(point().restore(TestRepository.request()).isSuccess()).isTrue();
        assertThat(repo.head()).isEqualTo(first);
    }

    @Test
    void is_reverted_if_a_step_pushed_it_and_others_had_locked_the_tracking_ref() {
        String second = repo.write("a.txt", "two").commitAll("second");
        repo.write(".git/refs/remotes/origin/main.lock", first + "\n");
        assertThat(DeploymentFixture.in(repo).run("git/push", Map.of()).isSuccess())
                .isTrue();
        assertThat(repo.git("rev-parse", "origin/main")).isEqualTo(first);

        StepResult result = restore();

        assertThat(repo.git("rev-parse", "HEAD^@")).isEqualTo(second);
        repo.delete(".git/refs/remotes/origin/main.lock");
        TestRepository.paste(
                directory, result.reason().substring(result.reason().indexOf("git -C")));
        assertThat(remote().git("rev-parse", "main")).isEqualTo(repo.head());
    }

    @Test
    void is_reverted_if_others_had_locked_the_tracking_ref_while_the_push_was_undone_as_well() {
        String second = repo.write("a.txt", "two").commitAll("second");
        repo.write(".git/refs/remotes/origin/main.lock", first + "\n");
        DeploymentFixture deployment = DeploymentFixture.in(repo);
        assertThat(deployment.run("git/push", Map.of()).isSuccess()).isTrue();
        StepResult undone = deployment.undo("git/push", Map.of());
        assertThat(undone.isSuccess()).isTrue();
        assertThat(undone.reason()).contains("pushed the revert ", "the record of the push is kept");
        assertThat(deployment.undo("git/push", Map.of()).reason()).contains("has the revert ", "is kept");

        restore();

        assertThat(repo.git("rev-parse", "HEAD^@")).isEqualTo(second);

        repo.delete(".git/refs/remotes/origin/main.lock");
        assertThat(deployment.undo("git/push", Map.of()).reason())
                .contains("has the revert ")
                .doesNotContain("is kept");
        assertThat(repo.git("rev-parse", "origin/main")).isEqualTo(remote().git("rev-parse", "main"));
        assertThat(repo.git("for-each-ref", "refs/devops/steps")).isEmpty();
    }

    @Test
    void goes_back_if_what_a_step_pushed_was_taken_back_since() {
        repo.write("a.txt", "two").commitAll("second");
        assertThat(DeploymentFixture.in(repo).run("git/push", Map.of()).isSuccess())
                .isTrue();
        repo.git("push", "-q", "--force", "origin", first + ":main");

        restore();

        assertThat(repo.head()).isEqualTo(first);
    }

    @Test
    void goes_back_though_the_record_of_a_step_is_damaged() {
        repo.write("a.txt", "two").commitAll("second");
        repo.write(".git/refs/devops/steps/EP-1/DEP-000/git-push-1", "0123456789012345678901234567890123456789\n");

        restore();

        assertThat(repo.head()).isEqualTo(first);
        repo.delete(".git/refs/devops/steps/EP-1/DEP-000/git-push-1");
    }

    private StepResult restore() {
        StepResult result = point().restore(TestRepository.request());
        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        return result;
    }

    private TestRepository remote() {
        return new TestRepository(directory.resolve("remote.git"));
    }

    /** Of somebody else. */
    private TestRepository otherClone() {
        repo.git(
                "clone",
                "-q",
                remote().path().toString(),
                directory.resolve("other").toString());
        return new TestRepository(directory.resolve("other"));
    }

    /** As if all pushes had been an hour ago; the reflog knows whole seconds only. */
    private void backdatePushes() {
        String log = ".git/logs/refs/remotes/origin/main";
        String past = Long.toString(Instant.now().minus(Duration.ofHours(1)).getEpochSecond());
        repo.write(log, repo.read(log).replaceAll("> [0-9]+ ", "> " + past + " "));
    }

    private GitRollbackPoint point() {
        return new GitRollbackPoint(new WorkTreeLocation(repo.path(), List.of()));
    }
}
