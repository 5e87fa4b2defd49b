package io.github.devopsagent.git.internal.approval;

import static io.github.devopsagent.git.internal.tested.JudgedDeployment.deploymentOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.git.internal.step.DeploymentFixture;
import io.github.devopsagent.git.internal.tested.JudgedDeployment;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What differs from an approved commit though index, configuration and objects of the repository say that it does not. */
@FewerCases(every = 6)
class UncommittedFilesTest {

    @TempDir
    Path directory;

    private ApprovedDeployment deployment;
    private TestRepository repo;

    @BeforeEach
    void aPlan() {
        deployment = ApprovedDeployment.in(directory.resolve("app"));
        repo = deployment.repo();
    }

    @Test
    void a_directory_that_has_another_content_than_its_id_says_is_no_evidence() throws Exception {
        deployment.approved("qa");
        repo.write("a.txt", "evil").git("add", "-A");
        repo.replaceObject(repo.git("rev-parse", "HEAD^{tree}"), repo.git("write-tree"));
        assertThatThrownBy(deployment::consent).hasMessageContaining("its content is another one");
    }

    /** Git would say so, and JGit does not: what lies under an id is a file that anybody can write. */
    @InEveryBuild
    @Test
    void a_file_is_compared_with_the_id_that_the_commit_has_of_it() throws Exception {
        deployment.approved("qa");
        repo.write("a.txt", "two");
        repo.replaceObject(repo.git("rev-parse", "HEAD:a.txt"), repo.git("hash-object", "-w", "a.txt"));
        assertThat(deployment.reason()).contains("of this, no commit has:\n  a.txt");
    }

    /** Whoever read it would be at it for many minutes: its length says enough. */
    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_file_that_has_grown_by_much_is_not_read() throws Exception {
        deployment.approved("qa");
        try (RandomAccessFile file =
                new RandomAccessFile(repo.path().resolve("a.txt").toFile(), "rw")) {
            file.setLength(256L << 30);
        }
        assertThat(deployment.reason()).contains("of this, no commit has:\n  a.txt");
        assertThat(DeploymentFixture.in(repo)
                        .run("git/checkout", Map.of("ref", repo.head()))
                        .reason())
                .contains("a.txt");
    }

    @Test
    void an_ignore_file_that_has_another_content_than_its_id_says_is_no_evidence() throws Exception {
        repo.write(".gitignore", "target").commitAll("ignore");
        deployment.approved("qa");
        repo.write("evil.sh", "evil");
        Path star = Files.writeString(directory.resolve("star"), "*");
        repo.replaceObject(repo.git("rev-parse", "HEAD:.gitignore"), repo.git("hash-object", "-w", star.toString()));
        assertThatThrownBy(deployment::consent).hasMessageContaining("its content is another one");
    }

    /** As in a partial clone. */
    @Test
    void a_file_that_is_not_in_the_repository_is_no_evidence_and_it_is_said_how_to_get_it() throws Exception {
        repo.write(".gitignore", "target").commitAll("ignore");
        deployment.approved("qa");
        String id = repo.git("rev-parse", "HEAD:.gitignore");
        Files.delete(repo.path().resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2)));
        assertThatThrownBy(deployment::consent)
                .hasMessageContainingAll(id + " is not in this repository", "git fetch --refetch --no-filter");
    }

    /** Git compares bytes; {@code git status} is asked for what it says of the same rule. */
    @ParameterizedTest
    @CsvSource({"tmp?, tmp\u00e9", "*.[!ch], evil.\u00e9", "?, \u00e4", "[[:alpha:]]*, \u00e4.sh", "x\r*, evil.sh"})
    void a_pattern_hides_no_file_that_git_shows(String pattern, String name) throws Exception {
        repo.write("dir/.gitignore", pattern + "\n").commitAll("ignore");
        deployment.approved("qa");
        repo.write("dir/" + name, "evil");
        assertThat(repo.status()).contains("?? ");
        assertThat(deployment.reason()).contains("of this, no commit has:\n  dir/" + name);
    }

    @ParameterizedTest
    @CsvSource({"t?mp??, t+mp\u00e9", "\u00e9, \u00e9", "*.\u00e9, evil.\u00e9", "x\r, x"})
    void a_pattern_hides_a_file_that_git_hides(String pattern, String name) throws Exception {
        repo.write("dir/.gitignore", pattern + "\n").commitAll("ignore");
        deployment.approved("qa");
        repo.write("dir/" + name, "ignored");
        assertThat(repo.status()).isEmpty();
        assertThat(deployment.consent()).contains("qa approved");
    }

    /** Java has the same text for a name that is not UTF-8 as for one with a replacement character. */
    @Test
    void a_name_that_is_not_utf_8_is_no_other_one() throws Exception {
        repo.write("dir/.gitignore", "\ufffd.sh\n").write("\ufffd", "tracked").commitAll("ignore");
        deployment.approved("qa");
        TestRepository.paste(repo.path(), "touch \"$(printf 'dir/\\377.sh')\" \"$(printf '\\377')\"");
        assertThat(deployment.reason()).contains("of this, no commit has:\n  dir/\ufffd.sh\n  \ufffd");
    }

    /** The one with which qa withdrew: without it, an approval that somebody else returned would be qa's own. */
    @Test
    void a_directory_of_an_older_commit_is_proven_by_its_id() throws Exception {
        String given = deployment.approved("qa");
        deployment.write("why.txt", "withdrawn");
        String withdrawn = deployment.approved();
        deployment.approved("qa");
        assertThat(deployment.consent()).contains("qa approved").doesNotContain(TestRepository.shortId(given));
        repo.replaceObject(
                repo.git("rev-parse", withdrawn + ":consensus"), repo.git("rev-parse", given + ":consensus"));
        assertThatThrownBy(deployment::consent).hasMessageContaining("its content is another one");
    }

    private void aSubmodule() {
        TestRepository library = TestRepository.in(directory.resolve("library"));
        repo.addSubmodule(library, "lib");
        repo.commitAll("a library");
    }

    @Test
    void what_is_changed_inside_of_a_submodule_counts() throws Exception {
        aSubmodule();
        deployment.approved("qa");
        assertThat(deployment.consent()).contains("qa approved");
        repo.write("lib/a.txt", "two").write("lib/more.sh", "evil");
        repo.write(".git/modules/lib/info/exclude", "*\n").write(".git/info/exclude", "*\n");
        assertThat(deployment.reason()).contains("of this, no commit has:\n  lib/a.txt\n  lib/more.sh");
        repo.delete("lib/more.sh");
        new TestRepository(repo.path().resolve("lib")).git("commit", "-q", "-a", "-m", "another");
        assertThat(deployment.reason()).contains("of this, no commit has:\n  lib/a.txt");
    }

    @Test
    void a_link_in_the_place_of_a_submodule_counts() throws Exception {
        aSubmodule();
        deployment.approved("qa");
        TestRepository.paste(repo.path(), "rm -rf lib && ln -s .. lib");
        assertThat(deployment.reason()).contains("of this, no commit has:\n  lib");
    }

    @Test
    void a_submodule_whose_index_hides_a_change_is_no_evidence() throws Exception {
        aSubmodule();
        deployment.approved("qa");
        repo.write("lib/a.txt", "two");
        new TestRepository(repo.path().resolve("lib")).git("update-index", "--assume-unchanged", "a.txt");
        assertThatThrownBy(deployment::consent).hasMessageContaining("assume-unchanged: a.txt");
    }

    @Test
    void files_in_the_place_of_a_submodule_are_not_its_own() throws Exception {
        aSubmodule();
        deployment.approved("qa");
        repo.delete("lib/.git");
        assertThat(deployment.reason()).contains("of this, no commit has:\n  lib");
        assertThat(deploymentOf(repo).tested(repo.head()).reason()).contains("lib");
        TestRepository.paste(repo.path(), "rm -r lib && mkdir lib");
        assertThat(deployment.consent()).contains("qa approved");
        TestRepository.paste(repo.path(), "rmdir lib");
        assertThat(deployment.reason()).contains("of this, no commit has:\n  lib");
    }

    @Test
    void a_submodule_of_another_repository_does_not_have_its_commit() throws Exception {
        aSubmodule();
        deployment.approved("qa");
        TestRepository.paste(repo.path(), "rm -r lib");
        TestRepository.empty(repo.path().resolve("lib")).write("a.txt", "evil").commitAll("another");
        assertThat(deployment.reason()).contains("of this, no commit has:\n  lib");
    }

    private ApprovedDeployment trusting() {
        return deployment.with(deployment.adapter().trustingRepositoryConfiguration());
    }

    private JudgedDeployment tested() {
        JudgedDeployment tested = deploymentOf(repo).tested(repo.head());
        return new JudgedDeployment(trusting().adapter(), tested.site(), tested.steps(), tested.testResults());
    }

    /** Whose configuration it is does not matter here: the host lets that of the repository count. */
    private void aFilter(String clean, String smudge) {
        repo.write(".gitattributes", "a.txt filter=up\n").write("a.txt", "one\n");
        repo.git("config", "filter.up.clean", clean);
        repo.git("config", "filter.up.smudge", smudge);
        repo.commitAll("a filter");
        repo.delete("a.txt").git("checkout", "-q", "a.txt");
        deployment.approved("qa");
    }

    @Test
    void what_a_filter_drops_on_the_way_to_a_commit_counts() throws Exception {
        aFilter("sed /evil/d", "cat");
        assertThat(trusting().consent()).contains("qa approved");
        assertThat(tested().verdict().isRight()).isTrue();
        repo.write("a.txt", "one\nevil\n");
        repo.git("add", "a.txt");
        assertThat(trusting().reason()).contains("of this, no commit has:\n  a.txt\nBytes are compared");
        assertThat(tested().reason()).contains("  a.txt (git takes it for unchanged; ");
    }

    @Test
    void a_file_must_be_what_its_filter_writes_of_the_commit() throws Exception {
        aFilter("tr A-Z a-z", "tr a-z A-Z");
        assertThat(repo.read("a.txt")).isEqualTo("ONE\n");
        assertThat(trusting().consent()).contains("qa approved");
        repo.write("a.txt", "one\n").git("add", "a.txt");
        assertThat(repo.status()).isEmpty();
        assertThat(trusting().reason()).contains("of this, no commit has:\n  a.txt");
    }

    @Test
    void a_file_of_lfs_is_compared_with_its_pointer() throws Exception {
        String sha256 = "3a6eb0790f39ac87c94f3856b2dd2c5d110e6811602261a9a923d3bb23adc8b7";
        repo.write(".gitattributes", "*.bin filter=lfs\n")
                .write("big.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:" + sha256 + "\nsize 4\n")
                .commitAll("a large file");
        deployment.approved("qa");
        assertThat(trusting().consent()).contains("qa approved");
        repo.write("big.bin", "data");
        assertThat(trusting().consent())
                .as("fetched with a filter that is not configured now")
                .contains("qa approved");
        repo.write("big.bin", "2222");
        assertThat(trusting().reason()).contains("of this, no commit has:\n  big.bin");
        repo.git("checkout", "-q", "big.bin");
        repo.git("config", "filter.lfs.smudge", "git-lfs smudge -- %f");
        // As GIT_LFS_SKIP_SMUDGE leaves it.
        assertThat(trusting().consent()).contains("qa approved");
        repo.write("big.bin", "data");
        assertThat(trusting().consent()).contains("qa approved");
        repo.write("big.bin", "2222");
        assertThat(trusting().reason()).contains("of this, no commit has:\n  big.bin");
    }

    @Test
    void a_filter_that_would_have_to_run_as_a_process_proves_nothing() throws Exception {
        aFilter("cat", "cat");
        repo.git("config", "filter.up.process", "true");
        assertThatThrownBy(() -> trusting().consent())
                .hasMessageContaining("'a.txt' cannot be proven to be what its commit has");
    }

    @ParameterizedTest
    @CsvSource({"core.autocrlf,true,''", "core.eol,crlf,*.txt text=auto"})
    void the_repositorys_own_line_ends_hide_nothing(String name, String value, String attributes) throws Exception {
        repo.write(".gitattributes", attributes + "\n")
                .write("lines.txt", "one\ntwo\n")
                .commitAll("lines");
        deployment.approved("qa");
        repo.git("config", name, value);
        repo.write("lines.txt", "one\r\ntwo\r\n").git("add", "lines.txt");
        assertThat(repo.status()).isEmpty();
        assertThat(deployment.reason()).contains("of this, no commit has:\n  lines.txt");
        assertThat(deploymentOf(repo).tested(repo.head()).reason())
                .contains("  lines.txt (git takes it for unchanged; ");
        assertThat(trusting().consent()).contains("qa approved");
    }

    @ParameterizedTest
    @CsvSource({"UTF-16,UTF-16", "utf-16le-bom,x-UTF-16LE-BOM", "UTF-32,X-UTF-32LE-BOM", "ISO-8859-1,ISO-8859-1"})
    void a_file_in_another_encoding_is_compared_as_git_writes_it(String encoding, String charset) throws Exception {
        repo.write(".gitattributes", "u.txt text working-tree-encoding=" + encoding + "\n");
        Path file = repo.path().resolve("u.txt");
        Files.write(file, "gr\u00fcn\n".getBytes(Charset.forName(charset)));
        repo.commitAll("encoded");
        deployment.approved("qa");
        assertThat(deployment.consent()).contains("qa approved");
        assertThat(deploymentOf(repo).tested(repo.head()).verdict().isRight()).isTrue();
        Files.write(file, "gr\u00fbn\n".getBytes(Charset.forName(charset)));
        assertThat(deployment.reason()).contains("of this, no commit has:\n  u.txt");
        repo.write("u.txt", "gr\u00fcn\n");
        assertThat(deployment.reason()).contains("of this, no commit has:\n  u.txt");
    }

    @Test
    void a_file_in_an_encoding_that_is_not_known_proves_nothing() {
        repo.write(".gitattributes", "a.txt working-tree-encoding=x-nobodys\n");
        repo.git("add", ".gitattributes");
        repo.git("commit", "-q", "-m", "encoded");
        deployment.approvals("qa");
        repo.git("commit", "-q", "-m", "qa approves", "consensus");
        assertThatThrownBy(deployment::consent).hasMessageContaining("'x-nobodys' is not known here");
    }

    /** The repository's own core.fileMode, which git sets where a file system has no such bits, could hide it. */
    @Test
    void a_file_that_becomes_a_program_counts() throws Exception {
        repo.git("config", "core.fileMode", "false");
        deployment.approved("qa");
        assertThat(deployment.consent()).contains("qa approved");
        repo.executable("a.txt", true);
        assertThat(deployment.reason()).contains("of this, no commit has:\n  a.txt");
        assertThat(deployment
                        .with(deployment.adapter().trustingRepositoryConfiguration())
                        .consent())
                .contains("qa approved");
    }

    @Test
    void a_link_in_the_place_of_a_file_or_a_directory_counts() throws Exception {
        repo.git("config", "core.symlinks", "false");
        deployment.approved("qa");
        Files.move(repo.path().resolve("dir"), directory.resolve("elsewhere"));
        Files.createSymbolicLink(repo.path().resolve("dir"), directory.resolve("elsewhere"));
        assertThat(deployment.reason()).contains("dir/b.txt");
    }

    @Test
    void a_file_with_the_line_ends_that_git_writes_is_no_change() throws Exception {
        repo.write(".gitattributes", "*.txt text eol=crlf\nid.c ident\n").write("id.c", "$Id$\n");
        repo.commitAll("attributes");
        repo.delete("a.txt").delete("id.c").git("checkout", "-q", "a.txt", "id.c");
        deployment.approved("qa");
        assertThat(deployment.consent()).contains("qa approved");
        repo.write("id.c", "$Id: evil $\n");
        assertThat(deployment.reason()).contains("of this, no commit has:\n  id.c");
    }

    @Test
    void a_submodule_in_whose_place_is_a_link_was_changed() throws Exception {
        TestRepository library = TestRepository.in(directory.resolve("library"));
        repo.addSubmodule(library, "lib");
        repo.commitAll("with a submodule");
        deployment.approved("qa");
        assertThat(deployment.consent()).contains("qa approved");
        TestRepository.paste(repo.path(), "rm -rf lib && ln -s " + library.path() + " lib");

        assertThat(deployment.reason()).contains("of this, no commit has:\n  lib");
    }
}
