package io.github.devopsagent.git.internal.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import io.github.devopsagent.git.internal.rollbackpoint.GitRollbackPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Going back to a rollback point. */
@FewerCases(every = 6)
class RestorationTest {

    @TempDir
    Path directory;

    private TestRepository repo = new TestRepository(Path.of("."));
    private String first = "";

    @BeforeEach
    void a_repository_with_one_commit() {
        repo = TestRepository.in(directory.resolve("app"));
        first = repo.head();
    }

    @Test
    void takes_new_commits_from_the_branch() {
        create();
        String second = repo.write("a.txt", "two").write("new/c.txt", "two").commitAll("second");

        StepResult result = restore();

        assertRestoredTo("main");
        assertThat(result.reason()).contains(first.substring(0, 7)).contains(second.substring(0, 7));
        assertThat(repo.read("a.txt")).isEqualTo("one");
        assertThat(repo.path().resolve("new")).doesNotExist();
    }

    @Test
    void keeps_files_that_were_not_tracked_before_and_says_so() throws Exception {
        repo.write("notes", "precious").write("dir/.env", "precious");
        create();
        repo.git("add", "notes");
        repo.git("commit", "-q", "-m", "more than was meant");
        repo.git("add", "-f", "dir/.env");

        StepResult result = restore();

        assertRestoredTo("main");
        assertThat(repo.path().resolve("notes")).doesNotExist();
        try (Stream<Path> places = Files.list(repo.path().resolve(".git/devops-untracked"))) {
            Path place = places.findFirst().orElseThrow();
            assertThat(result.reason())
                    .contains("files that were not tracked before are now in " + place.toRealPath()
                            + ": dir/.env, notes");
            assertThat(place.resolve("notes")).hasContent("precious");
            assertThat(place.resolve("dir/.env")).hasContent("precious");
        }
    }

    @Test
    void keeps_no_files_that_another_branch_or_tag_has() {
        create();
        repo.write("new/c.txt", "two").commitAll("second");
        repo.git("tag", "-a", "-m", "two", "two");

        assertThat(restore().reason()).doesNotContain("tracked");

        assertThat(repo.path().resolve("new")).doesNotExist();
        assertThat(repo.path().resolve(".git/devops-untracked")).doesNotExist();
    }

    @Test
    void leaves_a_trace_in_the_reflog_so_that_commits_can_be_found_again() {
        create();
        String second = repo.write("a.txt", "two").commitAll("second");
        restore();

        assertThat(repo.git("reflog", "main", "-1")).contains("back from deployment DEP-001 of EP-1");
        assertThat(repo.git("rev-parse", "main@{1}")).isEqualTo(second);
    }

    @InEveryBuild
    @Test
    void returns_to_the_recorded_branch_and_leaves_the_other_alone() {
        create();
        repo.git("checkout", "-q", "-b", "other");
        String other = repo.write("a.txt", "two").commitAll("on other");

        restore();

        assertRestoredTo("main");
        assertThat(repo.git("rev-parse", "other")).isEqualTo(other);
    }

    @Test
    void brings_a_deleted_branch_back() {
        create();
        repo.git("checkout", "-q", "-b", "other");
        repo.git("branch", "-q", "-D", "main");

        restore();

        assertRestoredTo("main");
    }

    @Test
    void returns_from_a_detached_head_to_the_branch() {
        create();
        repo.git("checkout", "-q", "--detach");
        repo.write("a.txt", "two").commitAll("on no branch");

        restore();

        assertRestoredTo("main");
    }

    @Test
    void returns_to_a_detached_head_and_leaves_the_branch_alone() {
        repo.git("checkout", "-q", "--detach");
        create();
        repo.git("checkout", "-q", "main");
        String second = repo.write("a.txt", "two").commitAll("second");

        restore();

        assertRestoredTo("");
        assertThat(repo.git("rev-parse", "main")).isEqualTo(second);
    }

    @Test
    void undoes_changes_staged_and_not() {
        create();
        repo.write("a.txt", "staged").write("staged-new.txt", "staged");
        repo.git("add", "-A");
        repo.write("a.txt", "changed again").write("dir/b.txt", "changed");

        restore();

        assertRestoredTo("main");
    }

    @Test
    void brings_deleted_files_back() {
        create();
        repo.delete("a.txt");
        repo.git("rm", "-q", "-r", "dir");

        restore();

        assertRestoredTo("main");
        assertThat(repo.read("dir/b.txt")).isEqualTo("one");
    }

    @Test
    void keeps_untracked_files() {
        repo.write("before.txt", "mine").write(".git/info/exclude", "*.log");
        create();
        repo.write("a.txt", "two").write("new/c.txt", "two");
        repo.git("add", "a.txt", "new");
        repo.git("commit", "-q", "-m", "second");
        repo.write("after.txt", "mine").write("new/kept.txt", "mine").write("run.log", "mine");

        restore();

        assertThat(repo.status()).isEqualTo("?? after.txt\n?? before.txt\n?? new/kept.txt");
        assertThat(repo.read("run.log")).isEqualTo("mine");
    }

    @Test
    void says_when_a_submodule_is_at_another_commit_and_leaves_it_to_a_person() {
        TestRepository library = TestRepository.in(directory.resolve("library"));
        repo.addSubmodule(library, "lib");
        first = repo.commitAll("with a submodule");
        create();
        TestRepository inside = new TestRepository(repo.path().resolve("lib"));
        inside.write("a.txt", "two").commitAll("newer library");
        repo.commitAll("use the newer library");

        StepResult result = tryRestore();

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.reason()).contains("lib");
        assertThat(repo.head()).isEqualTo(first);
        repo.git("submodule", "--quiet", "update");
        restore();
        assertRestoredTo("main");
    }

    @Test
    void succeeds_without_a_lock_if_nothing_has_changed() {
        create();
        repo.write(".git/index.lock", "");

        restore();

        repo.delete(".git/index.lock");
        assertRestoredTo("main");
    }

    @Test
    void twice_is_once() {
        create();
        repo.write("a.txt", "two").commitAll("second");
        restore();

        StepResult again = restore();

        assertRestoredTo("main");
        assertThat(again.reason()).doesNotContain("it was");
    }

    @Test
    void without_any_change_is_success() {
        create();
        restore();

        assertRestoredTo("main");
    }

    @Test
    void ends_a_merge_with_conflicts() {
        repo.git("checkout", "-q", "-b", "other");
        repo.write("a.txt", "theirs").write("only-theirs.txt", "x").commitAll("theirs");
        repo.git("checkout", "-q", "main");
        first = repo.write("a.txt", "ours").commitAll("ours");
        create();
        repo.failingGit("merge", "-q", "other");

        restore();

        assertRestoredTo("main");
        assertThat(repo.read("a.txt")).isEqualTo("ours");
        assertThat(repo.git("status")).doesNotContain("merg");
    }

    @Test
    void ends_a_revert_and_a_cherry_pick_with_conflicts() {
        repo.write("a.txt", "two").commitAll("second");
        first = repo.write("a.txt", "three").commitAll("third");
        create();
        repo.failingGit("revert", "--no-edit", "HEAD~1");
        restore();
        assertRestoredTo("main");
        assertThat(repo.git("status")).doesNotContain("revert");

        repo.failingGit("cherry-pick", "HEAD~1");
        restore();
        assertRestoredTo("main");
        assertThat(repo.git("status")).doesNotContain("cherry");
    }

    @Test
    void works_in_the_middle_of_a_rebase_and_says_how_to_end_it() {
        repo.git("checkout", "-q", "-b", "other");
        repo.write("a.txt", "theirs").commitAll("theirs");
        repo.git("checkout", "-q", "main");
        first = repo.write("a.txt", "ours").commitAll("ours");
        create();
        repo.failingGit("rebase", "-q", "other");

        StepResult result = restore();

        assertThat(result.reason()).contains("git rebase --quit");
        assertRestoredTo("main");
    }

    @Test
    void makes_a_file_of_a_directory_and_a_directory_of_a_file() {
        create();
        repo.delete("a.txt").write("a.txt/inner.txt", "two").delete("dir/b.txt");
        repo.git("add", "-A");
        repo.write("dir2", "x");
        assertThat(repo.path().resolve("dir").toFile().delete()).isTrue();
        repo.write("dir", "a file now").commitAll("second");

        restore();

        assertRestoredTo("main");
        assertThat(repo.read("dir/b.txt")).isEqualTo("one");
    }

    @InEveryBuild
    @Test
    void refuses_to_delete_untracked_files_in_a_directory_where_a_file_belongs() {
        create();
        repo.delete("a.txt").write("a.txt/mine.txt", "untracked");

        StepResult result = tryRestore();

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.reason()).contains("a.txt").contains("Move them away");
        assertThat(repo.read("a.txt/mine.txt")).isEqualTo("untracked");
    }

    @Test
    void keeps_links_modes_and_names_as_git_has_them() throws IOException {
        Files.createSymbolicLink(repo.path().resolve("link"), Path.of("a.txt"));
        repo.write("run.sh", "#!/bin/sh").write("sp ace/ü*?.txt", "x");
        assertThat(repo.path().resolve("run.sh").toFile().setExecutable(true)).isTrue();
        first = repo.commitAll("link and script");
        create();
        repo.git("rm", "-q", "-r", "link", "run.sh", "sp ace");
        repo.write("link", "a file").write("run.sh", "#!/bin/sh").commitAll("neither");

        restore();

        assertRestoredTo("main");
        assertThat(Files.readSymbolicLink(repo.path().resolve("link"))).isEqualTo(Path.of("a.txt"));
        assertThat(repo.path().resolve("run.sh")).isExecutable();
        assertThat(repo.read("sp ace/ü*?.txt")).isEqualTo("x");
    }

    @InEveryBuild
    @Test
    void does_not_follow_a_link_out_of_the_work_tree() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("b.txt"), "not ours");
        Files.writeString(outside.resolve("added.txt"), "not ours");
        create();
        repo.write("dir/added.txt", "two").commitAll("second");
        repo.delete("dir/b.txt").delete("dir/added.txt").delete("dir");
        Files.createSymbolicLink(repo.path().resolve("dir"), outside);

        restore();

        assertRestoredTo("main");
        assertThat(outside.resolve("b.txt")).hasContent("not ours");
        assertThat(outside.resolve("added.txt")).hasContent("not ours");
    }

    @Test
    void writes_line_endings_as_the_configuration_says() {
        repo.git("config", "core.autocrlf", "true");
        first = repo.write("text.txt", "a\r\nb\r\n").commitAll("text");
        create();
        repo.write("text.txt", "a\r\nb\r\nc\r\n").commitAll("more text");

        restore();

        assertRestoredTo("main");
        assertThat(repo.read("text.txt")).isEqualTo("a\r\nb\r\n");
    }

    @Test
    void writes_line_endings_as_the_commits_own_attributes_say() {
        first = repo.write(".gitattributes", "*.txt text eol=crlf\n")
                .write("text.txt", "a\r\n")
                .commitAll("crlf");
        create();
        repo.write(".gitattributes", "*.txt text eol=lf\n")
                .write("text.txt", "b\n")
                .commitAll("lf");

        restore();

        assertRestoredTo("main");
        assertThat(repo.read("text.txt")).isEqualTo("a\r\n");
    }

    @Test
    void works_in_a_linked_work_tree_and_leaves_the_main_one_alone() {
        Path linked = directory.resolve("linked");
        repo.git("worktree", "add", "-q", "-b", "release", linked.toString());
        TestRepository main = repo;
        repo = new TestRepository(linked);
        create();
        repo.write("a.txt", "two").commitAll("second");
        main.write("a.txt", "someone works here");

        restore();

        assertRestoredTo("release");
        assertThat(main.status()).isEqualTo(" M a.txt");
        assertThat(main.branch()).isEqualTo("main");
    }

    @Test
    void fails_without_a_rollback_point() {
        assertThat(tryRestore().reason()).startsWith("There is no rollback point refs/devops/rollback/EP-1/DEP-001");
    }

    @Test
    void reports_a_lock_that_is_left_on_the_index_and_keeps_it() {
        create();
        String second = repo.write("a.txt", "two").commitAll("second");
        repo.write(".git/index.lock", "");

        StepResult result = tryRestore();

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.reason()).contains("index.lock").contains("delete the file");
        assertThat(repo.path().resolve(".git/index.lock")).exists();
        assertThat(repo.head()).isEqualTo(second);
        repo.delete(".git/index.lock");
        restore();
        assertRestoredTo("main");
    }

    @Test
    void reports_a_lock_that_is_left_on_the_branch_and_is_finished_by_the_next() {
        create();
        repo.write("a.txt", "two").commitAll("second");
        repo.write(".git/refs/heads/main.lock", "");

        assertThat(tryRestore().reason()).contains("refs/heads/main.lock");

        repo.delete(".git/refs/heads/main.lock");
        restore();
        assertRestoredTo("main");
    }

    @InEveryBuild
    @Test
    void fails_if_the_result_is_not_what_was_recorded() {
        first = repo.write(".gitattributes", "*.gen filter=broken\n")
                .write("x.gen", "one")
                .commitAll("with a filter");
        create();
        repo.write("x.gen", "two").commitAll("second");
        repo.git("config", "filter.broken.smudge", "echo something else");

        StepResult result = new GitRollbackPoint(new WorkTreeLocation(repo.path(), List.of()).trustingRepository())
                .restore(TestRepository.request());

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.reason()).contains("x.gen");
    }

    @Test
    void finishes_what_an_interrupted_one_began() {
        create();
        repo.write("a.txt", "two").write("c.txt", "two").commitAll("second");
        // As if it had died after the files, before HEAD: index and work tree are the first commit's.
        repo.git("read-tree", "-u", "--reset", first);

        restore();

        assertRestoredTo("main");
        assertThat(repo.read("c.txt")).isEqualTo("(missing)");
    }

    private void create() {
        StepResult result = point().create(TestRepository.request());
        assertThat(result.isSuccess()).as(result.reason()).isTrue();
    }

    private StepResult restore() {
        StepResult result = tryRestore();
        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        return result;
    }

    private StepResult tryRestore() {
        return point().restore(TestRepository.request());
    }

    private GitRollbackPoint point() {
        return new GitRollbackPoint(new WorkTreeLocation(repo.path(), List.of()));
    }

    private void assertRestoredTo(String branch) {
        assertThat(repo.head()).isEqualTo(first);
        assertThat(repo.branch()).isEqualTo(branch);
        assertThat(repo.git("status", "--porcelain", "--untracked-files=no")).isEmpty();
    }
}
