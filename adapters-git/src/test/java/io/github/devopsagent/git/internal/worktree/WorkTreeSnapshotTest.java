package io.github.devopsagent.git.internal.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployment that begins with changes in the work tree that no commit has. */
@FewerCases(every = 6)
class WorkTreeSnapshotTest {

    private static final String REF = "refs/devops/rollback/EP-1/DEP-001";

    @TempDir
    Path directory;

    private TestRepository repo = new TestRepository(Path.of("."));
    private String first = "";

    @BeforeEach
    void a_repository() {
        repo = TestRepository.in(directory.resolve("app"));
        first = repo.write("c.txt", "one").write("d.txt", "one").commitAll("second");
    }

    @Test
    void is_a_problem_with_the_files_and_the_way_to_allow_it() {
        repo.write("a.txt", "changed");

        assertThat(GitAdapter.of(repo.path())
                        .rollbackPoint()
                        .check(TestRepository.deployment())
                        .map(StepFinding::message))
                .hasValueSatisfying(message ->
                        assertThat(message).contains("no commit has: a.txt.").contains("allowingDirty()"));
        assertThat(point().check(TestRepository.deployment())).isEmpty();
    }

    @Test
    void is_recorded_as_a_commit_of_no_branch_on_top_of_the_one_checked_out() throws Exception {
        everyKindOfChange();
        String status = repo.status();

        StepResult created = create();

        assertThat(created.reason()).contains(first.substring(0, 10)).contains("with changes that no commit has");
        assertThat(repo.git("rev-parse", REF + "~1")).isEqualTo(first);
        assertThat(repo.git("cat-file", "-p", REF))
                .contains("HEAD: refs/heads/main")
                .contains("Commit: " + first);
        assertThat(repo.git("diff", "--name-status", first, REF).replace('\t', ' '))
                .isEqualTo("M a.txt\nD c.txt\nD d.txt\nM dir/b.txt\nA new.txt");
        assertThat(repo.git("show", REF + "^{commit}:a.txt")).isEqualTo("not staged");
        assertThat(repo.status()).isEqualTo(status);
        assertThat(repo.head()).isEqualTo(first);
        assertThat(repo.git("fsck", "--strict", "--no-progress")).isEmpty();
    }

    @Test
    void comes_back_staged() throws Exception {
        everyKindOfChange();
        create();
        repo.git("add", "-A");
        repo.git("checkout", "-q", "-b", "other");
        repo.write("a.txt", "two").write("dir/b.txt", "two").delete("new.txt").commitAll("more");

        StepResult restored = restore();

        assertChangesAreBack();
        assertThat(restored.reason())
                .contains("with changes that no commit has")
                .contains("are staged");
        restore();
        assertChangesAreBack();
    }

    @Test
    void comes_back_with_the_command_for_people() throws Exception {
        everyKindOfChange();
        String before = point().restoreCommand(TestRepository.deployment());
        create();
        String command = point().restoreCommand(TestRepository.deployment());
        repo.git("add", "-A");
        repo.git("checkout", "-q", "-b", "other");
        repo.write("a.txt", "two").write("dir/b.txt", "two").delete("new.txt").commitAll("more");

        TestRepository.paste(directory, command);

        assertChangesAreBack();
        assertThat(before).isEqualTo(command);
    }

    @Test
    void comes_back_around_ignored_directories_either_way() throws Exception {
        first = repo.write("consensus/status.json", "testing").commitAll("with consensus");
        RollbackPoint point = GitAdapter.of(repo.path())
                .ignoring(repo.path().resolve("consensus"))
                .allowingDirty()
                .rollbackPoint();
        repo.write("a.txt", "changed").write("consensus/status.json", "deployment");
        assertThat(point.create(TestRepository.request()).isSuccess()).isTrue();
        assertThat(repo.git("diff", "--name-only", first, REF)).isEqualTo("a.txt");
        String command = point.restoreCommand(TestRepository.deployment());

        repo.write("a.txt", "two").write("consensus/status.json", "done").commitAll("more");
        StepResult restored = point.restore(TestRepository.request());
        assertThat(restored.isSuccess()).as(restored.reason()).isTrue();
        assertThat(repo.status()).isEqualTo("M  a.txt\n M consensus/status.json");
        assertThat(repo.read("consensus/status.json")).isEqualTo("done");
        assertThat(repo.head()).isEqualTo(first);

        repo.write("a.txt", "three").commitAll("and more");
        TestRepository.paste(directory, command);
        assertThat(repo.status()).isEqualTo("M  a.txt\n M consensus/status.json");
        assertThat(repo.read("a.txt")).isEqualTo("changed");
        assertThat(repo.head()).isEqualTo(first);
    }

    @Test
    void comes_back_on_a_detached_head_either_way() throws Exception {
        repo.git("checkout", "-q", "--detach");
        repo.write("a.txt", "changed");
        create();
        String command = point().restoreCommand(TestRepository.deployment());
        repo.git("checkout", "-q", "-f", "main");

        restore();
        assertThat(repo.branch()).isEmpty();
        assertThat(repo.status()).isEqualTo("M  a.txt");

        repo.git("checkout", "-q", "-f", "main");
        TestRepository.paste(directory, command);
        assertThat(repo.branch()).isEmpty();
        assertThat(repo.status()).isEqualTo("M  a.txt");
    }

    @Test
    void comes_back_on_top_of_the_revert_of_a_pushed_branch() throws Exception {
        TestRepository.empty(directory.resolve("remote.git"), "--bare");
        repo.git("remote", "add", "origin", directory.resolve("remote.git").toString());
        repo.write("a.txt", "changed");
        create();
        String second = repo.write("a.txt", "two").commitAll("more");
        repo.git("push", "-q", "origin", "main");

        restore();

        assertThat(repo.git("rev-parse", "HEAD^@")).isEqualTo(second);
        assertThat(repo.git("diff", "--name-only", first, "HEAD")).isEmpty();
        assertThat(repo.status()).isEqualTo("M  a.txt");
        assertThat(repo.read("a.txt")).isEqualTo("changed");
    }

    @Test
    void may_be_a_submodule_at_another_commit() throws Exception {
        TestRepository library = TestRepository.in(directory.resolve("library"));
        repo.addSubmodule(library, "lib");
        first = repo.commitAll("with a submodule");
        String newer = new TestRepository(repo.path().resolve("lib"))
                .write("a.txt", "two")
                .commitAll("newer");
        repo.write("a.txt", "changed");
        create();
        repo.commitAll("use it");

        restore();

        assertThat(repo.head()).isEqualTo(first);
        assertThat(repo.status()).isEqualTo("M  a.txt\nM  lib");
        assertThat(repo.git("ls-files", "-s", "lib")).contains(newer);
    }

    @InEveryBuild
    @Test
    void is_recorded_as_git_would_commit_it() throws Exception {
        repo.git("config", "core.autocrlf", "true");
        repo.git("config", "filter.upper.clean", "tr a-z A-Z");
        repo.write(".gitattributes", "*.up filter=upper\n").write("x.up", "abc").commitAll("filters");
        Files.createSymbolicLink(repo.path().resolve("link"), Path.of("a.txt"));
        repo.write("a.txt", "one\r\ntwo\r\n").write("x.up", "def").write("run.sh", "#!/bin/sh\n");
        assertThat(repo.path().resolve("run.sh").toFile().setExecutable(true)).isTrue();
        repo.git("add", "-N", "link", "run.sh");
        StepResult recording = GitAdapter.of(repo.path())
                .allowingDirty()
                .trustingRepositoryConfiguration()
                .rollbackPoint()
                .create(TestRepository.request());
        assertThat(recording.isSuccess()).as(recording.reason()).isTrue();
        String recorded = repo.git("rev-parse", REF + "^{tree}");

        repo.commitAll("by git");

        assertThat(recorded).isEqualTo(repo.git("rev-parse", "HEAD^{tree}"));
    }

    @InEveryBuild
    @Test
    void with_the_same_changes_is_reuse_and_with_others_a_failure() throws Exception {
        repo.write("a.txt", "changed");
        create();

        assertThat(create().reason()).startsWith("reused").contains("with changes");
        repo.git("add", "-A");
        assertThat(create().reason()).startsWith("reused");
        repo.write("a.txt", "changed again");
        assertThat(point().create(TestRepository.request()).reason()).contains("is there already");
        repo.write("a.txt", "one");
        assertThat(point().create(TestRepository.request()).reason()).contains("is there already");
    }

    @Test
    void with_a_clean_work_tree_is_as_without_asking_for_it() throws Exception {
        create();

        assertThat(repo.git("rev-parse", REF + "^{commit}")).isEqualTo(first);
        assertThat(repo.git("cat-file", "-p", REF)).doesNotContain("Commit:");
        assertThat(GitAdapter.of(repo.path())
                        .rollbackPoint()
                        .create(TestRepository.request())
                        .reason())
                .startsWith("reused");
    }

    @Test
    void keeps_what_is_staged_where_the_work_tree_has_something_else() throws Exception {
        everyKindOfChange();
        repo.write("gone.txt", "staged, and gone").git("add", "gone.txt");
        repo.delete("gone.txt").write("intended.txt", "later").git("add", "-N", "intended.txt");
        create();
        repo.git("reset", "-q", "--hard");
        repo.git("reflog", "expire", "--expire=now", "--all");
        repo.git("prune", "--expire=now");

        String said = restore().reason();

        String staged = repo.git("rev-parse", REF + "^{commit}^2");
        assertThat(said).contains("as the work tree had them. What was staged before", staged.substring(0, 10));
        assertThat(repo.read("a.txt")).isEqualTo("not staged");
        assertThat(repo.git("show", staged + ":a.txt")).isEqualTo("staged");
        assertThat(repo.read("intended.txt")).isEqualTo("later");
        assertThat(repo.git("ls-tree", "-r", "--name-only", staged).lines())
                .containsExactly("a.txt", "c.txt", "dir/b.txt", "gone.txt", "new.txt");
        assertThat(repo.git("show", staged + ":gone.txt")).isEqualTo("staged, and gone");
    }

    @Test
    void has_nothing_staged_to_keep_where_the_work_tree_has_it() throws Exception {
        repo.write("a.txt", "staged").git("add", "a.txt");
        repo.write("dir/b.txt", "changed").delete("c.txt");
        create();

        assertThat(repo.git("rev-parse", REF + "^{commit}^@")).isEqualTo(first);
        assertThat(restore().reason()).contains("as the work tree had them").doesNotContain("staged before");
    }

    @Test
    void is_refused_with_conflicts() {
        repo.write("a.txt", "stashed").git("stash", "-q");
        repo.write("a.txt", "ours").commitAll("ours");
        repo.failingGit("stash", "pop");

        assertThat(point().check(TestRepository.deployment()).map(StepFinding::message))
                .hasValueSatisfying(
                        message -> assertThat(message).contains("conflicts").contains("a.txt"));
    }

    private void everyKindOfChange() throws IOException {
        repo.write("a.txt", "staged").write("new.txt", "added");
        repo.git("add", "-A");
        repo.write("a.txt", "not staged").write("dir/b.txt", "changed").delete("c.txt");
        repo.git("rm", "-q", "d.txt");
        repo.write("untracked.txt", "mine").write(".git/info/exclude", "untracked.txt");
    }

    private void assertChangesAreBack() {
        assertThat(repo.head()).isEqualTo(first);
        assertThat(repo.branch()).isEqualTo("main");
        assertThat(repo.status()).isEqualTo("M  a.txt\nD  c.txt\nD  d.txt\nM  dir/b.txt\nA  new.txt");
        assertThat(repo.read("a.txt")).isEqualTo("not staged");
        assertThat(repo.read("new.txt")).isEqualTo("added");
        assertThat(repo.read("untracked.txt")).isEqualTo("mine");
    }

    private RollbackPoint point() {
        return GitAdapter.of(repo.path()).allowingDirty().rollbackPoint();
    }

    private StepResult create() throws Exception {
        StepResult result = point().create(TestRepository.request());
        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        return result;
    }

    private StepResult restore() throws Exception {
        StepResult result = point().restore(TestRepository.request());
        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        return result;
    }
}
