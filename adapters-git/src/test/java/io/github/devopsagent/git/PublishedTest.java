package io.github.devopsagent.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.pipeline.StepResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A branch whose commits others may have is not moved behind its remote. */
class PublishedTest {

    @TempDir
    Path directory;

    private Repo repo = new Repo(Path.of("."));
    private String first = "";

    @BeforeEach
    void a_repository_with_a_remote_that_has_its_first_commit() {
        Repo.empty(directory.resolve("remote.git"), "--bare");
        repo = Repo.in(directory.resolve("app"));
        first = repo.head();
        repo.git("remote", "add", "origin", directory.resolve("remote.git").toString());
        repo.git("push", "-q", "-u", "origin", "main");
        point().create(Repo.request());
    }

    @Test
    void a_pushed_commit_is_kept_and_nothing_changes() {
        String second = repo.write("a.txt", "two").commitAll("second");
        repo.git("push", "-q");

        StepResult result = point().restore(Repo.request());

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.reason()).contains("refs/remotes/origin/main").contains("revert");
        assertThat(repo.head()).isEqualTo(second);
        assertThat(repo.status()).isEmpty();
    }

    @Test
    void both_ways_out_that_the_message_names_get_the_files_back() {
        repo.write("a.txt", "two").commitAll("second");
        String third = repo.write("a.txt", "three").commitAll("third");
        repo.git("push", "-q");
        String reason = point().restore(Repo.request()).reason();
        int revert = reason.indexOf("git -C");
        int checkout = reason.lastIndexOf("git -C");

        Repo.paste(directory, reason.substring(checkout));

        assertThat(repo.head()).isEqualTo(first);
        assertThat(repo.git("rev-parse", "main")).isEqualTo(third);
        repo.git("checkout", "-q", "main");

        Repo.paste(directory, reason.substring(revert, reason.indexOf(',', revert)));

        assertThat(repo.branch()).isEqualTo("main");
        assertThat(repo.git("diff", "--name-only", first)).isEmpty();
    }

    @Test
    void commits_that_came_with_a_pull_count_as_published() {
        repo.write("a.txt", "two").commitAll("second");
        repo.git("push", "-q");
        repo.git("reset", "-q", "--hard", first);
        repo.git("pull", "-q");

        assertThat(point().restore(Repo.request()).reason()).contains("refs/remotes/origin/main");
    }

    @Test
    void a_pushed_commit_is_kept_below_an_unpushed_one() {
        repo.write("a.txt", "two").commitAll("second");
        repo.git("push", "-q");
        repo.write("a.txt", "three").commitAll("third");

        assertThat(point().restore(Repo.request()).isSuccess()).isFalse();
    }

    @Test
    void an_unpushed_commit_goes() {
        repo.write("a.txt", "two").commitAll("second");

        assertThat(point().restore(Repo.request()).isSuccess()).isTrue();
        assertThat(repo.head()).isEqualTo(first);
    }

    @Test
    void commits_of_others_that_were_only_fetched_do_not_matter() {
        repo.git("checkout", "-q", "-b", "others");
        repo.write("b.txt", "others").commitAll("by others");
        repo.git("push", "-q", "origin", "others:main");
        repo.git("checkout", "-q", "main");
        repo.write("a.txt", "two").commitAll("second");

        assertThat(point().restore(Repo.request()).isSuccess()).isTrue();
        assertThat(repo.head()).isEqualTo(first);
    }

    @Test
    void an_upstream_of_another_name_counts() {
        repo.git("push", "-q", "-u", "origin", "main:release");
        repo.write("a.txt", "two").commitAll("second");
        repo.git("push", "-q", "origin", "main:release");

        assertThat(point().restore(Repo.request()).reason()).contains("refs/remotes/origin/release");
    }

    @Test
    void a_branch_that_has_not_moved_is_restored_though_it_is_pushed() {
        repo.write("a.txt", "changed");

        assertThat(point().restore(Repo.request()).isSuccess()).isTrue();
        assertThat(repo.status()).isEmpty();
    }

    @Test
    void a_detached_head_moves_no_branch_and_may_go_back() {
        repo.git("update-ref", "-d", "refs/devops/rollback/EP-1/DEP-001");
        repo.git("checkout", "-q", "--detach");
        point().create(Repo.request());
        repo.git("checkout", "-q", "main");
        repo.write("a.txt", "two").commitAll("second");
        repo.git("push", "-q");

        assertThat(point().restore(Repo.request()).isSuccess()).isTrue();
        assertThat(repo.head()).isEqualTo(first);
    }

    private GitRollbackPoint point() {
        return new GitRollbackPoint(new Location(repo.path(), List.of()));
    }
}
