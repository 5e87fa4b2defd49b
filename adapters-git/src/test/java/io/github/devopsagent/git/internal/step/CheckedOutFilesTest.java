package io.github.devopsagent.git.internal.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people are told of files that a checkout cannot bring, or leaves as they are. */
@FewerCases(every = 6)
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

    /** Commit or stash: neither is the way out where nobody has changed anything. */
    @Test
    void of_lfs_are_no_change_of_anybodys_where_no_filter_is_configured() throws Exception {
        repo.write(".gitattributes", "*.bin filter=lfs\n")
                .write(
                        "big.bin",
                        "version https://git-lfs.github.com/spec/v1\noid"
                                + " sha256:3a6eb0790f39ac87c94f3856b2dd2c5d110e6811602261a9a923d3bb23adc8b7\nsize 4\n")
                .commitAll("third");
        repo.write("big.bin", "data");
        GitStepFixture step = checkout(second);

        assertThat(step.check().orElseThrow().message())
                .contains("what their pointers of Git LFS stand for", "no filter is configured", "big.bin")
                .contains("git lfs install")
                .doesNotContain("stash");
        repo.write("big.bin", "dada");
        assertThat(step.check().orElseThrow().message()).contains("has changes that no commit has: big.bin");
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

    private void forge(String object) {
        repo.write("forged", "evil");
        repo.replaceObject(repo.git("rev-parse", object), repo.git("hash-object", "-w", "forged"));
        repo.delete("forged");
    }

    /** Git would not write them either; JGit does not look. */
    @ParameterizedTest
    @CsvSource({"v1:a.txt,git/checkout,ref,v1", "v1:dir/b.txt,git/revert,commits,main"})
    void are_proven_by_their_ids_before_anything_is_done(String object, String step, String name, String value)
            throws Exception {
        forge(object);
        GitStepFixture fixture = GitStepFixture.aStep(repo, step).with(name, value);

        assertThat(fixture.check().orElseThrow().message()).contains("its content is another one", "git fsck");
        assertThat(fixture.run()).isInstanceOf(StepResult.NotStarted.class);
        assertThat(repo.read("a.txt")).isEqualTo("two");
    }

    @Test
    void are_proven_for_the_way_back_as_well() {
        forge("main:a.txt");

        assertThat(checkout("v1").check().orElseThrow().message())
                .contains("'a.txt' cannot be checked out as its commit has it");
    }

    /** A filter of the first file is who swaps the second one, when all has been looked at. */
    @Test
    void are_proven_when_they_are_written() throws Exception {
        repo.write(".git/info/attributes", "a.txt filter=swap\n").write("forged", "evil");
        String evil = repo.git("hash-object", "-w", "forged");
        repo.delete("forged");
        repo.git("config", "filter.swap.clean", "cat");
        repo.git(
                "config",
                "filter.swap.smudge",
                "cp -f " + loose(evil) + " " + loose(repo.git("rev-parse", "v1:dir/b.txt")) + "; cat");

        assertThat(failure(checkout("v1").trusting().run()))
                .contains("its content is another one", "Everything is as before");
        assertThat(repo.path().resolve("dir/b.txt")).doesNotExist();
        assertThat(repo.head()).isEqualTo(second);
    }

    private Path loose(String id) {
        return repo.path().resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2));
    }

    /** A checkout would leave it, since both commits have the same file. */
    @Test
    void that_the_index_hides_are_changes_that_no_commit_has() throws Exception {
        repo.write("same.txt", "one").commitAll("third");
        repo.git("tag", "v3");
        repo.write("a.txt", "four").commitAll("fourth");
        repo.hideInIndex("same.txt", "evil");
        assertThat(repo.status()).isEmpty();

        assertThat(checkout("v3").check().orElseThrow().message()).contains("changes that no commit has: same.txt");
        assertThat(checkout("v3").run()).isInstanceOf(StepResult.NotStarted.class);
    }

    @Test
    void says_how_submodules_follow_that_it_has_left_behind() throws Exception {
        TestRepository library = TestRepository.in(directory.resolve("library"));
        repo.addSubmodule(library, "lib");
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
