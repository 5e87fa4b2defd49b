package io.github.devopsagent.git.internal.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.internal.remote.RemoteAccess;
import io.github.devopsagent.git.internal.repository.RemoteAndClones;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.git.internal.steprecord.StepRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The step git/push. */
@FewerCases(every = 6)
class GitPushTest {

    private static final Map<String, Object> DEFAULT = Map.of();

    @TempDir
    Path directory;

    private RemoteAndClones clones;
    private TestRepository app;
    private DeploymentFixture deployment;

    @BeforeEach
    void clones() {
        clones = RemoteAndClones.in(directory);
        app = clones.app();
        deployment = DeploymentFixture.in(app);
    }

    private StepResult push(Map<String, Object> with) {
        return deployment.run("git/push", with);
    }

    private String commit(String text) {
        return app.write("a.txt", text).commitAll("commit " + text);
    }

    @Test
    void sends_the_current_branch_to_its_upstream() {
        String first = app.head();
        String second = commit("two");

        StepResult result = push(DEFAULT);

        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        assertThat(result.reason())
                .contains("pushed " + second.substring(0, 10))
                .contains("branch 'main' of the remote 'origin'")
                .contains("it was " + first.substring(0, 10));
        assertThat(clones.main()).isEqualTo(second);
        assertThat(app.git("rev-parse", "origin/main")).isEqualTo(second);
        assertThat(app.git("reflog", "show", "-1", "--format=%gs", "origin/main"))
                .contains("push");
        assertThat(app.git("status", "-sb")).isEqualTo("## main...origin/main");
    }

    @Test
    void of_what_the_remote_has_says_so_and_is_undone_by_nothing() {
        StepResult result = push(DEFAULT);

        assertThat(result.isSuccess()).isTrue();
        assertThat(result.reason()).contains("nothing to push");
        assertThat(deployment.undo("git/push", DEFAULT).reason()).contains("nothing to undo");
        assertThat(clones.main()).isEqualTo(app.head());
    }

    @Test
    void sends_a_branch_under_another_name_and_a_tag() {
        app.git("branch", "release", "main");
        app.git("tag", "-a", "-m", "one", "v1");

        assertThat(push(Map.of("branch", "release", "to", "live")).reason()).contains("new there");
        assertThat(push(Map.of("tag", "v1")).isSuccess()).isTrue();

        assertThat(clones.at("refs/heads/live")).isEqualTo(app.head());
        assertThat(clones.at("refs/tags/v1")).isEqualTo(app.git("rev-parse", "v1"));
    }

    @Test
    void goes_to_the_remote_that_is_configured_for_the_branch() {
        TestRepository mirror = TestRepository.empty(directory.resolve("mirror.git"), "--bare");
        app.git("remote", "add", "mirror", mirror.path().toString());
        commit("two");

        app.git("config", "remote.pushDefault", "mirror");
        assertThat(push(DEFAULT).reason()).contains("'mirror'");
        app.git("config", "branch.main.pushRemote", "origin");
        assertThat(push(Map.of("branch", "main")).reason()).contains("'origin'");

        assertThat(mirror.git("rev-parse", "main")).isEqualTo(app.head());
        assertThat(clones.main()).isEqualTo(app.head());
    }

    @Test
    void goes_to_the_name_of_the_upstream() {
        app.git("switch", "-q", "-c", "mine", "--track", "origin/main");
        commit("two");

        push(DEFAULT);

        assertThat(clones.main()).isEqualTo(app.head());
    }

    @Test
    void goes_to_an_empty_remote() {
        TestRepository empty = TestRepository.empty(directory.resolve("empty.git"), "--bare");
        app.git("remote", "set-url", "origin", "file://" + empty.path());

        StepResult result = push(DEFAULT);

        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        assertThat(empty.git("rev-parse", "main")).isEqualTo(app.head());
    }

    @Test
    void comes_from_a_shallow_clone() {
        commit("two");
        app.git("push", "-q");
        TestRepository shallow = RemoteAndClones.clone(clones.remote(), directory.resolve("shallow"), "--depth=1");
        String third = shallow.write("a.txt", "three").commitAll("third");
        DeploymentFixture there = DeploymentFixture.in(shallow);

        StepResult result = there.run("git/push", DEFAULT);

        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        assertThat(clones.main()).isEqualTo(third);
        assertThat(there.undo("git/push", DEFAULT).isSuccess()).isTrue();
        assertThat(clones.remote().git("show", "main:a.txt")).isEqualTo("two");
        assertThat(clones.remote().git("fsck")).doesNotContain("missing");
    }

    @Test
    void from_a_detached_head_must_name_a_branch() {
        app.git("switch", "-q", "--detach");

        assertThat(deployment.check("git/push", DEFAULT)).hasValueSatisfying(problem -> assertThat(problem.message())
                .contains("detached")
                .contains("{\"uses\": \"git/push\", \"with\": {\"branch\": \"main\"}}"));
        assertThat(deployment.check("git/push", Map.of("branch", "main"))).isEmpty();
    }

    @Test
    void is_checked_before_anything_is_done() {
        assertThat(deployment.check("git/push", Map.of("branch", "main", "tag", "v1")))
                .hasValueSatisfying(problem -> assertThat(problem.message()).contains("both 'branch' and 'tag'"));
        assertThat(deployment.check("git/push", Map.of("tag", "v1")))
                .contains(StepFinding.missingNow("There is nothing to push: this repository has no tag 'v1'."
                        + " Make it in an earlier step, or correct the name."));
        assertThat(deployment.check("git/push", Map.of("remote", "backup")))
                .hasValueSatisfying(problem -> assertThat(problem.message())
                        .contains("no remote 'backup'")
                        .contains("[origin]")
                        .contains("git remote add backup <url>"));
        assertThat(deployment.check("git/push", Map.of("to", "refs/for/main")))
                .hasValueSatisfying(problem -> assertThat(problem.message()).contains("'to'"));
        assertThat(deployment.check("git/push", Map.of("force", true)))
                .hasValueSatisfying(problem -> assertThat(problem.message()).contains("[force]"));
        for (String name : List.of("HEAD", "refs/heads/HEAD", "+main", "-d", "main:other")) {
            assertThat(deployment.check("git/push", Map.of("to", name)))
                    .as(name)
                    .hasValueSatisfying(
                            problem -> assertThat(problem.message()).contains("'to' in 'with' of git/push"));
        }
    }

    @Test
    void is_never_forced() {
        String theirs = clones.colleaguePushes();
        commit("two");

        StepResult result = push(DEFAULT);

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.reason())
                .contains("with 1 commit that")
                .contains(theirs.substring(0, 10) + " a colleague's")
                .contains("pull --no-rebase origin main");
        assertThat(clones.main()).isEqualTo(theirs);
        assertThat(deployment.undo("git/push", DEFAULT).reason()).contains("nothing to undo");
        assertThat(app.git("for-each-ref", "refs/devops")).isEmpty();
    }

    @Test
    void sends_the_tag_that_the_deployment_made() {
        assertThat(deployment.run("git/tag", Map.of()).isSuccess()).isTrue();

        assertThat(push(Map.of("tag", true)).reason()).contains("new there");

        String name = app.git("tag", "--list", "deployments/*");
        assertThat(clones.at("refs/tags/" + name)).isEqualTo(app.git("rev-parse", name));
    }

    @Test
    void does_not_move_a_tag() {
        app.git("tag", "v1");
        app.git("push", "-q", "origin", "v1");
        String theirs = app.git("rev-parse", "v1");
        app.git("tag", "-f", "-a", "-m", "mine", "v1");

        assertThat(push(Map.of("tag", "v1")).reason()).contains("another tag 'v1' already");
        assertThat(clones.at("refs/tags/v1")).isEqualTo(theirs);
    }

    @Test
    void that_a_hook_of_the_remote_rejects_has_its_message() {
        String before = app.head();
        commit("two");
        clones.hook("pre-receive", "echo 'not on a Friday' >&2; exit 1");

        StepResult result = push(DEFAULT);

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.reason()).contains("pre-receive hook declined");
        assertThat(deployment.printed()).contains("remote: not on a Friday");
        assertThat(clones.main()).isEqualTo(before);
        assertThat(deployment.undo("git/push", DEFAULT).isSuccess()).isTrue();
    }

    /** The hook answers in the protocol's packets that all is well, and moves nothing. */
    @InEveryBuild
    @Test
    void that_the_remote_accepts_and_puts_elsewhere_is_not_done() {
        String first = app.head();
        commit("two");
        clones.remote().git("config", "receive.procReceiveRefs", "refs/heads");
        clones.hook(
                "proc-receive",
                "printf '000eversion=1\\n0000'; n=0; while [ $n -lt 2 ]; do size=$(dd bs=1 count=4 2>/dev/null);"
                        + " if [ \"$size\" = 0000 ]; then n=$((n + 1)); else dd bs=1 count=$((0x$size - 4)) 2>/dev/null"
                        + " >/dev/null; fi; done; printf '0017ok refs/heads/main\\n0000'");

        StepResult result = push(DEFAULT);

        assertThat(clones.main()).isEqualTo(first);
        assertThat(result.isSuccess()).as(result.reason()).isFalse();
        assertThat(result.reason()).contains("did not move").contains("proc-receive");
    }

    @InEveryBuild
    @ParameterizedTest
    @CsvSource(
            value = {
                "git update-ref -d refs/heads/main|is gone",
                "git update-ref refs/heads/main refs/heads/side|does not have"
            },
            delimiter = '|')
    void that_a_hook_of_the_remote_takes_back_is_not_done(String command, String reason) {
        commit("more");
        app.git("push", "-q", "origin", "main", "HEAD~1:refs/heads/side");
        clones.colleague().git("fetch", "-q");
        clones.colleague().git("checkout", "-q", "side");
        clones.colleague().write("side.txt", "x").commitAll("aside");
        clones.colleague().git("push", "-q");
        commit("two");
        clones.hook("post-receive", command);

        StepResult result = push(DEFAULT);

        assertThat(result.isSuccess()).as(result.reason()).isFalse();
        assertThat(result.reason()).contains(reason, "post-receive");
    }

    @Test
    void of_pointers_of_lfs_without_its_hook_says_so() {
        app.write(".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n")
                .commitAll("lfs");

        assertThat(push(DEFAULT).reason()).contains("only the pointers were pushed", "git lfs install");

        RemoteAndClones.hook(app.path().resolve(".git/hooks"), "pre-push", "# git lfs pre-push\nexit 0");
        commit("two");
        assertThat(push(Map.of("branch", "main")).reason()).doesNotContain("pointers");
    }

    @Test
    void that_the_own_hook_rejects_has_its_message() {
        String before = app.head();
        commit("two");
        RemoteAndClones.hook(app.path().resolve(".git/hooks"), "pre-push", "echo 'run the linter first' >&2; exit 3");

        StepResult result = push(DEFAULT);

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.reason()).contains("pre-push").contains("exit code 3").contains("run the linter first");
        assertThat(clones.main()).isEqualTo(before);
    }

    /** What it makes nobody has judged, whether it is pushed or not. */
    @ParameterizedTest
    @CsvSource({
        "git commit -q --allow-empty -m late, has moved the branch",
        "git checkout -q --detach, has moved HEAD to",
        "echo late > b.txt, has changed files: b.txt"
    })
    void is_not_sent_after_its_hook_has_changed_something(String hook, String reason) {
        app.write("b.txt", "one").commitAll("another file");
        String before = clones.main();
        commit("two");
        RemoteAndClones.hook(app.path().resolve(".git/hooks"), "pre-push", hook);

        StepResult result = push(DEFAULT);

        assertThat(result).isInstanceOf(StepResult.Failed.class);
        assertThat(result.reason()).contains("Nothing was pushed: the pre-push hook", reason);
        assertThat(clones.main()).isEqualTo(before);
    }

    @Test
    void whose_remote_is_gone_says_so() {
        app.git("remote", "set-url", "origin", directory.resolve("nowhere").toString());

        assertThat(push(DEFAULT).reason()).contains("'origin'").contains("git remote set-url origin <url>");
    }

    @InEveryBuild
    @Test
    void goes_only_from_what_the_remote_had_when_it_was_recorded() throws Exception {
        commit("two");
        deployment.killedAfterRecording(new GitPush(RemoteAccess.DEFAULT), DEFAULT);
        String theirs = clones.colleaguePushes();

        StepResult result = push(DEFAULT);

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.reason()).contains("rejected").contains("a colleague's");
        assertThat(clones.main()).isEqualTo(theirs);
        StepResult undone = deployment.undo("git/push", DEFAULT);
        assertThat(undone.isSuccess()).as(undone.reason()).isTrue();
        assertThat(undone.reason()).contains("does not have");
        assertThat(clones.main()).isEqualTo(theirs);
    }

    @Test
    void of_a_killed_agent_is_found_not_done_and_done_by_the_next() throws Exception {
        String second = commit("two");
        deployment.killedAfterRecording(new GitPush(RemoteAccess.DEFAULT), DEFAULT);

        assertThat(deployment.resolve("git/push")).isInstanceOf(Resolution.NotStarted.class);
        assertThat(push(DEFAULT).isSuccess()).isTrue();
        assertThat(deployment.resolve("git/push")).isInstanceOf(Resolution.Done.class);
        assertThat(push(DEFAULT).reason()).contains("nothing to push");
        assertThat(clones.main()).isEqualTo(second);
    }

    @Test
    void is_in_doubt_while_the_remote_cannot_tell_or_has_something_else() {
        commit("two");
        push(DEFAULT);

        clones.colleaguePushes();
        assertThat(deployment.resolve("git/push")).isInstanceOf(Resolution.Unknown.class);
        app.git("remote", "set-url", "origin", directory.resolve("nowhere").toString());
        assertThat(deployment.resolve("git/push")).isInstanceOf(Resolution.Unknown.class);
    }

    @InEveryBuild
    @Test
    void takes_over_the_lock_that_a_killed_agent_left_on_the_remote_tracking_ref() throws Exception {
        String second = commit("two");
        StepRecord record =
                deployment.killedAfterRecording(new GitPush(RemoteAccess.DEFAULT), DEFAULT, Duration.ofMinutes(1));
        app.write(".git/refs/remotes/origin/main.lock", second + "\n");
        Files.setLastModifiedTime(
                app.path().resolve(".git/refs/remotes/origin/main.lock"), FileTime.from(record.since()));

        assertThat(push(DEFAULT).isSuccess()).isTrue();
        assertThat(app.git("rev-parse", "origin/main")).isEqualTo(second);
    }

    /** A person's fetch of what was pushed leads to the same commit, and no attempt was killed that could have left it. */
    @Test
    void leaves_a_lock_of_others_that_leads_where_it_goes_itself() {
        String first = app.head();
        String second = commit("two");
        app.write(".git/refs/remotes/origin/main.lock", second + "\n");

        assertThat(push(DEFAULT).isSuccess()).isTrue();
        assertThat(clones.main()).isEqualTo(second);
        assertThat(push(DEFAULT).reason()).contains("nothing to push");
        assertThat(deployment.resolve("git/push")).isInstanceOf(Resolution.Done.class);
        assertThat(deployment.undo("git/push", DEFAULT).isSuccess()).isTrue();

        assertThat(app.read(".git/refs/remotes/origin/main.lock").strip()).isEqualTo(second);
        assertThat(app.git("rev-parse", "origin/main")).isEqualTo(first);
    }

    @Test
    void succeeds_and_says_so_if_the_remote_tracking_ref_is_locked_by_others() {
        String first = app.head();
        String second = commit("two");
        app.write(".git/refs/remotes/origin/main.lock", first + "\n");

        assertThat(push(DEFAULT).isSuccess()).isTrue();
        assertThat(clones.main()).isEqualTo(second);
        assertThat(deployment.printed())
                .contains("refs/remotes/origin/main was not updated")
                .contains("main.lock");
    }
}
