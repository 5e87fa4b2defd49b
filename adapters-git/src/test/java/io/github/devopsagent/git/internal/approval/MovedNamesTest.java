package io.github.devopsagent.git.internal.approval;

import static io.github.devopsagent.git.internal.tested.JudgedDeployment.checkout;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan names, and others can move after its approval. */
@FewerCases(every = 3)
class MovedNamesTest {

    @TempDir
    Path directory;

    private ApprovedDeployment deployment;
    private TestRepository repo;

    @BeforeEach
    void aPlan() {
        deployment = ApprovedDeployment.in(directory.resolve("app"));
        repo = deployment.repo();
    }

    @Test
    void a_branch_that_the_plan_checks_out_may_not_move_after_the_approval() throws Exception {
        repo.git("branch", "release");
        String approval = deployment.approved("qa");
        ApprovedDeployment released = deployment.deploying(checkout("release"));
        assertThat(released.consent()).contains("qa approved");
        repo.git("checkout", "-q", "-b", "elsewhere");
        repo.write("a.txt", "evil").commitAll("evil");
        repo.git("branch", "-f", "release");
        repo.git("checkout", "-q", "main");
        assertThat(released.reason())
                .contains("step 'release' checks out 'release' (branch release)", "its files are not those")
                .contains("such as that of the approval, " + approval);
        assertThat(deployment.deploying(checkout(approval)).consent()).contains("qa approved");
    }

    @Test
    void a_name_that_a_git_step_of_the_plan_can_move_is_not_approved() throws Exception {
        repo.git("branch", "release");
        String approval = deployment.approved("qa");
        for (String mover : List.of("git/fetch", "git/push", "git/revert", "git/tag")) {
            assertThat(deployment
                            .deploying(Step.of("mover", new Action.Use(mover, Input.none())), checkout("release"))
                            .reason())
                    .as(mover)
                    .contains("checks out 'release', behind a git step of the plan that can move it");
            assertThat(deployment
                            .deploying(Step.of("mover", new Action.Use(mover, Input.none())), checkout(approval))
                            .consent())
                    .as(mover)
                    .contains("qa approved");
            assertThat(deployment
                            .deploying(checkout("release"), Step.of("mover", new Action.Use(mover, Input.none())))
                            .consent())
                    .as(mover)
                    .contains("qa approved");
        }
    }

    /** What was there before the approval is not what was approved. */
    @Test
    void a_tag_that_the_plan_checks_out_may_not_move_to_an_older_commit() throws Exception {
        repo.git("tag", "v1");
        String old = repo.head();
        repo.write("a.txt", "two").commitAll("two");
        repo.git("tag", "v2");
        String approval = deployment.approved("qa");
        ApprovedDeployment released = deployment.deploying(checkout("v2"));
        assertThat(released.consent()).contains("qa approved");
        repo.git("tag", "-f", "v2", "v1^{commit}");
        assertThat(released.reason())
                .contains("its files are not those", "full id, such as that of the approval, " + approval)
                .contains("To approve again does not help")
                .doesNotContain("What changed is shown by", "approves all of this");
        assertThat(deployment.deploying(checkout(old.substring(0, 7))).reason()).contains("its files are not those");
        assertThat(deployment.deploying(checkout(old)).consent()).contains("qa approved");
    }

    /** To a commit that nobody approved. */
    private void move(String... kindAndName) {
        repo.git("checkout", "-q", "-b", "elsewhere");
        repo.write("a.txt", "evil").commitAll("evil");
        repo.git(kindAndName);
        repo.git("checkout", "-q", "main");
    }

    private static Step use(String executor, String field, Object value) {
        return Step.of("a step", new Action.Use(executor, Input.of(field, value)));
    }

    @Test
    void a_branch_or_tag_that_the_plan_pushes_may_not_move() throws Exception {
        repo.git("branch", "live");
        repo.git("tag", "rel");
        deployment.approved("qa");
        ApprovedDeployment branch = deployment.deploying(use("git/push", "branch", "live"));
        ApprovedDeployment tag = deployment.deploying(use("git/push", "tag", "rel"));
        assertThat(branch.consent()).contains("qa approved");
        assertThat(tag.consent()).contains("qa approved");
        move("branch", "-f", "live");
        repo.git("tag", "-f", "rel", "live");
        assertThat(branch.reason()).contains("step 'a step' pushes 'live' (branch live), which is at", "its files are");
        assertThat(tag.reason()).contains("pushes 'rel' (tag rel), which is at");
        assertThat(deployment.deploying(use("git/push", "tag", "none")).reason())
                .contains("which is no commit here");
    }

    /** The plan was approved with the id. */
    @Test
    void a_branch_is_pushed_where_the_plan_names_its_commit_by_the_full_id() throws Exception {
        String old = repo.head();
        repo.write("a.txt", "two").commitAll("two");
        repo.git("branch", "live", old);
        deployment.approved("qa");
        Step push = use("git/push", "branch", "live");
        assertThat(deployment.deploying(push).reason()).contains("its files are not those");
        assertThat(deployment.deploying(checkout(old), push).consent()).contains("qa approved");
        assertThat(deployment
                        .deploying(push.withCompensation(List.of(checkout(old))))
                        .reason())
                .contains("its files are not those");
    }

    @Test
    void what_is_tagged_by_a_name_may_not_move_and_a_tag_that_the_plan_makes_is_what_it_tags() throws Exception {
        repo.git("branch", "live");
        String approval = deployment.approved("qa");
        Step tag = Step.of("tag", new Action.Use("git/tag", new Input(Map.of("name", "rel", "ref", "live"))));
        ApprovedDeployment tagging = deployment.deploying(tag, use("git/push", "tag", "rel"));
        assertThat(tagging.consent()).contains("qa approved");
        move("branch", "-f", "live");
        assertThat(tagging.reason()).contains("step 'tag' tags 'live' (branch live), which is at");
        assertThat(deployment
                        .deploying(
                                Step.of("tag", new Action.Use("git/tag", Input.of("name", "rel"))),
                                use("git/push", "tag", "rel"),
                                use("git/tag", "ref", approval))
                        .consent())
                .contains("qa approved");
    }

    @Test
    void what_is_reverted_is_named_by_its_id() throws Exception {
        String bad = repo.write("a.txt", "two").commitAll("bad");
        repo.write("b.txt", "fix").commitAll("a fix of security");
        repo.git("tag", "bad", bad);
        deployment.approved("qa");
        assertThat(deployment.deploying(use("git/revert", "commits", "bad")).reason())
                .contains("step 'a step' reverts 'bad' (tag bad), which is at")
                .contains("Name the commit by its full id, such as " + bad);
        for (Object named : List.of(bad, bad.substring(0, 10), List.of(bad, bad.substring(0, 7)))) {
            assertThat(deployment.deploying(use("git/revert", "commits", named)).consent())
                    .contains("qa approved");
        }
        String shortId = bad.substring(0, 10);
        repo.git("branch", shortId, "HEAD");
        assertThat(deployment
                        .deploying(use("git/revert", "commits", List.of(bad, shortId)))
                        .reason())
                .contains("reverts '" + shortId + "', which is no commit here");
    }

    /** It can be removed, and another one made that begins so. */
    @Test
    void an_abbreviation_of_a_commit_outside_of_the_approved_history_stands_for_nothing() throws Exception {
        deployment.approved("qa");
        move("branch", "other");
        String other = repo.git("rev-parse", "other").strip();
        assertThat(deployment
                        .deploying(use("git/revert", "commits", other.substring(0, 10)))
                        .reason())
                .contains("may have been elsewhere. Name the commit by its full id")
                .doesNotContain(other);
    }

    @Test
    void a_way_back_goes_to_an_older_commit_by_its_full_id() throws Exception {
        String old = repo.head();
        repo.git("branch", "old");
        repo.write("a.txt", "two").commitAll("two");
        deployment.approved("qa");
        Step undone = Step.of("deploy", new Action.Run("true"));
        assertThat(deployment
                        .deploying(undone.withCompensation(List.of(checkout("old"))))
                        .reason())
                .contains("step 'release' checks out 'old' (branch old)", "full id, such as " + old);
        assertThat(deployment.rollingBackBy(checkout("old")).reason()).contains("checks out 'old' (branch old)");
        assertThat(deployment
                        .deploying(undone.withCompensation(List.of(checkout(old))))
                        .rollingBackBy(checkout(old))
                        .consent())
                .contains("qa approved");
        assertThat(deployment
                        .deploying(use("git/fetch", "tags", true))
                        .rollingBackBy(checkout("main"))
                        .reason())
                .contains("behind a git step of the plan that can move it");
    }

    @Test
    void in_another_repository_only_full_ids_are_approved() throws Exception {
        TestRepository other = TestRepository.in(directory.resolve("other"));
        String approval = deployment.approved("qa");
        for (Step step : List.of(
                checkout("main"), use("git/revert", "commits", "main"), use("git/tag", "ref", "main"), push())) {
            assertThat(deployment.deploying(at(other, step)).veto()).satisfies(veto -> {
                assertThat(veto.reason())
                        .contains("in another repository, " + other.path().toRealPath())
                        .contains("nobody knows what was approved. Name commits by their full ids.");
                assertThat(veto.code()).isEqualTo("stale_approval");
            });
            assertThat(deployment
                            .rollingBackBy(at(other, step))
                            .judgedBy(deployment.adapter().freshApprovalRule())
                            .isRight())
                    .isEqualTo(step.equals(push()));
        }
        assertThat(deployment
                        .deploying(
                                at(other, checkout(approval)),
                                at(other, use("git/revert", "commits", approval)),
                                at(other, use("git/tag", "ref", approval)))
                        .consent())
                .contains("qa approved");
        assertThat(deployment
                        .with(GitAdapter.of(repo.path()).ignoring(other.path()))
                        .deploying(at(other, checkout("main")))
                        .consent())
                .contains("qa approved");
    }

    /** Nothing of the code is in such a repository. */
    @Test
    void beside_a_consensus_directory_of_its_own_all_code_is_in_another_repository() throws Exception {
        TestRepository own = TestRepository.empty(directory.resolve("own"));
        ApprovedDeployment alone = ApprovedDeployment.of(own, own.path());
        alone.write("artifacts/plan.json", "{\"v\": 1}").approved("qa");
        assertThat(alone.deploying(at(repo, checkout(repo.head()))).consent()).contains("qa approved");
        assertThat(alone.deploying(at(repo, checkout("main"))).reason()).contains("in another repository");
    }

    private static Step push() {
        return Step.of("a step", new Action.Use("git/push", Input.none()));
    }

    private static Step at(TestRepository other, Step step) {
        return new Step(
                step.name(),
                step.action(),
                List.of(),
                Duration.ofMinutes(1),
                Map.of(),
                Optional.of(other.path().toString()),
                false,
                0,
                Step.DEFAULT_RETRY_DELAY,
                false,
                List.of());
    }
}
