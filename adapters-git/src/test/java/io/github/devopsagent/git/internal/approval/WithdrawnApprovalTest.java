package io.github.devopsagent.git.internal.approval;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.git.AllowedSigners;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.veto.Ok;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An approval that was taken back, in whatever way and wherever, does not come back without its role. */
@FewerCases(every = 4)
class WithdrawnApprovalTest {

    private static final String WITHOUT_QA = ApprovedDeployment.status("EP-1", "tech_lead");
    private static final String REMOTE_BRANCH = "refs/remotes/origin/main";

    private static ApprovedDeployment deployment;
    private static TestRepository repo;
    private static GeneratedSshKeys keys;
    private static String base;
    private static String approval;

    @BeforeAll
    static void anApprovalThatQaSigned(@TempDir Path directory) throws Exception {
        keys = GeneratedSshKeys.in(directory.resolve("keys")).make("qa");
        deployment = ApprovedDeployment.in(directory.resolve("app"));
        repo = deployment.repo();
        GitAdapter adapter = GitAdapter.of(repo.path())
                .approvers(Map.of(Role.QA, AllowedSigners.of("qa@example.org " + keys.line("qa"))));
        deployment = deployment.with(adapter);
        repo.git("config", "remote.origin.url", "/nonexistent");
        repo.git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*");
        repo.git("config", "core.logAllRefUpdates", "false");
        repo.git("reflog", "expire", "--expire=now", "--all");
        Files.deleteIfExists(repo.path().resolve(".git/logs/HEAD"));
        Files.deleteIfExists(repo.path().resolve(".git/logs/refs/heads/main"));
        base = repo.head();
        deployment.approvals("tech_lead", "qa");
        approval = keys.commit(repo, "qa", "qa approves");
    }

    @BeforeEach
    void asItWasApproved() throws Exception {
        repo.git("checkout", "-q", "-f", "-B", "main", approval);
        for (String ref : repo.git("for-each-ref", "--format=%(refname)", "refs/remotes", "refs/heads/side")
                .split("\n")) {
            if (!ref.isBlank()) {
                repo.git("update-ref", "-d", ref);
            }
        }
        repo.git("config", "branch.main.remote", "origin");
        repo.git("config", "branch.main.merge", "refs/heads/main");
    }

    private static String says() throws Exception {
        String signed = deployment
                .judgedBy(deployment.adapter().signedApprovalRule())
                .fold(veto -> "VETO " + veto.reason(), Ok::note);
        String fresh = deployment
                .judgedBy(deployment.adapter().freshApprovalRule())
                .fold(veto -> "VETO " + veto.reason(), Ok::note);
        return signed + "\n" + fresh;
    }

    private static String withdrawnBy(byte[] status) throws Exception {
        Files.write(deployment.consensus().resolve("status.json"), status);
        return keys.commit(repo, "qa", "qa withdraws");
    }

    private static String restored() {
        deployment.approvals("tech_lead", "qa");
        return repo.commitAll("the developer mends it");
    }

    /** In which a role is not approved any more, for whoever reads the file. */
    static Stream<Arguments> withdrawals() {
        String open = WITHOUT_QA.substring(0, WITHOUT_QA.lastIndexOf('}'));
        return Stream.of(
                Arguments.of("a byte order mark", ("\uFEFF" + WITHOUT_QA).getBytes(UTF_8)),
                Arguments.of("UTF-16", WITHOUT_QA.getBytes(UTF_16)),
                Arguments.of("a comma too many", (open + ",}").getBytes(UTF_8)),
                Arguments.of("broken off behind the list", open.getBytes(UTF_8)),
                Arguments.of("the list twice", (open + ", \"approvals\": []}").getBytes(UTF_8)),
                Arguments.of("a line beside", (WITHOUT_QA + "qa withdrawn\n").getBytes(UTF_8)),
                Arguments.of("nothing but braces", "{}".getBytes(UTF_8)),
                Arguments.of("an empty file", new byte[0]),
                Arguments.of(
                        "the marks of a conflict",
                        ("<<<<<<< a\n" + WITHOUT_QA + "=======\n" + WITHOUT_QA + ">>>>>>> b\n").getBytes(UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withdrawals")
    void behind_a_version_that_nobody_can_read_whoever_restores_it_brings_it(String name, byte[] status)
            throws Exception {
        String withdrawal = withdrawnBy(status);
        String restored = restored();

        assertThat(says())
                .contains("VETO the approval of qa is not signed as it has to be: commit "
                        + TestRepository.shortId(restored))
                .contains("nobody can read status.json of commit " + TestRepository.shortId(withdrawal))
                .contains("has no signature");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withdrawals")
    void an_upstream_that_nobody_can_read_any_more_may_have_taken_it_back(String name, byte[] status) throws Exception {
        String withdrawal = withdrawnBy(status);
        repo.git("update-ref", REMOTE_BRANCH, withdrawal);
        repo.git("reset", "-q", "--hard", approval);

        assertThat(says())
                .contains("VETO the approval of qa is older than what it is about")
                .contains(
                        "origin/main may have taken the approval of qa back, by " + TestRepository.shortId(withdrawal));
    }

    @Test
    void who_mends_a_file_and_approves_signs_it() throws Exception {
        withdrawnBy("<<<<<<<".getBytes(UTF_8));
        deployment.approvals("tech_lead", "qa");
        keys.commit(repo, "qa", "qa mends it");

        assertThat(says()).contains("qa signed its approval").doesNotContain("VETO");
    }

    @Test
    void a_file_that_was_broken_before_it_was_approved_says_nothing_of_it() throws Exception {
        repo.git("checkout", "-q", "-b", "side", base);
        deployment.write("status.json", "<<<<<<<");
        repo.commitAll("broken");
        repo.git("checkout", "-q", "main");
        repo.git("merge", "-q", "--no-ff", "--no-commit", "-s", "ours", "side");
        repo.commitAll("merged");

        assertThat(says()).contains("qa signed its approval").doesNotContain("VETO");
    }

    @Test
    void a_merge_that_keeps_what_a_side_may_have_taken_back_brings_it() throws Exception {
        repo.git("checkout", "-q", "-b", "side");
        withdrawnBy(("\uFEFF" + WITHOUT_QA).getBytes(UTF_8));
        repo.git("checkout", "-q", "main");
        repo.git("merge", "-q", "--no-ff", "--no-commit", "-s", "ours", "side");
        String merge = repo.commitAll("merged");

        assertThat(says()).contains("VETO the approval of qa is not signed").contains(TestRepository.shortId(merge));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "IBM037"})
    void who_writes_an_approval_in_another_encoding_brings_it(String encoding) throws Exception {
        repo.git("reset", "-q", "--hard", base);
        Files.write(
                deployment.consensus().resolve("status.json"),
                ApprovedDeployment.status("EP-1", "tech_lead", "qa").getBytes(Charset.forName(encoding)));
        String forged = repo.commitAll("forged");
        deployment.approvals("tech_lead", "qa");
        keys.commit(repo, "qa", "qa converts it");

        assertThat(says())
                .contains("VETO the approval of qa is not signed as it has to be: commit "
                        + TestRepository.shortId(forged));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rm -r consensus", "rm consensus/status.json", "mv consensus moved"})
    void an_upstream_that_has_removed_or_moved_the_status_takes_it_back(String command) throws Exception {
        TestRepository.paste(repo.path(), "git " + command.replace("rm ", "rm -q "));
        String withdrawal = keys.commit(repo, "qa", "qa withdraws");
        repo.git("update-ref", REMOTE_BRANCH, withdrawal);
        repo.git("reset", "-q", "--hard", approval);

        assertThat(says())
                .contains("origin/main has removed or moved consensus/status.json with the approval of qa, by "
                        + TestRepository.shortId(withdrawal));
    }

    @ParameterizedTest
    @CsvSource({"EP-1, has taken the approval of qa back", "EP-2, made it another epic's for a while"})
    void an_upstream_where_it_was_taken_back_and_put_back_has_another_one(String epic, String reason) throws Exception {
        String withdrawal =
                withdrawnBy(ApprovedDeployment.status(epic, "tech_lead").getBytes(UTF_8));
        repo.git("update-ref", REMOTE_BRANCH, restored());
        repo.git("reset", "-q", "--hard", approval);

        assertThat(says()).contains(reason).contains(TestRepository.shortId(withdrawal));
    }

    @Test
    void an_upstream_that_goes_on_with_this_epic_or_the_next_does_not_take_it_back() throws Exception {
        deployment.write("note.txt", "x");
        repo.git("update-ref", REMOTE_BRANCH, repo.commitAll("a note"));
        repo.git("reset", "-q", "--hard", approval);
        assertThat(says()).doesNotContain("VETO");
        withdrawnBy(ApprovedDeployment.status("EP-2").getBytes(UTF_8));
        repo.git("update-ref", REMOTE_BRANCH, repo.head());
        repo.git("reset", "-q", "--hard", approval);

        assertThat(says()).doesNotContain("VETO");
        assertThat(deployment.warnings()).isEmpty();
    }

    @Test
    void a_status_that_only_HEAD_has_moved_is_not_taken_back_by_an_upstream() throws Exception {
        deployment.write("note.txt", "x");
        repo.git("update-ref", REMOTE_BRANCH, repo.commitAll("a note"));
        repo.git("reset", "-q", "--hard", approval);
        repo.git("mv", "consensus", "moved");
        repo.commitAll("moved");
        ApprovedDeployment moved = deployment.at(repo.path().resolve("moved"));

        assertThat(moved.consent()).contains("qa approved");
    }

    @InEveryBuild
    @ParameterizedTest
    @ValueSource(
            strings = {"checkout -q --detach", "checkout -q -B release", "config branch.main.merge refs/heads/old"})
    void without_an_upstream_that_has_it_every_fetched_branch_may_take_it_back(String command) throws Exception {
        String withdrawal = withdrawnBy(WITHOUT_QA.getBytes(UTF_8));
        repo.git("update-ref", REMOTE_BRANCH, withdrawal);
        repo.git("update-ref", "refs/remotes/origin/old", base);
        repo.git("reset", "-q", "--hard", approval);
        repo.git(command.split(" "));

        assertThat(says())
                .contains("origin/main has taken the approval of qa back, by " + TestRepository.shortId(withdrawal));
    }

    @Test
    void a_branch_that_never_had_it_does_not_take_it_back() throws Exception {
        repo.git("checkout", "-q", "-b", "side", base);
        repo.git("update-ref", "refs/remotes/origin/feature", withdrawnBy(WITHOUT_QA.getBytes(UTF_8)));
        repo.git("update-ref", REMOTE_BRANCH, approval);
        repo.git("checkout", "-q", "--detach", approval);

        assertThat(says()).doesNotContain("VETO");
        assertThat(deployment.warnings()).isEmpty();
    }

    /** Whoever writes the repository's configuration names the upstream. */
    @Test
    void another_branch_than_the_upstream_that_takes_it_back_is_told() throws Exception {
        String withdrawal = withdrawnBy(WITHOUT_QA.getBytes(UTF_8));
        repo.git("update-ref", "refs/remotes/origin/other", withdrawal);
        repo.git("update-ref", REMOTE_BRANCH, approval);
        repo.git("reset", "-q", "--hard", approval);

        assertThat(says()).doesNotContain("VETO");
        assertThat(deployment.warnings())
                .singleElement()
                .asString()
                .contains("origin/other has taken the approval of qa back, by " + TestRepository.shortId(withdrawal))
                .contains("the upstream of HEAD is origin/main")
                .contains("git branch --set-upstream-to=origin/other");
    }

    /** The upstream has a veto of its own, for the same commit. */
    @InEveryBuild
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void another_branch_is_not_told_with_what_the_upstream_itself_takes_back(boolean isAhead) throws Exception {
        String withdrawal = withdrawnBy(WITHOUT_QA.getBytes(UTF_8));
        repo.git("update-ref", REMOTE_BRANCH, withdrawal);
        if (isAhead) {
            repo.write("note.txt", "x").commitAll("a note");
        }
        repo.git("update-ref", "refs/remotes/origin/alpha", repo.head());
        repo.git("reset", "-q", "--hard", approval);

        assertThat(says()).contains("VETO", "origin/main has taken the approval of qa back");
        assertThat(deployment.warnings()).isEmpty();
    }

    /** A fetch may bring tags beside the branches, and git takes away what it thinks nobody needs. */
    @InEveryBuild
    @ParameterizedTest
    @CsvSource({"tag, true", "tag of a tag, true", "tag of a tree, false", "missing, false", "without its parent, false"
    })
    void beside_the_upstream_tags_are_told_like_branches_and_what_is_no_commit_or_missing_is_not(
            String kind, boolean isTold) throws Exception {
        repo.git("update-ref", REMOTE_BRANCH, approval);
        String withdrawal = withdrawnBy(WITHOUT_QA.getBytes(UTF_8));
        repo.git("tag", "-f", "-m", "v1", "v1", kind.equals("tag of a tree") ? "HEAD^{tree}" : withdrawal);
        repo.git("tag", "-f", "-m", "v2", "v2", "v1");
        String missing = "1".repeat(40);
        Path commit = Files.writeString(
                repo.path().resolve(".git/commit"),
                "tree " + repo.git("rev-parse", "HEAD^{tree}") + "\nparent " + missing
                        + "\nauthor Qa <qa@example.org> 0 +0000\ncommitter Qa <qa@example.org> 0 +0000\n\nx\n");
        String fetched =
                switch (kind) {
                    case "missing" -> missing;
                    case "without its parent" -> repo.git("hash-object", "-t", "commit", "-w", commit.toString());
                    default -> repo.git("rev-parse", kind.equals("tag of a tag") ? "v2" : "v1");
                };
        repo.git("reset", "-q", "--hard", approval);
        Path ref = repo.path().resolve(".git/refs/remotes/origin/tags/v1");
        Files.createDirectories(ref.getParent());
        Files.writeString(ref, fetched + "\n");
        try {
            assertThat(says()).doesNotContain("VETO");
            assertThat(deployment.warnings())
                    .hasSize(isTold ? 1 : 0)
                    .allMatch(warning -> warning.contains("origin/tags/v1 has taken the approval of qa back, by "
                            + TestRepository.shortId(withdrawal)));
        } finally {
            Files.delete(ref);
        }
    }

    @Test
    void where_no_branch_is_known_to_have_it_people_are_warned() throws Exception {
        repo.git("checkout", "-q", "--detach");

        assertThat(says()).doesNotContain("VETO");
        assertThat(deployment.warnings())
                .singleElement()
                .asString()
                .contains("nobody knows whether an approval was taken back elsewhere, of: tech_lead, qa");
    }

    @Test
    void a_repository_without_remotes_has_no_other_branches_to_warn_of() throws Exception {
        repo.git("checkout", "-q", "--detach");
        repo.git("config", "--rename-section", "remote.origin", "gone.origin");
        try {
            assertThat(says()).doesNotContain("VETO");
            assertThat(deployment.warnings()).isEmpty();
        } finally {
            repo.git("config", "--rename-section", "gone.origin", "remote.origin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkout -q --detach", "checkout -q -B main"})
    void the_reflog_of_HEAD_and_of_its_branch_tells_what_was_there(String command) throws Exception {
        repo.git(command.split(" "));
        repo.git("config", "core.logAllRefUpdates", "true");
        try {
            String withdrawal = withdrawnBy(("\uFEFF" + WITHOUT_QA).getBytes(UTF_8));
            repo.git("reset", "-q", "--hard", approval);

            assertThat(says())
                    .contains("was set back behind a commit that may have taken the approval of qa back, by "
                            + TestRepository.shortId(withdrawal));
        } finally {
            repo.git("config", "core.logAllRefUpdates", "false");
            Files.deleteIfExists(repo.path().resolve(".git/logs/HEAD"));
            Files.deleteIfExists(repo.path().resolve(".git/logs/refs/heads/main"));
        }
    }

    /** It is in no history of the commit where the epic began: c0 is the repository's first one, before any status. */
    @ParameterizedTest
    @ValueSource(strings = {"checkout -q -b side c0", "checkout -q --orphan side"})
    void code_of_a_branch_that_is_older_than_the_epic_is_that_of_the_epic(String begun) throws Exception {
        repo.git("tag", "-f", "c0", repo.git("rev-list", "--max-parents=0", base));
        repo.git(begun.split(" "));
        repo.git("rm", "-r", "-q", "-f", "--ignore-unmatch", "consensus");
        repo.write("theirs.txt", "code");
        String code = keys.commit(repo, "qa", "code on an old branch");
        repo.git("checkout", "-q", "-f", "-B", "main", base);
        repo.git("merge", "-q", "--no-ff", "--no-edit", "--allow-unrelated-histories", "-X", "ours", "side");
        repo.git("branch", "-q", "-D", "side");
        deployment.approvals("tech_lead", "qa");
        keys.commit(repo, "qa", "qa approves");

        assertThat(says())
                .contains("is the developer's own (it signed commit " + TestRepository.shortId(code))
                .contains("commits with another key, which the host names for qa");
    }

    /** Who has coded for an epic does not approve it, whatever became of the status in between. */
    @ParameterizedTest
    @ValueSource(strings = {"EP-0", "removed", "broken", "on a side"})
    void code_of_the_epic_stays_that_of_the_epic(String meanwhile) throws Exception {
        repo.git("reset", "-q", "--hard", base);
        if (meanwhile.equals("on a side")) {
            repo.git("checkout", "-q", "-b", "side");
            deployment.write("status.json", ApprovedDeployment.status("EP-0"));
            repo.commitAll("another epic");
        }
        repo.write("a.txt", "two");
        String code = keys.commit(repo, "qa", "code");
        switch (meanwhile) {
            case "removed" -> repo.git("rm", "-q", "consensus/status.json");
            case "broken" -> deployment.write("status.json", "<<<<<<<");
            default -> deployment.write("status.json", ApprovedDeployment.status("EP-0"));
        }
        repo.git("commit", "-q", "--allow-empty", "-a", "-m", "another epic for a while");
        deployment.approvals("tech_lead");
        repo.commitAll("back");
        if (meanwhile.equals("on a side")) {
            repo.git("checkout", "-q", "main");
            repo.git("merge", "-q", "--no-ff", "--no-edit", "side");
        }
        deployment.approvals("tech_lead", "qa");
        keys.commit(repo, "qa", "qa approves");

        assertThat(says()).contains("is the developer's own (it signed commit " + TestRepository.shortId(code));
    }
}
