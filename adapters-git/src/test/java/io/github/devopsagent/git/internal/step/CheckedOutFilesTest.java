package io.github.devopsagent.git.internal.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.TestRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people are told of files that a checkout cannot bring, or leaves as they are. */
class CheckedOutFilesTest extends CheckoutFixture {

    @Test
    void names_the_locale_if_it_cannot_name_a_file_in_it() throws Exception {
        repo.write("gr\u00fcn.txt", "one").commitAll("third");

        Process process = checkout("v1").start("git/checkout", "v1", Map.of("LC_ALL", "C", "LANG", "C"));

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("NotStarted", "its locale has file names in", "LC_ALL=C.UTF-8");
    }

    @Test
    void says_which_files_are_pointers_of_lfs_that_no_filter_replaces() throws Exception {
        repo.write(".gitattributes", "*.bin filter=lfs\n")
                .write("big.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 3\n")
                .write("small.bin", "not one")
                .commitAll("third");
        repo.git("tag", "v3");
        repo.git("reset", "-q", "--hard", second);
        GitStepFixture step = checkout("v3");

        StepFinding finding = step.check().orElseThrow();

        assertThat(finding.certainty()).isEqualTo(StepFinding.Certainty.CAN_RUN);
        assertThat(finding.message()).contains("big.bin", "git lfs pull").doesNotContain("small.bin");
        assertThat(succeeded(step.run()).reason()).contains("pointers of Git LFS", "big.bin");
        repo.git("reset", "-q", "--hard", second);
        repo.git("config", "filter.lfs.smudge", "cat");
        repo.git("config", "filter.lfs.clean", "cat");
        assertThat(step.trusting().check()).isEmpty();
    }

    /** Whose configuration that is, and not who owns the directory, decides what runs on this machine. */
    @Test
    void go_through_no_filter_that_the_repository_itself_names() throws Exception {
        repo.write(".git/info/attributes", "a.txt filter=own\n");
        repo.write(".git/more.inc", "[filter \"own\"]\n\tsmudge = touch " + directory.resolve("run") + "; cat\n");
        repo.git("config", "include.path", "more.inc");
        GitStepFixture step = checkout("v1");

        assertThat(step.check().orElseThrow().message())
                .contains("'a.txt' goes through a filter that the repository itself names", "filter.own.smudge in ")
                .contains("git config --global filter.own.smudge", "trustingRepositoryConfiguration()");
        assertThat(step.run()).isInstanceOf(StepResult.NotStarted.class);
        assertThat(directory.resolve("run")).doesNotExist();

        repo.git("config", "--unset", "include.path");
        repo.git("config", "filter.lfs.process", "git-lfs filter-process");
        repo.write(".git/info/attributes", "a.txt filter=lfs\n");
        assertThat(step.check().orElseThrow().message())
                .contains("filter.lfs.process in ", "(git lfs install, without --local)");
        repo.git("config", "filter.lfs.smudge", "cat");
        repo.git("config", "filter.lfs.clean", "cat");
        assertThat(succeeded(step.trusting().run()).reason()).contains("checked out");
    }

    @Test
    void says_how_submodules_follow_that_it_has_left_behind() throws Exception {
        TestRepository library = TestRepository.in(directory.resolve("library"));
        repo.git(
                "-c",
                "protocol.file.allow=always",
                "submodule",
                "--quiet",
                "add",
                library.path().toString(),
                "lib");
        repo.commitAll("with a submodule");
        repo.git("tag", "v3");
        new TestRepository(repo.path().resolve("lib")).git("config", "user.name", "Ann");
        new TestRepository(repo.path().resolve("lib")).write("a.txt", "two").commitAll("second");
        repo.commitAll("with another one");

        String note = succeeded(checkout("v3").run()).reason();

        String advice = "git -C " + repo.path() + " submodule update --init --recursive";
        assertThat(note).contains("left alone: the submodules lib", advice);
        RollbackPoint point = GitAdapter.of(repo.path()).rollbackPoint();
        assertThat(point.check(TestRepository.deployment()).orElseThrow().message())
                .contains("lib", advice)
                .doesNotContain("stash");
        TestRepository.paste(directory, advice);
        assertThat(point.check(TestRepository.deployment())).isEmpty();
    }

    @Test
    void that_does_not_begin_is_known_to_have_done_nothing() throws Exception {
        repo.write("a.txt", "changed");

        assertThat(checkout("v1").run()).isInstanceOf(StepResult.NotStarted.class);
    }

    /** JGit keeps more than a megabyte in a file, which it leaves whether the filter fails or not. */
    @ParameterizedTest
    @ValueSource(strings = {"exit 1", "cat"})
    void leaves_no_file_of_a_filter_anywhere(String then) throws Exception {
        repo.write(".git/info/attributes", "a.txt filter=large\n");
        boolean succeeds = then.equals("cat");
        String smudge = "head -c 3000000 /dev/zero; " + then;
        String clean = succeeds ? "tail -c +3000001" : "cat";
        if (succeeds) {
            repo.delete("a.txt")
                    .git("-c", "filter.large.smudge=" + smudge, "-c", "filter.large.clean=" + clean, "reset", "--hard");
        }
        Path temporary = Files.createDirectory(directory.resolve("temporary"));

        Process process = checkout("v1")
                .start(
                        "git/checkout",
                        "v1",
                        Map.of(
                                "JAVA_TOOL_OPTIONS",
                                "-Djava.io.tmpdir=" + temporary,
                                "GIT_CONFIG_COUNT",
                                "2",
                                "GIT_CONFIG_KEY_0",
                                "filter.large.smudge",
                                "GIT_CONFIG_VALUE_0",
                                smudge,
                                "GIT_CONFIG_KEY_1",
                                "filter.large.clean",
                                "GIT_CONFIG_VALUE_1",
                                clean));
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(printed).contains(succeeds ? "Succeeded" : "failed with return code '1'");
        assertThat(temporary).isEmptyDirectory();
    }
}
