package io.github.devopsagent.git.internal.step;

import static io.github.devopsagent.git.internal.step.GitStepFixture.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.DirectoryScratch;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.TestRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Others delete or replace what a run has recorded in the repository: the way back goes by what the run itself has kept. */
class LostRecordsTest {

    @TempDir
    Path directory;

    private TestRepository repo;
    private String first;
    private String second;

    @BeforeEach
    void repository() {
        repo = TestRepository.in(directory.resolve("repo"));
        first = repo.head();
        repo.git("tag", "v1");
        second = repo.write("a.txt", "two").commitAll("two");
        repo.git("branch", "evil", repo.git("commit-tree", "-m", "evil", "-p", first, first + "^{tree}"));
    }

    private static void succeeded(StepResult result) {
        assertThat(result.isSuccess()).as(result.reason()).isTrue();
    }

    private String refs(String below) {
        return repo.git("for-each-ref", "--format=%(refname)", "refs/devops/" + below);
    }

    private void replace(String ref, String pattern, String by) throws Exception {
        String text = repo.git("cat-file", "tag", ref).replaceAll("(?m)" + pattern, by) + "\n";
        Path file = Files.writeString(directory.resolve("tag"), text);
        repo.git("update-ref", ref, repo.git("hash-object", "-t", "tag", "-w", file.toString()));
    }

    @Test
    void a_checkout_whose_record_was_deleted_is_undone() throws Exception {
        GitStepFixture step = aStep(repo, "git/checkout").with("ref", "v1");
        succeeded(step.run());
        repo.git("update-ref", "-d", refs("steps"));

        succeeded(step.undo());

        assertThat(repo.branch()).isEqualTo("main");
        assertThat(repo.head()).isEqualTo(second);
        assertThat(repo.read("a.txt")).isEqualTo("two");
        assertThat(step.undo().reason()).contains("nothing to undo");
    }

    @ParameterizedTest
    @CsvSource({"'^object .*', object EVIL", "'^from: .*', from: EVIL refs/heads/evil"})
    void a_checkout_whose_record_was_replaced_is_undone_by_the_run_s_own(String pattern, String by) throws Exception {
        String evil = repo.git("rev-parse", "evil");
        GitStepFixture step = aStep(repo, "git/checkout").with("ref", "v1");
        succeeded(step.run());
        replace(refs("steps"), pattern, by.replace("EVIL", evil));

        succeeded(step.undo());

        assertThat(repo.branch()).isEqualTo("main");
        assertThat(repo.head()).isEqualTo(second);
        assertThat(repo.git("rev-parse", "evil")).isEqualTo(evil);
    }

    @Test
    void a_pushed_tag_whose_record_was_deleted_is_deleted_at_the_remote() throws Exception {
        repo.git("init", "-q", "--bare", directory.resolve("remote").toString());
        repo.git("remote", "add", "origin", directory.resolve("remote").toString());
        GitStepFixture step = aStep(repo, "git/push").with("tag", "v1");
        succeeded(step.run());
        repo.git("update-ref", "-d", refs("steps"));

        succeeded(step.undo());

        assertThat(repo.git("ls-remote", "origin")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'^object .*', object EVIL", "'^HEAD: .*', HEAD: refs/heads/evil"})
    void a_rollback_point_that_was_replaced_is_not_gone_back_to(String pattern, String by) throws Exception {
        RollbackPoint point = GitAdapter.of(repo.path()).rollbackPoint();
        StepRequest request = TestRepository.request(
                TestRepository.deployment(), new DirectoryScratch(Files.createDirectory(directory.resolve("scratch"))));
        succeeded(point.create(request));
        String ref = refs("rollback");
        String own = repo.git("rev-parse", ref);
        replace(ref, pattern, by.replace("EVIL", repo.git("rev-parse", "evil")));
        repo.write("a.txt", "three");

        StepResult result = point.restore(request);

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.reason()).contains("somebody has replaced it", "show " + own);
        assertThat(repo.read("a.txt")).isEqualTo("three");
        repo.git("update-ref", ref, own);
        succeeded(point.restore(request));
        assertThat(repo.read("a.txt")).isEqualTo("two");
    }
}
