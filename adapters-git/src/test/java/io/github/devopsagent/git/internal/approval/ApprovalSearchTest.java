package io.github.devopsagent.git.internal.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.git.internal.repository.TestRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which commit brought an approval, in whatever history. */
@FewerCases(every = 6)
class ApprovalSearchTest {

    @TempDir
    Path directory;

    private ApprovedDeployment deployment;
    private TestRepository repo;

    @BeforeEach
    void aPlan() {
        deployment = ApprovedDeployment.in(directory.resolve("app"));
        repo = deployment.repo();
    }

    private void code(String text) {
        repo.write("a.txt", text).commitAll("code " + text);
    }

    private String consentOf(String commit) {
        return "in commit " + commit.substring(0, 10);
    }

    @Test
    void a_role_that_was_removed_and_returned_counts_from_its_return() throws Exception {
        deployment.approved("qa");
        code("two");
        deployment.approved();
        String again = deployment.approved("qa");
        assertThat(deployment.consent()).endsWith(consentOf(again));
    }

    @Test
    void another_role_beside_it_does_not_make_it_new() throws Exception {
        String approval = deployment.approved("qa");
        code("two");
        deployment.approved("security", "qa");
        assertThat(deployment.reason()).contains("commit " + approval.substring(0, 10));
    }

    @Test
    void reformatting_does_not_make_it_new() throws Exception {
        String approval = deployment.approved("qa");
        code("two");
        deployment.write("status.json", "{\"approvals\":[\"qa\"],\"epic_id\":\"EP-1\"}");
        repo.commitAll("reformatted");
        assertThat(deployment.reason()).contains("commit " + approval.substring(0, 10));
    }

    @Test
    void a_renamed_consensus_directory_does_not_make_it_new() throws Exception {
        String approval = deployment.approved("qa");
        repo.git("mv", "consensus", "moved");
        repo.git("commit", "-q", "-m", "moved");
        ApprovedDeployment moved = deployment.at(repo.path().resolve("moved"));
        assertThat(moved.consent()).endsWith(consentOf(approval));
        code("two");
        assertThat(moved.reason()).contains("commit " + approval.substring(0, 10));
    }

    @Test
    void a_status_that_is_renamed_and_changed_at_once_does_not_become_new() throws Exception {
        String approval = deployment.approved("qa");
        code("two");
        Files.move(deployment.consensus(), repo.path().resolve("moved"));
        ApprovedDeployment moved = deployment.at(repo.path().resolve("moved"));
        moved.write(
                "status.json", "{\"x\": \"" + "y".repeat(3000) + "\", \"epic_id\": \"EP-1\", \"approvals\": [\"qa\"]}");
        repo.commitAll("moved and changed");
        assertThat(moved.reason()).contains("commit " + approval.substring(0, 10));
    }

    @Test
    void a_status_that_is_called_otherwise_for_a_while_does_not_become_new() throws Exception {
        String approval = deployment.approved("qa");
        code("two");
        repo.git("mv", "consensus/status.json", "consensus/old.txt");
        repo.git("commit", "-q", "-m", "away");
        repo.git("mv", "consensus/old.txt", "consensus/status.json");
        repo.git("commit", "-q", "-m", "back");
        assertThat(deployment.reason()).contains("commit " + approval.substring(0, 10));
    }

    @Test
    void a_copy_of_the_consensus_directory_is_as_old_as_the_original() throws Exception {
        String approval = deployment.approved("qa");
        code("two");
        ApprovedDeployment copy = deployment.at(repo.path().resolve("copy"));
        copy.write("artifacts/plan.json", "{\"v\": 1}")
                .write("artifacts/test_results.json", "{\"passed\": 1}")
                .approvals("qa");
        repo.commitAll("copied");
        assertThat(copy.reason()).contains("commit " + approval.substring(0, 10));
    }

    @Test
    void code_in_what_was_the_consensus_directory_was_never_approved() throws Exception {
        deployment.write("deploy.sh", "evil");
        deployment.approved("qa");
        ApprovedDeployment moved = deployment.at(repo.path().resolve("moved"));
        Files.createDirectories(moved.consensus());
        for (String each : new String[] {"status.json", "artifacts"}) {
            repo.git("mv", "consensus/" + each, "moved/" + each);
        }
        repo.git("commit", "-q", "-m", "all but one");
        assertThat(moved.reason()).contains("A consensus/deploy.sh");
    }

    /** It may have been taken back there, and whoever mends the file must not make an older approval new. */
    @InEveryBuild
    @Test
    void behind_a_file_that_cannot_be_read_both_count() throws Exception {
        String approval = deployment.approved("qa");
        code("two");
        deployment.write("status.json", "<<<<<<< HEAD");
        repo.commitAll("broken");
        String mended = deployment.approved("qa");
        assertThat(deployment.reason()).contains("commit " + approval.substring(0, 10));
        assertThat(deployment.broughtBy(Role.QA)).containsExactlyInAnyOrder(approval, mended);
    }

    @Test
    void the_approval_of_another_epic_is_none_of_this_one() throws Exception {
        deployment.write("status.json", ApprovedDeployment.status("EP-0", "qa"));
        repo.commitAll("another epic");
        String renamed = deployment.approved("qa");
        assertThat(deployment.consent()).endsWith(consentOf(renamed));
    }

    @Test
    void an_approval_of_a_side_branch_is_about_the_files_of_that_branch() throws Exception {
        repo.git("checkout", "-q", "-b", "side");
        String approval = deployment.approved("qa");
        repo.git("checkout", "-q", "main");
        code("two");
        repo.git("merge", "-q", "--no-edit", "side");
        assertThat(deployment.reason()).contains("commit " + approval.substring(0, 10), "M a.txt", "code two");
    }

    @Test
    void a_merge_of_what_changes_nothing_keeps_the_approval() throws Exception {
        repo.git("checkout", "-q", "-b", "side");
        String approval = deployment.approved("qa");
        repo.git("checkout", "-q", "main");
        repo.git("merge", "-q", "--no-ff", "--no-edit", "side");
        assertThat(deployment.consent()).endsWith(consentOf(approval));
    }

    @Test
    void a_merge_that_brings_the_approval_itself_is_its_commit() throws Exception {
        repo.git("checkout", "-q", "-b", "side");
        code("two");
        repo.git("checkout", "-q", "main");
        repo.git("merge", "-q", "--no-ff", "--no-commit", "side");
        deployment.approvals("qa");
        String merge = repo.commitAll("evil merge");
        assertThat(deployment.consent()).endsWith(consentOf(merge));
    }

    @Test
    void a_merge_that_restores_what_one_side_took_back_brings_it() throws Exception {
        deployment.approved("qa");
        repo.git("checkout", "-q", "-b", "side");
        repo.write("b.txt", "x").commitAll("something else");
        repo.git("checkout", "-q", "main");
        deployment.approved();
        repo.git("checkout", "-q", "side");
        repo.git("merge", "-q", "--no-commit", "-s", "ours", "main");
        String merge = repo.commitAll("ours");
        assertThat(deployment.consent()).endsWith(consentOf(merge));
    }

    @Test
    void what_one_side_took_back_does_not_return_through_a_merge_that_cannot_be_read() throws Exception {
        deployment.approved("qa");
        repo.git("checkout", "-q", "-b", "side");
        deployment.write("note.txt", "x");
        repo.commitAll("something else");
        repo.git("checkout", "-q", "main");
        deployment.approved();
        repo.git("merge", "-q", "--no-commit", "--no-ff", "side");
        deployment.write("status.json", "<<<<<<< HEAD");
        repo.commitAll("conflict");
        deployment.write("status.json", "<<<<<<< main");
        repo.commitAll("still a conflict");
        String again = deployment.approved("qa");
        assertThat(deployment.consent()).endsWith(consentOf(again));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stays", "goes"})
    void what_was_taken_back_does_not_return_from_a_copy(String copy) throws Exception {
        deployment.approved("qa");
        deployment.write("backup/status.json", ApprovedDeployment.status("EP-1", "qa"));
        repo.commitAll("a backup");
        deployment.approved();
        Files.delete(deployment.consensus().resolve("status.json"));
        repo.commitAll("gone");
        if (copy.equals("goes")) {
            Files.delete(deployment.consensus().resolve("backup/status.json"));
        }
        String again = deployment.approved("qa");
        assertThat(deployment.consent()).endsWith(consentOf(again));
    }

    @Test
    void a_copy_beside_what_was_taken_back_is_as_old_as_both() throws Exception {
        String approval = deployment.approved("qa");
        deployment.write("copy.txt", ApprovedDeployment.status("EP-1", "qa"));
        repo.commitAll("a copy");
        deployment.approved();
        repo.git("mv", "consensus", "moved");
        repo.git("rm", "-q", "-f", "moved/copy.txt");
        ApprovedDeployment moved = deployment.at(repo.path().resolve("moved"));
        String again = moved.approved("qa");
        assertThat(moved.broughtBy(Role.QA)).contains(approval, again);
        repo.git("checkout", "-q", "-b", "side");
        repo.write("c.txt", "1").commitAll("on a side");
        repo.git("checkout", "-q", "main");
        repo.git("merge", "-q", "--no-ff", "--no-edit", "side");
        assertThat(moved.broughtBy(Role.QA)).contains(approval, again);
    }

    @Test
    void a_copy_brings_the_approval_itself_and_is_as_old_as_the_original() throws Exception {
        String approval = deployment.approved("qa");
        ApprovedDeployment copy = deployment.at(repo.path().resolve("copy"));
        String copied = copy.approved("qa");
        assertThat(copy.broughtBy(Role.QA)).containsExactlyInAnyOrder(approval, copied);
    }

    @Test
    void a_move_beside_the_status_of_another_epic_brings_nothing() throws Exception {
        repo.write("other/status.json", ApprovedDeployment.status("EP-2"));
        String approval = deployment.approved("qa");
        repo.git("mv", "consensus", "moved");
        repo.git("commit", "-q", "-m", "moved");
        ApprovedDeployment moved = deployment.at(repo.path().resolve("moved"));
        assertThat(moved.broughtBy(Role.QA)).containsExactly(approval);
    }

    @Test
    void where_several_sides_brought_it_each_has_to_be_fresh() throws Exception {
        repo.git("checkout", "-q", "-b", "side");
        String old = deployment.approved("qa");
        repo.git("checkout", "-q", "main");
        code("two");
        deployment.approved("qa");
        repo.git("merge", "-q", "--no-edit", "side");
        assertThat(deployment.reason()).contains("commit " + old.substring(0, 10));
    }

    @Test
    void the_date_of_a_commit_says_nothing() throws Exception {
        String approval = deployment.approved("qa");
        repo.write("a.txt", "two");
        repo.git("add", "-A");
        repo.git("-c", "user.name=x", "commit", "-q", "-m", "backdated", "--date", "2001-01-01T00:00:00Z");
        TestRepository.paste(
                repo.path(),
                "GIT_COMMITTER_DATE=2001-01-01T00:00:00Z git commit -q --amend --no-edit --date 2001-01-01T00:00:00Z");
        assertThat(deployment.reason()).contains("commit " + approval.substring(0, 10), "backdated");
    }

    @Test
    void a_rebased_approval_counts_from_its_new_commit() throws Exception {
        repo.git("checkout", "-q", "-b", "side");
        deployment.approved("qa");
        repo.git("checkout", "-q", "main");
        code("two");
        repo.git("checkout", "-q", "side");
        repo.git("rebase", "-q", "main");
        assertThat(deployment.consent()).endsWith(consentOf(repo.head()));
    }

    @Test
    void replace_refs_are_ignored() throws Exception {
        String approval = deployment.approved("qa");
        code("two");
        String head = repo.head();
        repo.git("checkout", "-q", "--orphan", "forged");
        String forged = repo.commitAll("forged");
        repo.git("checkout", "-q", "main");
        repo.git("replace", head, forged);
        assertThat(deployment.reason()).contains("commit " + approval.substring(0, 10));
    }

    @Test
    void grafts_are_ignored() throws Exception {
        String approval = deployment.approved("qa");
        code("two");
        Files.createDirectories(repo.path().resolve(".git/info"));
        Files.writeString(repo.path().resolve(".git/info/grafts"), repo.head() + "\n");
        assertThat(deployment.reason()).contains("commit " + approval.substring(0, 10));
    }

    /** Whoever repairs a file that cannot be read finds the role in it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"approvals\": [\"qa\",], <<<<",
                "'approvals': ['QA'] <<<<",
                "\"approvals\": [\"\\u0071a\"] <<<<",
            })
    void an_approval_that_a_file_has_which_cannot_be_read_was_brought_by_its_commit(String text) throws Exception {
        deployment.write("status.json", text);
        String forged = repo.commitAll("forged");
        String mended = deployment.approved("qa");

        assertThat(deployment.broughtBy(Role.QA)).containsExactlyInAnyOrder(forged, mended);
    }

    @Test
    void what_cannot_be_read_and_does_not_name_the_role_brings_nothing() throws Exception {
        deployment.write("status.json", "<<<< \"developer\"");
        repo.commitAll("broken");
        String approval = deployment.approved("qa");

        assertThat(deployment.broughtBy(Role.QA)).containsExactly(approval);
    }
}
