package io.github.devopsagent.git.internal.step;

import static io.github.devopsagent.git.internal.step.GitStepFixture.aStep;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.git.internal.repository.TestRepository;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * A JVM that is killed while it moves a work tree: when it writes a certain file, when files and index are in place but
 * the branch is not, or at any time. What the next run does then ends in the old or in the new commit, with no lock and
 * no half-written file. The system property {@value #MORE} says how often at any time.
 */
@FewerCases(every = 12)
class KilledSwitchTest {

    private static final String MORE = "git.kills";
    private static final int FILES = 12;

    @TempDir
    private Path directory;

    private TestRepository repo = new TestRepository(Path.of("."));
    private String old = "";
    private String other = "";

    /** The other commit has other content in each file, and one file more; a commit of the consensus lies in between. */
    @BeforeEach
    void a_repository_with_two_commits() throws Exception {
        repo = TestRepository.empty(directory.resolve("app"));
        repo.git("config", "user.name", "Ann");
        repo.git("config", "user.email", "ann@example.org");
        repo.write(".gitattributes", "*.txt filter=count\n").write("consensus/status.json", "{}");
        files("old").write("old.txt", "old").commitAll("old");
        old = repo.head();
        files("other").delete("old.txt").write("deep/er/other.txt", "other").commitAll("other");
        other = repo.head();
        repo.write("untracked.md", "mine").write("consensus/status.json", "{\"changed\": true}");
    }

    private TestRepository files(String content) {
        for (int i = 0; i < FILES; i++) {
            repo.write("file" + i + ".txt", content + i);
        }
        return repo;
    }

    /** Kills the process whose id is in the scratch directory when it has asked for that many files. */
    private Map<String, String> killAtFile(GitStepFixture step, int number) throws IOException {
        Path count = step.scratch().resolve("count");
        Path kill = Files.writeString(
                step.scratch().resolve("kill.sh"),
                "echo >>" + count + "; [ \"$(wc -l <" + count + ")\" -ne " + number + " ] || kill -9 \"$(cat "
                        + step.scratch().resolve("pid") + ")\"; cat\n");
        return Map.of(
                "GIT_CONFIG_COUNT", "1",
                "GIT_CONFIG_KEY_0", "filter.count.smudge",
                "GIT_CONFIG_VALUE_0", "sh " + kill);
    }

    private static boolean wasKilled(Process process) throws Exception {
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        int code = process.waitFor();
        assertThat(printed).contains(KillableGitProcess.BEGINS).doesNotContain("Exception");
        assertThat(code).isIn(0, 137);
        return code == 137;
    }

    @MatricesOnly
    @ParameterizedTest
    @ValueSource(ints = {1, 13})
    void at_a_file_of_a_checkout(int number) throws Exception {
        GitStepFixture step = checkout();
        Map<String, String> killing = killAtFile(step, number);

        assertThat(wasKilled(step.start(StepVocabulary.CHECKOUT, old, killing))).isTrue();

        bothWaysOn(step, again -> assertIsAt(again ? old : other, again ? "" : "main"));
    }

    /** It is killed in its last file, which is then there, as a moment later. */
    @Test
    void between_the_last_file_and_the_index() throws Exception {
        GitStepFixture step = checkout();

        assertThat(wasKilled(step.start(StepVocabulary.CHECKOUT, old, killAtFile(step, FILES + 1))))
                .isTrue();
        repo.write("old.txt", "old");

        bothWaysOn(step, again -> assertIsAt(again ? old : other, again ? "" : "main"));
    }

    @Test
    void at_a_file_of_a_revert() throws Exception {
        GitStepFixture step = revert();
        Map<String, String> killing = killAtFile(step, 7);

        assertThat(wasKilled(step.start(StepVocabulary.REVERT, other, killing))).isTrue();

        bothWaysOn(step, this::assertRevertedOrNot);
    }

    @Test
    void between_the_files_and_the_branch_of_a_revert() throws Exception {
        GitStepFixture step = revert();
        Path hook = Files.writeString(
                Files.createDirectories(repo.path().resolve(".git/hooks")).resolve("pre-commit"),
                "#!/bin/sh\nkill -9 $(cat " + step.scratch().resolve("pid") + ")\n");
        assertThat(hook.toFile().setExecutable(true)).isTrue();

        assertThat(wasKilled(step.start(StepVocabulary.REVERT, other))).isTrue();
        Files.delete(hook);

        assertThat(repo.head()).isEqualTo(other);
        assertThat(repo.read("file1.txt")).isEqualTo("old1");
        bothWaysOn(step, this::assertRevertedOrNot);
    }

    private GitStepFixture checkout() {
        return aStep(repo, StepVocabulary.CHECKOUT)
                .with(StepVocabulary.REF, old)
                .consensusIn("consensus");
    }

    private GitStepFixture revert() {
        return aStep(repo, StepVocabulary.REVERT)
                .with(StepVocabulary.COMMITS, List.of(other))
                .consensusIn("consensus");
    }

    private void assertRevertedOrNot(boolean reverted) throws Exception {
        if (reverted) {
            assertThat(repo.git("rev-parse", "HEAD^")).isEqualTo(other);
            assertThat(repo.git("diff", "--stat", old)).isEqualTo(repo.git("diff", "--stat", old, "--", "consensus"));
        }
        assertIsAt(reverted ? repo.head() : other, "main");
    }

    @Test
    void at_a_file_of_a_restore() throws Exception {
        GitStepFixture step = checkout();
        RollbackPoint point = GitAdapter.of(repo.path()).rollbackPoint();
        assertThat(point.create(request(step)).isSuccess()).isTrue();
        succeed(step.run());
        Map<String, String> killing = killAtFile(step, 13);

        assertThat(wasKilled(step.start(KillableGitProcess.RESTORE, "", killing)))
                .isTrue();

        succeed(point.restore(request(step)));
        assertIsAt(other, "main");
    }

    @Test
    void at_any_time() throws Exception {
        int kills = Integer.getInteger(MORE, 3);
        Random random = new Random(kills);
        TreeMap<String, Integer> found = new TreeMap<>();
        RollbackPoint point = GitAdapter.of(repo.path()).rollbackPoint();
        assertThat(point.create(request(revert())).isSuccess()).isTrue();
        long usual = timed(revert().start(StepVocabulary.REVERT, other));
        succeed(point.restore(request(revert())));
        for (int i = 0; i < kills; i++) {
            GitStepFixture step = i % 3 == 0 ? revert() : checkout();
            if (i % 3 == 2) {
                succeed(step.run());
            }
            killAfter(start(step, i % 3), random.nextLong(usual));
            Resolution resolution = i % 3 == 2 ? new Resolution.Unknown() : step.resolve();
            found.merge(i % 3 + " " + resolution.getClass().getSimpleName(), 1, Integer::sum);
            succeed(i % 3 != 2 && random.nextBoolean() ? step.undo() : point.restore(request(step)));
            // A run that has gone back does not go forward again, as the next round does.
            deleteRecordedPlaces(step);
            assertIsAt(other, "main");
        }
        LoggerFactory.getLogger(KilledSwitchTest.class).info("killed at any time: {}", found);
    }

    private static void deleteRecordedPlaces(GitStepFixture step) throws IOException {
        try (DirectoryStream<Path> records = Files.newDirectoryStream(step.scratch(), "git-record-places.*")) {
            for (Path record : records) {
                Files.delete(record);
            }
        }
    }

    private Process start(GitStepFixture step, int operation) throws IOException {
        return switch (operation) {
            case 0 -> step.start(StepVocabulary.REVERT, other);
            case 1 -> step.start(StepVocabulary.CHECKOUT, old);
            default -> step.start(KillableGitProcess.RESTORE, "");
        };
    }

    /** How long it takes when nobody kills it, in nanoseconds. */
    private static long timed(Process process) throws Exception {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            assertThat(reader.readLine()).isEqualTo(KillableGitProcess.BEGINS);
            long begin = System.nanoTime();
            assertThat(reader.readLine()).contains("Succeeded");
            return System.nanoTime() - begin;
        }
    }

    private static void killAfter(Process process, long nanos) throws Exception {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            assertThat(reader.readLine()).isEqualTo(KillableGitProcess.BEGINS);
            long end = System.nanoTime() + nanos;
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
            process.toHandle().destroyForcibly();
            process.waitFor();
        }
    }

    private interface Check {
        void of(boolean again) throws Exception;
    }

    /**
     * Asks what became of it, after which nothing is in doubt, and does it again; and undoes it, as the kill left it.
     */
    private void bothWaysOn(GitStepFixture step, Check check) throws Exception {
        TestRepository.paste(directory, "mkdir saved && cp -a app app-scratch saved");
        assertThat(step.resolve()).isInstanceOf(Resolution.NotStarted.class);
        assertIsAt(other, "main");
        succeed(step.run());
        check.of(true);

        TestRepository.paste(directory, "rm -rf app app-scratch && mv saved/* .");
        succeed(step.undo());
        check.of(false);
    }

    private static void succeed(StepResult result) {
        assertThat(result.isSuccess()).as(result.reason()).isTrue();
    }

    private static StepRequest request(GitStepFixture step) {
        return TestRepository.request(step.context());
    }

    private void assertIsAt(String commit, String branch) throws IOException {
        assertThat(repo.head()).isEqualTo(commit);
        assertThat(repo.branch()).isEqualTo(branch);
        assertThat(repo.git("status", "--porcelain", "--", ".", ":!consensus")).isEqualTo("?? untracked.md");
        assertThat(repo.read("consensus/status.json")).isEqualTo("{\"changed\": true}");
        assertThat(repo.git("fsck", "--no-dangling")).isEmpty();
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.walk(repo.path())) {
            assertThat(files.filter(file -> file.toString().matches(".*(\\.lock.*|-devops.*|/\\._.*)")))
                    .isEmpty();
        }
    }
}
