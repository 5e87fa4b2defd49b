package io.github.devopsagent.git.internal.steprecord;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pushes of a branch that steps began and did not undo. */
class RecordedPushesTest {

    private static final String MAIN = "refs/heads/main";

    @TempDir
    private Path directory;

    private TestRepository repo = new TestRepository(Path.of("."));
    private Optional<OpenWorkTree> open = Optional.empty();
    private ObjectId first = ObjectId.zeroId();

    @BeforeEach
    void a_repository() throws Exception {
        repo = TestRepository.in(directory);
        repo.git("branch", "other");
        first = ObjectId.fromString(repo.head());
        open = Optional.of(OpenWorkTree.open(WorkTreeLocation.around(repo.path())));
    }

    @AfterEach
    void close() {
        open.ifPresent(OpenWorkTree::close);
    }

    private StepRecord push(String branch, Optional<ObjectId> before) throws Exception {
        return PushRecord.of(
                open.orElseThrow().repository(),
                new PushTarget(branch, "origin", branch),
                before,
                TestRepository.deployment());
    }

    private void record(String name, StepRecord record) throws Exception {
        new StepRecordStore(
                        open.orElseThrow().repository(),
                        TestRepository.deployment(),
                        TestRepository.request().attempt().scratch())
                .create(name, record);
    }

    private List<PushRecord> pushes() throws Exception {
        return RecordedPushes.of(open.orElseThrow().repository(), MAIN);
    }

    @Test
    void are_those_of_the_branch() throws Exception {
        record("one", push(MAIN, Optional.empty()));
        record("two", push("refs/heads/other", Optional.empty()));

        assertThat(pushes()).singleElement().satisfies(push -> {
            assertThat(push.target()).isEqualTo(new PushTarget(MAIN, "origin", MAIN));
            assertThat(push.pushed()).isEqualTo(first);
            assertThat(push.before()).isEmpty();
            assertThat(push.killedSince()).isEmpty();
        });
    }

    @Test
    void are_not_those_that_changed_nothing() throws Exception {
        record("one", push(MAIN, Optional.of(first)));
        assertThat(pushes()).isEmpty();
    }

    @Test
    void are_no_other_steps() throws Exception {
        record("one", push(MAIN, Optional.empty()).with("operation", "git/tag"));
        assertThat(pushes()).isEmpty();
    }

    @Test
    void can_be_of_another_process_which_was_killed() throws Exception {
        StepRecord record = push(MAIN, Optional.empty()).with("process", "another");
        record("one", record);
        assertThat(pushes()).singleElement().satisfies(push -> assertThat(push.killedSince())
                .contains(record.since()));
    }

    @Test
    void can_be_of_an_earlier_version_which_named_no_process() throws Exception {
        StepRecord record = push(MAIN, Optional.empty());
        StepRecord older =
                StepRecord.read(record.commit(), record.since(), record.text().replaceAll("process: .*\n", ""));
        assertThat(older.killedSince()).contains(record.since());
    }

    /** A way back must not be stopped by it. */
    @Test
    void are_not_what_is_damaged_or_was_made_by_somebody_else() throws Exception {
        record("one", push(MAIN, Optional.empty()));
        repo.git("update-ref", StepRecordStore.PREFIX + "EP-1/DEP-001/lightweight", first.name());
        repo.git("tag", "-a", "-m", "operation: git/push", "theirs");
        repo.git("update-ref", StepRecordStore.PREFIX + "EP-1/DEP-001/theirs", "theirs");
        repo.git("tag", "-a", "-m", "of a person", "words");
        repo.git("update-ref", StepRecordStore.PREFIX + "EP-1/DEP-001/words", "words");
        repo.write(".git/" + StepRecordStore.PREFIX + "EP-1/DEP-001/missing", "1".repeat(40) + "\n");

        assertThat(pushes()).hasSize(1);
    }

    @Test
    void are_not_what_a_power_failure_made_empty() throws Exception {
        record("one", push(MAIN, Optional.empty()));
        record("two", push(MAIN, Optional.empty()));
        String two = repo.git("rev-parse", StepRecordStore.PREFIX + "EP-1/DEP-001/two");
        Path object = directory.resolve(".git/objects/" + two.substring(0, 2) + "/" + two.substring(2));
        if (!object.toFile().setWritable(true)) {
            throw new AssertionError(object);
        }
        repo.write(".git/objects/" + two.substring(0, 2) + "/" + two.substring(2), "");
        repo.write(".git/" + StepRecordStore.PREFIX + "EP-1/DEP-001/three", "");

        close();
        open = Optional.of(OpenWorkTree.open(WorkTreeLocation.around(repo.path())));
        assertThat(pushes()).hasSize(1);
    }
}
