package io.github.devopsagent.git.internal.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The work tree that a step's working directory is in. */
class EnclosingWorkTreeTest {

    @TempDir
    Path directory;

    @Test
    void is_found_from_its_root_and_from_any_directory_in_it() throws Exception {
        TestRepository repo = TestRepository.in(app());

        assertThat(around(repo.path())).isEqualTo(root(repo));
        assertThat(around(repo.path().resolve("dir"))).isEqualTo(root(repo));
        assertThat(around(Files.createDirectories(repo.path().resolve("un/tracked"))))
                .isEqualTo(root(repo));
    }

    @Test
    void can_be_opened() throws Exception {
        TestRepository repo = TestRepository.in(app());

        try (OpenWorkTree tree =
                OpenWorkTree.open(WorkTreeLocation.around(repo.path().resolve("dir")))) {
            assertThat(tree.head())
                    .hasValueSatisfying(head -> assertThat(head.commit().name()).isEqualTo(repo.head()));
        }
    }

    @Test
    void may_be_a_linked_one() throws Exception {
        TestRepository repo = TestRepository.in(app());
        Path linked = directory.resolve("linked");
        repo.git("worktree", "add", "-q", "-b", "release", linked.toString());

        assertThat(around(linked.resolve("dir"))).isEqualTo(linked.toRealPath());
    }

    @Test
    void is_the_nearest_one() throws Exception {
        TestRepository outer = TestRepository.in(app());
        TestRepository inner = TestRepository.in(outer.path().resolve("dir/inner"));

        assertThat(around(inner.path().resolve("dir"))).isEqualTo(root(inner));
    }

    @Test
    void is_not_a_directory_with_something_else_called_git() throws Exception {
        TestRepository repo = TestRepository.in(app());
        Files.createDirectories(repo.path().resolve("dir/.git"));

        assertThat(around(repo.path().resolve("dir"))).isEqualTo(root(repo));
    }

    @Test
    void is_where_a_link_leads_and_not_where_the_link_is() throws Exception {
        TestRepository repo = TestRepository.in(app());
        TestRepository other = TestRepository.in(directory.resolve("other"));
        Path link = Files.createSymbolicLink(
                other.path().resolve("link"), repo.path().resolve("dir"));

        assertThat(around(link)).isEqualTo(root(repo));
    }

    @Test
    void is_not_above_a_bare_repository_or_a_git_directory() {
        TestRepository repo = TestRepository.in(app());
        TestRepository bare = TestRepository.empty(repo.path().resolve("bare.git"), "--bare");

        assertThatThrownBy(() -> around(bare.path().resolve("refs")))
                .isInstanceOf(GitRefusal.class)
                .hasMessageContaining("in the git directory " + bare.path());
        assertThatThrownBy(() -> around(repo.path().resolve(".git")))
                .isInstanceOf(GitRefusal.class)
                .hasMessageContaining("in the git directory");
    }

    @Test
    void is_missed_with_the_name_of_the_directory() throws IOException {
        Path lonely = Files.createDirectory(directory.resolve("lonely"));

        assertThatThrownBy(() -> around(lonely))
                .isInstanceOf(GitRefusal.class)
                .hasMessageContaining(lonely + " is in no git repository")
                .hasMessageContaining("git init");
        assertThatThrownBy(() -> around(directory.resolve("missing")))
                .isInstanceOf(GitRefusal.class)
                .hasMessageContaining("missing does not exist");
    }

    private Path app() {
        return directory.resolve("app");
    }

    private static Path root(TestRepository repo) throws IOException {
        return repo.path().toRealPath();
    }

    private static Path around(Path working) throws IOException, GitRefusal {
        return WorkTreeLocation.around(working).root();
    }
}
