package io.github.devopsagent.git.internal.step;

import static io.github.devopsagent.git.internal.step.GitStepFixture.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.executor.HostEnvironment;
import io.github.devopsagent.executor.Inherited;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.internal.repository.RemoteAndClones;
import io.github.devopsagent.git.internal.repository.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The step {@code git/revert}. */
@FewerCases(every = 6)
class GitRevertTest {

    @TempDir
    private Path directory;

    private TestRepository repo = new TestRepository(Path.of("."));
    private String first = "";
    private String second = "";
    private String third = "";

    @BeforeEach
    void a_repository_with_three_commits() {
        repo = TestRepository.in(directory.resolve("app"));
        repo.git("config", "user.name", "Ann");
        repo.git("config", "user.email", "ann@example.org");
        repo.git("config", "commit.gpgsign", "false");
        first = repo.head();
        second = repo.write("a.txt", "two").write("c.txt", "two").commitAll("second");
        third = repo.write("dir/b.txt", "three").commitAll("third");
    }

    @AfterEach
    void nothing_is_left_behind() {
        assertThat(repo.path().resolve(".git/index.lock")).doesNotExist();
        assertThat(repo.git("fsck", "--no-dangling")).isEmpty();
    }

    private GitStepFixture revert(Object commits) {
        return aStep(repo, "git/revert").with("commits", commits);
    }

    private static String success(StepResult result) {
        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        return result.reason();
    }

    private static String failure(StepResult result) {
        assertThat(result.isSuccess()).as(result.reason()).isFalse();
        return result.reason();
    }

    private void assertUnchanged() {
        assertUnchangedAt(third);
    }

    private void assertUnchangedAt(String head) {
        assertThat(repo.head()).isEqualTo(head);
        assertThat(repo.branch()).isEqualTo("main");
        assertThat(repo.status()).isEmpty();
        assertThat(repo.path().resolve(".git/REVERT_HEAD")).doesNotExist();
        assertThat(repo.git("for-each-ref", "refs/devops")).isEmpty();
    }

    @Test
    void makes_a_commit_that_undoes_another_one_as_git_does() throws Exception {
        TestRepository twin = new TestRepository(directory.resolve("twin"));
        repo.git("clone", "-q", repo.path().toString(), twin.path().toString());
        twin.git("revert", "--no-edit", second);

        String note = success(revert(second).run());

        assertThat(repo.git("rev-parse", "HEAD^{tree}")).isEqualTo(twin.git("rev-parse", "HEAD^{tree}"));
        assertThat(repo.git("log", "-1", "--format=%an %ae%n%B"))
                .isEqualTo(twin.git("log", "-1", "--format=%an %ae%n%B"));
        assertThat(repo.git("rev-parse", "HEAD^")).isEqualTo(third);
        assertThat(repo.branch()).isEqualTo("main");
        assertThat(repo.status()).isEmpty();
        assertThat(note).contains("reverted " + second.substring(0, 10), "it was " + third.substring(0, 10));
    }

    @Test
    void of_several_makes_a_commit_for_each() throws Exception {
        success(revert(List.of(third, second.substring(0, 9))).run());

        assertThat(repo.git("log", "-2", "--format=%s")).isEqualTo("Revert \"second\"\nRevert \"third\"");
        assertThat(repo.git("diff", "--stat", first)).isEmpty();
        assertThat(repo.status()).isEmpty();
    }

    @Test
    void of_several_does_none_if_one_conflicts() throws Exception {
        repo.write("a.txt", "four").commitAll("fourth");
        String fourth = repo.head();

        assertThat(failure(revert(List.of(third, second)).run()))
                .contains("Reverting " + second.substring(0, 10) + " second conflicts", "a.txt");

        assertUnchangedAt(fourth);
    }

    /** Of the modes in the parent, the commit and now. */
    @FewerCases(every = 6)
    @ParameterizedTest
    @CsvSource({
        "chmod +x a.txt, true",
        "true, chmod +x a.txt",
        "chmod +x a.txt, chmod -x a.txt",
        "ln -sf c.txt a.txt, true",
        "true, ln -sf c.txt a.txt",
        "rm a.txt; mkdir a.txt; touch a.txt/b, true",
        "git mv a.txt m.txt, git rm -q m.txt"
    })
    void leaves_modes_types_and_renames_to_git(String inCommit, String later) throws Exception {
        repo.git("config", "core.fileMode", "true");
        repo.write("a.txt", "four");
        TestRepository.paste(repo.path(), inCommit + "; git add -A; git commit -q -m fourth");
        String fourth = repo.head();
        TestRepository.paste(repo.path(), later + "; git add -A; git commit -q --allow-empty -m fifth");
        String fifth = repo.head();

        assertThat(revert(fourth).check().map(StepFinding::message).orElse(""))
                .contains(".txt' ", "git revert --no-edit " + fourth.substring(0, 10));
        assertThat(failure(revert(fourth).run())).contains("is left to git");

        assertUnchangedAt(fifth);
    }

    @Test
    void on_a_detached_head_moves_head_alone() throws Exception {
        repo.git("checkout", "-q", "--detach");

        success(revert(second).run());

        assertThat(repo.branch()).isEmpty();
        assertThat(repo.git("rev-parse", "HEAD^")).isEqualTo(third);
        assertThat(repo.git("rev-parse", "main")).isEqualTo(third);
    }

    @Test
    void is_undone_to_what_was_there() throws Exception {
        GitStepFixture step = revert(List.of(third, second));
        success(step.run());

        success(step.undo());

        assertUnchanged();
    }

    @InEveryBuild
    @Test
    void that_was_pushed_is_undone_by_a_new_commit() throws Exception {
        TestRepository remote = new TestRepository(directory.resolve("remote.git"));
        repo.git("clone", "-q", "--bare", repo.path().toString(), remote.path().toString());
        repo.git("remote", "add", "origin", remote.path().toString());
        repo.git("fetch", "-q");
        GitStepFixture step = revert(second);
        success(step.run());
        String reverted = repo.head();
        repo.git("push", "-q", "origin", "main");

        assertThat(success(step.undo())).contains("push");

        assertThat(repo.git("rev-parse", "HEAD^")).isEqualTo(reverted);
        assertThat(repo.git("diff", "--stat", third)).isEmpty();
        assertThat(repo.status()).isEmpty();
    }

    private String merge() {
        repo.git("checkout", "-q", "-b", "side", first);
        repo.write("side.txt", "side").commitAll("side");
        repo.git("checkout", "-q", "main");
        repo.git("merge", "-q", "--no-edit", "side");
        return repo.head();
    }

    @Test
    void of_a_merge_names_its_parents_if_it_is_not_told_which() throws Exception {
        String merge = merge();
        String side = repo.git("rev-parse", "side");

        GitStepFixture step = revert(merge);
        assertThat(step.check().map(StepFinding::message).orElse(""))
                .contains(
                        "is a merge of 2 commits",
                        "\"mainline\"",
                        "1 for " + third.substring(0, 10) + " third",
                        "2 for " + side.substring(0, 10) + " side");
        assertThat(failure(step.run())).contains("is a merge of 2 commits");

        assertUnchangedAt(merge);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void of_a_merge_goes_back_to_one_of_its_parents_as_git_does(int mainline) throws Exception {
        String merge = merge();
        TestRepository twin = new TestRepository(directory.resolve("twin"));
        repo.git("clone", "-q", repo.path().toString(), twin.path().toString());
        twin.git("revert", "--no-edit", "-m", Integer.toString(mainline), merge);
        GitStepFixture step = revert(merge).with("mainline", mainline);

        assertThat(step.check()).isEmpty();
        success(step.run());

        assertThat(repo.git("rev-parse", "HEAD^{tree}")).isEqualTo(twin.git("rev-parse", "HEAD^{tree}"));
        assertThat(repo.git("log", "-1", "--format=%B")).isEqualTo(twin.git("log", "-1", "--format=%B"));
        success(step.undo());
        assertUnchangedAt(merge);
    }

    @Test
    void takes_a_mainline_of_1_for_commits_that_are_no_merges() throws Exception {
        String merge = merge();

        success(revert(List.of(merge, third)).with("mainline", "1").run());

        assertThat(repo.git("diff", "--stat", second)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "0", "-1", "main", "1.5"})
    void refuses_a_mainline_that_there_is_not(String mainline) {
        assertThat(revert(merge())
                        .with("mainline", mainline)
                        .check()
                        .map(StepFinding::message)
                        .orElse(""))
                .contains("'mainline'", "allowed is");
    }

    @Test
    void of_the_first_commit_is_refused() throws Exception {
        assertThat(failure(revert(first).run())).contains("is the first commit");
        assertUnchanged();
    }

    @Test
    void of_the_oldest_commit_of_a_shallow_clone_says_how_to_get_more() throws Exception {
        TestRepository shallow = RemoteAndClones.clone(repo, directory.resolve("shallow"), "--depth=2");
        shallow.git("config", "commit.gpgsign", "false");
        GitStepFixture step = aStep(shallow, "git/revert").with("commits", second);

        String reason = failure(step.run());

        assertThat(reason).contains("is shallow and ends at " + second.substring(0, 10), "--deepen=100", "--unshallow");
        assertThat(reason).doesNotContain("first commit");
        assertThat(step.check()).map(StepFinding::certainty).contains(StepFinding.Certainty.MISSING_NOW);

        TestRepository.paste(directory, reason.substring(reason.lastIndexOf("git -C")));
        success(step.run());
        assertThat(shallow.read("a.txt")).isEqualTo("one");
    }

    @Test
    void of_what_is_reverted_already_fails() throws Exception {
        repo.git("revert", "--no-edit", second);
        String reverted = repo.head();

        assertThat(failure(revert(second).run())).contains("changes nothing", "reverted already");

        assertUnchangedAt(reverted);
    }

    @Test
    void of_a_dirty_work_tree_is_refused() throws Exception {
        repo.write("dir/b.txt", "edited");

        GitStepFixture step = revert(second);
        assertThat(step.check().map(StepFinding::message).orElse("")).contains("dir/b.txt");
        assertThat(failure(step.run())).contains("changes that no commit has: dir/b.txt");

        assertThat(repo.head()).isEqualTo(third);
        assertThat(repo.read("dir/b.txt")).isEqualTo("edited");
    }

    @Test
    void that_the_pre_commit_hook_refuses_goes_back() throws Exception {
        hook("pre-commit", "git diff --cached --name-only; echo 'no commits on Fridays' >&2; exit 7");

        GitStepFixture step = revert(second);
        assertThat(failure(step.run()))
                .contains(
                        "hook pre-commit",
                        "exit code 7: no commits on Fridays",
                        "Everything is as before, at " + third.substring(0, 10));

        assertThat(step.printed()).contains("a.txt\nc.txt\n", "no commits on Fridays");
        assertUnchanged();
    }

    @Test
    void that_the_commit_msg_hook_refuses_never_begins() throws Exception {
        hook("commit-msg", "echo 'no ticket' >&2; exit 1");

        assertThat(failure(revert(second).run())).contains("hook commit-msg", "exit code 1: no ticket");

        assertUnchanged();
    }

    @Test
    void has_the_message_that_the_commit_msg_hook_makes_of_it() throws Exception {
        hook("commit-msg", "echo 'Change-Id: I1' >> \"$1\"");
        hook("post-commit", "echo noted; exit 1");

        GitStepFixture step = revert(second);
        success(step.run());

        assertThat(repo.git("log", "-1", "--format=%B")).endsWith("Change-Id: I1");
        assertThat(step.printed()).contains("noted");
    }

    @InEveryBuild
    @ParameterizedTest
    @CsvSource({
        "git commit -q --amend -m amended,has moved HEAD from the revert",
        "echo evil > a.txt; git add a.txt; git -c user.name=A -c user.email=a@b commit -q -m more,has moved HEAD",
        "git checkout -q --detach,to [0-9a-f]{10} \\(detached HEAD\\)",
        "echo evil > a.txt,has changed files after the revert: a.txt",
    })
    void that_the_post_commit_hook_changes_has_failed_and_is_undone(String script, String why) throws Exception {
        hook("post-commit", "rm .git/hooks/post-commit; " + script);
        GitStepFixture step = revert(second);

        assertThat(failure(step.run())).startsWith("The post-commit hook has ").containsPattern(why);

        assertThat(step.undo().isSuccess()).isTrue();
        assertUnchanged();
    }

    @Test
    void has_hooks_with_the_environment_of_the_step() throws Exception {
        hook("pre-commit", "env");

        GitStepFixture step = revert(second)
                .inheriting(new HostEnvironment(
                        Inherited.only("PATH"), true, Map.of("PATH", "/of/the/run:/usr/bin:/bin"), Set.of(), Set.of()));
        success(step.run());

        assertThat(step.printed().lines())
                .contains(
                        "PATH=/of/the/run:/usr/bin:/bin",
                        "DEVOPS_STEP=" + step.context().step())
                .noneMatch(line -> line.startsWith("HOME="));
    }

    @Test
    void that_must_be_signed_without_a_key_never_begins() throws Exception {
        repo.git("config", "commit.gpgsign", "true");

        assertThat(failure(revert(second).run())).contains("demands a signature", "git config commit.gpgsign false");

        assertUnchanged();
    }

    @Test
    void that_must_be_signed_in_a_format_that_nothing_here_signs_says_so() throws Exception {
        repo.git("config", "commit.gpgsign", "true");
        repo.git("config", "gpg.format", "x509");
        assertThat(failure(revert(second).run()))
                .contains("format x509", "git config commit.gpgsign false")
                .doesNotContain("Add ");
    }

    @Test
    void that_would_change_the_consensus_directory_is_refused_with_the_paths() throws Exception {
        String mixed =
                repo.write("a.txt", "four").write("consensus/status.json", "{}").commitAll("mixed");

        assertThat(failure(revert(mixed).consensusIn("consensus").run()))
                .contains("left alone", "consensus/status.json");

        assertUnchangedAt(mixed);
    }

    @Test
    void does_not_mind_changes_in_the_consensus_directory() throws Exception {
        repo.write("consensus/status.json", "one").commitAll("status");
        repo.write("consensus/status.json", "one and more").write("consensus/plan.json", "{}");

        success(revert(second).consensusIn("consensus").run());

        assertThat(repo.read("consensus/status.json")).isEqualTo("one and more");
        assertThat(repo.git("show", "HEAD:consensus/status.json")).isEqualTo("one");
        assertThat(repo.status()).isEqualTo(" M consensus/status.json\n?? consensus/plan.json");
    }

    @Test
    void of_a_range_or_a_list_of_other_things_is_refused() throws Exception {
        assertThat(failure(revert(first + ".." + third).run())).contains("Name commits, each by its id");
        assertThat(failure(revert(List.of()).run())).contains("a text, or a list of texts");
        assertThat(failure(revert(List.of(1)).run())).contains("a text, or a list of texts");
        assertThat(failure(aStep(repo, "git/revert").run())).contains("has no 'commits'");
        assertUnchanged();
    }

    @InEveryBuild
    @Test
    void that_is_done_is_known_to_be_done() throws Exception {
        GitStepFixture step = revert(second);
        assertThat(step.resolve()).isInstanceOf(Resolution.NotStarted.class);

        step.run();

        assertThat(step.resolve()).isInstanceOf(Resolution.Done.class);
    }

    private void hook(String name, String body) throws IOException {
        Path hook = repo.path().resolve(".git/hooks").resolve(name);
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, "#!/bin/sh\n" + body + "\n");
        assertThat(hook.toFile().setExecutable(true)).isTrue();
    }

    /** A lock that is there before is found before; this one is made on the way. */
    @InEveryBuild
    @Test
    void goes_back_if_the_branch_cannot_be_moved() throws Exception {
        String tip = repo.write("g", "new").commitAll("G");
        hook("pre-commit", "touch .git/refs/heads/main.lock");

        String reason = aStep(repo, "git/revert").with("commits", tip).run().reason();

        assertThat(reason).contains("Everything is as before");
        repo.delete(".git/refs/heads/main.lock");
        assertThat(repo.head()).isEqualTo(tip);
        assertThat(repo.status()).isEmpty();
        assertThat(repo.git("for-each-ref", "refs/devops")).isEmpty();
    }

    /** With real git beside it, which has the driver decide. */
    @FewerCases(every = 6)
    @ParameterizedTest
    @ValueSource(strings = {"f merge=drv", "f merge", "f -merge", "f merge=text", "f merge=unknown", "default", "none"})
    void where_git_would_run_a_merge_driver_is_refused(String attribute) throws Exception {
        String lines = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        repo.write("f", lines)
                .write(".gitattributes", attribute.startsWith("f") ? attribute + "\n" : "")
                .commitAll("base");
        String reverted = repo.write("f", lines.replace("2", "two")).commitAll("A");
        String tip =
                repo.write("f", lines.replace("2", "two").replace("8", "eight")).commitAll("B");
        repo.git("config", "merge.drv.driver", "touch " + directory.resolve("driver-ran") + "; false");
        if (attribute.equals("default")) {
            repo.git("config", "merge.default", "drv");
        }
        GitStepFixture step = aStep(repo, "git/revert").with("commits", reverted);

        boolean found = step.check()
                .filter(finding -> finding.message().contains("merge.drv.driver"))
                .isPresent();

        assertThat(directory.resolve("driver-ran")).doesNotExist();
        if (found) {
            assertThat(step.run()).isInstanceOf(StepResult.NotStarted.class);
            assertThat(repo.head()).isEqualTo(tip);
        }
        try {
            repo.git("revert", "--no-edit", reverted);
        } catch (AssertionError conflict) {
            repo.git("revert", "--abort");
        }
        assertThat(found).isEqualTo(Files.exists(directory.resolve("driver-ran")));
    }
}
