package io.github.devopsagent.git.internal.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.git.internal.steprecord.StepRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The step git/tag. */
@FewerCases(every = 6)
class GitTagTest {

    private static final String DEFAULT = "deployments/production/EP-1-DEP-001";
    private static final Map<String, Object> V1 = Map.of("name", "v1");

    @TempDir
    Path directory;

    private TestRepository repo;
    private DeploymentFixture deployment;

    @BeforeEach
    void a_repository() {
        repo = TestRepository.in(directory.resolve("app"));
        deployment = DeploymentFixture.in(repo);
    }

    @Test
    void names_the_deployment_by_default() {
        repo.git("config", "user.name", "Bob");
        repo.git("config", "user.email", "bob@example.org");

        StepResult result = deployment.run("git/tag", Map.of());

        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        assertThat(result.reason()).contains(DEFAULT).contains(repo.head().substring(0, 10));
        assertThat(repo.git("cat-file", "-t", DEFAULT)).isEqualTo("tag");
        assertThat(repo.git("rev-parse", DEFAULT + "^{commit}")).isEqualTo(repo.head());
        assertThat(repo.git(
                        "for-each-ref", "--format=%(taggername) %(taggeremail)%0a%(contents)", "refs/tags/" + DEFAULT))
                .startsWith("Bob <bob@example.org>\nDeployment DEP-001 of EP-1 to production\n\n"
                        + "Deployment: DEP-001\nEpic: EP-1\nEnvironment: production");
        assertThat(repo.git("fsck", "--strict")).doesNotContain("error");
    }

    @Test
    void takes_name_message_and_ref() {
        String first = repo.head();
        repo.write("a.txt", "two").commitAll("second");
        repo.git("branch", "old", first);

        deployment.run("git/tag", Map.of("name", "v1", "message", "Rolled out", "ref", "old"));

        assertThat(repo.git("rev-parse", "v1^{commit}")).isEqualTo(first);
        assertThat(repo.git("for-each-ref", "--format=%(contents)", "refs/tags/v1"))
                .startsWith("Rolled out\n\nDeployment: DEP-001");
    }

    @Test
    void is_undone_by_deleting_it_and_twice_is_once() {
        deployment.run("git/tag", V1);

        assertThat(deployment.undo("git/tag", V1).isSuccess()).isTrue();
        assertThat(repo.git("tag")).isEmpty();
        assertThat(deployment.undo("git/tag", V1).isSuccess()).isTrue();
    }

    @Test
    void is_undone_when_packed() {
        deployment.run("git/tag", V1);
        repo.git("pack-refs", "--all");

        assertThat(deployment.undo("git/tag", V1).isSuccess()).isTrue();
        assertThat(repo.git("tag")).isEmpty();
    }

    @Test
    void that_somebody_deleted_already_is_undone() {
        deployment.run("git/tag", V1);
        repo.git("tag", "-d", "v1");

        StepResult undone = deployment.undo("git/tag", V1);

        assertThat(undone.isSuccess()).isTrue();
        assertThat(undone.reason()).contains("no tag 'v1'");
    }

    @InEveryBuild
    @Test
    void that_somebody_replaced_is_left_and_said() {
        deployment.run("git/tag", V1);
        repo.git("tag", "-f", "-a", "-m", "mine", "v1");
        String theirs = repo.git("rev-parse", "v1");

        StepResult undone = deployment.undo("git/tag", V1);

        assertThat(undone.isSuccess()).isFalse();
        assertThat(undone.reason())
                .contains("somebody replaced it")
                .contains("first")
                .contains("tag -d v1");
        assertThat(repo.git("rev-parse", "v1")).isEqualTo(theirs);
    }

    @Test
    void of_a_name_that_is_taken_says_what_it_points_to() {
        repo.git("tag", "-a", "-m", "theirs", "v1");

        assertThat(deployment.check("git/tag", V1)).hasValueSatisfying(problem -> assertThat(problem.message())
                .contains("'v1' already")
                .contains(repo.head().substring(0, 10) + " first"));
        assertThat(deployment.run("git/tag", V1).isSuccess()).isFalse();
    }

    @Test
    void of_a_name_that_git_does_not_allow_is_refused_before() {
        assertThat(deployment.check("git/tag", Map.of("name", "v 1")))
                .map(StepFinding::certainty)
                .contains(StepFinding.Certainty.CANNOT_RUN);
        assertThat(DeploymentFixture.in(repo, "the east").check("git/tag", Map.of()))
                .hasValueSatisfying(problem ->
                        assertThat(problem.message()).contains("the east").contains("Write 'name'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "refs/heads/x", "refs/tags/HEAD", "refs/tags/refs/heads/x"})
    void of_a_name_that_would_be_ambiguous_is_refused_before(String name) {
        assertThat(deployment.check("git/tag", Map.of("name", name))).hasValueSatisfying(problem -> {
            assertThat(problem.certainty()).isEqualTo(StepFinding.Certainty.CANNOT_RUN);
            assertThat(problem.message()).contains("ambiguous").contains("Correct 'name'");
        });
        assertThat(deployment.run("git/tag", Map.of("name", name)).isSuccess()).isFalse();
        assertThat(repo.git("tag")).isEmpty();
    }

    @Test
    void of_a_full_name_is_that_tag() {
        assertThat(deployment.run("git/tag", Map.of("name", "refs/tags/v1")).isSuccess())
                .isTrue();
        assertThat(repo.git("tag")).isEqualTo("v1");
    }

    @Test
    void beside_a_tag_that_is_in_the_way_is_refused_before() {
        repo.git("tag", "v1");

        assertThat(deployment.check("git/tag", Map.of("name", "v1/rc")))
                .hasValueSatisfying(problem -> assertThat(problem.message()).contains("refs/tags/v1"));
    }

    @Test
    void of_an_unknown_ref_is_missing_now() {
        assertThat(deployment.check("git/tag", Map.of("ref", "v0")))
                .map(StepFinding::certainty)
                .contains(StepFinding.Certainty.MISSING_NOW);
    }

    /** Who writes to the repository would decide what runs here. */
    @Test
    void runs_no_command_for_a_key_that_the_repository_itself_names() {
        repo.git("config", "tag.gpgSign", "true");
        repo.git("config", "gpg.format", "ssh");
        repo.git("config", "gpg.ssh.defaultKeyCommand", "touch " + repo.path().resolve("run") + "; false");

        StepResult result = deployment.run("git/tag", V1);

        assertThat(result.reason()).contains("the repository itself names a command", "gpg.ssh.defaultkeycommand in ");
        assertThat(deployment.check("git/tag", V1).orElseThrow().message()).contains("gpg.ssh.defaultkeycommand");
        repo.git("config", "commit.gpgSign", "true");
        assertThat(deployment
                        .check("git/revert", Map.of("commits", repo.head()))
                        .orElseThrow()
                        .message())
                .contains("gpg.ssh.defaultkeycommand");
        assertThat(repo.path().resolve("run")).doesNotExist();

        DeploymentFixture trusting =
                DeploymentFixture.with(GitAdapter.of(repo.path()).trustingRepositoryConfiguration(), repo);
        assertThat(trusting.run("git/tag", V1).reason()).doesNotContain("the repository itself names");
        assertThat(repo.path().resolve("run")).exists();
    }

    @Test
    void is_by_whom_the_environment_of_the_step_names() {
        DeploymentFixture told = deployment
                .withVariable("GIT_COMMITTER_NAME", "Robot")
                .withVariable("GIT_COMMITTER_EMAIL", "robot@example.org");

        assertThat(told.run("git/tag", V1).isSuccess()).isTrue();
        assertThat(repo.git("for-each-ref", "--format=%(taggername) %(taggeremail)", "refs/tags/v1"))
                .isEqualTo("Robot <robot@example.org>");
    }

    @Test
    void refuses_an_environment_of_the_step_that_it_does_not_go_by() {
        assertThat(deployment
                        .withVariable("GIT_DIR", "/elsewhere")
                        .withVariable("GIT_COMMITTER_DATE", "2020-01-01")
                        .check("git/tag", V1)
                        .orElseThrow()
                        .message())
                .contains("sets GIT_DIR, GIT_COMMITTER_DATE, which git steps do not go by");
    }

    @Test
    void that_must_be_signed_without_a_key_is_not_made() {
        repo.git("config", "tag.gpgSign", "true");

        StepResult result = deployment.run("git/tag", V1);

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.reason()).contains("gpgsign").contains("git config tag.gpgsign false");
        assertThat(repo.git("tag")).isEmpty();
    }

    @Test
    void of_a_killed_agent_is_found_not_made_and_made_by_the_next() throws Exception {
        deployment.killedAfterRecording(new GitTag(new ForeseenCommits()), V1);

        assertThat(deployment.resolve("git/tag")).isInstanceOf(Resolution.NotStarted.class);
        assertThat(deployment.run("git/tag", V1).isSuccess()).isTrue();
        assertThat(deployment.resolve("git/tag")).isInstanceOf(Resolution.Done.class);
        assertThat(deployment.undo("git/tag", V1).isSuccess()).isTrue();
    }

    @Test
    void of_a_killed_agent_whose_name_somebody_took_is_neither_made_nor_deleted() throws Exception {
        deployment.killedAfterRecording(new GitTag(new ForeseenCommits()), V1);
        repo.git("tag", "v1");

        StepResult result = deployment.run("git/tag", V1);

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.reason()).contains("lightweight");
        assertThat(deployment.undo("git/tag", V1).isSuccess()).isTrue();
        assertThat(repo.git("tag")).isEqualTo("v1");
    }

    @Test
    void takes_over_the_lock_of_a_killed_agent() throws Exception {
        deployment.killedAfterRecording(new GitTag(new ForeseenCommits()), V1);
        repo.write(".git/refs/tags/v1.lock", "");

        StepResult result = deployment.run("git/tag", V1);

        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        assertThat(repo.read(".git/refs/tags/v1.lock")).isEqualTo("(missing)");
    }

    @Test
    void leaves_locks_of_others() throws Exception {
        deployment.killedAfterRecording(new GitTag(new ForeseenCommits()), V1);
        repo.write(".git/refs/tags/v1.lock", repo.head() + "\n");

        assertThat(deployment.run("git/tag", V1).reason()).contains("rm ").contains("refs/tags/v1.lock");
        assertThat(repo.read(".git/refs/tags/v1.lock")).startsWith(repo.head());
    }

    @Test
    void leaves_locks_that_are_older() throws Exception {
        deployment.killedAfterRecording(new GitTag(new ForeseenCommits()), V1);
        repo.write(".git/refs/tags/v1.lock", "");
        Files.setLastModifiedTime(
                repo.path().resolve(".git/refs/tags/v1.lock"),
                FileTime.from(Instant.now().minusSeconds(3600)));

        assertThat(deployment.run("git/tag", V1).isSuccess()).isFalse();
        assertThat(repo.read(".git/refs/tags/v1.lock")).isEmpty();
    }

    /** The tag that is made now is another object, so only the record of the killed attempt tells whose the lock is. */
    @MatricesOnly
    @Test
    void takes_over_the_lock_that_a_killed_agent_left_when_it_made_another_object() throws Exception {
        StepRecord record =
                deployment.killedAfterRecording(new GitTag(new ForeseenCommits()), V1, Duration.ofMinutes(1));
        repo.write(".git/refs/tags/v1.lock", record.note("object") + "\n");
        repo.git("config", "user.name", "Another");
        repo.git("config", "user.email", "another@example.org");

        StepResult result = deployment.run("git/tag", V1);

        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        assertThat(repo.git("rev-parse", "v1")).isNotEqualTo(record.note("object"));
    }
}
