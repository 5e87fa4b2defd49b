package io.github.devopsagent.git.internal.repository;

import static io.github.devopsagent.git.internal.step.GitStepFixture.aStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.step.GitStepFixture;
import io.github.devopsagent.git.internal.tested.JudgedDeployment;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.Site;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A consensus directory in the repository that is reached through a symbolic link in it, tracked like any file. */
@FewerCases(every = 3)
class LinkedConsensusTest {

    @TempDir
    Path directory;

    private TestRepository repo = new TestRepository(Path.of("."));
    private String linked = "";

    @BeforeEach
    void a_commit_without_the_link_and_then_one_with_it() throws Exception {
        repo = TestRepository.in(directory.resolve("app"));
        repo.git("tag", "without");
        repo.git("branch", "directory");
        repo.write("shared/consensus/status.json", "testing");
        Files.createSymbolicLink(repo.path().resolve("consensus"), Path.of("shared/consensus"));
        linked = repo.write("a.txt", "two").commitAll("linked");
    }

    private void assertLinkIsThere() {
        assertThat(repo.path().resolve("consensus")).isSymbolicLink();
        assertThat(repo.read("consensus/status.json")).isEqualTo("testing");
    }

    private static StepResult succeeded(StepResult result) {
        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        return result;
    }

    @Test
    void stays_when_a_commit_is_checked_out_that_lacks_the_link() throws Exception {
        GitStepFixture step = aStep(repo, "git/checkout").with("ref", "without").consensusIn("consensus");

        succeeded(step.run());

        assertThat(repo.read("a.txt")).isEqualTo("one");
        assertLinkIsThere();
        succeeded(step.undo());
        assertThat(repo.head()).isEqualTo(linked);
        assertThat(repo.status()).isEmpty();
        assertLinkIsThere();
    }

    @Test
    void stays_when_links_lead_to_links() throws Exception {
        Path link = repo.path().resolve("consensus");
        Files.delete(link);
        Files.createSymbolicLink(repo.path().resolve("dir/state"), Path.of("../shared"));
        Files.createSymbolicLink(link, repo.path().resolve("dir/state/consensus"));
        repo.commitAll("three links");
        GitStepFixture step = aStep(repo, "git/checkout").with("ref", "without").consensusIn("consensus");

        succeeded(step.run());

        assertLinkIsThere();
        assertThat(repo.path().resolve("dir/state")).isSymbolicLink();
    }

    @Test
    void stays_when_the_rollback_point_is_of_a_commit_that_lacks_the_link() throws Exception {
        repo.git("checkout", "-q", "without");
        RollbackPoint point = point();
        succeeded(point.create(TestRepository.request()));
        repo.git("checkout", "-q", "main");

        succeeded(point.restore(TestRepository.request()));

        assertThat(repo.read("a.txt")).isEqualTo("one");
        assertLinkIsThere();
    }

    @Test
    void stays_when_the_rollback_point_is_of_a_commit_that_has_a_directory_in_the_links_place() throws Exception {
        repo.git("checkout", "-q", "directory");
        repo.write("consensus/status.json", "another").commitAll("a directory");
        succeeded(point().create(TestRepository.request()));
        repo.git("checkout", "-q", "main");

        succeeded(point().restore(TestRepository.request()));

        assertThat(repo.branch()).isEqualTo("directory");
        assertThat(repo.read("a.txt")).isEqualTo("one");
        assertLinkIsThere();
    }

    @Test
    void stays_when_a_person_pastes_the_command() throws Exception {
        repo.git("checkout", "-q", "without");
        succeeded(point().create(TestRepository.request()));
        repo.git("checkout", "-q", "main");

        TestRepository.paste(directory, point().restoreCommand(TestRepository.deployment()));

        assertThat(repo.read("a.txt")).isEqualTo("one");
        assertThat(repo.git("describe", "--tags")).isEqualTo("without");
        assertLinkIsThere();
    }

    @Test
    void is_not_reverted() throws Exception {
        repo.git("checkout", "-q", "directory");
        Files.createSymbolicLink(repo.path().resolve("consensus"), Path.of("shared/consensus"));
        String link = repo.commitAll("only the link");
        repo.write("shared/consensus/status.json", "testing");

        StepResult result = aStep(repo, "git/revert")
                .with("commits", List.of(link))
                .consensusIn("consensus")
                .run();

        assertThat(result.isSuccess()).as(result.reason()).isFalse();
        assertThat(result.reason()).contains("would change files that are left alone", "consensus");
        assertThat(repo.head()).isEqualTo(link);
        assertLinkIsThere();
    }

    @Test
    void makes_no_work_tree_dirty_by_its_link() throws Exception {
        Path link = repo.path().resolve("consensus");
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("../app/shared/consensus"));

        assertThat(point().check(TestRepository.deployment())).isEmpty();
    }

    /** Its writer could have it lead to the code, which would not be compared any more. */
    @Test
    void is_not_what_rules_go_by() throws Exception {
        JudgedDeployment deployment = JudgedDeployment.deploymentOf(repo).tested(linked);
        Path link = repo.path().resolve("consensus");

        assertThatThrownBy(deployment::verdict)
                .hasMessageContaining("the symbolic link " + link.toRealPath(LinkOption.NOFOLLOW_LINKS))
                .hasMessageContaining("name where it is: " + link.toRealPath());
        Site site = new Site(link, repo.path());
        assertThatThrownBy(
                        () -> GitAdapter.of(repo.path()).approvalEvidence().collect(JudgedDeployment.evidence(), site))
                .hasMessageContaining("the symbolic link");
        Path real = link.toRealPath();
        assertThat(deployment.withConsensus(real).consent()).endsWith("is the tested commit");
    }

    /** As of the consensus directory; {@code out} leads to the root, so that {@code out/src} is the code. */
    @ParameterizedTest
    @CsvSource({"build, src, build", "src, shared, src", "out, ., out/shared", "out, .., out/elsewhere"})
    void of_an_ignored_directory_is_not_what_rules_go_by(String link, String target, String ignored) throws Exception {
        TestRepository other = TestRepository.in(directory.resolve("other"));
        other.write("src/a.txt", "one").write("shared/b.txt", "one").write("consensus/status.json", "{}");
        other.commitAll("code");
        if (link.equals("src")) {
            TestRepository.paste(other.path(), "rm -r src");
        }
        Files.createSymbolicLink(other.path().resolve(link), Path.of(target));
        GitAdapter adapter = GitAdapter.of(other.path()).ignoring(other.path().resolve(ignored));
        Site site = new Site(other.path().resolve("consensus"), other.path());

        for (EvidenceSource source : List.of(adapter.approvalEvidence(), adapter.testedCommitEvidence())) {
            assertThatThrownBy(() -> source.collect(JudgedDeployment.evidence(), site))
                    .hasMessageContaining("The ignored directory "
                            + other.path().resolve(ignored) + " is reached through the symbolic link "
                            + other.path().toRealPath().resolve(link));
        }
    }

    /** What it leads to is no code of this work tree. */
    @Test
    void that_leads_out_of_the_work_tree_exempts_nothing_in_it() throws Exception {
        Path link = repo.path().resolve("consensus");
        Files.delete(link);
        Files.createSymbolicLink(link, Files.createDirectories(directory.resolve("elsewhere")));
        repo.write("a.txt", "changed");

        assertThat(JudgedDeployment.deploymentOf(repo).tested(linked).reason()).contains("a.txt");
    }

    private RollbackPoint point() {
        return GitAdapter.of(repo.path())
                .ignoring(repo.path().resolve("consensus"))
                .rollbackPoint();
    }
}
