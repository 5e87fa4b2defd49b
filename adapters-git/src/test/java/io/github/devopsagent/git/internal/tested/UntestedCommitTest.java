package io.github.devopsagent.git.internal.tested;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.message.FirstOf;
import io.github.devopsagent.git.internal.repository.CommitSummary;
import io.github.devopsagent.git.internal.repository.ResolvedRevision;
import io.github.devopsagent.git.internal.repository.UnresolvedRevision;
import io.github.devopsagent.git.internal.repository.UnresolvedRevision.Why;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import io.github.devopsagent.veto.VetoRule;
import io.vavr.control.Either;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rule, and every message of it in full, without a repository. */
class UntestedCommitTest {

    private static final Path APP = Path.of("/srv/app");
    private static final Source FIELD = new Source("artifacts/test_results.json", "/environment/commit");
    private static final String NEW = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d";
    private static final String OLD = "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c";

    private static final ResolvedRevision AT_HEAD =
            new ResolvedRevision(new CommitSummary(NEW, "Raise the limit"), "HEAD of branch main");
    private static final ResolvedRevision TAG =
            new ResolvedRevision(new CommitSummary(NEW, "Raise the limit"), "tag v2");
    private static final ResolvedRevision TESTED =
            new ResolvedRevision(new CommitSummary(OLD, "Log the client"), "commit");
    private static final PlannedGitStep RELEASE = new PlannedGitStep(
            "/deployment_steps/1", "release", "git/checkout", Input.of("ref", "v2"), Optional.empty(), false);

    private static final CommitDifference AHEAD = new CommitDifference(
            new CommitDifference.CommitSet(several(new CommitSummary(NEW, "Raise the limit")), 0),
            CommitDifference.CommitSet.NONE,
            several("M src/Limit.java"),
            false);
    private static final CommitDifference BEHIND = new CommitDifference(
            CommitDifference.CommitSet.NONE,
            new CommitDifference.CommitSet(several(new CommitSummary(OLD, "Log the client")), 0),
            several("M src/Client.java"),
            false);

    @Test
    void the_tested_commit_itself_is_fine() {
        ResolvedRevision same = new ResolvedRevision(AT_HEAD.commit(), "commit");

        assertThat(consent(head(Either.right(same), CommitDifference.NONE, FirstOf.none())))
                .isEqualTo("what would be deployed, 1a2b3c4d5e (HEAD of branch main), is the tested commit");
    }

    @Test
    void so_is_a_commit_with_the_same_files() {
        assertThat(consent(head(Either.right(TESTED), CommitDifference.NONE, FirstOf.none())))
                .isEqualTo("what would be deployed, 1a2b3c4d5e (HEAD of branch main), has the same files as the tested"
                        + " commit 9f8e7d6c5b");
    }

    @Test
    void so_is_a_commit_that_differs_in_the_consensus_directory_only() {
        CommitDifference status = new CommitDifference(
                CommitDifference.CommitSet.NONE, CommitDifference.CommitSet.NONE, FirstOf.none(), true);

        assertThat(consent(head(Either.right(TESTED), status, FirstOf.none())))
                .isEqualTo("what would be deployed, 1a2b3c4d5e (HEAD of branch main), differs from the tested commit"
                        + " 9f8e7d6c5b only in consensus");
    }

    @Test
    void an_untested_commit_at_head_lists_commits_and_files_and_both_ways_out() {
        Veto veto = veto(head(Either.right(TESTED), AHEAD, FirstOf.none()));

        assertThat(veto.where()).isEqualTo(FIELD);
        assertThat(veto.addressee()).isEqualTo(Role.QA);
        assertThat(veto).hasToString("""
                        untested_commit: what would be deployed was not tested: it is 1a2b3c4d5e (HEAD of branch main), and qa tested 9f8e7d6c5b.
                        1 commit would be deployed untested:
                          1a2b3c4d5e Raise the limit
                        1 file differs, as git diff 9f8e7d6c5b 1a2b3c4d5e shows:
                          M src/Limit.java
                        Either qa tests 1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d and writes it to environment.commit of artifacts/test_results.json,
                        or the tested commit is deployed:
                          git -C /srv/app checkout --detach 9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c
                        Then the deployment can be tried again. (artifacts/test_results.json#/environment/commit)""");
    }

    @Test
    void another_branch_lists_both_directions_bounded_with_the_counts_and_commits_that_change_nothing() {
        CommitDifference apart = new CommitDifference(
                new CommitDifference.CommitSet(commits(23, "new"), 4),
                new CommitDifference.CommitSet(commits(2, "old"), 1),
                new FirstOf<>(IntStream.range(0, 10).mapToObj(i -> "A file" + i).toList(), 111),
                true);

        assertThat(veto(head(Either.right(TESTED), apart, FirstOf.none())).reason())
                .isEqualTo("""
                        what would be deployed was not tested: it is 1a2b3c4d5e (HEAD of branch main), and qa tested 9f8e7d6c5b.
                        23 commits would be deployed untested, not counting 4 that change nothing outside of consensus:
                          0000000000 new 0
                          0000000001 new 1
                          0000000002 new 2
                          0000000003 new 3
                          0000000004 new 4
                          0000000005 new 5
                          0000000006 new 6
                          0000000007 new 7
                          0000000008 new 8
                          0000000009 new 9
                          and 13 more
                        2 tested commits would be missing, not counting 1 that change nothing outside of consensus:
                          0000000000 old 0
                          0000000001 old 1
                        111 files differ, as git diff 9f8e7d6c5b 1a2b3c4d5e shows:
                          A file0
                          A file1
                          A file2
                          A file3
                          A file4
                          A file5
                          A file6
                          A file7
                          A file8
                          A file9
                          and 101 more
                        Either qa tests 1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d and writes it to environment.commit of artifacts/test_results.json,
                        or the tested commit is deployed:
                          git -C /srv/app restore --source=9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c --staged --worktree -- . ':(exclude,literal)consensus' && git -C /srv/app update-ref --no-deref HEAD 9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c && git -C /srv/app reset -q 9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c
                        Then the deployment can be tried again.""");
    }

    @Test
    void uncommitted_changes_over_the_tested_commit_can_be_set_aside() {
        ResolvedRevision same = new ResolvedRevision(AT_HEAD.commit(), "commit");
        Veto veto = veto(head(Either.right(same), CommitDifference.NONE, several("a.txt", "dir/b.txt")));

        assertThat(veto.where()).isEqualTo(FIELD);
        assertThat(veto.addressee()).isEqualTo(Role.QA);
        assertThat(veto.reason()).isEqualTo("""
                        what would be deployed was not tested: it is 1a2b3c4d5e (HEAD of branch main) with uncommitted changes, and qa tested 1a2b3c4d5e.
                        2 files have uncommitted changes:
                          a.txt
                          dir/b.txt
                        Either the changes are committed, and qa tests the new commit and writes its id to environment.commit of artifacts/test_results.json,
                        or the tested commit is deployed, with the changes set aside:
                          git -C /srv/app stash push -- . ':(exclude,literal)consensus'
                        Then the deployment can be tried again.""");
    }

    @Test
    void uncommitted_changes_over_an_untested_commit() {
        assertThat(veto(head(Either.right(TESTED), AHEAD, several("a.txt"))).reason())
                .isEqualTo("""
                        what would be deployed was not tested: it is 1a2b3c4d5e (HEAD of branch main) with uncommitted changes, and qa tested 9f8e7d6c5b.
                        1 commit would be deployed untested:
                          1a2b3c4d5e Raise the limit
                        1 file differs, as git diff 9f8e7d6c5b 1a2b3c4d5e shows:
                          M src/Limit.java
                        1 file has uncommitted changes:
                          a.txt
                        Either the changes are committed, and qa tests the new commit and writes its id to environment.commit of artifacts/test_results.json,
                        or the tested commit is deployed, with the changes set aside:
                          git -C /srv/app stash push -- . ':(exclude,literal)consensus' && git -C /srv/app checkout --detach 9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c
                        Then the deployment can be tried again.""");
    }

    @Test
    void a_checkout_of_something_newer_than_the_tests_is_for_qa() {
        Veto veto = veto(step(Either.right(TAG), Either.right(TESTED), AHEAD));

        assertThat(veto.where()).isEqualTo(FIELD);
        assertThat(veto.addressee()).isEqualTo(Role.QA);
        assertThat(veto.reason()).isEqualTo("""
                        what would be deployed was not tested: it is 1a2b3c4d5e (tag v2, which step 'release' checks out), and qa tested 9f8e7d6c5b.
                        1 commit would be deployed untested:
                          1a2b3c4d5e Raise the limit
                        1 file differs, as git diff 9f8e7d6c5b 1a2b3c4d5e shows:
                          M src/Limit.java
                        Either qa tests 1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d and writes it to environment.commit of artifacts/test_results.json,
                        or the tested commit is deployed, which step 'release' in artifacts/plan.json says with:
                          "ref": "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c"
                        Then the deployment can be tried again.""");
    }

    @Test
    void a_checkout_of_something_older_than_the_tests_is_for_the_tech_lead() {
        Veto veto = veto(step(Either.right(TAG), Either.right(TESTED), BEHIND));

        assertThat(veto.where()).isEqualTo(new Source("artifacts/plan.json", "/deployment_steps/1/with/ref"));
        assertThat(veto.addressee()).isEqualTo(Role.TECH_LEAD);
        assertThat(veto.reason()).contains("\n1 tested commit would be missing:\n  9f8e7d6c5b Log the client\n");
    }

    @Test
    void no_test_results_at_all() {
        CommitFact fact = head(nothing(), CommitDifference.NONE, FirstOf.none());
        Veto veto = judge(fact, Optional.empty()).getLeft();

        assertThat(veto.where()).isEqualTo(Source.of("artifacts/test_results.json"));
        assertThat(veto.addressee()).isEqualTo(Role.QA);
        assertThat(veto.reason()).isEqualTo("""
                        no commit is known to be tested: artifacts/test_results.json is missing. What would be deployed is 1a2b3c4d5e (HEAD of branch main).
                        If the tests ran on what would be deployed, qa writes its full id to artifacts/test_results.json; if not, qa tests it first:
                          "environment": {"commit": "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d"}
                        Then the deployment can be tried again.""");
    }

    @Test
    void test_results_without_a_commit() {
        assertThat(tested(nothing()))
                .startsWith("no commit is known to be tested: artifacts/test_results.json has no environment.commit."
                        + " What would be deployed is 1a2b3c4d5e (HEAD of branch main).\nIf the tests ran");
    }

    @Test
    void the_name_of_a_branch_is_no_commit_id() {
        assertThat(tested(fault(Why.NO_ID, "main"))).isEqualTo("""
                        no commit is known to be tested: environment.commit is 'main', which is no commit id. What would be deployed is 1a2b3c4d5e (HEAD of branch main).
                        Allowed are 4 to 40 hex digits, and no name of a branch or tag, since these can move after the tests.
                        If the tests ran on what would be deployed, qa writes its full id to artifacts/test_results.json; if not, qa tests it first:
                          "environment": {"commit": "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d"}
                        Then the deployment can be tried again.""");
    }

    @Test
    void the_beginning_of_several_commit_ids() {
        UnresolvedRevision several = new UnresolvedRevision(
                Why.SEVERAL_COMMITS, "9f8e", several(OLD + " Log the client", "9f8e" + NEW.substring(4) + " Other"));

        assertThat(tested(Either.left(several))).isEqualTo("""
                        no commit is known to be tested: environment.commit is '9f8e', and 2 commits of /srv/app begin with that. What would be deployed is 1a2b3c4d5e (HEAD of branch main).
                          9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c Log the client
                          9f8e3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d Other
                        If the tests ran on what would be deployed, qa writes its full id to artifacts/test_results.json; if not, qa tests it first:
                          "environment": {"commit": "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d"}
                        Then the deployment can be tried again.""");
    }

    @Test
    void the_beginning_of_too_many_object_ids() {
        assertThat(tested(fault(Why.TOO_SHORT, "9f8e")))
                .startsWith(
                        "no commit is known to be tested: environment.commit is '9f8e', and more than 256 objects of"
                                + " /srv/app begin with that. What would be deployed is 1a2b3c4d5e (HEAD of branch main).\nIf the");
    }

    @Test
    void a_commit_that_the_repository_does_not_have() {
        assertThat(tested(fault(Why.UNKNOWN, "9f8e7d6"))).isEqualTo("""
                        no commit is known to be tested: environment.commit is '9f8e7d6', and /srv/app has no such commit. What would be deployed is 1a2b3c4d5e (HEAD of branch main).
                        It may be in the remote:
                          git -C /srv/app fetch
                        If the tests ran on what would be deployed, qa writes its full id to artifacts/test_results.json; if not, qa tests it first:
                          "environment": {"commit": "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d"}
                        Then the deployment can be tried again.""");
    }

    @Test
    void a_commit_that_a_shallow_clone_does_not_have() {
        CommitFact fact = new CommitFact(
                Path.of("/srv/my app"),
                true,
                List.of(),
                Optional.empty(),
                Either.right(AT_HEAD),
                fault(Why.UNKNOWN, "9f8e7d6"),
                CommitDifference.NONE,
                several("a.txt"),
                StepCoverage.NONE,
                List.of());

        assertThat(veto(fact).reason()).isEqualTo("""
                        no commit is known to be tested: environment.commit is '9f8e7d6', and /srv/my app has no such commit. What would be deployed is 1a2b3c4d5e (HEAD of branch main) with uncommitted changes.
                        The repository is shallow; this gets all older commits, and --deepen=100 some of them:
                          git -C '/srv/my app' fetch --unshallow
                        1 file has uncommitted changes:
                          a.txt
                        They are committed first, or set aside:
                          git -C '/srv/my app' stash push
                        If the tests ran on what would be deployed, qa writes its full id to artifacts/test_results.json; if not, qa tests it first:
                          "environment": {"commit": "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d"}
                        Then the deployment can be tried again.""");
    }

    @Test
    void a_checkout_of_nothing_that_the_repository_has() {
        Veto veto = veto(step(fault(Why.UNKNOWN, "v9"), Either.right(TESTED), CommitDifference.NONE));

        assertThat(veto.where()).isEqualTo(new Source("artifacts/plan.json", "/deployment_steps/1/with/ref"));
        assertThat(veto.addressee()).isEqualTo(Role.TECH_LEAD);
        assertThat(veto.reason()).isEqualTo("""
                        it is not known what would be deployed: step 'release' checks out 'v9', and /srv/app has no such branch, tag or commit.
                        It may be in the remote:
                          git -C /srv/app fetch --tags
                        A branch that only the remote has is written with the remote's name, such as origin/main.
                        The tested commit is deployed if step 'release' in artifacts/plan.json says:
                          "ref": "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c"
                        Then the deployment can be tried again.""");
    }

    @Test
    void a_checkout_of_a_name_that_is_a_branch_and_a_tag_and_no_tested_commit_either() {
        UnresolvedRevision both = new UnresolvedRevision(
                Why.BRANCH_AND_TAG,
                "v2",
                several("refs/heads/v2 is 1a2b3c4d5e Raise the limit", "refs/tags/v2 is 9f8e7d6c5b Log the client"));

        assertThat(veto(step(Either.left(both), fault(Why.NO_ID, "v2"), CommitDifference.NONE))
                        .reason())
                .isEqualTo("""
                        it is not known what would be deployed: step 'release' checks out 'v2', which is a branch and a tag of /srv/app.
                          refs/heads/v2 is 1a2b3c4d5e Raise the limit
                          refs/tags/v2 is 9f8e7d6c5b Log the client
                        The tested commit is deployed if step 'release' in artifacts/plan.json says:
                          "ref": "<full id of the tested commit>"
                        Besides, no commit is known to be tested: environment.commit is 'v2', which is no commit id.
                        Then the deployment can be tried again.""");
    }

    @Test
    void a_checkout_of_the_beginning_of_several_commit_ids() {
        UnresolvedRevision several =
                new UnresolvedRevision(Why.SEVERAL_COMMITS, "9f8e", several(OLD + " Log the client", NEW));

        assertThat(veto(step(Either.left(several), Either.right(TESTED), CommitDifference.NONE))
                        .reason())
                .startsWith("it is not known what would be deployed: step 'release' checks out '9f8e', and 2 commits of"
                        + " /srv/app begin with that.\n  " + OLD + " Log the client\n");
    }

    @Test
    void a_checkout_that_does_not_say_of_what() {
        Veto veto = veto(step(nothing(), Either.right(TESTED), CommitDifference.NONE));

        assertThat(veto.where()).isEqualTo(new Source("artifacts/plan.json", "/deployment_steps/1"));
        assertThat(veto.reason()).isEqualTo("""
                        it is not known what would be deployed: step 'release' uses git/checkout without a text 'ref'.
                        The tested commit is deployed if step 'release' in artifacts/plan.json says:
                          "ref": "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c"
                        Then the deployment can be tried again.""");
    }

    @Test
    void without_its_source_it_vetoes_and_says_what_to_add() {
        VetoRule rule = GitAdapter.of(APP).testedCommitRule();
        Veto veto = rule.judge(JudgedDeployment.evidence(List.of(), Optional.empty(), List.of()))
                .getLeft();

        assertThat(veto.code()).isEqualTo("untested_commit");
        assertThat(veto.addressee()).isEqualTo(Role.TECH_LEAD);
        assertThat(veto.reason()).isEqualTo("""
                        it is not known whether what would be deployed was tested: the agent has no evidence about the repository /srv/app.
                        A host that adds the rule to the builder adds the source, too, of the same repository:
                          .evidenceSource(git.testedCommitEvidence())
                          .vetoRule(GitAdapter.UNTESTED_COMMIT, git.testedCommitRule())
                        Then the deployment can be tried again.""");
    }

    @Test
    void the_source_of_another_repository_is_not_its_own() {
        CommitFact fact = head(Either.right(AT_HEAD), CommitDifference.NONE, FirstOf.none());
        Evidence evidence = JudgedDeployment.evidence(List.of(), Optional.of(results()), List.of(fact));

        assertThat(UntestedCommit.judge(Path.of("/srv/other"), evidence)
                        .getLeft()
                        .reason())
                .contains("no evidence about the repository /srv/other.");
        assertThat(UntestedCommit.judge(APP, evidence).isRight()).isTrue();
    }

    @Test
    void a_fact_in_which_head_is_no_commit_is_none() {
        assertThatThrownBy(() -> new CommitFact(
                        APP,
                        false,
                        List.of(),
                        Optional.empty(),
                        nothing(),
                        nothing(),
                        CommitDifference.NONE,
                        FirstOf.none(),
                        StepCoverage.NONE,
                        List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String tested(Either<UnresolvedRevision, ResolvedRevision> tested) {
        Veto veto = veto(head(tested, CommitDifference.NONE, FirstOf.none()));
        assertThat(veto.where()).isEqualTo(FIELD);
        assertThat(veto.addressee()).isEqualTo(Role.QA);
        return veto.reason();
    }

    private static CommitFact head(
            Either<UnresolvedRevision, ResolvedRevision> tested,
            CommitDifference difference,
            FirstOf<String> uncommitted) {
        return new CommitFact(
                APP,
                false,
                List.of("consensus"),
                Optional.empty(),
                Either.right(AT_HEAD),
                tested,
                difference,
                uncommitted,
                StepCoverage.NONE,
                List.of());
    }

    private static CommitFact step(
            Either<UnresolvedRevision, ResolvedRevision> deployed,
            Either<UnresolvedRevision, ResolvedRevision> tested,
            CommitDifference difference) {
        return new CommitFact(
                APP,
                false,
                List.of("consensus"),
                Optional.of(RELEASE),
                deployed,
                tested,
                difference,
                FirstOf.none(),
                StepCoverage.NONE,
                List.of());
    }

    private static Either<UnresolvedRevision, ResolvedRevision> nothing() {
        return fault(Why.ABSENT, "");
    }

    private static Either<UnresolvedRevision, ResolvedRevision> fault(Why why, String name) {
        return Either.left(UnresolvedRevision.of(why, name));
    }

    private static <T> FirstOf<T> several(T one) {
        return new FirstOf<>(List.of(one), 1);
    }

    private static <T> FirstOf<T> several(T one, T two) {
        return new FirstOf<>(List.of(one, two), 2);
    }

    private static FirstOf<CommitSummary> commits(int count, String subject) {
        return new FirstOf<>(
                IntStream.range(0, Math.min(count, 10))
                        .mapToObj(i -> new CommitSummary("000000000" + i, subject + " " + i))
                        .toList(),
                count);
    }

    private static TestResults results() {
        return JudgedDeployment.results(Optional.of("only the fact says what it stands for"));
    }

    private static Either<Veto, Ok> judge(CommitFact fact, Optional<TestResults> testResults) {
        return UntestedCommit.judge(
                fact.repository(), JudgedDeployment.evidence(List.of(), testResults, List.of(fact)));
    }

    private static Veto veto(CommitFact fact) {
        Veto veto = judge(fact, Optional.of(results())).getLeft();
        assertThat(veto.code()).isEqualTo("untested_commit");
        return veto;
    }

    private static String consent(CommitFact fact) {
        return judge(fact, Optional.of(results())).get().note();
    }
}
