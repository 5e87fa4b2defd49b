package io.github.devopsagent.git.internal.approval;

import static io.github.devopsagent.git.internal.tested.JudgedDeployment.deploymentOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.git.internal.repository.TestRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What differs from an approved commit though index, configuration and objects of the repository say that it does not. */
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
    @Test
    void a_file_is_compared_with_the_id_that_the_commit_has_of_it() throws Exception {
        deployment.approved("qa");
        repo.write("a.txt", "two");
        repo.replaceObject(repo.git("rev-parse", "HEAD:a.txt"), repo.git("hash-object", "-w", "a.txt"));
        assertThat(deployment.reason()).contains("of this, no commit has:\n  a.txt");
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
        repo.git(
                "-c",
                "protocol.file.allow=always",
                "submodule",
                "--quiet",
                "add",
                library.path().toString(),
                "lib");
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
}
