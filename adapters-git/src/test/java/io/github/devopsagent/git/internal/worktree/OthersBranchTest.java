package io.github.devopsagent.git.internal.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import io.github.devopsagent.git.internal.rollbackpoint.GitRollbackPoint;
import io.github.devopsagent.git.internal.step.DeploymentFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Going back to a branch that this work tree has left, and that others use meanwhile in another one. */
@FewerCases(every = 4)
class OthersBranchTest {

    private static final Map<String, Object> V2 = Map.of("ref", "v2");

    @TempDir
    Path directory;

    private TestRepository repo = new TestRepository(Path.of("."));
    private TestRepository others = new TestRepository(Path.of("."));
    private String first = "";

    @BeforeEach
    void a_rollback_point_on_main_and_a_linked_work_tree() {
        TestRepository.empty(directory.resolve("remote.git"), "--bare");
        repo = TestRepository.in(directory.resolve("app"));
        first = repo.head();
        repo.git("checkout", "-q", "--detach");
        repo.write("a.txt", "two").commitAll("version 2");
        repo.git("tag", "v2");
        repo.git("checkout", "-q", "main");
        repo.git("remote", "add", "origin", directory.resolve("remote.git").toString());
        repo.git("push", "-q", "-u", "origin", "main");
        others = new TestRepository(directory.resolve("others"));
        repo.git("worktree", "add", "-q", "--detach", others.path().toString());

        succeeded(point().create(TestRepository.request()));
    }

    @Test
    void of_a_rollback_point_stays_where_they_moved_it() {
        repo.git("checkout", "-q", "v2");
        String work = othersCommit();

        assertThat(restore()).contains("branch main was moved meanwhile and is left alone, so HEAD is on no branch");

        assertStays(work);
    }

    @Test
    void stays_for_the_rollback_point_as_it_did_for_the_undone_step() {
        succeeded(deployment().run("git/checkout", V2));
        String work = othersCommit();
        succeeded(deployment().undo("git/checkout", V2));

        restore();
        restore();

        assertStays(work);
    }

    @InEveryBuild
    @Test
    void that_they_have_pushed_gets_no_commit_on_top() {
        succeeded(deployment().run("git/checkout", V2));
        String work = othersCommit();
        others.git("push", "-q");
        succeeded(deployment().undo("git/checkout", V2));

        restore();

        assertStays(work);
        assertThat(repo.git("ls-remote", "origin", "main")).startsWith(work);
    }

    @Test
    void stays_though_the_step_that_is_undone_ended_on_it() {
        Map<String, Object> main = Map.of("ref", "main");
        succeeded(deployment().run("git/checkout", main));
        repo.git("checkout", "-q", "v2");
        String work = othersCommit();

        assertThat(succeeded(deployment().undo("git/checkout", main))).contains("left alone");

        assertStays(work);
    }

    @Test
    void that_they_have_not_moved_is_not_checked_out_twice() {
        repo.git("checkout", "-q", "v2");
        others.git("checkout", "-q", "main");

        assertThat(restore())
                .contains("branch main is checked out in another work tree, ", "others", "so HEAD is on no branch");

        assertStays(first);
        others.git("checkout", "-q", "--detach");
        restore();
        assertThat(repo.branch()).as("free again").isEqualTo("main");
    }

    @Test
    void is_moved_back_from_where_only_the_undone_step_has_moved_it() {
        repo.write("a.txt", "three").commitAll("third");
        String third = repo.head();
        Map<String, Object> commits = Map.of("commits", third);
        succeeded(deployment().run("git/revert", commits));
        repo.git("checkout", "-q", "v2");

        succeeded(deployment().undo("git/revert", commits));

        assertThat(repo.head()).isEqualTo(third);
        assertThat(repo.branch()).isEqualTo("main");
        assertThat(repo.status()).isEmpty();
    }

    private DeploymentFixture deployment() {
        return DeploymentFixture.in(repo);
    }

    private String othersCommit() {
        others.git("checkout", "-q", "main");
        return others.write("a.txt", "work").commitAll("WORK");
    }

    private void assertStays(String main) {
        assertThat(repo.git("rev-parse", "main")).isEqualTo(main);
        assertThat(repo.head()).isEqualTo(first);
        assertThat(repo.branch()).isEmpty();
        assertThat(repo.status()).isEmpty();
        assertThat(others.branch()).isEqualTo("main");
        assertThat(others.status()).isEmpty();
    }

    private GitRollbackPoint point() {
        return new GitRollbackPoint(new WorkTreeLocation(repo.path(), List.of()));
    }

    private String restore() {
        return succeeded(point().restore(TestRepository.request()));
    }

    private static String succeeded(StepResult result) {
        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        return result.reason();
    }
}
