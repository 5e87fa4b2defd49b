package io.github.devopsagent.git.internal.step;

import static io.github.devopsagent.git.internal.step.GitStepFixture.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepFinding.Certainty;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.GitExecutors;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.plan.Stage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan's git steps would run into is found before the first of them changes anything. */
@FewerCases(every = 4)
class PlanForesightTest extends CheckoutFixture {

    private static StepFinding finding(GitStepFixture step, Certainty certainty) {
        StepFinding finding = step.check().orElseThrow();
        assertThat(finding.certainty()).as(finding.message()).isEqualTo(certainty);
        return finding;
    }

    private GitStepFixture push() {
        repo.git("remote", "add", "origin", directory.resolve("remote").toString());
        return aStep(repo, "git/push");
    }

    private GitStepFixture revert(Object commits) {
        return aStep(repo, "git/revert").with("commits", commits);
    }

    @Test
    void an_untracked_file_in_the_way_of_a_checkout() throws Exception {
        repo.write("dir/b.txt", "a person's");
        GitStepFixture step = checkout("v1");

        assertThat(finding(step, Certainty.CANNOT_RUN).message()).contains("Untracked files", "dir/b.txt");
        assertThat(step.run()).isInstanceOf(StepResult.NotStarted.class);
        assertThat(repo.read("dir/b.txt")).isEqualTo("a person's");
    }

    @Test
    void a_submodule_where_the_other_commit_has_a_file() throws Exception {
        TestRepository library = TestRepository.in(directory.resolve("library"));
        repo.git("checkout", "-q", "-b", "with-file");
        repo.write("lib", "a file").commitAll("a file");
        repo.git("checkout", "-q", "main");
        repo.addSubmodule(library, "lib");
        repo.commitAll("with a submodule");
        repo.write("lib/new", "a person's");

        GitStepFixture step = checkout("with-file");
        assertThat(finding(step, Certainty.CANNOT_RUN).message())
                .contains("Submodules are checked out where ", " has files: lib", "git submodule deinit");
        assertThat(step.run()).isInstanceOf(StepResult.NotStarted.class);
        assertThat(repo.read("lib/new")).isEqualTo("a person's");
    }

    /** Between the check before the first step and the push. */
    @Test
    void what_is_pushed_is_what_was_there_or_what_the_plan_has_made_of_it() throws Exception {
        repo.git("clone", "-q", "--bare", ".", directory.resolve("remote").toString());
        GitStepFixture push = push();
        GitStepFixture revert = push.sibling("git/revert").with("commits", repo.head());
        assertThat(revert.check()).isEmpty();
        assertThat(push.after(revert).check()).isEmpty();
        succeeded(revert.run());
        String reverted = repo.head();
        repo.git("commit", "-q", "--allow-empty", "-m", "late");

        assertThat(push.run().reason())
                .contains("is at " + repo.head().substring(0, 10), "and not at " + reverted.substring(0, 10))
                .contains("nobody has judged");
        repo.git("reset", "-q", "--hard", reverted);
        succeeded(push.run());
    }

    @Test
    void what_a_command_of_the_plan_makes_with_git_may_be_pushed() throws Exception {
        repo.git("clone", "-q", "--bare", ".", directory.resolve("remote").toString());
        GitStepFixture push = push().afterCommand("git commit --allow-empty -m more");
        assertThat(push.check()).isEmpty();
        repo.git("commit", "-q", "--allow-empty", "-m", "more");
        succeeded(push.run());
    }

    @ParameterizedTest
    @ValueSource(strings = {"git clean -fdx", "cd app && rm -f dir/b.txt", "make clean"})
    void is_only_a_warning_behind_a_command_that_may_take_it_away(String command) {
        repo.write("dir/b.txt", "a person's");

        finding(checkout("v1").afterCommand(command), Certainty.CAN_RUN);
        finding(checkout("v1").afterCommand("systemctl stop shop"), Certainty.CANNOT_RUN);
    }

    @Test
    void a_push_of_the_current_branch_after_a_checkout_that_leaves_none() {
        GitStepFixture push = push();

        assertThat(push.check()).isEmpty();
        assertThat(finding(push.after(checkout("v1")), Certainty.CANNOT_RUN).message())
                .contains("will be detached by then", "\"branch\": \"main\"");
        assertThat(push.after(checkout("release")).check()).isEmpty();
    }

    @Test
    void a_push_after_a_checkout_of_a_branch_from_a_detached_head_is_fine() {
        repo.git("checkout", "-q", "--detach");
        GitStepFixture push = push();

        finding(push, Certainty.CANNOT_RUN);
        assertThat(push.after(checkout("main")).check()).isEmpty();
    }

    @Test
    void a_push_of_a_tag_that_a_step_before_makes_is_fine() {
        GitStepFixture push = push().with("tag", "live");

        finding(push, Certainty.MISSING_NOW);
        assertThat(push.after(aStep(repo, "git/tag").with("name", "live")).check())
                .isEmpty();
    }

    @Test
    void what_a_step_before_checks_out_that_is_not_there_yet_is_not_judged() {
        assertThat(push().after(checkout("v9")).check()).isEmpty();
    }

    @Test
    void a_revert_that_conflicts_or_changes_nothing() throws Exception {
        repo.write("a.txt", "three").commitAll("third");
        String before = repo.git("count-objects");

        assertThat(finding(revert(second), Certainty.CANNOT_RUN).message()).contains("conflicts", "a.txt");
        assertThat(finding(revert(List.of(repo.head(), repo.head())), Certainty.CANNOT_RUN)
                        .message())
                .contains("changes nothing");
        assertThat(revert(List.of(repo.head(), second)).check()).isEmpty();
        assertThat(repo.git("count-objects")).as("nothing is written").isEqualTo(before);
        assertThat(revert(second).run()).isInstanceOf(StepResult.NotStarted.class);
    }

    @Test
    void a_revert_where_a_step_before_has_checked_out_something_else() {
        assertThat(revert(second).check()).isEmpty();
        assertThat(finding(revert(second).after(checkout("v1")), Certainty.CANNOT_RUN)
                        .message())
                .contains("changes nothing");
        finding(revert(second).after(revert(second)), Certainty.CANNOT_RUN);
        finding(revert(second).after(revert(second)).afterCommand("git pull"), Certainty.CAN_RUN);
    }

    @Test
    void an_untracked_file_in_the_way_of_a_revert() {
        repo.write("dir/b.txt", "a person's");

        assertThat(finding(revert(second), Certainty.CANNOT_RUN).message()).contains("Untracked files", "dir/b.txt");
    }

    @Test
    void steps_in_other_repositories_count_for_nothing() {
        TestRepository other = TestRepository.in(directory.resolve("other"));
        other.git("tag", "v1");

        assertThat(push().after(aStep(other, "git/checkout").with("ref", "v1")).check())
                .isEmpty();
    }

    /** Somebody moves a name between the check and the step: what was judged is carried out, or nothing is. */
    @ParameterizedTest
    @CsvSource({
        "git/checkout, ref, moving",
        "git/checkout, ref, refs/heads/other",
        "git/revert, commits, moving",
        "git/tag, ref, other",
    })
    void a_name_that_was_moved_since_is_not_what_was_judged(String executor, String field, String name)
            throws Exception {
        repo.git("tag", "moving", second);
        repo.git("branch", "other", second);
        GitStepFixture step = aStep(repo, executor).with(field, name);
        assertThat(step.check()).isEmpty();
        repo.git("checkout", "-q", "--detach");
        String evil = repo.write("a.txt", "evil").commitAll("evil");
        repo.git("checkout", "-q", "main");
        repo.git("tag", "-f", "moving", evil);
        repo.git("branch", "-f", "other", evil);

        StepResult result = step.run();

        assertThat(result).isInstanceOf(StepResult.NotStarted.class);
        assertThat(result.reason())
                .contains("is at " + evil.substring(0, 10))
                .contains("was at " + second.substring(0, 10))
                .contains("moved meanwhile");
        assertThat(repo.read("a.txt")).isNotEqualTo("evil");
    }

    @Test
    void a_preview_that_sees_it_later_does_not_count_for_the_run() throws Exception {
        repo.git("tag", "moving", second);
        GitStepFixture step = aStep(repo, "git/checkout").with("ref", "moving");
        assertThat(step.check()).isEmpty();
        repo.git("tag", "-f", "moving", first);
        assertThat(step.inRun("preview").check()).isEmpty();
        assertThat(step.inRun("one").check()).isEmpty();

        assertThat(step.inRun("one").run()).isInstanceOf(StepResult.NotStarted.class);
        succeeded(step.inRun("two").run());
    }

    @Test
    void what_a_step_of_the_plan_moves_is_where_the_step_leaves_it() throws Exception {
        repo.git("update-ref", "refs/remotes/origin/main", first);
        GitStepFixture checkout = aStep(repo, "git/checkout")
                .with("ref", "origin/main")
                .after(aStep(repo, "git/push").with("remote", "origin"));
        assertThat(checkout.check()).isEmpty();
        repo.git("update-ref", "refs/remotes/origin/main", "HEAD");

        succeeded(checkout.run());
    }

    @Test
    void what_moves_the_work_tree_is_for_deploying_and_going_back() {
        Map<String, StepExecutor> executors = new GitExecutors().executors();
        for (String moving : List.of("git/checkout", "git/revert")) {
            assertThat(executors.get(moving))
                    .extracting(StepExecutor::stages)
                    .isEqualTo(Set.of(Stage.DEPLOY, Stage.ROLLBACK));
        }
        assertThat(executors.get("git/fetch")).extracting(StepExecutor::stages).isEqualTo(Set.of(Stage.values()));
    }
}
