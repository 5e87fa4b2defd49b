package io.github.devopsagent.git.internal.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import io.github.devopsagent.git.internal.rollbackpoint.GitRollbackPoint;
import io.github.devopsagent.git.internal.step.DeploymentFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Going back where somebody has written an untracked file meanwhile at the place of one that was tracked before. */
@FewerCases(every = 2)
class UntrackedFilesInTheWayTest {

    private static final Map<String, Object> LATER = Map.of("ref", "later");

    @TempDir
    Path directory;

    private TestRepository repo = new TestRepository(Path.of("."));
    private String first = "";

    @BeforeEach
    void a_later_version_that_does_not_track_two_files_and_ignores_one() {
        repo = TestRepository.in(directory.resolve("app"));
        first = repo.head();
        repo.git("checkout", "-q", "-b", "later");
        repo.git("rm", "-q", "-r", "dir", "a.txt");
        repo.write(".gitignore", "a.txt\n").commitAll("no longer tracked");
        repo.git("checkout", "-q", "main");
        succeeded(point().create(TestRepository.request()));
    }

    @Test
    void keeps_them_in_the_git_directory_and_says_so() throws IOException {
        checkOutLater();
        repo.write("dir/b.txt", "precious").write("a.txt", "ignored, and precious");
        repo.executable("a.txt", true);

        String said = succeeded(deployment().undo("git/checkout", LATER));

        assertIsBack();
        Path place = place();
        assertThat(said)
                .contains(
                        "untracked files were in the way and are now in " + place.toRealPath() + ": a.txt, dir/b.txt");
        assertThat(place.resolve("dir/b.txt")).hasContent("precious");
        assertThat(place.resolve("a.txt")).hasContent("ignored, and precious").isExecutable();
        assertThat(repo.git("fsck", "--no-dangling")).isEmpty();
    }

    @Test
    void keeps_them_where_the_rollback_point_goes_back_and_in_a_linked_work_tree() throws IOException {
        TestRepository main = repo;
        repo = new TestRepository(directory.resolve("linked"));
        main.git("worktree", "add", "-q", "-b", "side", repo.path().toString());
        succeeded(point().create(TestRepository.request(TestRepository.deployment("EP-1", "DEP-002"))));
        repo.git("checkout", "-q", "later");
        repo.write("dir/b.txt", "precious");

        String said = succeeded(point().restore(TestRepository.request(TestRepository.deployment("EP-1", "DEP-002"))));

        assertIsBack();
        assertThat(said).contains("dir/b.txt");
        assertThat(place(main).resolve("dir/b.txt")).hasContent("precious");
    }

    @Test
    void keeps_links_as_links_and_what_they_lead_to() throws IOException {
        Path outside = Files.writeString(directory.resolve("outside.txt"), "not ours");
        checkOutLater();
        Files.createSymbolicLink(repo.path().resolve("a.txt"), outside);

        succeeded(deployment().undo("git/checkout", LATER));

        assertIsBack();
        assertThat(Files.readSymbolicLink(place().resolve("a.txt"))).isEqualTo(outside);
        assertThat(outside).hasContent("not ours");
    }

    @Test
    void leaves_those_that_are_already_as_they_were_also_with_other_line_ends() throws IOException {
        repo.git("config", "core.autocrlf", "true");
        first = repo.write("text.txt", "a\r\nb\r\n").commitAll("text");
        checkOutLater();
        repo.write("a.txt", "one").write("text.txt", "a\r\nb\r\n");

        assertThat(succeeded(deployment().undo("git/checkout", LATER))).doesNotContain("untracked");

        assertIsBack();
        assertThat(repo.path().resolve(".git/devops-untracked")).doesNotExist();
    }

    private void checkOutLater() {
        succeeded(deployment().run("git/checkout", LATER));
    }

    private DeploymentFixture deployment() {
        return DeploymentFixture.in(repo);
    }

    private void assertIsBack() {
        assertThat(repo.head()).isEqualTo(first);
        assertThat(repo.status()).isEmpty();
        assertThat(repo.read("a.txt")).isEqualTo("one");
        assertThat(repo.read("dir/b.txt")).isEqualTo("one");
    }

    private Path place() throws IOException {
        return place(repo);
    }

    private static Path place(TestRepository main) throws IOException {
        try (Stream<Path> places = Files.list(main.path().resolve(".git/devops-untracked"))) {
            return places.findFirst().orElseThrow();
        }
    }

    private GitRollbackPoint point() {
        return new GitRollbackPoint(new WorkTreeLocation(repo.path(), List.of()));
    }

    private static String succeeded(StepResult result) {
        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        return result.reason();
    }
}
