package io.github.devopsagent.git.internal.tested;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.veto.Evidence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would be deployed from HEAD, against what was tested, in real repositories. */
@FewerCases(every = 6)
class CommitEvidenceTest {

    @TempDir
    Path temporary;

    private TestRepository repo;
    private String first;

    @BeforeEach
    void a_repository_with_a_consensus_directory() {
        repo = TestRepository.in(temporary.resolve("app"))
                .write("consensus/status.json", "1")
                .write("consensus/artifacts/plan.json", "1");
        first = repo.commitAll("consensus");
    }

    @Test
    void head_is_the_tested_commit() throws Exception {
        assertThat(tested(first).consent())
                .isEqualTo(
                        "what would be deployed, " + shortened(first) + " (HEAD of branch main), is the tested commit");
    }

    @Test
    void an_abbreviation_and_upper_case_and_a_line_end_are_fine() throws Exception {
        assertThat(tested(first.substring(0, 4)).consent()).endsWith("is the tested commit");
        assertThat(tested(first.toUpperCase(Locale.ROOT) + "\n").consent()).endsWith("is the tested commit");
    }

    @Test
    void a_file_whose_id_begins_alike_does_not_make_an_abbreviation_ambiguous() throws Exception {
        String digits = first.substring(0, 4);
        AmbiguousAbbreviation.fileThatBeginsWith(repo, digits);

        assertThat(repo.git("rev-parse", "--disambiguate=" + digits)).hasLineCount(2);
        assertThat(tested(digits).consent()).endsWith("is the tested commit");
    }

    @Test
    void an_abbreviation_of_several_commits_lists_them() throws Exception {
        String[] twins = AmbiguousAbbreviation.in(repo);
        String common = twins[0].substring(0, 4);

        assertThat(tested(common).reason())
                .startsWith("no commit is known to be tested: environment.commit is '" + common + "', and 2 commits of "
                        + repo.path() + " begin with that.")
                .contains("\n  " + twins[0] + " number ", "\n  " + twins[1] + " number ");
        assertThat(tested(twins[0]).reason()).contains("and qa tested " + shortened(twins[0]) + ".");
    }

    @Test
    void an_abbreviation_of_so_many_objects_that_not_all_are_looked_at_is_too_short() throws Exception {
        Path directory = Files.createDirectories(repo.path().resolve(".git/objects/" + first.substring(0, 2)));
        for (int i = 0; i < 300; i++) {
            Files.createFile(directory.resolve(first.substring(2, 4) + "%036x".formatted(i)));
        }

        assertThat(tested(first.substring(0, 4)).reason()).contains("more than 256 objects");
        assertThat(tested(first.substring(0, 10)).consent()).endsWith("is the tested commit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "v1", "HEAD", "", "abc", "v1-0-g1234567", "1234567-dirty", "HEAD~0"})
    void what_is_no_commit_id_is_not_looked_up(String name) throws Exception {
        repo.git("tag", "v1");

        assertThat(tested(name).reason()).contains("environment.commit is '" + name + "', which is no commit id.");
    }

    @Test
    void a_tag_that_looks_like_a_commit_id_is_not_looked_up_either() throws Exception {
        repo.git("tag", "beef");

        assertThat(tested("beef").reason()).contains("has no such commit");
    }

    @Test
    void neither_a_directory_nor_a_file_is_a_commit() throws Exception {
        assertThat(tested(repo.git("rev-parse", "HEAD^{tree}")).reason()).contains("has no such commit");
        assertThat(tested(repo.git("rev-parse", "HEAD:a.txt")).reason()).contains("has no such commit");
    }

    @Test
    void the_id_of_an_annotated_tag_stands_for_its_commit() throws Exception {
        repo.git("tag", "-a", "-m", "release", "v1");

        assertThat(tested(repo.git("rev-parse", "v1")).consent()).endsWith("is the tested commit");
    }

    @Test
    void commits_of_the_consensus_directory_alone_are_fine() throws Exception {
        repo.write("consensus/status.json", "2").commitAll("status");
        repo.write("consensus/status.json", "3").commitAll("status");

        assertThat(tested(first).consent())
                .isEqualTo("what would be deployed, " + shortened(repo.head())
                        + " (HEAD of branch main), differs from the tested commit " + shortened(first)
                        + " only in consensus");
    }

    @Test
    void so_are_those_of_an_ignored_directory_but_not_of_one_with_a_longer_name() throws Exception {
        repo.write("log/run", "2").commitAll("log");

        assertThat(tested(first).ignoring(repo.path().resolve("log")).consent()).contains("only in log");

        repo.write("logic/App.java", "2").commitAll("logic");
        assertThat(tested(first).ignoring(repo.path().resolve("log")).reason())
                .contains("1 commit would be deployed untested, not counting 1 that change nothing outside of log,"
                        + " consensus:")
                .contains("1 file differs")
                .contains("  A logic/App.java");
    }

    @Test
    void commits_that_cancel_out_are_fine() throws Exception {
        repo.write("a.txt", "two").commitAll("second");
        repo.git("revert", "--no-edit", "HEAD");

        assertThat(tested(first).consent()).contains("has the same files as the tested commit " + shortened(first));
    }

    @InEveryBuild
    @Test
    void an_untested_commit_and_the_command_that_deploys_the_tested_one() throws Exception {
        String second = repo.write("a.txt", "two")
                .write("c.txt", "new")
                .delete("dir/b.txt")
                .commitAll("second\n\nwith a body");

        String reason = tested(first).reason();

        assertThat(reason).isEqualTo("""
                        what would be deployed was not tested: it is %s (HEAD of branch main), and qa tested %s.
                        1 commit would be deployed untested:
                          %1$s second
                        3 files differ, as git diff %2$s %1$s shows:
                          M a.txt
                          A c.txt
                          D dir/b.txt
                        Either qa tests %s and writes it to environment.commit of artifacts/test_results.json,
                        or the tested commit is deployed:
                          git -C %s checkout --detach %s
                        Then the deployment can be tried again.""".formatted(shortened(second), shortened(first), second, repo.path(), first));
        paste(reason);
        assertThat(repo.head()).isEqualTo(first);
        assertThat(tested(first).consent()).contains("(detached HEAD), is the tested commit");
    }

    @Test
    void the_command_leaves_the_consensus_directory_as_it_is() throws Exception {
        repo.write("consensus/status.json", "2").write("a.txt", "two").commitAll("second");
        repo.write("consensus/status.json", "3").write("untracked", "x");

        paste(tested(first).reason());

        assertThat(repo.head()).isEqualTo(first);
        assertThat(repo.read("a.txt")).isEqualTo("one");
        assertThat(repo.read("consensus/status.json")).isEqualTo("3");
        assertThat(repo.read("untracked")).isEqualTo("x");
        assertThat(repo.branch()).isEmpty();
        assertThat(tested(first).consent()).endsWith("is the tested commit");
    }

    @Test
    void an_older_commit_than_the_tested_one() throws Exception {
        String second = repo.write("a.txt", "two").commitAll("second");
        repo.git("reset", "-q", "--hard", first);

        assertThat(tested(second).reason())
                .contains("\n1 tested commit would be missing:\n  " + shortened(second) + " second\n")
                .contains("\n  M a.txt\n")
                .doesNotContain("untested:");
    }

    @Test
    void another_branch_lists_both_directions_in_order_and_without_what_changes_nothing() throws Exception {
        String ours = repo.write("a.txt", "ours").commitAll("ours");
        repo.write("consensus/status.json", "2").commitAll("status");
        repo.git("checkout", "-q", "-b", "other", first);
        repo.write("b.txt", "theirs").commitAll("theirs");
        String theirs = repo.write("b.txt", "theirs, again").commitAll("theirs, again");

        assertThat(tested(ours).reason())
                .contains("it is " + shortened(theirs) + " (HEAD of branch other), and qa tested " + shortened(ours))
                .contains("\n2 commits would be deployed untested:\n  " + shortened(theirs) + " theirs, again\n  ")
                .contains("\n1 tested commit would be missing:\n  " + shortened(ours) + " ours\n")
                .contains("\n  M a.txt\n  A b.txt\n");
    }

    @Test
    void a_merge_in_between_brings_its_commits() throws Exception {
        repo.git("checkout", "-q", "-b", "other");
        String theirs = repo.write("b.txt", "theirs").commitAll("theirs");
        repo.git("checkout", "-q", "main");
        String ours = repo.write("a.txt", "ours").commitAll("ours");
        repo.git("merge", "-q", "-m", "the merge", "other");

        assertThat(tested(ours).reason())
                .contains("\n2 commits would be deployed untested:\n  " + shortened(repo.head()) + " the merge\n  "
                        + shortened(theirs) + " theirs\n")
                .contains("\n1 file differs")
                .contains("\n  A b.txt\n");
    }

    @Test
    void a_merge_that_throws_the_tested_side_away_is_seen() throws Exception {
        repo.git("checkout", "-q", "-b", "other");
        repo.write("consensus/status.json", "2").commitAll("status");
        repo.git("checkout", "-q", "main");
        String ours = repo.write("a.txt", "ours").commitAll("ours");
        repo.git("checkout", "-q", "other");
        repo.git("merge", "-q", "-s", "ours", "-m", "ours is lost", "main");

        assertThat(tested(ours).reason())
                .contains("\n1 commit would be deployed untested, not counting 1 that change nothing outside of"
                        + " consensus:\n  " + shortened(repo.head()) + " ours is lost\n")
                .contains("\n  M a.txt\n");
    }

    @Test
    void a_renamed_file_is_one_that_is_gone_and_one_that_is_new() throws Exception {
        repo.git("mv", "a.txt", "z.txt");
        repo.commitAll("renamed");

        assertThat(tested(first).reason()).contains("\n2 files differ").contains("\n  D a.txt\n  A z.txt\n");
    }

    @Test
    void a_file_that_becomes_executable_differs() throws Exception {
        repo.git("update-index", "--chmod=+x", "a.txt");
        repo.git("commit", "-q", "-m", "executable");
        repo.git("reset", "-q", "--hard");

        assertThat(tested(first).reason()).contains("\n1 file differs").contains("\n  M a.txt\n");
    }

    @Test
    void a_submodule_at_another_commit_differs() throws Exception {
        TestRepository library = TestRepository.in(temporary.resolve("library"));
        repo.addSubmodule(library, "lib");
        String tested = repo.commitAll("with the library");
        new TestRepository(repo.path().resolve("lib")).write("a.txt", "two").commitAll("second");
        repo.commitAll("the library's second");

        assertThat(tested(tested).reason()).contains("\n1 file differs").contains("\n  M lib (submodule)\n");
    }

    @Test
    void histories_without_a_common_commit() throws Exception {
        repo.git("checkout", "-q", "--orphan", "other");
        repo.write("a.txt", "two").commitAll("begun anew");

        assertThat(tested(first).reason())
                .contains("\n1 commit would be deployed untested:")
                .contains(
                        "\n1 tested commit would be missing, not counting 1 that change nothing outside of consensus:")
                .contains("\n  M a.txt\n");
    }

    @Test
    void of_a_hundred_commits_and_files_the_first_are_listed_and_all_are_counted() throws Exception {
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            stream.append("commit refs/heads/main\ncommitter Ann <ann@example.org> ")
                    .append(2_000_000_000 + i)
                    .append(" +0000\ndata <<END\nnumber ")
                    .append(i)
                    .append("\nEND\n")
                    .append(i == 0 ? "from " + first + "\n" : "")
                    .append("M 644 inline many/")
                    .append(i)
                    .append("\ndata 1\nx\n\n");
        }
        AmbiguousAbbreviation.importInto(repo, stream.toString());
        repo.git("reset", "-q", "--hard");

        assertThat(tested(first).reason())
                .contains("\n100 commits would be deployed untested:\n  " + shortened(repo.head()) + " number 99\n")
                .contains(" number 90\n  and 90 more\n100 files differ")
                .contains("\n  A many/0\n")
                .doesNotContain("number 89")
                .hasLineCount(1 + 12 + 12 + 4);
    }

    @Test
    void uncommitted_changes_are_listed_and_the_command_sets_them_aside() throws Exception {
        repo.write("a.txt", "changed").write("new.txt", "added").write("untracked", "x");
        repo.git("add", "new.txt");
        repo.write("consensus/status.json", "changed");

        String reason = tested(first).reason();

        assertThat(reason)
                .contains("(HEAD of branch main) with uncommitted changes, and qa tested " + shortened(first) + ".")
                .contains("\n2 files have uncommitted changes:\n  a.txt\n  new.txt\nEither");
        paste(reason);
        assertThat(repo.read("a.txt")).isEqualTo("one");
        assertThat(repo.read("consensus/status.json")).isEqualTo("changed");
        assertThat(tested(first).consent()).endsWith("is the tested commit");
        assertThat(repo.git("stash", "show", "--name-only", "--include-untracked"))
                .isEqualTo("a.txt\nnew.txt");
    }

    @Test
    void uncommitted_changes_over_an_untested_commit_are_set_aside_before_the_checkout() throws Exception {
        repo.write("a.txt", "two").write("consensus/status.json", "2").commitAll("second");
        repo.write("a.txt", "changed").write("consensus/status.json", "3");

        paste(tested(first).reason());

        assertThat(tested(first).consent()).endsWith("is the tested commit");
        assertThat(repo.read("a.txt")).isEqualTo("one");
        assertThat(repo.read("consensus/status.json")).isEqualTo("3");
    }

    @Test
    void a_detached_head() throws Exception {
        repo.git("checkout", "-q", "--detach");

        assertThat(tested(first).consent()).contains("(detached HEAD)");
    }

    @Test
    void a_linked_work_tree_has_a_head_of_its_own() throws Exception {
        repo.git(
                "worktree",
                "add",
                "-q",
                "-b",
                "release",
                temporary.resolve("linked").toString());
        TestRepository linked = new TestRepository(temporary.resolve("linked"));
        String second = repo.write("a.txt", "two").commitAll("second");

        assertThat(JudgedDeployment.deploymentOf(linked).tested(first).consent())
                .contains("(HEAD of branch release)");
        assertThat(JudgedDeployment.deploymentOf(linked).tested(second).reason())
                .contains("1 tested commit would be missing");
        assertThat(tested(second).consent()).endsWith("is the tested commit");
    }

    @Test
    void a_shallow_clone_has_older_commits_after_the_command_that_is_advised() throws Exception {
        String second = repo.write("consensus/status.json", "2").commitAll("second");
        repo.git(
                "clone",
                "-q",
                "--depth=1",
                repo.path().toUri().toString(),
                temporary.resolve("shallow").toString());
        JudgedDeployment shallow = JudgedDeployment.deploymentOf(new TestRepository(temporary.resolve("shallow")));

        assertThat(shallow.tested(second).consent()).endsWith("is the tested commit");
        String reason = shallow.tested(first).reason();
        assertThat(reason).contains("has no such commit.", "The repository is shallow", "--deepen=100");
        paste(reason);
        assertThat(shallow.tested(first).consent())
                .contains("differs from the tested commit")
                .endsWith("consensus");
    }

    @Test
    void a_commit_that_only_the_remote_has() throws Exception {
        TestRepository clone = new TestRepository(temporary.resolve("clone"));
        repo.git("clone", "-q", repo.path().toString(), clone.path().toString());
        String second = repo.write("a.txt", "two").commitAll("second");

        String reason = JudgedDeployment.deploymentOf(clone).tested(second).reason();
        paste(reason);

        assertThat(reason).contains("has no such commit", "It may be in the remote:\n");
        assertThat(JudgedDeployment.deploymentOf(clone).tested(second).reason())
                .contains("1 tested commit would be missing");
    }

    @Test
    void text_of_others_cannot_write_to_the_terminal_nor_fill_it() throws Exception {
        String endless = "x".repeat(300);
        repo.write("a\u001b[31m\n.txt", "x")
                .write(endless.substring(100), "x")
                .commitAll("red \u001b[31m\u202e " + endless);

        assertThat(tested(first).reason())
                .contains(" red ?[31m? xxx")
                .contains("\n  A a?[31m?.txt\n")
                .contains("x…\n")
                .satisfies(reason -> assertThat(reason.lines()).allMatch(line -> line.length() < 300));
        assertThat(tested("\u001b" + endless).reason()).contains("is '?xxx").contains("x…', which is no commit id");
    }

    @Test
    void nothing_is_changed() throws Exception {
        repo.write("a.txt", "two").commitAll("second");
        String before = repo.git("for-each-ref") + repo.status() + repo.head();

        tested(first).veto();

        assertThat(repo.git("for-each-ref") + repo.status() + repo.head()).isEqualTo(before);
        assertThat(repo.path().resolve(".git/index.lock")).doesNotExist();
    }

    @Test
    void a_directory_that_is_no_repository_is_evidence_that_cannot_be_had() throws Exception {
        Path bare = Files.createDirectory(temporary.resolve("bare"));

        assertThatThrownBy(() -> JudgedDeployment.deploymentOf(new TestRepository(bare))
                        .tested(first)
                        .verdict())
                .isInstanceOf(GitRefusal.class)
                .hasMessageContaining("Not a git repository: " + bare);
    }

    @Test
    void so_is_a_repository_without_a_commit() {
        TestRepository empty = TestRepository.empty(temporary.resolve("empty"));

        assertThatThrownBy(
                        () -> JudgedDeployment.deploymentOf(empty).tested(first).verdict())
                .isInstanceOf(GitRefusal.class)
                .hasMessageContaining("has no commit yet");
    }

    @Test
    void so_is_an_index_that_cannot_be_read() throws Exception {
        Files.writeString(repo.path().resolve(".git/index"), "no index at all, but long enough for a header");

        assertThatThrownBy(() -> tested(first).verdict())
                .isInstanceOf(GitRefusal.class)
                .hasMessageContaining("cannot read the index");
    }

    @Test
    void missing_test_results_and_a_missing_commit_are_vetoes() throws Exception {
        assertThat(JudgedDeployment.deploymentOf(repo).reason())
                .startsWith("no commit is known to be tested: artifacts/test_results.json is missing.");
        assertThat(JudgedDeployment.deploymentOf(repo).testedNobodyKnowsWhat().reason())
                .startsWith("no commit is known to be tested: artifacts/test_results.json has no environment.commit.");
    }

    @Test
    void without_a_plan_head_is_what_there_is() throws Exception {
        JudgedDeployment judged = tested(first);
        Evidence full = JudgedDeployment.evidence(List.of(), judged.testResults(), List.of());
        Evidence withoutPlan = new Evidence(
                full.status(), Optional.empty(), full.testResults(), full.inbox(), full.hostChecks(), List.of());

        assertThat(judged.adapter().testedCommitEvidence().collect(withoutPlan, judged.site()))
                .isInstanceOfSatisfying(
                        CommitFact.class, fact -> assertThat(fact.step()).isEmpty());
    }

    private JudgedDeployment tested(String commit) {
        return JudgedDeployment.deploymentOf(repo).tested(commit);
    }

    private static String shortened(String id) {
        return id.substring(0, 10);
    }

    /** The command in the message, from another directory. */
    private void paste(String reason) {
        String command = reason.lines()
                .filter(line -> line.startsWith("  git -C "))
                .findFirst()
                .orElseThrow();
        TestRepository.paste(temporary, command.strip());
    }
}
