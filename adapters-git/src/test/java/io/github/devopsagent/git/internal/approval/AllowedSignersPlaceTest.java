package io.github.devopsagent.git.internal.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.git.AllowedSigners;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.veto.Ok;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is judged must not write who may sign. */
@FewerCases(every = 3)
class AllowedSignersPlaceTest {

    @TempDir
    Path directory;

    private ApprovedDeployment deployment;
    private TestRepository repo;
    private GeneratedSshKeys keys;

    @BeforeEach
    void anApproval() throws Exception {
        keys = GeneratedSshKeys.in(directory.resolve("keys")).make("qa");
        deployment = ApprovedDeployment.in(directory.resolve("app"));
        repo = deployment.repo();
        deployment.approvals("qa");
        keys.commit(repo, "qa", "qa approves");
    }

    private String line(String name) {
        return name + "@example.org " + keys.line(name);
    }

    private String judged(Map<Role, AllowedSigners> approvers) throws Exception {
        GitAdapter adapter = GitAdapter.of(repo.path()).approvers(approvers);
        return deployment
                .with(adapter)
                .judgedBy(adapter.signedApprovalRule())
                .fold(veto -> "VETO " + veto.reason(), Ok::note);
    }

    @Test
    void allowed_signers_in_the_work_tree_are_refused_wherever_they_are_linked_from() throws Exception {
        Path inside = repo.path().resolve("signers");
        Files.writeString(inside, line("qa"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), inside);
        for (Path file : List.of(inside, link)) {
            assertThatThrownBy(() -> judged(Map.of(Role.QA, AllowedSigners.at(file))))
                    .hasMessageContaining("lie in", "where whoever is judged by them can write them");
        }
        Path outside = Files.writeString(directory.resolve("signers"), line("qa"));
        assertThat(judged(Map.of(Role.QA, AllowedSigners.at(outside)))).startsWith("qa signed");
    }

    /** Whoever can write where a link of the way lies leads it elsewhere. */
    @Test
    void allowed_signers_are_refused_if_a_link_on_the_way_to_them_lies_in_the_work_tree() throws Exception {
        Path outside = Files.writeString(directory.resolve("signers"), line("qa"));
        Path between = Files.createSymbolicLink(repo.path().resolve("between"), outside);
        Path link = Files.createSymbolicLink(directory.resolve("link"), between);

        assertThatThrownBy(() -> judged(Map.of(Role.QA, AllowedSigners.at(link))))
                .hasMessageContaining("The allowed signers " + link + " are reached through ")
                .hasMessageContaining("app/between in ");
    }

    @Test
    void allowed_signers_are_refused_in_the_git_directory_in_other_work_trees_and_in_the_working_directory()
            throws Exception {
        repo.git(
                "worktree", "add", "-q", "--detach", directory.resolve("linked").toString());
        Path working = Files.createDirectory(directory.resolve("working"));
        for (Path place : List.of(repo.path().resolve(".git"), directory.resolve("linked"), working)) {
            Path file = Files.writeString(place.resolve("signers"), line("qa"));
            GitAdapter adapter = GitAdapter.of(repo.path()).approvers(Map.of(Role.QA, AllowedSigners.at(file)));
            assertThatThrownBy(() -> deployment.with(adapter).warningsIn(working))
                    .as(place.toString())
                    .hasMessageContaining("lie in");
        }
    }

    @Test
    void allowed_signers_are_refused_in_the_main_work_tree_and_its_git_directory_for_one_that_is_linked_to_it()
            throws Exception {
        Path linked = directory.resolve("linked");
        repo.git("worktree", "add", "-q", "--detach", linked.toString());
        for (Path place : List.of(repo.path(), repo.path().resolve(".git"))) {
            Path file = Files.writeString(place.resolve("signers"), line("qa"));
            GitAdapter adapter = GitAdapter.of(linked).approvers(Map.of(Role.QA, AllowedSigners.at(file)));
            assertThatThrownBy(() -> ApprovedDeployment.of(new TestRepository(linked), linked.resolve("consensus"))
                            .with(adapter)
                            .warnings())
                    .as(place.toString())
                    .hasMessageContaining("lie in");
        }
    }

    /** Who writes to it can have another commit checked out in its submodule. */
    @Test
    void allowed_signers_are_refused_in_the_superproject_of_a_submodule_and_not_in_any_repository_around()
            throws Exception {
        TestRepository project = TestRepository.in(directory.resolve("project")).addSubmodule(repo, "libs/app");
        project.commitAll("with the submodule");
        TestRepository outer = TestRepository.in(directory.resolve("outer")).addSubmodule(project, "p");
        outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "update", "--init", "--recursive");
        Path app = outer.path().resolve("p/libs/app");
        Path around = Files.writeString(directory.resolve("signers"), line("qa"));
        TestRepository.empty(directory);

        assertThat(judgedBy(around, app)).isEmpty();
        for (TestRepository superproject :
                List.of(outer, new TestRepository(outer.path().resolve("p")))) {
            superproject.write("signers", line("qa"));
            assertThatThrownBy(() -> judgedBy(superproject.path().resolve("signers"), app))
                    .hasMessageContaining("lie in");
        }
    }

    /** Its git directory lies in the superproject's, and names its work tree. */
    @Test
    void allowed_signers_are_refused_in_the_superproject_of_another_work_tree_and_of_the_working_directory()
            throws Exception {
        TestRepository outer = TestRepository.in(directory.resolve("outer")).addSubmodule(repo, "app");
        outer.commitAll("with the submodule");
        Path app = outer.path().resolve("app");
        Path linked = directory.resolve("linked");
        new TestRepository(app).git("worktree", "add", "-q", "--detach", linked.toString());
        Path signers = outer.path().resolve("signers");
        Files.writeString(signers, line("qa"));

        assertThatThrownBy(() -> judgedBy(signers, linked)).hasMessageContaining("lie in");

        GitAdapter adapter = GitAdapter.of(repo.path()).approvers(Map.of(Role.QA, AllowedSigners.at(signers)));
        assertThat(deployment.with(adapter).warnings()).isEmpty();
        assertThatThrownBy(() -> deployment.with(adapter).warningsIn(app)).hasMessageContaining("lie in");
    }

    private static List<String> judgedBy(Path signers, Path repository) throws Exception {
        return ApprovedDeployment.of(new TestRepository(repository), repository.resolve("consensus"))
                .with(GitAdapter.of(repository).approvers(Map.of(Role.QA, AllowedSigners.at(signers))))
                .warnings();
    }
}
