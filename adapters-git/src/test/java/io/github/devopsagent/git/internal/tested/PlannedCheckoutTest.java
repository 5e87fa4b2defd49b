package io.github.devopsagent.git.internal.tested;

import static io.github.devopsagent.git.internal.tested.JudgedDeployment.deploymentOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.git.internal.repository.TestRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan would check out, though objects or configuration of the repository would have another thing written. */
class PlannedCheckoutTest {

    @TempDir
    Path directory;

    private TestRepository repo = new TestRepository(Path.of("."));

    @BeforeEach
    void aRepository() {
        repo = TestRepository.in(directory.resolve("app"));
    }

    @Test
    void are_those_of_a_commit_that_is_proven_by_its_id() throws Exception {
        String tested = repo.head();
        String evil = repo.write("a.txt", "evil").commitAll("evil");
        repo.replaceObject(tested, evil);
        assertThatThrownBy(() ->
                        deploymentOf(repo).tested(tested).checkingOut(tested).reason())
                .hasMessageContaining("its content is another one");
    }

    @Test
    void are_proven_by_their_ids() throws Exception {
        String tested = repo.head();
        repo.write("a.txt", "evil").commitAll("evil");
        repo.replaceObject(repo.git("rev-parse", tested + ":a.txt"), repo.git("rev-parse", "HEAD:a.txt"));
        assertThatThrownBy(() ->
                        deploymentOf(repo).tested(tested).checkingOut(tested).reason())
                .hasMessageContaining("'a.txt' cannot be checked out as its commit has it");
    }

    @Test
    void leave_no_file_that_only_git_takes_for_unchanged() throws Exception {
        repo.write("a.txt", "one\n");
        String tested = repo.commitAll("one line");
        repo.write("b.txt", "two\n").commitAll("another file");
        repo.git("config", "core.autocrlf", "true");
        repo.write("a.txt", "one\r\n").git("add", "a.txt");
        assertThat(repo.status()).isEmpty();
        assertThatThrownBy(() ->
                        deploymentOf(repo).tested(tested).checkingOut(tested).reason())
                .hasMessageContaining("though git takes them for unchanged: a.txt.");
    }

    @ParameterizedTest
    @CsvSource({
        "core.autocrlf,true,'',a.txt",
        "core.autocrlf,input,'',",
        "core.autocrlf,input,a.txt ident,a.txt",
        "core.autocrlf,input,a.txt -text,",
        "core.symlinks,false,'',link",
        "core.symlinks,true,'',"
    })
    void are_written_as_the_repositorys_own_settings_do_not_change(
            String setting, String value, String attributes, @Nullable String other) throws Exception {
        repo.write("a.txt", "$Id$\n");
        Files.createSymbolicLink(repo.path().resolve("link"), Path.of("a.txt"));
        String tested = repo.commitAll("one line");
        repo.delete("a.txt").delete("link").commitAll("no such file");
        repo.git("config", setting, value);
        repo.write(".git/info/attributes", attributes + "\n");
        JudgedDeployment deployment = deploymentOf(repo).tested(tested).checkingOut(tested);
        if (other == null) {
            assertThat(deployment.consent()).contains("is the tested commit");
        } else {
            assertThatThrownBy(deployment::consent).hasMessageContaining("has them: " + other + ". Take that away");
        }
    }
}
