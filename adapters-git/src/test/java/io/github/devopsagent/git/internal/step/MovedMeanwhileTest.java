package io.github.devopsagent.git.internal.step;

import static io.github.devopsagent.git.internal.step.GitStepFixture.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.internal.repository.TestRepository;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody moves HEAD or a tag while a run goes on: steps use what was judged, or what the run has made of it. */
@FewerCases(every = 4)
class MovedMeanwhileTest {

    @TempDir
    Path directory;

    private TestRepository repo;
    private String judged;
    private GitStepFixture first;

    @BeforeEach
    void repository() {
        repo = TestRepository.in(directory.resolve("repo"));
        judged = repo.write("a.txt", "two").commitAll("two");
        repo.git("branch", "release");
        repo.git("init", "-q", "--bare", directory.resolve("remote").toString());
        repo.git("remote", "add", "origin", directory.resolve("remote").toString());
        first = aStep(repo, "git/fetch");
    }

    private GitStepFixture step(String executor, String name, String value, int index) {
        return first.sibling(executor).with(name, value).at(index);
    }

    private GitStepFixture push() {
        return first.sibling("git/push").at(7);
    }

    private String moved() {
        return repo.write("a.txt", "evil").commitAll("evil");
    }

    private void refused(StepResult result, String is, String was) {
        assertThat(result).isInstanceOf(StepResult.NotStarted.class);
        assertThat(result.reason())
                .contains("is at " + is.substring(0, 10), "not at " + was.substring(0, 10), "nobody has judged");
    }

    private static void succeeded(StepResult result) {
        assertThat(result.isSuccess()).as(result.reason()).isTrue();
    }

    @InEveryBuild
    @Test
    void head_that_others_moved_is_neither_tagged_nor_left_nor_reverted() throws Exception {
        GitStepFixture tag = step("git/tag", "name", "live", 1);
        GitStepFixture checkout = step("git/checkout", "ref", judged, 2);
        GitStepFixture revert = step("git/revert", "commits", judged, 3);
        for (GitStepFixture each : new GitStepFixture[] {tag, checkout, revert}) {
            assertThat(each.check()).isEmpty();
        }
        String evil = moved();

        refused(tag.run(), evil, judged);
        refused(checkout.run(), evil, judged);
        refused(revert.run(), evil, judged);
        assertThat(repo.git("tag")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"release", "HEAD"})
    void what_a_checkout_has_left_is_what_is_tagged(String ref) throws Exception {
        String older = repo.git("rev-parse", "HEAD~1");
        repo.git("branch", "-f", "release", older);
        GitStepFixture checkout = step("git/checkout", "ref", ref.equals("HEAD") ? older : ref, 1);
        GitStepFixture tag = step("git/tag", "name", "live", 2).after(checkout);
        assertThat(checkout.check()).isEmpty();
        assertThat(tag.check()).isEmpty();
        succeeded(checkout.run());
        String evil = moved();

        refused(tag.run(), evil, older);
        repo.git("reset", "-q", "--hard", older);
        succeeded(tag.run());
    }

    @Test
    void a_tag_that_the_run_has_made_is_pushed_as_it_made_it() throws Exception {
        GitStepFixture tag = step("git/tag", "name", "live", 1);
        GitStepFixture push =
                push().with("tag", "live").afterCommand("git status").after(tag);
        assertThat(tag.check()).isEmpty();
        assertThat(push.check()).isEmpty();
        succeeded(tag.run());
        String made = repo.git("rev-parse", "live");
        moved();
        repo.git("tag", "-f", "-m", "evil", "live");
        String evil = repo.git("rev-parse", "live");

        refused(push.run(), evil, made);
        assertThat(repo.git("ls-remote", "origin")).isEmpty();
        repo.git("update-ref", "refs/tags/live", made);
        succeeded(push.run());
    }

    @Test
    void the_default_tag_too() throws Exception {
        GitStepFixture tag = first.sibling("git/tag").at(1);
        GitStepFixture push = push().with("tag", true).after(tag);
        assertThat(tag.check()).isEmpty();
        assertThat(push.check()).isEmpty();
        succeeded(tag.run());
        String name = repo.git("tag");
        String made = repo.git("rev-parse", name);
        moved();
        repo.git("tag", "-f", "-m", "evil", name);

        refused(push.run(), repo.git("rev-parse", name), made);
    }

    @Test
    void another_branch_that_head_is_on_now_is_not_pushed() throws Exception {
        GitStepFixture push = push();
        assertThat(push.check()).isEmpty();
        repo.git("symbolic-ref", "HEAD", "refs/heads/release");

        StepResult result = push.run();

        assertThat(result).isInstanceOf(StepResult.NotStarted.class);
        assertThat(result.reason()).contains("(branch release), and not at", "(branch main)");
        assertThat(repo.git("ls-remote", "origin")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"remote.origin.url", "remote.origin.pushurl", "url.file:///elsewhere.insteadOf"})
    void a_remote_that_is_elsewhere_now_is_not_pushed_to(String setting) throws Exception {
        GitStepFixture push = push();
        assertThat(push.check()).isEmpty();
        repo.git("init", "-q", "--bare", directory.resolve("other").toString());
        repo.git("config", setting, directory.resolve("other").toString());

        StepResult result = push.run();

        assertThat(result).isInstanceOf(StepResult.NotStarted.class);
        assertThat(result.reason()).contains("The remote 'origin'", "somebody has changed where the push would go");
    }

    /** It may be meant to. */
    @Test
    void a_command_that_names_git_may_move_head_and_tags_until_a_git_step_sets_them() throws Exception {
        GitStepFixture push = push().with("tag", "live")
                .after(step("git/tag", "name", "live", 1))
                .afterCommand("git tag -f live");
        GitStepFixture tag = step("git/tag", "name", "live", 1).afterCommand("git pull");
        assertThat(tag.check()).isEmpty();
        assertThat(push.check()).isEmpty();
        moved();
        succeeded(tag.run());
        repo.git("tag", "-f", "live", judged);
        succeeded(push.run());
    }

    @Test
    void a_checkout_that_is_tried_again_finds_what_it_left() throws Exception {
        GitStepFixture checkout = step("git/checkout", "ref", "release", 1);
        GitStepFixture push = push().after(checkout);
        assertThat(checkout.check()).isEmpty();
        assertThat(push.check()).isEmpty();
        succeeded(checkout.run());
        succeeded(checkout.run());
        succeeded(push.run());
    }

    @Test
    void an_agent_that_goes_on_after_a_kill_knows_what_the_one_before_has_left() throws Exception {
        GitStepFixture checkout = step("git/checkout", "ref", "release", 1);
        GitStepFixture tag = step("git/tag", "name", "live", 2).after(checkout);
        assertThat(checkout.check()).isEmpty();
        assertThat(tag.check()).isEmpty();
        succeeded(checkout.run());
        String evil = moved();

        first = first.afterKill("git/fetch");
        GitStepFixture next = step("git/tag", "name", "live", 2).after(checkout);
        // As where a way back is looked at again, before anything is executed.
        assertThat(next.check()).isEmpty();
        refused(next.run(), evil, judged);
        assertThat(repo.git("tag")).isEmpty();
        repo.git("reset", "-q", "--hard", judged);
        succeeded(next.run());
        assertThat(first.afterKill("git/fetch")
                        .inRun("two")
                        .at(3)
                        .sibling("git/tag")
                        .with("name", "other")
                        .inRun("two")
                        .run()
                        .isSuccess())
                .isTrue();
    }

    @Test
    void what_a_command_may_have_moved_is_not_compared_after_a_kill_either() throws Exception {
        GitStepFixture checkout = step("git/checkout", "ref", "release", 1);
        GitStepFixture tag = step("git/tag", "name", "live", 2).after(checkout).afterCommand("git pull");
        assertThat(checkout.check()).isEmpty();
        assertThat(tag.check()).isEmpty();
        succeeded(checkout.run());
        moved();

        first = first.afterKill("git/fetch");
        succeeded(step("git/tag", "name", "live", 2).after(checkout).run());
    }
}
