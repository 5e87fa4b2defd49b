package io.github.devopsagent.git.internal.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.internal.repository.RemoteAndClones;
import io.github.devopsagent.git.internal.repository.TestRepository;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What undoes a push. */
@FewerCases(every = 6)
class PushReversalTest {

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

    private String pushed(String text) {
        String commit = app.write("a.txt", text).commitAll("commit " + text);
        StepResult result = deployment.run("git/push", DEFAULT);
        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        return commit;
    }

    private StepResult undo() {
        return deployment.undo("git/push", DEFAULT);
    }

    @Test
    void is_one_commit_on_top_that_names_what_it_takes_back() {
        String before = app.head();
        app.write("a.txt", "two").write("new.txt", "two").commitAll("second");
        String pushed = pushed("three");

        StepResult undone = undo();

        assertThat(undone.isSuccess()).as(undone.reason()).isTrue();
        assertThat(undone.reason())
                .contains("pushed the revert " + clones.main().substring(0, 10));
        assertThat(clones.remote().git("rev-parse", "main^")).isEqualTo(pushed);
        assertThat(clones.remote().git("rev-parse", "main^{tree}")).isEqualTo(app.git("rev-parse", before + "^{tree}"));
        assertThat(clones.remote().git("log", "-1", "--format=%B", "main"))
                .startsWith("Revert to " + before.substring(0, 10) + "\n\nDeployment DEP-001 of EP-1 was rolled back.")
                .contains(pushed + " commit three")
                .contains(" second");
        assertThat(clones.remote().git("fsck", "--strict")).doesNotContain("error");
    }

    @Test
    void leaves_branch_index_and_work_tree_alone() {
        String pushed = pushed("two");
        app.write("a.txt", "edited").write("staged.txt", "staged");
        app.git("add", "staged.txt");
        String status = app.status();

        undo();

        assertThat(app.head()).isEqualTo(pushed);
        assertThat(app.branch()).isEqualTo("main");
        assertThat(app.status()).isEqualTo(status);
        assertThat(app.read("a.txt")).isEqualTo("edited");
        assertThat(app.git("rev-parse", "origin/main")).isEqualTo(clones.main()).isNotEqualTo(pushed);
    }

    @Test
    void leaves_the_consensus_directory_as_it_was_pushed() {
        app.write("consensus/status.json", "testing").commitAll("consensus");
        app.git("push", "-q");
        app.write("consensus/status.json", "deployment").write("consensus/new.json", "{}");

        pushed("two");
        undo();

        assertThat(clones.remote().git("show", "main:a.txt")).isEqualTo("one");
        assertThat(clones.remote().git("show", "main:consensus/status.json")).isEqualTo("deployment");
        assertThat(clones.remote().git("show", "main:consensus/new.json")).isEqualTo("{}");
    }

    @Test
    void is_nothing_if_only_the_consensus_directory_was_pushed() {
        String pushed = app.write("consensus/status.json", "deployment").commitAll("consensus");
        deployment.run("git/push", DEFAULT);

        assertThat(undo().reason()).contains("no file outside the ignored directories");
        assertThat(clones.main()).isEqualTo(pushed);
    }

    @Test
    void is_nothing_if_nothing_was_pushed_although_the_remote_is_gone() {
        deployment.run("git/push", DEFAULT);
        app.git("remote", "rename", "origin", "elsewhere");

        StepResult undone = undo();

        assertThat(undone.isSuccess()).as(undone.reason()).isTrue();
        assertThat(undone.reason()).contains("nothing to undo");
    }

    @Test
    void twice_is_once() throws Exception {
        pushed("two");
        String record = app.git("for-each-ref", "--format=%(refname)", "refs/devops/steps");
        String recorded = app.git("rev-parse", record);
        undo();
        String reverted = clones.main();

        assertThat(undo().isSuccess()).isTrue();
        // As if it had been killed before it deleted the record.
        app.git("update-ref", record, recorded);
        StepResult again = undo();

        assertThat(again.isSuccess()).as(again.reason()).isTrue();
        assertThat(again.reason()).contains("has the revert " + reverted.substring(0, 10) + " already");
        assertThat(clones.main()).isEqualTo(reverted);
        assertThat(app.git("for-each-ref", "refs/devops")).isEmpty();
    }

    @InEveryBuild
    @Test
    void fails_if_the_remote_moved_on_and_says_how_to_go_on() {
        String before = app.head();
        String pushed = pushed("two");
        String theirs = clones.colleaguePushes();
        String refs = app.git("for-each-ref");

        StepResult undone = undo();

        assertThat(undone.isSuccess()).isFalse();
        assertThat(undone.reason())
                .contains("moved on after the push, from " + pushed.substring(0, 10) + " to " + theirs.substring(0, 10))
                .contains(theirs.substring(0, 10) + " a colleague's")
                .contains(before + ".." + pushed);
        assertThat(clones.main()).isEqualTo(theirs);
        assertThat(app.git("for-each-ref")).isEqualTo(refs);
        assertThat(app.path().resolve(".git/FETCH_HEAD")).doesNotExist();

        String reason = undone.reason();
        TestRepository.paste(
                directory,
                reason.substring(reason.indexOf("dir=$(mktemp"), reason.indexOf("HEAD:refs/heads/main") + 20));
        assertThat(clones.remote().git("show", "main:a.txt")).isEqualTo("one");
        assertThat(clones.remote().git("rev-parse", "main^")).isEqualTo(theirs);
        app.git("worktree", "prune");
    }

    @Test
    void is_nothing_if_somebody_took_it_back_already() {
        String before = app.head();
        pushed("two");
        clones.remote().git("update-ref", "refs/heads/main", before);

        assertThat(undo().reason()).contains("is as it was before");
        assertThat(clones.main()).isEqualTo(before);
    }

    @Test
    void deletes_a_branch_that_the_push_made() {
        app.git("branch", "live");
        Map<String, Object> live = Map.of("branch", "live");
        deployment.run("git/push", live);

        StepResult undone = deployment.undo("git/push", live);

        assertThat(undone.isSuccess()).as(undone.reason()).isTrue();
        assertThat(clones.at("refs/heads/live")).isEmpty();
        assertThat(app.git("for-each-ref", "refs/remotes/origin/live")).isEmpty();
        assertThat(app.git("branch", "--list", "live")).contains("live");
        assertThat(deployment.undo("git/push", live).isSuccess()).isTrue();
    }

    @InEveryBuild
    @Test
    void does_not_delete_a_branch_that_moved_on() {
        app.git("branch", "live");
        Map<String, Object> live = Map.of("branch", "live");
        deployment.run("git/push", live);
        clones.colleague().git("fetch", "-q");
        clones.colleague().git("switch", "-q", "live");
        String theirs = clones.colleague().write("theirs.txt", "x").commitAll("a colleague's");
        clones.colleague().git("push", "-q");

        StepResult undone = deployment.undo("git/push", live);

        assertThat(undone.isSuccess()).isFalse();
        assertThat(undone.reason()).contains("moved on").contains("push origin --delete live");
        assertThat(clones.at("refs/heads/live")).isEqualTo(theirs);
    }

    @Test
    void deletes_a_tag_only_if_it_is_the_one_that_was_pushed() {
        app.git("tag", "-a", "-m", "one", "v1");
        app.git("tag", "-a", "-m", "two", "v2");
        deployment.run("git/push", Map.of("tag", "v1"));
        deployment.run("git/push", Map.of("tag", "v2"));
        clones.remote().git("tag", "-f", "v2", "main");

        assertThat(deployment.undo("git/push", Map.of("tag", "v1")).isSuccess()).isTrue();
        StepResult replaced = deployment.undo("git/push", Map.of("tag", "v2"));

        assertThat(clones.at("refs/tags/v1")).isEmpty();
        assertThat(replaced.isSuccess()).isFalse();
        assertThat(clones.at("refs/tags/v2")).isEqualTo(clones.main());
        assertThat(app.git("tag")).contains("v1");
    }

    @Test
    void fails_if_the_remote_cannot_be_reached_and_can_be_tried_again() {
        pushed("two");
        app.git("remote", "set-url", "origin", directory.resolve("nowhere").toString());
        assertThat(undo().isSuccess()).isFalse();

        app.git("remote", "set-url", "origin", clones.remote().path().toString());
        assertThat(undo().isSuccess()).isTrue();
        assertThat(clones.remote().git("show", "main:a.txt")).isEqualTo("one");
    }

    @Test
    void that_the_remote_rejects_says_why() {
        String pushed = pushed("two");
        clones.hook("pre-receive", "echo 'frozen' >&2; exit 1");

        StepResult undone = undo();

        assertThat(undone.isSuccess()).isFalse();
        assertThat(undone.reason()).contains("pre-receive hook declined");
        assertThat(clones.main()).isEqualTo(pushed);
    }
}
