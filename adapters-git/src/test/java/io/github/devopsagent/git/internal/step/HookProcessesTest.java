package io.github.devopsagent.git.internal.step;

import static io.github.devopsagent.git.internal.step.GitStepFixture.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.git.internal.repository.RemoteAndClones;
import io.github.devopsagent.git.internal.repository.TestRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Hooks of an attempt are found by its key when the agent was killed, wherever they have gone in the process tree. */
@FewerCases(every = 3)
@EnabledOnOs(value = OS.LINUX, disabledReason = "processes of hooks are found in Linux's /proc")
class HookProcessesTest {

    @TempDir
    private Path directory;

    private TestRepository repo = new TestRepository(Path.of("."));
    private GitStepFixture step = aStep(new TestRepository(Path.of("target/none")), StepVocabulary.REVERT);

    @BeforeEach
    void a_commit_that_can_be_reverted() {
        repo = TestRepository.in(directory.resolve("app"));
        repo.git("config", "user.name", "Ann");
        repo.git("config", "user.email", "ann@example.org");
        repo.git("config", "commit.gpgsign", "false");
        repo.write("a.txt", "two").commitAll("second");
        step = aStep(repo, StepVocabulary.REVERT).with("commits", repo.head());
    }

    @AfterEach
    void nothing_runs_on() throws Exception {
        if (Files.exists(file("pid"))) {
            hook("pid").ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private Optional<ProcessHandle> hook(String file) throws Exception {
        return ProcessHandle.of(Long.parseLong(Files.readString(file(file)).strip()));
    }

    private void hook(String name, String script) throws Exception {
        RemoteAndClones.hook(repo.path().resolve(".git/hooks"), name, script);
    }

    /** It says who it is, all at once. */
    private String report() {
        return "echo $$ > '" + file("new") + "'; mv '" + file("new") + "' '" + file("pid") + "'";
    }

    @Test
    void have_the_attempts_key() throws Exception {
        hook("pre-commit", "echo $" + Attempt.VARIABLE + " > '" + file("key") + "'");

        assertThat(step.run().isSuccess()).isTrue();

        assertThat(Files.readString(file("key")).strip()).isEqualTo(step.latest());
    }

    @Test
    void do_not_survive_a_kill_of_the_agent() throws Exception {
        hook("pre-commit", report() + "; exec sleep 1000");
        Process agent = step.start(StepVocabulary.REVERT, repo.head());
        while (agent.isAlive() && !Files.exists(file("pid"))) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        agent.destroyForcibly().waitFor();
        assertThat(hook("pid")).as("it outlives the agent").get().matches(ProcessHandle::isAlive);
        Files.delete(repo.path().resolve(".git/hooks/pre-commit"));

        assertThat(step.resolve()).isInstanceOf(Resolution.NotStarted.class);

        assertThat(hook("pid").filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(repo.status()).isEmpty();
    }

    @MatricesOnly
    @Test
    void that_leave_something_running_which_holds_their_output_hold_up_nothing() throws Exception {
        hook(
                "post-commit",
                "sh -c \"" + report().replace("$$", "\\$\\$") + "; exec sleep 1000\" &\nwhile ! test -e '" + file("pid")
                        + "'; do :; done");

        assertThat(step.run().isSuccess()).isTrue();

        assertThat(hook("pid").filter(ProcessHandle::isAlive)).isPresent();
        hook("pid").ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void that_leave_something_running_when_they_refuse_leave_nothing() throws Exception {
        hook(
                "pre-commit",
                "(" + "setsid sh -c \"" + report().replace("$$", "\\$\\$") + "; exec sleep 1000\" &) >/dev/null 2>&1"
                        + "\nwhile ! test -e '" + file("pid") + "'; do :; done\nexit 1");

        assertThat(step.run()).isInstanceOf(StepResult.Failed.class);

        assertThat(hook("pid").filter(ProcessHandle::isAlive)).isEmpty();
    }
}
