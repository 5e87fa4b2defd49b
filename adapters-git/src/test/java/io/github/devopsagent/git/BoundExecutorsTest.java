package io.github.devopsagent.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.DirectoryScratch;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.git.internal.tested.JudgedDeployment;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.plan.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link GitAdapter#executors()} gives works in its own repository only. */
class BoundExecutorsTest {

    private static final Input FIRST = Input.of("ref", "v1");

    @TempDir
    Path directory;

    private TestRepository app = new TestRepository(Path.of("."));
    private TestRepository other = new TestRepository(Path.of("."));
    private String first = "";
    private String second = "";

    @BeforeEach
    void two_repositories_side_by_side() {
        app = TestRepository.in(directory.resolve("app"));
        first = app.head();
        app.git("tag", "v1");
        second = app.write("a.txt", "two").commitAll("second");
        other = TestRepository.in(directory.resolve("other"));
        other.git("tag", "v1");
    }

    @Test
    void refuse_a_step_that_is_meant_for_another_work_tree() throws Exception {
        app.git("worktree", "add", "-q", "--detach", directory.resolve("linked").toString());
        TestRepository.in(app.path().resolve("below"));

        for (String other : new String[] {"other", "other/dir", "linked", "app/below"}) {
            Path working = directory.resolve(other);
            String problem = checkout()
                    .check(FIRST, context(working))
                    .map(StepFinding::message)
                    .orElse("");
            assertThat(problem)
                    .contains("bound to " + app.path() + ", but the step's working directory " + working)
                    .contains("is in another work tree");
            assertThat(run(checkout(), FIRST, working).reason()).isEqualTo(problem);
        }

        assertThat(app.head()).isEqualTo(second);
    }

    @Test
    void work_from_a_directory_that_is_in_their_work_tree_or_in_none() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), app.path());
        for (Path working : new Path[] {
            app.path(), app.path().resolve("dir"), link, directory, directory.resolve("not/there"), Path.of("/")
        }) {
            app.git("checkout", "-q", "main");

            assertThat(checkout().check(FIRST, context(working))).isEmpty();
            StepResult result = run(checkout(), FIRST, working);

            assertThat(result.isSuccess()).as(result.reason()).isTrue();
            assertThat(app.head()).isEqualTo(first);
            undo(working);
            assertThat(app.branch()).isEqualTo("main");
        }
    }

    @Test
    void undo_what_they_did_though_the_working_directory_is_in_another_repository_by_now() throws Exception {
        Path working = Files.createDirectory(directory.resolve("later"));
        run(checkout(), FIRST, working);
        assertThat(app.head()).isEqualTo(first);
        TestRepository.in(working);

        undo(working);

        assertThat(app.head()).isEqualTo(second);
        assertThat(app.branch()).isEqualTo("main");
    }

    @Test
    void are_seen_by_the_rule_wherever_they_work() throws Exception {
        JudgedDeployment judged =
                JudgedDeployment.deploymentOf(app).tested(second).workingIn(directory);

        assertThat(run(checkout(), FIRST, directory).isSuccess()).isTrue();
        app.git("checkout", "-q", "main");
        assertThat(judged.checkingOut("v1").reason())
                .contains(first.substring(0, 10) + " (tag v1, which step 'release' checks out)");
    }

    private StepExecutor checkout() {
        return executor("git/checkout");
    }

    private StepExecutor executor(String name) {
        return Objects.requireNonNull(GitAdapter.of(app.path()).executors().get(name), name);
    }

    private void undo(Path working) throws Exception {
        Step undo = checkout().compensation(JudgedDeployment.checkout("v1"), "").get(0);
        Input input = undo.action().fold(bare -> Input.none(), run -> Input.none(), use -> use.input());
        StepResult result = run(executor("git/undo"), input, working);
        assertThat(result.isSuccess()).as(result.reason()).isTrue();
    }

    private StepResult run(StepExecutor executor, Input input, Path working) throws Exception {
        Path scratch = Files.createTempDirectory(directory, "scratch");
        return executor.execute(new StepRequest(
                "release",
                Stage.DEPLOY,
                input,
                context(working),
                Duration.ofMinutes(1),
                new Attempt("attempt-" + UUID.randomUUID(), 1, new DirectoryScratch(scratch)),
                (bytes, offset, length) -> {}));
    }

    private static ExecutionContext context(Path working) {
        return new ExecutionContext("EP-1", "DEP-001", "production", working, Map.of());
    }
}
