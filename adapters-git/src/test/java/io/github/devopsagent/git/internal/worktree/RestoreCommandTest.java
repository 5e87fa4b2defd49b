package io.github.devopsagent.git.internal.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.TestRepository;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that a person pastes does what restoring does. */
@FewerCases(every = 3)
class RestoreCommandTest {

    @TempDir
    Path directory;

    private TestRepository repo = new TestRepository(Path.of("."));
    private String first = "";

    @BeforeEach
    void a_repository_whose_path_needs_quotes() {
        repo = TestRepository.in(directory.resolve("my app's $HOME"));
        first = repo.write("consensus/status.json", "testing").commitAll("with consensus");
    }

    @Test
    void is_one_checkout() {
        TestRepository plain = TestRepository.in(directory.resolve("app"));

        assertThat(point(plain).restoreCommand(TestRepository.deployment()))
                .isEqualTo("git -C " + plain.path() + " checkout -f -B main refs/devops/rollback/EP-1/DEP-001");
    }

    @Test
    void goes_back_to_the_branch_from_another_and_from_changes() {
        String command = createAndGetCommand(point(repo));
        repo.git("checkout", "-q", "-b", "other");
        repo.write("a.txt", "two").write("new.txt", "two").commitAll("second");
        repo.write("dir/b.txt", "changed").write("untracked.txt", "mine");

        TestRepository.paste(directory, command);

        assertThat(repo.head()).isEqualTo(first);
        assertThat(repo.branch()).isEqualTo("main");
        assertThat(repo.status()).isEqualTo("?? untracked.txt");
    }

    @Test
    void goes_back_to_a_detached_head() {
        repo.git("checkout", "-q", "--detach");
        String command = createAndGetCommand(point(repo));
        repo.git("checkout", "-q", "main");
        String second = repo.write("a.txt", "two").commitAll("second");

        TestRepository.paste(directory, command);

        assertThat(repo.head()).isEqualTo(first);
        assertThat(repo.branch()).isEmpty();
        assertThat(repo.git("rev-parse", "main")).isEqualTo(second);
    }

    @Test
    void keeps_ignored_directories_as_they_are() {
        String command = createAndGetCommand(ignoring(repo));
        repo.git("checkout", "-q", "-b", "other");
        repo.write("a.txt", "two").write("new.txt", "two").write("consensus/status.json", "done");
        repo.write("consensus/new.json", "committed").commitAll("second");
        repo.git("branch", "-q", "-D", "main");
        repo.write("consensus/status.json", "done, and more").write("consensus/untracked", "mine");
        repo.write("dir/b.txt", "changed").write("untracked.txt", "mine");

        TestRepository.paste(directory, command);

        assertThat(repo.head()).isEqualTo(first);
        assertThat(repo.branch()).isEqualTo("main");
        assertThat(repo.read("consensus/status.json")).isEqualTo("done, and more");
        assertThat(repo.status())
                .isEqualTo(" M consensus/status.json\n?? consensus/new.json\n?? consensus/untracked\n"
                        + "?? untracked.txt");
    }

    @Test
    void keeps_ignored_directories_on_a_detached_head_too() {
        repo.git("checkout", "-q", "--detach");
        String command = createAndGetCommand(ignoring(repo));
        repo.git("checkout", "-q", "main");
        String second = repo.write("a.txt", "two")
                .write("consensus/status.json", "done")
                .commitAll("second");

        TestRepository.paste(directory, command);

        assertThat(repo.head()).isEqualTo(first);
        assertThat(repo.branch()).isEmpty();
        assertThat(repo.git("rev-parse", "main")).isEqualTo(second);
        assertThat(repo.status()).isEqualTo(" M consensus/status.json");
    }

    @Test
    void ends_a_merge_with_conflicts_in_both_forms() {
        repo.git("checkout", "-q", "-b", "other");
        repo.write("a.txt", "theirs").commitAll("theirs");
        repo.git("checkout", "-q", "main");
        first = repo.write("a.txt", "ours").commitAll("ours");
        String checkout = createAndGetCommand(point(repo));
        String restore = ignoring(repo).restoreCommand(TestRepository.deployment());
        for (String command : new String[] {checkout, restore}) {
            repo.failingGit("merge", "-q", "other");

            TestRepository.paste(directory, command);

            assertThat(repo.head()).isEqualTo(first);
            assertThat(repo.status()).isEmpty();
            assertThat(repo.git("status")).doesNotContain("merg");
        }
    }

    @Test
    void works_where_only_ignored_directories_have_tracked_files() {
        TestRepository only = TestRepository.empty(directory.resolve("only"));
        String head = only.write("consensus/status.json", "testing").commitAll("first");
        String command = createAndGetCommand(ignoring(only));
        only.write("consensus/status.json", "done").commitAll("second");

        TestRepository.paste(directory, command);

        assertThat(only.head()).isEqualTo(head);
        assertThat(only.read("consensus/status.json")).isEqualTo("done");
    }

    @Test
    void quotes_the_branch() {
        repo.git("checkout", "-q", "-b", "it's$(echo)&more");
        String command = createAndGetCommand(point(repo));
        repo.git("checkout", "-q", "main");

        TestRepository.paste(directory, command);

        assertThat(repo.branch()).isEqualTo("it's$(echo)&more");
    }

    @Test
    void is_known_before_the_point_is_created() {
        String before = point(repo).restoreCommand(TestRepository.deployment());

        assertThat(before).isEqualTo(createAndGetCommand(point(repo)));
    }

    @Test
    void names_the_recorded_branch_and_not_the_present_one() {
        String command = createAndGetCommand(point(repo));
        repo.git("checkout", "-q", "-b", "other");

        assertThat(point(repo).restoreCommand(TestRepository.deployment())).isEqualTo(command);
    }

    @Test
    void is_empty_if_there_is_nothing_to_go_back_to() {
        TestRepository unborn = TestRepository.empty(directory.resolve("unborn"));

        assertThat(point(unborn).restoreCommand(TestRepository.deployment())).isEmpty();
        assertThat(point(new TestRepository(directory)).restoreCommand(TestRepository.deployment()))
                .isEmpty();
    }

    private static String createAndGetCommand(RollbackPoint point) {
        try {
            StepResult created = point.create(TestRepository.request());
            assertThat(created.isSuccess()).as(created.reason()).isTrue();
            return point.restoreCommand(TestRepository.deployment());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static RollbackPoint point(TestRepository repo) {
        return GitAdapter.of(repo.path()).rollbackPoint();
    }

    private static RollbackPoint ignoring(TestRepository repo) {
        return GitAdapter.of(repo.path())
                .ignoring(repo.path().resolve("consensus"))
                .rollbackPoint();
    }
}
