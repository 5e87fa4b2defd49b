package io.github.devopsagent.git.internal.step;

import static io.github.devopsagent.git.internal.step.GitStepFixture.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.DirectoryScratch;
import io.github.devopsagent.contract.FewerCases;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Others delete or replace what a run has recorded in the repository: the way back goes by what the run itself has kept. */
@FewerCases(every = 2)
class LostRecordsTest {

    @TempDir
    Path directory;

    private TestRepository repo;
    private String first;
    private String second;

    @BeforeEach
    void repository() {
        repo = TestRepository.in(directory.resolve("repo"));
        first = repo.write("kept.txt", "kept").commitAll("one");
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

    /** Git then takes for unchanged what is not as it was. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "git config core.fileMode false && chmod 755 kept.txt",
                "git config core.autocrlf true",
                "git config core.eol crlf && echo '* text' > .git/info/attributes",
                "echo '* eol=crlf' > .git/info/attributes",
                "git config core.symlinks false",
            })
    void files_that_other_settings_hide_are_no_success(String command) throws Exception {
        Files.createSymbolicLink(repo.path().resolve("link"), Path.of("a.txt"));
        repo.write("lines.txt", "one\ntwo\n").commitAll("link");
        RollbackPoint point = GitAdapter.of(repo.path()).rollbackPoint();
        StepRequest request = TestRepository.request(
                TestRepository.deployment(), new DirectoryScratch(Files.createDirectory(directory.resolve("scratch"))));
        succeeded(point.create(request));
        GitStepFixture step = aStep(repo, "git/checkout").with("ref", "v1");
        succeeded(step.run());
        TestRepository.paste(repo.path(), command);

        StepResult undone = step.undo();

        assertThat(undone.isSuccess()).as(undone.reason()).isFalse();
        assertThat(undone.reason()).contains("became another since", "not what git writes without them");
        assertThat(point.restore(request).reason()).contains("became another since");
    }

    @Test
    void settings_that_were_there_before_are_the_repository_s_own_affair() throws Exception {
        repo.write("lines.txt", "one\ntwo\n").commitAll("lines");
        repo.git("config", "core.autocrlf", "true");
        repo.git("config", "core.fileMode", "false");
        Files.delete(repo.path().resolve("lines.txt"));
        repo.git("checkout", "lines.txt");
        GitStepFixture step = aStep(repo, "git/checkout").with("ref", "v1");
        succeeded(step.run());

        succeeded(step.undo());

        assertThat(repo.read("lines.txt")).isEqualTo("one\r\ntwo\r\n");
    }
}
