package io.github.devopsagent.git.internal.step;

import static io.github.devopsagent.git.internal.step.GitStepFixture.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.internal.repository.TestRepository;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A repository with two commits, of which the first has tags and a branch, and the step that goes from one to another. */
abstract class CheckoutFixture {

    @TempDir
    Path directory;

    TestRepository repo = new TestRepository(Path.of("."));
    String first = "";
    String second = "";

    @BeforeEach
    void a_repository_with_two_commits() {
        repo = TestRepository.in(directory.resolve("app"));
        first = repo.head();
        repo.git("tag", "light");
        repo.git("tag", "-a", "v1", "-m", "version 1");
        repo.git("branch", "release");
        second = repo.write("a.txt", "two")
                .write("new/c.txt", "two")
                .delete("dir/b.txt")
                .commitAll("second");
    }

    GitStepFixture checkout(String ref) {
        return aStep(repo, "git/checkout").with("ref", ref);
    }

    static StepResult succeeded(StepResult result) {
        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        return result;
    }

    static String failure(StepResult result) {
        assertThat(result.isSuccess()).as(result.reason()).isFalse();
        return result.reason();
    }

    void assertIsAt(String commit, String branch) {
        assertThat(repo.head()).isEqualTo(commit);
        assertThat(repo.branch()).isEqualTo(branch);
        assertThat(repo.status()).isEmpty();
        assertThat(repo.git("fsck", "--no-dangling")).isEmpty();
        assertThat(repo.path().resolve(".git/index.lock")).doesNotExist();
    }
}
