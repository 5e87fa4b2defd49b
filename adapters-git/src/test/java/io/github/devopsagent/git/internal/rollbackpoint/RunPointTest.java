package io.github.devopsagent.git.internal.rollbackpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.TestRepository;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Points of runs whose deployments have the same id, and the last good one. */
class RunPointTest {

    private static final String PREFIX = "refs/devops/rollback/EP-1/";

    @TempDir
    private Path directory;

    private TestRepository repo = new TestRepository(Path.of("."));
    private String first = "";

    @BeforeEach
    void a_repository() {
        repo = TestRepository.in(directory.resolve("app"));
        first = repo.head();
    }

    private RollbackPoint point(int keeping) {
        return GitAdapter.of(repo.path()).keeping(keeping).rollbackPoint();
    }

    private static ExecutionContext deployment(String id, String run, Optional<String> standing) {
        Map<String, String> variables = new HashMap<>(Map.of(ExecutionContext.RUN, run));
        standing.ifPresent(deployment -> variables.put(ExecutionContext.STANDING, deployment));
        return TestRepository.deployment("EP-1", id).withVariables(variables);
    }

    private static ExecutionContext deployment(String id, String run) {
        return deployment(id, run, Optional.empty());
    }

    private void create(int keeping, ExecutionContext context) throws Exception {
        StepResult result = point(keeping).create(TestRepository.request(context));
        assertThat(result.isSuccess()).as(result.reason()).isTrue();
    }

    private String commit(String text) {
        return repo.write("a.txt", text).commitAll(text);
    }

    private List<String> points() {
        return repo.git("for-each-ref", "--format=%(refname)", PREFIX)
                .lines()
                .map(name -> name.substring(PREFIX.length()))
                .toList();
    }

    @Test
    void of_a_new_consensus_directory_do_not_collide_with_those_of_an_old_one() throws Exception {
        create(10, deployment("DEP-001", "old"));
        String second = commit("two");
        ExecutionContext again = deployment("DEP-001", "new");

        assertThat(point(10).check(again)).isEmpty();
        create(10, again);
        create(10, again);
        commit("three");

        assertThat(points()).containsExactly("DEP-001", "DEP-001.new");
        TestRepository.paste(directory, point(10).restoreCommand(again));
        assertThat(repo.head()).isEqualTo(second);
        commit("four");
        assertThat(point(10).restore(TestRepository.request(again)).isSuccess()).isTrue();
        assertThat(repo.head()).isEqualTo(second);
        assertThat(point(10)
                        .restore(TestRepository.request(deployment("DEP-001", "old")))
                        .isSuccess())
                .isTrue();
        assertThat(repo.head()).isEqualTo(first);
    }

    @Test
    void do_not_collide_with_one_of_an_earlier_version_that_names_no_run() throws Exception {
        create(10, TestRepository.deployment("EP-1", "DEP-001"));
        String second = commit("two");

        create(10, deployment("DEP-001", "new"));

        assertThat(points()).containsExactly("DEP-001", "DEP-001.new");
        commit("three");
        assertThat(point(10)
                        .restore(TestRepository.request(deployment("DEP-001", "new")))
                        .isSuccess())
                .isTrue();
        assertThat(repo.head()).isEqualTo(second);
    }

    @Test
    void of_a_run_that_an_earlier_version_began_are_gone_on_with() throws Exception {
        create(10, TestRepository.deployment("EP-1", "DEP-001"));

        create(10, deployment("DEP-001", "same"));
        commit("two");

        assertThat(points()).containsExactly("DEP-001");
        assertThat(point(10)
                        .restore(TestRepository.request(deployment("DEP-001", "same")))
                        .isSuccess())
                .isTrue();
        assertThat(repo.head()).isEqualTo(first);
    }

    @Test
    void are_never_restored_for_another_run() throws Exception {
        create(10, deployment("DEP-001", "old"));
        String second = commit("two");

        StepResult result = point(10).restore(TestRepository.request(deployment("DEP-001", "new")));

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.reason()).contains("There is no rollback point");
        assertThat(repo.head()).isEqualTo(second);
    }

    @Test
    void that_are_the_last_good_one_stay_however_many_broken_ones_follow() throws Exception {
        create(1, deployment("DEP-002", "2", Optional.of("EP-1/DEP-001")));
        for (int i = 3; i < 7; i++) {
            commit("broken " + i);
            create(1, deployment("DEP-00" + i, Integer.toString(i)));
        }

        assertThat(points()).containsExactly("DEP-002", "DEP-005", "DEP-006");
        assertThat(repo.git("rev-parse", PREFIX + "DEP-002^{commit}")).isEqualTo(first);

        commit("good");
        create(1, deployment("DEP-007", "7", Optional.of("EP-1/DEP-006")));
        assertThat(points()).as("the next good one takes its place").containsExactly("DEP-006", "DEP-007");
    }
}
