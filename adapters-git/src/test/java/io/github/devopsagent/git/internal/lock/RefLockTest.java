package io.github.devopsagent.git.internal.lock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.git.internal.repository.RemoteAndClones;
import io.github.devopsagent.git.internal.repository.TestRepository;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lock of a ref can be what a killed agent left, and nobody else's. */
@FewerCases(every = 4)
class RefLockTest {

    private static final Set<String> GOALS = Set.of("ours");
    private static final String REF = "refs/heads/new";

    /** Of a git that does nothing until its input ends. */
    private static final String[] WAITING = {"cat-file", "--batch"};

    /** Long enough ago that no lock of that time is waited for. */
    private final Instant since = Instant.now().minusSeconds(600);

    @TempDir
    private Path directory;

    private TestRepository repo = new TestRepository(Path.of("."));
    private Path file = Path.of(".");
    private Optional<Process> holder = Optional.empty();

    @BeforeEach
    void a_lock_of_a_killed_agent() throws IOException {
        repo = TestRepository.in(directory.resolve("app"));
        file = repo.path().resolve(".git/" + REF + ".lock");
        lock("ours\n", since);
    }

    @AfterEach
    void end() throws Exception {
        if (holder.isPresent()) {
            holder.get().destroyForcibly().waitFor();
        }
    }

    private void lock(String content, Instant written) throws IOException {
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(written));
    }

    /** Whoever may hold it for a moment is waited for. */
    private boolean isTakenOver() throws IOException {
        return isTakenOver(repo.path().resolve(".git"), Duration.ofMinutes(5));
    }

    private boolean isTakenOverAtOnce() throws IOException {
        return isTakenOver(repo.path().resolve(".git"), Duration.ZERO);
    }

    private boolean isTakenOver(Path gitDirectory, Duration patience) throws IOException {
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(gitDirectory.toFile()).build()) {
            boolean taken = RefLock.of(repository, REF, patience).takeOver(GOALS, since);
            assertThat(Files.exists(file)).isEqualTo(!taken);
            return taken;
        }
    }

    private boolean isTakenOverWhenOld(Duration patience) throws IOException {
        try (Repository repository = new FileRepositoryBuilder()
                .setGitDir(repo.path().resolve(".git").toFile())
                .build()) {
            return RefLock.of(repository, REF, patience).takeOverWhenOld();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ours\n"})
    void one_that_leads_nowhere_or_to_our_goal_is_taken_over_if_it_is_not_older_than_the_agent(String content)
            throws IOException {
        lock(content, since.minusSeconds(1));
        assertThat(isTakenOverAtOnce()).isFalse();
        lock(content, since.minusMillis(20));
        assertThat(isTakenOver()).isTrue();
        lock(content, since);
        assertThat(isTakenOver()).isTrue();
    }

    @InEveryBuild
    @Test
    void one_that_leads_elsewhere_is_not() throws IOException {
        lock("theirs\n", since);
        assertThat(isTakenOverAtOnce()).isFalse();
        assertThat(isTakenOverWhenOld(Duration.ofMinutes(5))).isTrue();
        assertThat(file).doesNotExist();
    }

    @Test
    void none_is_not_taken_over() throws IOException {
        Files.delete(file);
        assertThat(isTakenOverWhenOld(Duration.ZERO)).isFalse();
        try (Repository repository = new FileRepositoryBuilder()
                .setGitDir(repo.path().resolve(".git").toFile())
                .build()) {
            assertThat(RefLock.of(repository, REF).takeOver(GOALS, since)).isFalse();
        }
    }

    @Test
    void one_that_is_new_is_waited_for() throws IOException {
        lock("", Instant.now().minusMillis(2_900));
        assertThat(isTakenOver()).isTrue();
    }

    @Test
    void one_that_is_new_is_left_by_who_must_not_wait() throws IOException {
        lock("", Instant.now().plusSeconds(3600));
        Thread.currentThread().interrupt();
        try {
            assertThat(isTakenOver()).isFalse();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void of_head_lies_in_the_work_trees_own_directory() throws IOException {
        repo.git(
                "worktree", "add", "-q", "--detach", directory.resolve("linked").toString());
        try (Repository linked = new FileRepositoryBuilder()
                .setGitDir(repo.path().resolve(".git/worktrees/linked").toFile())
                .build()) {
            assertThat(RefLock.of(linked, "HEAD").file())
                    .isEqualTo(repo.path().resolve(".git/worktrees/linked/HEAD.lock"));
            assertThat(RefLock.of(linked, REF).file().toRealPath()).isEqualTo(file.toRealPath());
        }
        assertThat(isTakenOver(repo.path().resolve(".git/worktrees/linked"), Duration.ofMinutes(5)))
                .isTrue();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "who holds a lock is looked up in Linux's /proc")
    void one_that_a_process_has_open_is_not() throws Exception {
        Process process = waits(directory, List.of("sh", "-c", "exec 3>>'" + file + "'; echo open; cat"), Map.of());
        assertThat(process.getInputStream().read()).isEqualTo('o');
        Files.setLastModifiedTime(file, FileTime.from(since));

        assertThat(isTakenOverAtOnce()).isFalse();
        assertThat(isTakenOverWhenOld(Duration.ZERO)).isFalse();

        end();
        assertThat(isTakenOver()).isTrue();
    }

    /** Git has closed it by then, and runs a hook before the ref goes where the lock says. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "who holds a lock is looked up in Linux's /proc")
    void one_that_a_fetch_holds_is_not() throws Exception {
        RemoteAndClones clones = RemoteAndClones.in(directory.resolve("clones"));
        repo = clones.app();
        String goal = clones.colleaguePushes();
        file = repo.path().resolve(".git/refs/remotes/origin/main.lock");
        Path ready = directory.resolve("ready");
        Path end = directory.resolve("end");
        TestRepository.paste(directory, "mkfifo '" + end + "'");
        RemoteAndClones.hook(
                repo.path().resolve(".git/hooks"),
                "reference-transaction",
                "[ \"$1\" = prepared ] && grep -q origin/main && { : > '" + ready + "'; cat '" + end + "'; }; exit 0");
        Process fetch = waits(repo.path(), List.of("git", "fetch", "-q"), Map.of());
        while (fetch.isAlive() && !Files.exists(ready)) {
            LockSupport.parkNanos(2_000_000);
        }
        lock(Files.readString(file), since);

        try (Repository repository = new FileRepositoryBuilder()
                .setGitDir(repo.path().resolve(".git").toFile())
                .build()) {
            assertThat(RefLock.of(repository, "refs/remotes/origin/main", Duration.ZERO)
                            .takeOver(Set.of(goal), since))
                    .isFalse();
        }
        Files.writeString(end, "");

        assertThat(fetch.waitFor()).isZero();
        assertThat(repo.git("rev-parse", "origin/main")).isEqualTo(goal);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "who holds a lock is looked up in Linux's /proc")
    void one_is_not_while_a_git_works_in_the_repository() throws Exception {
        repo.git(
                "worktree", "add", "-q", "--detach", directory.resolve("linked").toString());
        for (Path where : List.of(repo.path(), repo.path().resolve("dir"), directory.resolve("linked"))) {
            waits(where, git(WAITING), Map.of());
            assertThat(isTakenOverAtOnce()).as(where.toString()).isFalse();
            end();
        }
        assertThat(isTakenOver()).isTrue();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "who holds a lock is looked up in Linux's /proc")
    void one_is_when_the_git_that_worked_in_the_repository_ends_meanwhile() throws Exception {
        waits(repo.path(), git(WAITING), Map.of());
        FutureTask<Boolean> takeover = new FutureTask<>(this::isTakenOver);
        Thread taking = new Thread(takeover);
        taking.start();
        while (taking.getState() != Thread.State.TIMED_WAITING && taking.isAlive()) {
            LockSupport.parkNanos(2_000_000);
        }
        end();
        assertThat(takeover.get()).isTrue();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "who holds a lock is looked up in Linux's /proc")
    void one_is_not_while_a_git_is_told_to_work_in_the_repository() throws Exception {
        String gitDirectory = repo.path().resolve(".git").toString();
        waits(directory, git(WAITING), Map.of("GIT_DIR", gitDirectory));
        assertThat(isTakenOverAtOnce()).isFalse();
        end();
        waits(directory, git("--git-dir=" + gitDirectory, WAITING[0], WAITING[1]), Map.of());
        assertThat(isTakenOverAtOnce()).isFalse();
        end();
        waits(directory, git("--git-dir", "app/.git", WAITING[0], WAITING[1]), Map.of());
        assertThat(isTakenOverAtOnce()).isFalse();
        end();
        assertThat(isTakenOver()).isTrue();
    }

    @Test
    void one_is_while_a_git_works_elsewhere() throws Exception {
        TestRepository other = TestRepository.empty(directory.resolve("other"));
        waits(other.path(), git(WAITING), Map.of());
        assertThat(isTakenOver()).isTrue();
        end();
        lock("", since);
        waits(
                directory,
                git(WAITING),
                Map.of("GIT_DIR", other.path().resolve(".git").toString()));
        assertThat(isTakenOver()).isTrue();
    }

    @Test
    void one_is_while_something_else_works_in_the_repository() throws Exception {
        waits(repo.path(), List.of("cat"), Map.of());
        assertThat(isTakenOver()).isTrue();
    }

    /** Nobody has asked for its end, so that it is still listed. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "who holds a lock is looked up in Linux's /proc")
    void one_is_when_the_git_in_the_repository_has_ended() throws Exception {
        Process parent = waits(
                repo.path(),
                List.of("sh", "-c", "git version > '" + directory.resolve("v") + "' & echo $!; exec cat"),
                Map.of());
        String id = new BufferedReader(new InputStreamReader(parent.getInputStream(), UTF_8)).readLine();
        Path status = Path.of("/proc", id, "stat");
        while (Files.exists(status) && !Files.readString(status).contains(") Z")) {
            LockSupport.parkNanos(2_000_000);
        }
        assertThat(isTakenOver()).isTrue();
    }

    private static List<String> git(String... arguments) {
        return Stream.concat(Stream.of("git"), Arrays.stream(arguments)).toList();
    }

    /** Until its input ends. */
    private Process waits(Path where, List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile());
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        holder = Optional.of(process);
        return process;
    }
}
