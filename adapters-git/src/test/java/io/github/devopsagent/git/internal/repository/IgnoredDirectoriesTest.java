package io.github.devopsagent.git.internal.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.GitAdapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A consensus directory inside the repository, which the agent itself writes to. */
class IgnoredDirectoriesTest {

    @TempDir
    Path directory;

    private TestRepository repo = new TestRepository(Path.of("."));
    private String first = "";

    @BeforeEach
    void a_repository_with_a_consensus_directory() {
        repo = TestRepository.in(directory.resolve("app"));
        first = repo.write("consensus/status.json", "testing")
                .write("consensus-of-others/x.json", "one")
                .commitAll("with consensus");
    }

    @Test
    void has_changes_there_without_a_problem() throws Exception {
        repo.write("consensus/status.json", "deployment").write("consensus/artifacts/plan.json", "{}");
        repo.git("add", "-A");

        assertThat(point().check(TestRepository.deployment())).isEmpty();
        assertThat(point().create(TestRepository.request()).isSuccess()).isTrue();
    }

    @Test
    void the_run_s_consensus_directory_is_ignored_though_nobody_says_it() {
        repo.write("consensus/status.json", "deployment");
        ExecutionContext context = TestRepository.deployment();
        Map<String, String> variables = Map.of(
                ExecutionContext.CONSENSUS, repo.path().resolve("consensus").toString());
        RollbackPoint point = GitAdapter.of(repo.path()).rollbackPoint();

        assertThat(point.check(context)).isPresent();
        assertThat(point.check(new ExecutionContext("EP-1", "DEP-001", "test", Path.of("/"), variables)))
                .isEmpty();
    }

    @Test
    void does_not_cover_a_directory_whose_name_only_begins_alike() {
        repo.write("consensus-of-others/x.json", "two");

        assertThat(point().check(TestRepository.deployment())).isPresent();
    }

    @Test
    void keeps_tracked_files_there_as_they_are() throws Exception {
        create();
        repo.write("a.txt", "two").write("consensus/status.json", "done").commitAll("second");
        repo.write("consensus/status.json", "done, and more");

        restore();

        assertThat(repo.head()).isEqualTo(first);
        assertThat(repo.read("consensus/status.json")).isEqualTo("done, and more");
        assertThat(repo.status()).isEqualTo(" M consensus/status.json");
    }

    @Test
    void keeps_files_there_that_were_committed_since() throws Exception {
        create();
        repo.write("a.txt", "two")
                .write("consensus/artifacts/deployment.json", "{}")
                .commitAll("second");

        restore();

        assertThat(repo.read("a.txt")).isEqualTo("one");
        assertThat(repo.read("consensus/artifacts/deployment.json")).isEqualTo("{}");
        assertThat(repo.status()).isEqualTo("?? consensus/artifacts/deployment.json");
    }

    @Test
    void does_not_bring_files_there_back_that_were_deleted_since() throws Exception {
        create();
        repo.delete("consensus/status.json").write("a.txt", "two").commitAll("second");

        restore();

        assertThat(repo.status()).isEqualTo(" D consensus/status.json");
    }

    @Test
    void keeps_untracked_files_there() throws Exception {
        create();
        repo.write("a.txt", "two").commitAll("second");
        repo.write("consensus/.devops/journal", "x");

        restore();

        assertThat(repo.status()).isEqualTo("?? consensus/.devops/journal");
    }

    @Test
    void twice_is_once_there_too() throws Exception {
        create();
        repo.write("consensus/status.json", "done").write("a.txt", "two").commitAll("second");
        restore();
        restore();

        assertThat(repo.status()).isEqualTo(" M consensus/status.json");
    }

    @Test
    void works_for_several_directories_nested_ones_and_those_that_do_not_exist_yet() throws Exception {
        RollbackPoint point = GitAdapter.of(repo.path())
                .ignoring(repo.path().resolve("consensus"))
                .ignoring(repo.path().resolve("dir/state/later"))
                .rollbackPoint();
        assertThat(point.create(TestRepository.request()).isSuccess()).isTrue();
        repo.write("dir/b.txt", "two").write("dir/state/later/s.json", "kept").commitAll("second");

        StepResult result = point.restore(TestRepository.request());

        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        assertThat(repo.read("dir/b.txt")).isEqualTo("one");
        assertThat(repo.status()).isEqualTo("?? dir/state/later/s.json");
    }

    @Test
    void knows_the_directory_through_a_link_too() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), repo.path());
        repo.write("consensus/status.json", "deployment");

        assertThat(GitAdapter.of(repo.path())
                        .ignoring(link.resolve("consensus"))
                        .rollbackPoint()
                        .check(TestRepository.deployment()))
                .isEmpty();
        assertThat(GitAdapter.of(link)
                        .ignoring(repo.path().resolve("consensus"))
                        .rollbackPoint()
                        .check(TestRepository.deployment()))
                .isEmpty();
    }

    @Test
    void of_a_directory_outside_has_no_effect() {
        repo.write("consensus/status.json", "deployment");

        assertThat(GitAdapter.of(repo.path())
                        .ignoring(directory.resolve("elsewhere"))
                        .rollbackPoint()
                        .check(TestRepository.deployment()))
                .isPresent();
    }

    private RollbackPoint point() {
        return GitAdapter.of(repo.path())
                .ignoring(repo.path().resolve("consensus"))
                .rollbackPoint();
    }

    private void create() throws Exception {
        point().create(TestRepository.request());
    }

    private void restore() throws Exception {
        StepResult result = point().restore(TestRepository.request());
        assertThat(result.isSuccess()).as(result.reason()).isTrue();
    }
}
