package io.github.devopsagent.git.internal.tested;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.veto.CommitRecord;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.EvidenceWarnings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which commit the record of a deployment names. */
class CommitRecordTest {

    @TempDir
    Path temporary;

    @Test
    void the_record_is_told_which_commit_is_deployed_unless_files_differ_from_it() throws Exception {
        TestRepository repo = TestRepository.in(temporary.resolve("app"))
                .write("consensus/status.json", "1")
                .write("consensus/artifacts/plan.json", "1");
        String first = repo.commitAll("consensus");
        assertThat(recorded(JudgedDeployment.deploymentOf(repo).tested(first))).contains(first);
        repo.git("tag", "v1");
        repo.write("a.txt", "2").commitAll("later");
        assertThat(recorded(JudgedDeployment.deploymentOf(repo).tested(first).checkingOut("v1")))
                .contains(first);
        repo.write("a.txt", "not committed");
        assertThat(recorded(JudgedDeployment.deploymentOf(repo).tested(first))).isEmpty();
    }

    private static Optional<String> recorded(JudgedDeployment judged) throws Exception {
        Evidence evidence = JudgedDeployment.evidence(judged.steps(), judged.testResults(), List.of());
        return ((CommitRecord) judged.adapter().testedCommitEvidence().collect(evidence, judged.site()))
                .deployedCommit();
    }

    @Test
    void a_pointer_of_lfs_that_would_be_deployed_is_a_warning() throws Exception {
        TestRepository repo = TestRepository.in(temporary.resolve("app")).write("consensus/status.json", "1");
        repo.write("big.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 3\n")
                .commitAll("large");
        JudgedDeployment judged = JudgedDeployment.deploymentOf(repo).tested(repo.head());
        assertThat(warnings(judged))
                .singleElement()
                .asString()
                .contains("are pointers of Git LFS, and not what they point to: big.bin", "git lfs pull");
        assertThat(warnings(judged.checkingOut(repo.head()))).isEmpty();
        assertThat(judged.consent()).isNotEmpty();
        repo.write("big.bin", "abc");
        assertThat(warnings(judged)).isEmpty();
    }

    @Test
    void a_file_of_lfs_is_no_change_also_without_its_filter() throws Exception {
        String sha256 = "3a6eb0790f39ac87c94f3856b2dd2c5d110e6811602261a9a923d3bb23adc8b7";
        TestRepository repo = TestRepository.in(temporary.resolve("app")).write("consensus/status.json", "1");
        repo.write(".gitattributes", "*.bin filter=lfs\n")
                .write("big.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:" + sha256 + "\nsize 4\n")
                .commitAll("large");
        JudgedDeployment judged = JudgedDeployment.deploymentOf(repo).tested(repo.head());
        repo.write("big.bin", "data");
        assertThat(judged.consent()).isNotEmpty();
        repo.write("big.bin", "2222");
        assertThat(judged.veto().reason()).contains("big.bin");
        repo.write("big.bin", "data").git("add", "big.bin");
        assertThat(judged.veto().reason()).contains("big.bin");
    }

    @Test
    void a_link_in_the_place_of_a_submodule_differs() throws Exception {
        TestRepository library = TestRepository.in(temporary.resolve("library"));
        TestRepository repo = TestRepository.in(temporary.resolve("app")).write("consensus/status.json", "1");
        library.write("a.txt", "of the library").commitAll("what the other repository has not");
        repo.addSubmodule(library, "lib");
        String tested = repo.commitAll("with the library");
        TestRepository.paste(repo.path(), "rm -rf lib && ln -s .. lib");

        assertThat(JudgedDeployment.deploymentOf(repo).tested(tested).reason())
                .contains("uncommitted changes")
                .contains("\n  lib");
    }

    /** A rule judges one work tree; what runs in another one nobody has looked at. */
    @Test
    void a_step_that_runs_in_another_work_tree_than_the_judged_one_is_a_warning() throws Exception {
        TestRepository repo = TestRepository.in(temporary.resolve("app")).write("consensus/status.json", "1");
        TestRepository library = TestRepository.in(temporary.resolve("library"));
        repo.addSubmodule(library, "lib");
        String head = repo.commitAll("with the library");
        Path linked = temporary.resolve("linked");
        repo.git("worktree", "add", "-q", "--detach", linked.toString());
        JudgedDeployment judged = JudgedDeployment.deploymentOf(repo).tested(head);
        Step start = Step.of("start", new Action.Run("./app.sh"));

        for (JudgedDeployment elsewhere : List.of(
                judged.then(JudgedDeployment.in("../linked", start)),
                judged.then(start).workingIn(linked))) {
            assertThat(warnings(elsewhere))
                    .singleElement()
                    .asString()
                    .startsWith("step 'start' runs in the work tree " + linked.toRealPath());
            assertThat(warnings(elsewhere.ignoring(linked))).isEmpty();
        }
        Step checkout = JudgedDeployment.in("../linked", JudgedDeployment.checkout(head));
        assertThat(warnings(judged.then(checkout).then(JudgedDeployment.in("../linked", start))))
                .isEmpty();
        assertThat(warnings(judged.then(start)
                        .then(JudgedDeployment.in("lib", start))
                        .then(JudgedDeployment.in(temporary.toString(), start))))
                .isEmpty();
    }

    private static List<String> warnings(JudgedDeployment judged) throws Exception {
        Evidence evidence = JudgedDeployment.evidence(judged.steps(), judged.testResults(), List.of());
        return ((EvidenceWarnings) judged.adapter().testedCommitEvidence().collect(evidence, judged.site())).warnings();
    }
}
