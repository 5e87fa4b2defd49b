package io.github.devopsagent.git.internal.rollbackpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.TestRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old rollback points, and what is recorded of their deployments' steps. */
@FewerCases(every = 4)
class RollbackPointPruningTest {

    @TempDir
    Path directory;

    private TestRepository repo = new TestRepository(Path.of("."));
    private int commits;

    @BeforeEach
    void a_repository() {
        repo = TestRepository.in(directory);
    }

    @Test
    void go_beyond_the_default_number() throws Exception {
        for (int i = 10; i < 10 + GitAdapter.POINTS_KEPT; i++) {
            old("EP-1/DEP-" + i, i);
        }
        commit();

        StepResult result = create(GitAdapter.of(directory), "EP-1", "DEP-20");

        assertThat(points()).hasSize(GitAdapter.POINTS_KEPT).doesNotContain("EP-1/DEP-10");
        assertThat(result.reason()).contains("pruned the old refs/devops/rollback/EP-1/DEP-10");
    }

    @Test
    void go_oldest_first_over_all_epics_and_by_name_at_the_same_time() throws Exception {
        old("EP-2/DEP-1", 1);
        old("EP-1/DEP-9", 2);
        old("EP-1/DEP-8", 2);
        old("EP-3/DEP-1", 3);
        commit();

        create(GitAdapter.of(directory).keeping(3), "EP-1", "DEP-10");

        assertThat(points()).containsExactly("EP-1/DEP-10", "EP-1/DEP-9", "EP-3/DEP-1");
    }

    @Test
    void stay_if_there_are_not_more_than_are_kept() throws Exception {
        old("EP-1/DEP-1", 1);

        StepResult result = create(GitAdapter.of(directory).keeping(2), "EP-1", "DEP-2");

        assertThat(points()).containsExactly("EP-1/DEP-1", "EP-1/DEP-2");
        assertThat(result.reason()).doesNotContain("prune");
    }

    @Test
    void stay_if_they_are_the_last_good_one_of_a_commit_that_is_deployed_again_and_again() throws Exception {
        old("EP-1/DEP-1", 1);
        commit();
        old("EP-1/DEP-2", 2);
        commit();
        for (int i = 3; i < 7; i++) {
            old("EP-1/DEP-" + i, i);
        }

        create(GitAdapter.of(directory).keeping(3), "EP-1", "DEP-7");
        assertThat(points()).containsExactly("EP-1/DEP-2", "EP-1/DEP-6", "EP-1/DEP-7");

        create(GitAdapter.of(directory).keeping(1), "EP-1", "DEP-8");
        assertThat(points()).containsExactly("EP-1/DEP-2", "EP-1/DEP-8");
    }

    @Test
    void stay_if_they_were_not_made_by_us() throws Exception {
        repo.git("update-ref", "refs/devops/rollback/EP-1/DEP-1", "HEAD");
        repo.git("tag", "-a", "-m", "somebody's", "theirs");
        repo.git("update-ref", "refs/devops/rollback/EP-1/DEP-2", "refs/tags/theirs");
        repo.git("update-ref", "refs/devops/rollback/a/deeper/one", "refs/tags/theirs");
        repo.git("update-ref", "refs/devops/steps/EP-1/DEP-1/step", "refs/tags/theirs");
        old("EP-1/DEP-3", 3);
        commit();

        create(GitAdapter.of(directory).keeping(1), "EP-1", "DEP-4");
        create(GitAdapter.of(directory).keeping(1), "EP-1", "DEP-5");

        assertThat(points()).containsExactly("EP-1/DEP-1", "EP-1/DEP-2", "EP-1/DEP-3", "EP-1/DEP-5", "a/deeper/one");
        assertThat(steps()).containsExactly("EP-1/DEP-1/step");
    }

    @Test
    void take_the_records_of_their_deployments_steps_along() throws Exception {
        old("EP-1/DEP-1", 1);
        old("EP-1/DEP-2", 2);
        old("EP-1/DEP-3", 3);
        commit();
        step("EP-1/DEP-1/deploy/1", 1);
        step("EP-1/DEP-2/deploy/1", 2);
        step("EP-1/DEP-3/deploy/1", 3);
        step("EP-1/DEP-4/deploy/1", 4);

        StepResult result = create(GitAdapter.of(directory).keeping(2), "EP-1", "DEP-4");

        assertThat(points()).containsExactly("EP-1/DEP-3", "EP-1/DEP-4");
        assertThat(steps()).containsExactly("EP-1/DEP-3/deploy/1", "EP-1/DEP-4/deploy/1");
        assertThat(result.reason()).contains("refs/devops/steps/EP-1/DEP-1/deploy/1");
    }

    @Test
    void leave_no_records_of_steps_without_a_point_but_those_of_the_newest_deployments() throws Exception {
        step("EP-1/DEP-1/deploy/1", 1);
        step("EP-1/DEP-2/deploy/1", 2);
        step("EP-1/DEP-3/deploy/1", 3);
        step("EP-1/DEP-3/deploy/2", 4);

        create(GitAdapter.of(directory).keeping(2), "EP-1", "DEP-4");

        assertThat(steps()).containsExactly("EP-1/DEP-3/deploy/1", "EP-1/DEP-3/deploy/2");
    }

    @Test
    void that_cannot_go_are_said_and_no_failure() throws Exception {
        old("EP-1/DEP-1", 1);
        old("EP-1/DEP-2", 2);
        commit();
        Files.createFile(directory.resolve(".git/refs/devops/rollback/EP-1/DEP-1.lock"));

        StepResult result = create(GitAdapter.of(directory).keeping(1), "EP-1", "DEP-3");

        assertThat(result.reason())
                .startsWith("recorded")
                .contains("could not prune refs/devops/rollback/EP-1/DEP-1 (lock failure)");
        assertThat(points()).containsExactly("EP-1/DEP-1", "EP-1/DEP-2", "EP-1/DEP-3");
    }

    @Test
    void are_found_in_packed_refs_too() throws Exception {
        old("EP-1/DEP-1", 1);
        old("EP-1/DEP-2", 2);
        commit();
        repo.git("pack-refs", "--all");

        create(GitAdapter.of(directory).keeping(2), "EP-1", "DEP-3");

        assertThat(points()).containsExactly("EP-1/DEP-2", "EP-1/DEP-3");
    }

    @Test
    void are_at_least_one() {
        assertThatThrownBy(() -> GitAdapter.of(directory).keeping(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1");
    }

    /** A point of what is checked out, made in this second of 1970. */
    private void old(String deployment, int second) throws Exception {
        String[] ids = deployment.split("/", -1);
        create(GitAdapter.of(directory).keeping(1000), ids[0], ids[1]);
        String ref = "refs/devops/rollback/" + deployment;
        made(ref, repo.git("cat-file", "tag", ref).replaceFirst("(tagger .*> )[0-9]+", "$1" + second));
    }

    private void step(String name, int second) {
        made(
                "refs/devops/steps/" + name,
                "object " + repo.head() + "\ntype commit\ntag devops/steps/" + name
                        + "\ntagger devops-agent <devops-agent@localhost> " + second + " +0000\n\nStep\n");
    }

    private void made(String ref, String tag) {
        repo.write(".git/tag", tag.stripTrailing() + "\n");
        repo.git("update-ref", ref, repo.git("hash-object", "-t", "tag", "-w", ".git/tag"));
    }

    private void commit() {
        commits++;
        repo.write("a.txt", "commit " + commits).commitAll("commit");
    }

    private List<String> points() {
        return refs("refs/devops/rollback/");
    }

    private List<String> steps() {
        return refs("refs/devops/steps/");
    }

    private List<String> refs(String prefix) {
        return repo.git("for-each-ref", "--format=%(refname)", prefix)
                .lines()
                .map(name -> name.substring(prefix.length()))
                .toList();
    }

    private static StepResult create(GitAdapter adapter, String epic, String deployment) throws Exception {
        StepResult result =
                adapter.rollbackPoint().create(TestRepository.request(TestRepository.deployment(epic, deployment)));
        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        return result;
    }
}
