package io.github.devopsagent.git.internal.step;

import static io.github.devopsagent.git.internal.step.GitStepFixture.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.git.internal.repository.TestRepository;
import org.junit.jupiter.api.Test;

/** The step {@code git/checkout} where a repository has several work trees. */
class LinkedWorkTreeCheckoutTest extends CheckoutFixture {

    @Test
    void works_from_a_directory_in_the_repository_and_in_a_linked_work_tree() throws Exception {
        TestRepository linked = new TestRepository(directory.resolve("linked"));
        repo.git("worktree", "add", "-q", "-b", "side", linked.path().toString());

        GitStepFixture step = aStep(new TestRepository(linked.path().resolve("new")), "git/checkout")
                .with("ref", "v1");
        succeeded(step.run());

        assertThat(linked.head()).isEqualTo(first);
        assertThat(linked.git("status", "--porcelain", "--untracked-files=no")).isEmpty();
        assertIsAt(second, "main");
    }

    @Test
    void of_a_branch_that_another_work_tree_has_checked_out_is_refused_as_git_does() throws Exception {
        TestRepository linked = new TestRepository(directory.resolve("linked"));
        repo.git("worktree", "add", "-q", linked.path().toString(), "release");
        GitStepFixture inMain = checkout("release");
        GitStepFixture inLinked =
                aStep(linked, "git/checkout").with("ref", "main").at(1);
        repo.failingGit("checkout", "release");
        linked.failingGit("checkout", "main");

        assertThat(inMain.check().map(StepFinding::message).orElse(""))
                .contains(
                        "'release' is checked out in another work tree",
                        linked.path().toRealPath() + ", and");
        assertThat(failure(inMain.run())).contains("add \"detach\": true to 'with'");
        assertThat(failure(inLinked.run()))
                .contains("'main' is checked out", repo.path().toRealPath() + ", and");

        assertIsAt(second, "main");
        assertThat(linked.branch()).isEqualTo("release");
        succeeded(inMain.with("detach", true).run());
        assertIsAt(first, "");
        succeeded(inLinked.run());
        assertThat(linked.head()).isEqualTo(second);
        assertThat(linked.branch()).isEqualTo("main");
    }

    @Test
    void of_the_branch_that_it_is_on_is_no_matter_of_other_work_trees() throws Exception {
        repo.git("worktree", "add", "-q", "--force", directory.resolve("linked").toString(), "main");

        succeeded(checkout("main").run());

        assertIsAt(second, "main");
    }

    @Test
    void of_the_branch_of_a_bare_repository_is_possible_in_a_work_tree_that_is_linked_to_it() throws Exception {
        TestRepository bare = new TestRepository(directory.resolve("bare.git"));
        repo.git("clone", "-q", "--bare", repo.path().toString(), bare.path().toString());
        TestRepository linked = new TestRepository(directory.resolve("linked"));
        bare.git("worktree", "add", "-q", linked.path().toString(), "release");

        succeeded(aStep(linked, "git/checkout").with("ref", "main").run());

        assertThat(linked.head()).isEqualTo(second);
        assertThat(linked.branch()).isEqualTo("main");
    }
}
