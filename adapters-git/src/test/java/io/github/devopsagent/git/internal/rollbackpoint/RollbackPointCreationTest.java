package io.github.devopsagent.git.internal.rollbackpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.ConfigConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Creating a rollback point. */
class RollbackPointCreationTest {

    private static final String REF = "refs/devops/rollback/EP-1/DEP-001";

    @TempDir
    Path directory;

    @Test
    void records_the_commit_in_a_private_ref_and_names_commit_and_branch() {
        TestRepository repo = TestRepository.in(directory);

        StepResult result = create(repo);

        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        assertThat(result.reason()).contains(repo.head().substring(0, 7)).contains("branch main");
        assertThat(repo.git("rev-parse", REF + "^{commit}")).isEqualTo(repo.head());
        assertThat(repo.git("for-each-ref", "--format=%(refname)", "refs/tags")).isEmpty();
    }

    @Test
    void leaves_an_object_that_git_finds_sound_and_that_tells_a_person_what_it_is() {
        TestRepository repo = TestRepository.in(directory);
        create(repo);

        assertThat(repo.git("fsck", "--strict", "--no-progress")).isEmpty();
        assertThat(repo.git("cat-file", "-p", REF))
                .contains("Rollback point of deployment DEP-001 of EP-1")
                .contains("HEAD: refs/heads/main");
    }

    @Test
    void keeps_the_commit_when_everything_unreachable_is_collected() {
        TestRepository repo = TestRepository.in(directory);
        repo.git("checkout", "-q", "--detach");
        String commit = repo.write("a.txt", "two").commitAll("on no branch");
        create(repo);
        repo.git("checkout", "-q", "main");
        repo.git("reflog", "expire", "--expire=now", "--all");
        repo.git("gc", "-q", "--prune=now");

        assertThat(repo.git("cat-file", "-t", commit)).isEqualTo("commit");
        assertThat(restore(repo).isSuccess()).isTrue();
        assertThat(repo.head()).isEqualTo(commit);
    }

    @Test
    void says_when_head_is_detached() {
        TestRepository repo = TestRepository.in(directory);
        repo.git("checkout", "-q", "--detach");

        assertThat(create(repo).reason()).contains("detached HEAD");
    }

    @Test
    void again_at_the_same_commit_is_reuse() {
        TestRepository repo = TestRepository.in(directory);
        create(repo);
        String before = repo.git("rev-parse", REF);

        StepResult again = create(repo);

        assertThat(again.isSuccess()).as(again.reason()).isTrue();
        assertThat(again.reason()).startsWith("reused");
        assertThat(repo.git("rev-parse", REF)).isEqualTo(before);
    }

    @Test
    void again_at_another_commit_fails_and_says_both() {
        TestRepository repo = TestRepository.in(directory);
        String first = repo.head();
        create(repo);
        String second = repo.write("a.txt", "two").commitAll("second");

        StepResult again = create(repo);

        assertThat(again.isSuccess()).isFalse();
        assertThat(again.reason()).contains(first.substring(0, 7)).contains(second.substring(0, 7));
        assertThat(repo.git("rev-parse", REF + "^{commit}")).isEqualTo(first);
    }

    @Test
    void again_on_another_branch_fails_and_says_both() {
        TestRepository repo = TestRepository.in(directory);
        create(repo);
        repo.git("checkout", "-q", "-b", "other");

        StepResult again = create(repo);

        assertThat(again.isSuccess()).isFalse();
        assertThat(again.reason()).contains("branch main").contains("branch other");
    }

    @Test
    void of_many_at_once_one_makes_it_and_the_others_reuse_it_or_say_that_it_is_locked() throws Exception {
        TestRepository repo = TestRepository.in(directory);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<StepResult>> racing = IntStream.range(0, 8)
                    .mapToObj(i -> (Callable<StepResult>) () -> create(repo))
                    .toList();
            List<StepResult> results = threads.invokeAll(racing).stream()
                    .map(RollbackPointCreationTest::get)
                    .toList();

            assertThat(results)
                    .extracting(StepResult::reason)
                    .allMatch(reason ->
                            reason.startsWith("recorded") || reason.startsWith("reused") || reason.contains("lock"))
                    .filteredOn(reason -> reason.startsWith("recorded"))
                    .hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private static StepResult get(Future<StepResult> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void each_deployment_and_each_epic_has_its_own() throws Exception {
        TestRepository repo = TestRepository.in(directory);
        RollbackPoint point = GitAdapter.of(directory).rollbackPoint();
        point.create(TestRepository.request(TestRepository.deployment("EP-1", "DEP-001")));
        point.create(TestRepository.request(TestRepository.deployment("EP-1", "DEP-002")));
        point.create(TestRepository.request(TestRepository.deployment("EP-2", "DEP-001")));

        Set<String> refs = repo.git("for-each-ref", "--format=%(refname)", "refs/devops")
                .lines()
                .collect(Collectors.toSet());
        assertThat(refs)
                .containsExactlyInAnyOrder(
                        REF, "refs/devops/rollback/EP-1/DEP-002", "refs/devops/rollback/EP-2/DEP-001");
    }

    @Test
    void fails_over_changes_that_no_commit_has_and_creates_nothing() {
        TestRepository repo = TestRepository.in(directory);
        repo.write("a.txt", "changed");

        StepResult result = create(repo);

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.reason()).contains("a.txt");
        assertThat(repo.git("for-each-ref", "refs/devops")).isEmpty();
    }

    @Test
    void fails_on_a_ref_that_does_not_say_the_branch() {
        TestRepository repo = TestRepository.in(directory);
        repo.git("update-ref", REF, "HEAD");

        assertThat(create(repo).reason()).contains("does not say which branch");
        assertThat(restore(repo).reason()).contains("does not say which branch");
    }

    @MatricesOnly
    @Test
    void succeeds_though_a_killed_agent_left_a_lock_on_the_ref() throws Exception {
        TestRepository repo = TestRepository.in(directory);
        Path lock = directory.resolve(".git").resolve(REF + ".lock");
        Files.createDirectories(lock.getParent());
        Files.createFile(lock);

        assertThat(create(repo).isSuccess()).isTrue();
        assertThat(lock).doesNotExist();
    }

    @Test
    void goes_to_the_disk_and_not_only_to_its_cache_without_changing_the_configuration() throws Exception {
        TestRepository repo = TestRepository.in(directory);
        String before = repo.read(".git/config");

        try (OpenWorkTree tree = OpenWorkTree.open(new WorkTreeLocation(directory, List.of()))) {
            var config = tree.repository().getConfig();
            assertThat(config.getBoolean(ConfigConstants.CONFIG_CORE_SECTION, "fsyncObjectFiles", false))
                    .isTrue();
            assertThat(config.getBoolean(ConfigConstants.CONFIG_CORE_SECTION, "fsyncRefFiles", false))
                    .isTrue();
        }
        create(repo);

        assertThat(repo.read(".git/config")).isEqualTo(before);
    }

    private static StepResult create(TestRepository repo) {
        return new GitRollbackPoint(new WorkTreeLocation(repo.path(), List.of())).create(TestRepository.request());
    }

    private static StepResult restore(TestRepository repo) {
        return new GitRollbackPoint(new WorkTreeLocation(repo.path(), List.of())).restore(TestRepository.request());
    }
}
