package io.github.devopsagent.git.internal.rollbackpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found out about a repository before anything changes: each problem has a way out. */
@FewerCases(every = 6)
class RollbackPointCheckTest {

    @TempDir
    Path directory;

    @Test
    void finds_nothing_wrong_with_a_clean_repository() {
        TestRepository.in(directory).write("untracked.txt", "x");

        assertThat(GitAdapter.of(directory).rollbackPoint().check(TestRepository.deployment()))
                .isEmpty();
    }

    @Test
    void changes_nothing() {
        TestRepository repo = TestRepository.in(directory);
        problem();

        assertThat(repo.git("for-each-ref", "refs/devops")).isEmpty();
    }

    @Test
    void a_directory_that_is_no_repository() {
        assertThat(problem()).startsWith("Not a git repository: " + directory).contains("git init");
    }

    @Test
    void a_directory_that_does_not_exist() {
        assertThat(check(directory.resolve("missing"))).startsWith("Not a git repository");
    }

    @Test
    void a_directory_inside_a_work_tree_names_the_work_tree() {
        TestRepository.in(directory);

        assertThat(check(directory.resolve("dir"))).endsWith("Name the work tree that it is in: " + directory);
    }

    @Test
    void a_git_file_that_leads_nowhere() throws IOException {
        Files.writeString(directory.resolve(".git"), "gitdir: /nowhere\n");

        assertThat(problem()).contains(directory.toString());
    }

    @Test
    void a_bare_repository() {
        TestRepository.empty(directory, "--bare");

        assertThat(problem()).contains("is bare").contains("git worktree add");
    }

    @Test
    void a_repository_without_a_commit() {
        TestRepository.empty(directory);

        assertThat(problem()).contains("has no commit yet").contains("Commit first");
    }

    @Test
    void a_repository_with_sha256() {
        TestRepository.empty(directory, "--object-format=sha256")
                .write("a", "b")
                .commitAll("first");

        assertThat(problem()).contains("sha256").contains("rollback_plan");
    }

    /** As a git from 2.45 on makes it; JGit makes it here, since that git need not be installed. */
    @Test
    void a_repository_with_reftables() throws IOException {
        TestRepository.in(directory);
        try (FileRepository repository =
                new FileRepository(directory.resolve(".git").toFile())) {
            repository.convertRefStorage("reftable", false, false);
        }

        assertThat(problem()).contains("refs as reftable").contains("git refs migrate --ref-format=files");
    }

    @Test
    void a_configuration_that_is_broken() {
        TestRepository.in(directory).write(".git/config", "[core\n");

        assertThat(problem()).contains("configuration").contains("git config --list");
    }

    @Test
    void a_split_index() {
        TestRepository.in(directory).git("update-index", "--split-index");

        assertThat(problem()).contains("split index").contains("git update-index --no-split-index");
    }

    @Test
    void a_sparse_index() {
        TestRepository.in(directory).write("other/c.txt", "x").commitAll("second");
        new TestRepository(directory).git("sparse-checkout", "set", "--cone", "--sparse-index", "dir");

        assertThat(problem()).contains("sparse index").contains("git sparse-checkout disable");
    }

    @Test
    void a_sparse_checkout() {
        TestRepository.in(directory).write("other/c.txt", "x").commitAll("second");
        new TestRepository(directory).git("sparse-checkout", "set", "--cone", "dir");

        assertThat(problem()).contains("other/c.txt").contains("git sparse-checkout disable");
    }

    @Test
    void a_file_whose_changes_are_hidden() {
        TestRepository.in(directory).git("update-index", "--assume-unchanged", "a.txt");

        assertThat(problem()).contains("assume-unchanged: a.txt.").contains("git update-index");
    }

    @Test
    void an_index_that_is_broken() throws IOException {
        TestRepository.in(directory);
        Files.writeString(directory.resolve(".git/index"), "no index at all, but long enough for a header");

        assertThat(problem()).contains("cannot read the index").contains("git status");
    }

    @Test
    void a_merge_in_progress() {
        conflict().failingGit("merge", "other");

        assertThat(problem()).contains("a merge").contains("git merge --abort");
    }

    @Test
    void a_rebase_in_progress() {
        conflict().failingGit("rebase", "other");

        assertThat(problem()).contains("a rebase").contains("git rebase --abort");
    }

    @Test
    void a_cherry_pick_in_progress() {
        conflict().failingGit("cherry-pick", "other");

        assertThat(problem()).contains("a cherry-pick").contains("git cherry-pick --abort");
    }

    @Test
    void a_revert_in_progress() {
        TestRepository repo = TestRepository.in(directory);
        repo.write("a.txt", "two").commitAll("second");
        repo.write("a.txt", "three").commitAll("third");
        repo.failingGit("revert", "--no-edit", "HEAD~1");

        assertThat(problem()).contains("a revert").contains("git revert --abort");
    }

    @Test
    void a_bisection_in_progress() {
        TestRepository.in(directory).git("bisect", "start");

        assertThat(problem()).contains("a bisection").contains("git bisect reset");
    }

    @Test
    void modified_staged_added_and_deleted_files() {
        TestRepository repo = TestRepository.in(directory);
        repo.write("c.txt", "x").write("d.txt", "x").commitAll("more");
        repo.write("a.txt", "modified").write("dir/b.txt", "staged").write("new.txt", "added");
        repo.git("add", "dir/b.txt", "new.txt");
        repo.delete("c.txt").git("rm", "-q", "d.txt");

        assertThat(problem())
                .contains("changes that no commit has: a.txt, c.txt, d.txt, dir/b.txt, new.txt.")
                .contains("Commit or stash");
    }

    @Test
    void the_first_of_many_changed_files() {
        TestRepository repo = TestRepository.in(directory);
        for (int i = 10; i < 25; i++) {
            repo.write("f" + i, "x");
        }
        repo.git("add", "-A");

        assertThat(problem()).contains("f10, f11").contains("f19 and 5 more").doesNotContain("f20");
    }

    @Test
    void an_ignored_directory_that_contains_the_work_tree() {
        TestRepository.in(directory);

        assertThat(GitAdapter.of(directory)
                        .ignoring(directory)
                        .rollbackPoint()
                        .check(TestRepository.deployment())
                        .map(StepFinding::message))
                .hasValueSatisfying(message -> assertThat(message).contains("whole work tree"));
    }

    @Test
    void a_consensus_directory_that_contains_the_work_tree_is_called_so() {
        TestRepository.in(directory.resolve("app"));
        ExecutionContext context = new ExecutionContext(
                "EP-1", "DEP-001", "test", Path.of("/"), Map.of(ExecutionContext.CONSENSUS, directory.toString()));

        assertThat(GitAdapter.of(directory.resolve("app"))
                        .rollbackPoint()
                        .check(context)
                        .map(StepFinding::message))
                .hasValueSatisfying(message -> assertThat(message)
                        .startsWith("The consensus directory " + directory + " has the whole work tree")
                        .endsWith("such as " + directory.resolve("app/consensus") + "."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EP 1", "EP/1", "..", "EP.lock", "EP-1\n", "ÄP", "@{1}", "a~1"})
    void an_epic_id_that_cannot_be_part_of_a_ref(String epic) {
        TestRepository.in(directory);

        assertThat(message(directory, TestRepository.deployment(epic, "DEP-001")))
                .contains("epic id")
                .contains("Use letters");
    }

    @Test
    void a_deployment_id_that_cannot_be_part_of_a_ref() {
        TestRepository.in(directory);

        assertThat(message(directory, TestRepository.deployment("EP-1", "../DEP")))
                .contains("deployment id");
    }

    /** On main, with a commit that conflicts with that of the branch other. */
    private TestRepository conflict() {
        TestRepository repo = TestRepository.in(directory);
        repo.git("checkout", "-q", "-b", "other");
        repo.write("a.txt", "theirs").commitAll("theirs");
        repo.git("checkout", "-q", "main");
        repo.write("a.txt", "ours").commitAll("ours");
        return repo;
    }

    private String problem() {
        return check(directory);
    }

    private static String check(Path path) {
        return message(path, TestRepository.deployment());
    }

    private static String message(Path path, ExecutionContext context) {
        Optional<StepFinding> problem = GitAdapter.of(path).rollbackPoint().check(context);
        return problem.map(StepFinding::message).orElse("");
    }
}
