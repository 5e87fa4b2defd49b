package io.github.devopsagent.git.internal.tested;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.git.internal.repository.TestRepository;
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

    private static List<String> warnings(JudgedDeployment judged) throws Exception {
        Evidence evidence = JudgedDeployment.evidence(judged.steps(), judged.testResults(), List.of());
        return ((EvidenceWarnings) judged.adapter().testedCommitEvidence().collect(evidence, judged.site())).warnings();
    }
}
