package io.github.devopsagent.git.internal.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import io.github.devopsagent.git.internal.steprecord.PushRecord;
import io.github.devopsagent.git.internal.steprecord.PushTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The remote-tracking ref of what a push changed. */
@FewerCases(every = 3)
class TrackingRefTest {

    private static final String TRACKING = "refs/remotes/origin/main";
    private static final String LOCK = ".git/" + TRACKING + ".lock";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    /** Long enough ago that no lock of that time is waited for. */
    private final Instant since = Instant.now().minusSeconds(600);

    @TempDir
    private Path directory;

    private TestRepository repo = new TestRepository(Path.of("."));
    private Optional<OpenWorkTree> open = Optional.empty();
    private ObjectId first = ObjectId.zeroId();
    private ObjectId second = ObjectId.zeroId();

    @BeforeEach
    void a_remote_that_was_last_seen_at_the_first_commit() {
        repo = TestRepository.in(directory);
        first = ObjectId.fromString(repo.head());
        second = ObjectId.fromString(repo.write("a.txt", "two").commitAll("second"));
        repo.git("remote", "add", "origin", directory.resolve("nowhere").toString());
        repo.git("update-ref", "--create-reflog", TRACKING, first.name());
    }

    @AfterEach
    void close() {
        open.ifPresent(OpenWorkTree::close);
    }

    private TrackingRef tracking(Optional<Instant> killedSince) throws Exception {
        OpenWorkTree tree = open.isPresent() ? open.get() : OpenWorkTree.open(WorkTreeLocation.around(repo.path()));
        open = Optional.of(tree);
        PushRecord push = new PushRecord(
                new PushTarget("refs/heads/main", "origin", "refs/heads/main"),
                Optional.of(first),
                second,
                "DEP-001 of EP-1",
                since,
                killedSince,
                Optional.empty());
        return new TrackingRef(tree.repository(), RemoteRepository.of(tree, "origin", RemoteAccess.DEFAULT), push);
    }

    private void follow(Optional<ObjectId> there) throws Exception {
        tracking(Optional.of(since)).follow(there, printed::write);
    }

    private void lock(ObjectId goal) throws IOException {
        repo.write(LOCK, goal.name() + "\n");
        Files.setLastModifiedTime(repo.path().resolve(LOCK), FileTime.from(since));
    }

    private String at() {
        return repo.git("for-each-ref", "--format=%(objectname)", TRACKING);
    }

    @Test
    void follows_to_what_the_remote_has_as_a_push_does() throws Exception {
        assertThat(tracking(Optional.empty()).isAt(second)).isFalse();

        follow(Optional.of(second));

        assertThat(at()).isEqualTo(second.name());
        assertThat(tracking(Optional.empty()).isAt(second)).isTrue();
        assertThat(repo.git("reflog", "show", "-1", "--format=%gs", "origin/main"))
                .isEqualTo("push");
        assertThat(printed.toString(UTF_8)).isEmpty();
    }

    @Test
    void that_tells_it_already_has_no_new_entry() throws Exception {
        follow(Optional.of(first));

        assertThat(repo.git("reflog", "show", "--format=%gs", "origin/main")).isEmpty();
    }

    @Test
    void goes_with_what_the_remote_has_no_longer() throws Exception {
        follow(Optional.empty());
        assertThat(at()).isEmpty();
        follow(Optional.empty());
        assertThat(printed.toString(UTF_8)).isEmpty();
    }

    @Test
    void that_is_locked_by_others_stays_which_is_told() throws Exception {
        lock(first);
        follow(Optional.of(second));

        assertThat(at()).isEqualTo(first.name());
        assertThat(printed.toString(UTF_8))
                .contains("the remote has it, but " + TRACKING + " was not updated: ")
                .contains("main.lock");
    }

    @Test
    void loses_the_lock_of_a_killed_attempt() throws Exception {
        lock(second);
        follow(Optional.of(second));
        assertThat(at()).isEqualTo(second.name());

        lock(second);
        tracking(Optional.of(since)).takeOverLock();
        assertThat(repo.path().resolve(LOCK)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void follows_when_who_holds_the_lock_lets_it_go_and_stays_where_it_was_moved_meanwhile(boolean isMoved)
            throws Exception {
        String third = repo.write("a.txt", "three").commitAll("third");
        lock(second);
        Files.setLastModifiedTime(
                repo.path().resolve(LOCK), FileTime.from(Instant.now().plusSeconds(3600)));
        TrackingRef tracking = tracking(Optional.of(since));
        FutureTask<Void> following = new FutureTask<>(() -> {
            tracking.follow(Optional.of(second), printed::write);
            return null;
        });
        Thread thread = new Thread(following);
        thread.start();
        while (thread.isAlive()
                && Arrays.stream(thread.getStackTrace())
                        .noneMatch(frame -> frame.getMethodName().equals("takeOver"))) {
            LockSupport.parkNanos(2_000_000);
        }
        if (isMoved) {
            repo.write(".git/" + TRACKING, third + "\n");
        }
        Files.delete(repo.path().resolve(LOCK));
        following.get();

        assertThat(at()).isEqualTo(isMoved ? third : second.name());
        assertThat(printed.toString(UTF_8))
                .contains(isMoved ? "was changed by somebody else meanwhile; it is at " + third.substring(0, 7) : "");
        assertThat(printed.size() > 0).isEqualTo(isMoved);
    }

    @Test
    void keeps_the_same_lock_if_no_attempt_was_killed() throws Exception {
        lock(second);
        tracking(Optional.empty()).takeOverLock();
        tracking(Optional.empty()).follow(Optional.of(second), printed::write);

        assertThat(repo.path().resolve(LOCK)).exists();
        assertThat(at()).isEqualTo(first.name());
    }

    @Test
    void is_never_a_branch_of_the_repository() throws Exception {
        repo.git("config", "--replace-all", "remote.origin.fetch", "+refs/heads/*:refs/heads/*");

        follow(Optional.of(first));

        assertThat(repo.git("rev-parse", "main")).isEqualTo(second.name());
    }

    @Test
    void that_is_not_configured_tells_nothing() throws Exception {
        repo.git("config", "--unset-all", "remote.origin.fetch");
        lock(second);

        tracking(Optional.of(since)).takeOverLock();
        follow(Optional.of(second));

        assertThat(tracking(Optional.empty()).isAt(first)).isFalse();
        assertThat(at()).isEqualTo(first.name());
        assertThat(repo.path().resolve(LOCK)).exists();
    }
}
