package io.github.devopsagent.git.internal.step;

import static io.github.devopsagent.git.internal.step.GitStepFixture.aStep;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.git.internal.remote.RemoteAccess;
import io.github.devopsagent.git.internal.repository.RemoteAndClones;
import io.github.devopsagent.git.internal.repository.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A JVM that is killed at each point of a push: before the remote has anything, when the remote has accepted it, and with
 * the remote-tracking ref locked, before or after something was written to the lock. Whatever the next run does then, a
 * restore does not move the branch behind its remote, and no lock is left.
 */
@FewerCases(every = 6)
class KilledPushTest {

    private static final String LOCK = ".git/refs/remotes/origin/main.lock";

    @TempDir
    private Path directory;

    private RemoteAndClones clones = new RemoteAndClones(
            new TestRepository(Path.of(".")), new TestRepository(Path.of(".")), new TestRepository(Path.of(".")));
    private TestRepository app = new TestRepository(Path.of("."));
    private GitStepFixture step = aStep(new TestRepository(Path.of("target/none")), StepVocabulary.PUSH);
    private String first = "";
    private String second = "";

    @BeforeEach
    void a_commit_that_the_remote_does_not_have() throws Exception {
        clones = RemoteAndClones.in(directory.resolve("here"));
        app = clones.app();
        first = app.head();
        step = aStep(app, StepVocabulary.PUSH);
        assertThat(point().create(TestRepository.request(step.context())).isSuccess())
                .isTrue();
        second = app.write("a.txt", "two").commitAll("second");
    }

    private RollbackPoint point() {
        return GitAdapter.of(app.path()).rollbackPoint();
    }

    private String kill() {
        return "kill -9 $(cat '" + step.scratch().resolve("pid") + "')";
    }

    @Test
    void when_the_remote_has_nothing() throws Exception {
        Path hooks = app.path().resolve(".git/hooks");
        RemoteAndClones.hook(hooks, "pre-push", kill());
        waitForKill(step.start(StepVocabulary.PUSH, ""));
        Files.delete(hooks.resolve("pre-push"));

        assertThat(clones.main()).isEqualTo(first);
        everyWayOn(Resolution.NotStarted.class);
    }

    @InEveryBuild
    @Test
    void when_the_remote_has_accepted_it_and_with_the_tracking_ref_locked_but_nothing_written() throws Exception {
        clones.hook("post-receive", kill());
        waitForKill(step.start(StepVocabulary.PUSH, ""));
        Files.delete(clones.remote().path().resolve("hooks/post-receive"));
        assertThat(clones.main()).isEqualTo(second);
        assertThat(app.git("rev-parse", "origin/main")).isEqualTo(first);
        String killed = step.latest();
        everyWayOn(Resolution.Done.class);

        begin();
        step.goBackTo(killed);
        app.write(LOCK, "");
        everyWayOn(Resolution.Done.class);
    }

    /** The push stops at its log entry, since nobody reads from the pipe. */
    @Test
    void with_the_tracking_ref_locked_and_its_goal_written() throws Exception {
        Path log = app.path().resolve(".git/logs/refs/remotes/origin/main");
        byte[] entries = Files.readAllBytes(log);
        Files.delete(log);
        TestRepository.paste(directory, "mkfifo '" + log + "'");
        Process process = step.start(StepVocabulary.PUSH, "");
        while (process.isAlive() && !app.read(LOCK).strip().equals(second)) {
            LockSupport.parkNanos(2_000_000);
        }
        process.toHandle().destroyForcibly();
        waitForKill(process);
        Files.delete(log);
        Files.write(log, entries);

        assertThat(clones.main()).isEqualTo(second);
        assertThat(app.read(LOCK).strip()).isEqualTo(second);
        everyWayOn(Resolution.Done.class);
    }

    @Test
    void whose_undoing_was_killed_when_the_remote_had_accepted_the_revert() throws Exception {
        killedBeforeItWasNoted();
        String revert = app.git("commit-tree", "-m", "Revert", "-p", second, first + "^{tree}");
        app.git("push", "-q", clones.remote().path().toString(), revert + ":main");
        app.write(LOCK, revert + "\n");

        assertThat(step.undo().reason()).contains("already");

        assertThat(app.git("rev-parse", "origin/main")).isEqualTo(revert);
        assertNoLock();
        restoreIsNotBehind("undoing it");
    }

    @Test
    void that_there_is_nothing_to_undo_of() throws Exception {
        app.git("reset", "-q", "--hard", first);
        second = app.write("dir/b.txt", "two").commitAll("of the consensus");
        step.consensusIn("dir");
        killedBeforeItWasNoted();

        assertThat(step.undo().reason()).contains("no file outside");

        assertThat(app.git("rev-parse", "origin/main")).isEqualTo(second);
        restoreIsNotBehind("undoing it");
    }

    private void killedBeforeItWasNoted() throws Exception {
        step.killedAfterRecording(new GitPush(RemoteAccess.DEFAULT));
        app.git("push", "-q", clones.remote().path().toString(), "main");
        assertThat(app.git("rev-parse", "origin/main")).isEqualTo(first);
    }

    private static void waitForKill(Process process) throws Exception {
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(printed).isEqualTo(137);
    }

    private void everyWayOn(Class<? extends Resolution> found) throws Exception {
        TestRepository.paste(directory, "rm -rf saved && cp -a here saved");
        String killed = step.latest();
        restoreIsNotBehind("nothing else");

        begin();
        step.goBackTo(killed);
        assertThat(step.resolve()).isInstanceOf(found);
        if (found == Resolution.Done.class) {
            assertThat(app.git("rev-parse", "origin/main")).isEqualTo(second);
            assertNoLock();
        }
        restoreIsNotBehind("resolving it");

        begin();
        succeed(step.run());
        assertThat(clones.main()).isEqualTo(second);
        assertThat(app.git("rev-parse", "origin/main")).isEqualTo(second);
        restoreIsNotBehind("trying again");
        assertNoLock();

        begin();
        succeed(step.undo());
        assertThat(clones.remote().git("show", "main:a.txt")).isEqualTo("one");
        assertThat(app.git("rev-parse", "origin/main")).isEqualTo(clones.main());
        restoreIsNotBehind("undoing it");
        assertNoLock();
    }

    /** As the kill left it. */
    private void begin() throws IOException {
        TestRepository.paste(directory, "rm -rf here && cp -a saved here");
    }

    private void restoreIsNotBehind(String after) throws Exception {
        succeed(point().restore(TestRepository.request(step.context())));
        assertThat(app.read("a.txt")).as(after).isEqualTo("one");
        assertThat(app.branch()).isEqualTo("main");
        assertThat(app.status()).isEmpty();
        app.git("fetch", "-q", clones.remote().path().toString(), "main:refs/devops/test");
        assertThat(app.git("rev-list", "--count", "HEAD..refs/devops/test"))
                .as(after)
                .isEqualTo("0");
    }

    private void assertNoLock() throws IOException {
        try (Stream<Path> files = Files.walk(app.path().resolve(".git"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".lock"))).isEmpty();
        }
    }

    private static void succeed(StepResult result) {
        assertThat(result.isSuccess()).as(result.reason()).isTrue();
    }
}
