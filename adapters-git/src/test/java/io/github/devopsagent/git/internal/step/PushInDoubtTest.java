package io.github.devopsagent.git.internal.step;

import static io.github.devopsagent.git.internal.step.GitStepFixture.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.git.internal.remote.RemoteAccess;
import io.github.devopsagent.git.internal.repository.RemoteAndClones;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.git.internal.steprecord.RunRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A push whose remote runs a hook, which waits, when the agent is killed or the connection breaks: the remote looks
 * untouched, and may move yet.
 */
@FewerCases(every = 6)
class PushInDoubtTest {

    @TempDir
    Path directory;

    private RemoteAndClones clones;
    private TestRepository app;
    private GitStepFixture step;
    private String first;
    private String second;
    private Optional<Process> daemon = Optional.empty();

    @BeforeEach
    void a_remote_whose_hook_waits() throws Exception {
        clones = RemoteAndClones.in(directory.resolve("here"));
        app = clones.app();
        first = app.head();
        second = app.write("a.txt", "two").commitAll("second");
        Files.createDirectories(directory.resolve("signs"));
        clones.hook(
                "pre-receive",
                // Also until the directory is removed: that may be before it looks again.
                "echo $$ > '" + sign("begun") + "'; while [ -e '" + sign("begun") + "' ] && [ ! -e '" + sign("go")
                        + "' ]; do sleep 0.02; done");
        step = aStep(app, StepVocabulary.PUSH);
    }

    @AfterEach
    void ends_what_waits() throws Exception {
        Files.writeString(sign("go"), "");
        if (daemon.isPresent()) {
            daemon.get().descendants().forEach(ProcessHandle::destroyForcibly);
            daemon.get().destroyForcibly().waitFor();
        }
    }

    private Path sign(String name) {
        return directory.resolve("signs").resolve(name);
    }

    /** A git daemon of this machine, of which nothing here knows the processes. */
    private void served() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        daemon = Optional.of(new ProcessBuilder(
                        "git",
                        "daemon",
                        "--export-all",
                        "--enable=receive-pack",
                        "--listen=127.0.0.1",
                        "--port=" + port,
                        "--base-path=" + clones.remote().path().getParent())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("daemon.log").toFile())
                .start());
        String url = "git://127.0.0.1:" + port + "/remote.git";
        await(() -> answers(url), "the daemon");
        app.git("remote", "set-url", "origin", url);
    }

    private boolean answers(String url) {
        try {
            return new ProcessBuilder("git", "ls-remote", url)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void killedInTheHook() throws Exception {
        Process process = step.start(StepVocabulary.PUSH, "");
        await(() -> sign("begun").toFile().length() > 1, "the hook");
        process.toHandle().destroyForcibly();
        assertThat(process.waitFor()).isEqualTo(137);
        assertThat(clones.main()).isEqualTo(first);
    }

    @InEveryBuild
    @Test
    void is_never_said_not_to_have_begun_and_its_undoing_says_what_is_not_known() throws Exception {
        served();
        killedInTheHook();

        assertThat(step.resolve()).isInstanceOf(Resolution.Unknown.class);
        StepResult undone = step.undo();

        assertThat(undone.isSuccess()).isFalse();
        assertThat(undone.reason())
                .contains("branch 'main' of the remote 'origin' is as it was before")
                .contains("whether it stays so is not known")
                .contains("ls-remote origin refs/heads/main (" + second + " if it was taken, " + first + " if not)")
                .contains("take it back with: ")
                .contains("revert --no-edit " + first + ".." + second);
    }

    @Test
    void is_undone_when_the_remote_has_it_at_last() throws Exception {
        served();
        killedInTheHook();
        String killed = step.latest();
        assertThat(step.undo().isSuccess()).isFalse();

        Files.writeString(sign("go"), "");
        await(() -> clones.main().equals(second), "the remote");

        step.goBackTo(killed);
        assertThat(step.resolve()).isInstanceOf(Resolution.Done.class);
        StepResult undone = step.undo();
        assertThat(undone.isSuccess()).as(undone.reason()).isTrue();
        assertThat(clones.remote().git("show", "main:a.txt")).isEqualTo("one");
    }

    @Test
    void of_a_new_branch_is_in_doubt_too() throws Exception {
        served();
        app.git("checkout", "-q", "-b", "release");
        killedInTheHook();

        assertThat(step.resolve()).isInstanceOf(Resolution.Unknown.class);
        assertThat(step.undo().reason())
                .contains("is as it was before (not there)")
                .contains("if it was taken, nothing if not)")
                .contains("push origin --delete release");

        Files.writeString(sign("go"), "");
        await(() -> clones.at("refs/heads/release").equals(second), "the remote");
        StepResult undone = step.undo();
        assertThat(undone.isSuccess()).as(undone.reason()).isTrue();
        assertThat(clones.at("refs/heads/release")).isEmpty();
    }

    @MatricesOnly
    @Test
    void is_done_by_another_attempt_whichever_of_the_two_arrives() throws Exception {
        served();
        killedInTheHook();
        Files.writeString(sign("go"), "");

        StepResult again = step.run();

        assertThat(again.isSuccess()).as(again.reason()).isTrue();
        assertThat(clones.main()).isEqualTo(second);
        assertThat(step.undo().isSuccess()).isTrue();
    }

    @InEveryBuild
    @Test
    void whose_connection_breaks_is_in_doubt_and_says_so() throws Exception {
        served();
        Thread cutter = new Thread(() -> {
            await(() -> sign("begun").toFile().length() > 1, "the hook");
            // The connection's process; the hook lives on, as it may at any remote.
            daemon.orElseThrow()
                    .descendants()
                    .filter(process -> process.info().commandLine().orElse("").contains(" receive-pack"))
                    .forEach(ProcessHandle::destroyForcibly);
        });
        cutter.start();

        StepResult result = step.run();
        cutter.join();

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.reason()).contains("had been sent and was not answered, so it is in doubt");
        assertThat(step.resolve()).isInstanceOf(Resolution.Unknown.class);
        assertThat(step.undo().reason()).contains("whether it stays so is not known");
    }

    @Test
    void that_the_remote_rejects_is_in_no_doubt() throws Exception {
        served();
        clones.hook("pre-receive", "echo frozen; exit 1");

        StepResult result = step.run();

        assertThat(result.reason()).contains("rejected").doesNotContain("in doubt");
        assertThat(step.undo().reason()).contains("nothing to undo");
    }

    @Test
    void that_the_remote_cannot_unpack_is_in_no_doubt() throws Exception {
        served();
        clones.remote().git("config", "receive.fsckObjects", "true");
        clones.hook("pre-receive", "exit 0");
        Path damaged = directory.resolve("signs/commit");
        Files.writeString(
                damaged, app.git("cat-file", "commit", "HEAD").replaceFirst("author [^>]*>", "author x") + "\n");
        app.git(
                "update-ref",
                "refs/heads/main",
                app.git("hash-object", "-t", "commit", "-w", "--literally", damaged.toString()));

        StepResult result = step.run();

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.reason()).contains("unpack").doesNotContain("in doubt");
        assertThat(step.undo().reason()).contains("nothing to undo");
    }

    @Test
    void to_a_directory_ends_there_with_the_hook_when_somebody_asks_for_it() throws Exception {
        killedInTheHook();
        long hook = Long.parseLong(Files.readString(sign("begun")).strip());
        assertThat(ProcessHandle.of(hook).filter(ProcessHandle::isAlive)).isPresent();

        assertThat(step.resolve()).isInstanceOf(Resolution.NotStarted.class);

        await(() -> ProcessHandle.of(hook).filter(ProcessHandle::isAlive).isEmpty(), "the end of the hook");
        assertThat(step.undo().reason()).contains("is as it was before");
        assertThat(clones.main()).isEqualTo(first);
    }

    @Test
    void recorded_by_an_earlier_version_is_in_doubt() throws Exception {
        step.killedAfterRecording(new GitPush(RemoteAccess.DEFAULT));
        assertThat(step.resolve()).isInstanceOf(Resolution.NotStarted.class);
        String ref = app.git("for-each-ref", "--format=%(refname)", "refs/devops/steps");
        Path tag = directory.resolve("signs/tag");
        Files.writeString(
                tag,
                app.git("cat-file", "tag", ref)
                        .lines()
                        .filter(line -> !line.startsWith("receiver:"))
                        .reduce("", (one, other) -> one + other + "\n"));
        app.git("update-ref", ref, app.git("hash-object", "-t", "tag", "-w", tag.toString()));
        // It kept none but in the repository.
        new RunRecord(step.attempt().scratch(), ref.substring(ref.lastIndexOf('/') + 1)).delete();

        assertThat(step.resolve()).isInstanceOf(Resolution.Unknown.class);
    }

    private static void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(deadline);
            LockSupport.parkNanos(2_000_000);
        }
    }
}
