package io.github.devopsagent.git.internal.tested;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.veto.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would be deployed from a plan that checks it out, in real repositories. */
@FewerCases(every = 6)
class PlannedGitStepTest {

    @TempDir
    Path temporary;

    private TestRepository repo;
    private String first;
    private String second;

    @BeforeEach
    void a_repository_at_its_second_commit() {
        repo = TestRepository.in(temporary.resolve("app"));
        first = repo.head();
        second = repo.write("a.txt", "two").commitAll("second");
    }

    @Test
    void a_commit_by_its_id_or_an_abbreviation() throws Exception {
        assertThat(tested(first).checkingOut(first).consent())
                .isEqualTo("what would be deployed, " + first.substring(0, 10)
                        + " (commit, which step 'release' checks out), is the tested commit");
        assertThat(tested(first).checkingOut(first.substring(0, 7)).consent()).endsWith("is the tested commit");
        assertThat(tested(second).checkingOut(first).reason()).contains("1 tested commit would be missing");
    }

    @Test
    void a_tag_annotated_or_not() throws Exception {
        repo.git("tag", "v1", first);
        repo.git("tag", "-a", "-m", "release", "v1-annotated", first);

        assertThat(tested(first).checkingOut("v1").consent()).contains("(tag v1, which step 'release' checks out)");
        assertThat(tested(first).checkingOut("v1-annotated").consent()).contains("(tag v1-annotated, which");
        assertThat(tested(first).checkingOut("refs/tags/v1").consent()).contains("(tag v1, which");
    }

    @Test
    void a_branch_here_or_of_a_remote() throws Exception {
        repo.git("branch", "release/1", first);
        repo.git("update-ref", "refs/remotes/origin/release/2", first);

        assertThat(tested(first).checkingOut("release/1").consent()).contains("(branch release/1, which");
        assertThat(tested(first).checkingOut("refs/heads/release/1").consent()).contains("(branch release/1, which");
        assertThat(tested(first).checkingOut("origin/release/2").consent())
                .contains("(remote branch origin/release/2, which");
        assertThat(tested(first).checkingOut("release/2").reason())
                .contains("checks out 'release/2', and " + repo.path() + " has no such branch, tag or commit.")
                .contains("written with the remote's name");
    }

    /** Git takes the branch, and whoever wrote the id cannot have meant it. */
    @ParameterizedTest
    @ValueSource(strings = {"branch", "tag"})
    void a_branch_or_tag_that_is_called_as_another_commits_id_begins(String kind) throws Exception {
        String name = second.substring(0, 10);
        assertThat(tested(second).checkingOut(name).consent()).endsWith("is the tested commit");
        repo.git(kind, name, first);

        assertThat(tested(second).checkingOut(name).reason())
                .contains("checks out '" + name + "', which is both a name and the beginning of a commit's id")
                .contains("\n  " + kind + " " + name + " is " + first.substring(0, 10) + " first")
                .contains("\n  the id begins " + second.substring(0, 10) + " second");
        repo.git("checkout", "-q", name);
        assertThat(repo.head()).isEqualTo(first);
        repo.git("checkout", "-q", "main");
        repo.git(kind, "-f", name, second);
        assertThat(tested(second).checkingOut(name).consent()).contains("(" + kind + " " + name + ", which");
    }

    @Test
    void a_branch_that_only_looks_like_an_abbreviation() throws Exception {
        String name = "c0ffee";
        repo.git("branch", name, first);

        assertThat(tested(first).checkingOut(name).consent()).contains("(branch " + name + ", which");
    }

    @Test
    void a_full_id_is_a_commit_whatever_branches_are_called() throws Exception {
        repo.git("update-ref", "refs/heads/" + first, second);

        assertThat(tested(first).checkingOut(first).consent())
                .contains("(commit, which")
                .endsWith("the tested commit");
    }

    @Test
    void a_name_that_is_a_branch_and_a_tag() throws Exception {
        repo.git("branch", "v1", first);
        repo.git("tag", "v1", second);

        assertThat(tested(first).checkingOut("v1").reason())
                .contains("checks out 'v1', which is a branch and a tag of " + repo.path() + ".\n  refs/heads/v1 is "
                        + first.substring(0, 10) + " first\n  refs/tags/v1 is " + second.substring(0, 10)
                        + " second\n");
    }

    @Test
    void an_abbreviation_of_several_commits() throws Exception {
        String[] twins = AmbiguousAbbreviation.in(repo);

        assertThat(tested(first).checkingOut(twins[0].substring(0, 4)).reason())
                .contains("and 2 commits of " + repo.path() + " begin with that.")
                .contains("\n  " + twins[0] + " number ", "\n  " + twins[1] + " number ");
    }

    @Test
    void what_is_no_name_of_a_commit_at_all() throws Exception {
        repo.git("tag", "file", "HEAD:a.txt");
        repo.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/gone");

        for (String ref : new String[] {
            "", " ", "a..b", "../config", "refs/heads/", "-f", "HEAD~1", "nothing", "file", "origin/HEAD"
        }) {
            assertThat(tested(second).checkingOut(ref).reason())
                    .contains("checks out '" + ref + "', and " + repo.path() + " has no such branch, tag or commit.");
        }
    }

    @Test
    void a_step_without_a_ref() throws Exception {
        Step bare = Step.of("bare", new Action.Bare("git/checkout"));
        Step list = Step.of("list", new Action.Use("git/checkout", Input.of("ref", List.of("main"))));

        assertThat(tested(second).then(bare).reason()).contains("step 'bare' uses git/checkout without a text 'ref'");
        assertThat(tested(second).then(list).reason()).contains("step 'list' uses git/checkout without a text 'ref'");
    }

    @Test
    void checkouts_count_and_other_steps_do_not() throws Exception {
        JudgedDeployment judged = tested(first)
                .then(Step.of("before", new Action.Run("git/checkout")))
                .checkingOut(first)
                .then(Step.of("between", new Action.Use("git/revert", Input.of("commits", second))))
                .checkingOut(first)
                .then(Step.of("after", new Action.Use("git/fetch", Input.of("refs", second))));

        assertThat(judged.consent()).endsWith("is the tested commit");
        assertThat(judged.checkingOut("nothing").veto().where())
                .isEqualTo(new Source("artifacts/plan.json", "/deployment_steps/5/with/ref"));
    }

    @Test
    void uncommitted_changes_are_the_checkouts_own_affair() throws Exception {
        repo.write("dir/b.txt", "changed");

        assertThat(tested(first).checkingOut(first).consent()).endsWith("is the tested commit");
    }

    @Test
    void a_repository_without_a_commit_at_head_can_check_out_one() throws Exception {
        repo.git("checkout", "-q", "--orphan", "empty");

        assertThat(tested(first).checkingOut(first).consent()).endsWith("is the tested commit");
    }

    @Test
    void a_step_in_a_directory_below_the_root_is_in_this_work_tree() throws Exception {
        Path link =
                Files.createSymbolicLink(temporary.resolve("link"), repo.path().resolve("dir"));

        for (String directory : new String[] {"dir", ".", "not/there/yet", link.toString(), "../app/dir"}) {
            assertThat(tested(first)
                            .then(JudgedDeployment.in(directory, JudgedDeployment.checkout(first)))
                            .consent())
                    .as(directory)
                    .endsWith("is the tested commit");
        }
    }

    @Test
    void of_a_step_in_another_repository_nobody_knows_whether_it_was_tested() throws Exception {
        TestRepository.in(repo.path().resolve("below"));
        TestRepository.in(temporary.resolve("beside"));

        for (String directory : new String[] {"below", "below/dir", "../beside"}) {
            assertThat(tested(second)
                            .then(JudgedDeployment.in(directory, JudgedDeployment.checkout(first)))
                            .reason())
                    .as(directory)
                    .contains(
                            "step 'release' checks out '" + first + "' in another repository, ",
                            temporary.toRealPath().toString())
                    .contains("nobody knows whether qa tested it")
                    .contains(".testedCommitEvidence() and .testedCommitRule()", "git.ignoring(");
        }
        assertThat(tested(second)
                        .ignoring(temporary.resolve("beside"))
                        .then(JudgedDeployment.in("../beside", JudgedDeployment.checkout(first)))
                        .consent())
                .contains("(HEAD of branch main)");
    }

    /** An id has the same content everywhere. */
    @Test
    void the_tested_commit_by_its_full_id_is_known_in_each_repository() throws Exception {
        TestRepository.in(temporary.resolve("beside"));
        Step there = JudgedDeployment.in("../beside", JudgedDeployment.checkout(second));

        assertThat(tested(second).then(there).consent()).contains("(HEAD of branch main)");
        assertThat(tested(second)
                        .then(JudgedDeployment.in("../beside", JudgedDeployment.checkout(second.substring(0, 10))))
                        .reason())
                .contains("in another repository");
    }

    @Test
    void another_repository_is_judged_if_the_host_adds_its_source() throws Exception {
        repo.git("clone", "-q", ".", "../clone");
        TestRepository clone = new TestRepository(temporary.resolve("clone"));
        List<Step> steps = List.of(JudgedDeployment.in("../clone", JudgedDeployment.checkout("main")));
        JudgedDeployment here = new JudgedDeployment(
                GitAdapter.of(repo.path()),
                tested(second).site(),
                steps,
                tested(second).testResults());
        JudgedDeployment there =
                new JudgedDeployment(GitAdapter.of(clone.path()), here.site(), steps, here.testResults());

        assertThat(here.reason()).contains("in another repository");
        assertThat(here.besides(there).isRight()).isTrue();
        assertThat(there.besides(here).isRight()).isTrue();
        clone.write("a.txt", "evil").commitAll("evil");
        assertThat(here.besides(there).isRight()).isTrue();
        assertThat(there.besides(here).getLeft().reason()).contains("which step 'release' checks out");
    }

    @InEveryBuild
    @Test
    void a_branch_or_tag_that_is_pushed_or_tagged_goes_live_as_well() throws Exception {
        repo.git("branch", "live", first);
        repo.git("tag", "v1", first);
        repo.git("tag", "v2", second);

        assertThat(tested(second).then(push("branch", "live")).reason())
                .contains(first.substring(0, 10) + " (branch live, which step 'tell' pushes)")
                .contains("or step 'tell' in artifacts/plan.json pushes a branch or tag of the tested commit.");
        assertThat(tested(second).then(push("tag", "v1")).veto().where())
                .isEqualTo(new Source("artifacts/plan.json", "/deployment_steps/0/with/tag"));
        assertThat(tested(second).then(tag("live-2", "v1")).reason()).contains("(tag v1, which step 'tag' tags)");
        assertThat(tested(second)
                        .then(tag("live-2", "v2"))
                        .then(push("tag", "live-2"))
                        .then(push("tag", "v2"))
                        .then(push("branch", "main"))
                        .consent())
                .contains("(HEAD of branch main)");
    }

    @Test
    void a_tag_that_no_step_makes_and_nobody_has_made_is_not_known() throws Exception {
        assertThat(tested(second).then(push("tag", "later")).reason())
                .contains("step 'tell' pushes 'refs/tags/later', and ")
                .contains("or a tag that git/tag makes in an earlier step");
        assertThat(tested(second).then(push("tag", true)).reason())
                .contains("step 'tell' pushes the tag of this deployment, which no step before it makes");
        Step made = Step.of("tag", new Action.Use("git/tag", Input.none()));
        assertThat(tested(second).then(made).then(push("tag", true)).consent()).contains("(HEAD of branch main)");
        assertThat(tested(second).then(push("tag", true)).then(made).reason()).contains("no step before it makes");
    }

    @Test
    void a_way_back_goes_to_what_was_live_and_is_not_what_is_tested() throws Exception {
        Step undone =
                Step.of("deploy", new Action.Run("true")).withCompensation(List.of(JudgedDeployment.checkout(first)));

        assertThat(tested(second).then(undone).consent()).contains("(HEAD of branch main)");
    }

    private static Step push(String what, Object name) {
        return Step.of("tell", new Action.Use("git/push", Input.of(what, name)));
    }

    private static Step tag(String name, String ref) {
        return Step.of("tag", new Action.Use("git/tag", new Input(Map.of("name", name, "ref", ref))));
    }

    @Test
    void a_step_in_no_work_tree_counts_since_executors_of_the_host_may_be_bound_to_this_one() throws Exception {
        String[] directories = {"..", "/", "../not/there/yet", ".git"};

        for (String directory : directories) {
            JudgedDeployment judged =
                    tested(second).then(JudgedDeployment.in(directory, JudgedDeployment.checkout(first)));
            assertThat(judged.reason()).as(directory).contains("which step 'release' checks out");
        }
    }

    @Test
    void a_submodule_is_another_repository() throws Exception {
        String third = withLibrary();

        assertThat(tested(third)
                        .then(JudgedDeployment.in("lib", JudgedDeployment.checkout(first)))
                        .reason())
                .contains("in another repository, ");
    }

    /** A checkout leaves it alone. */
    @Test
    void what_was_changed_in_a_submodule_was_not_tested() throws Exception {
        String third = withLibrary();
        repo.write("lib/new", "untracked");
        assertThat(tested(third).consent()).endsWith("is the tested commit");
        repo.write("lib/a.txt", "evil");

        assertThat(tested(third).reason()).contains("1 file has uncommitted changes:\n  lib/a.txt\n");
        assertThat(tested(third).checkingOut(third).reason()).contains("\n  lib/a.txt\n");
        repo.git("config", "submodule.lib.ignore", "all");
        assertThat(tested(third).reason()).contains("\n  lib/a.txt\n");
    }

    /** The commit that has it. */
    private String withLibrary() {
        TestRepository library = TestRepository.in(temporary.resolve("library"));
        repo.addSubmodule(library, "lib");
        return repo.commitAll("with the library");
    }

    @Test
    void the_runs_working_directory_decides_if_the_step_names_none() throws Exception {
        TestRepository.in(temporary.resolve("beside"));
        JudgedDeployment elsewhere =
                tested(second).workingIn(temporary.resolve("beside")).checkingOut(first);

        assertThat(elsewhere.reason()).contains("in another repository");
        JudgedDeployment allowed = elsewhere.ignoring(temporary.resolve("beside"));
        assertThat(allowed.then(JudgedDeployment.in("../app", JudgedDeployment.checkout(second)))
                        .consent())
                .contains("which step 'release' checks out");
        assertThat(allowed.then(JudgedDeployment.in(repo.path().toString(), JudgedDeployment.checkout(second)))
                        .consent())
                .contains("which step 'release' checks out");
    }

    @Test
    void in_a_linked_work_tree_only_its_own_steps_count() throws Exception {
        repo.git(
                "worktree", "add", "-q", "--detach", temporary.resolve("linked").toString());
        JudgedDeployment linked = JudgedDeployment.deploymentOf(new TestRepository(temporary.resolve("linked")))
                .tested(first)
                .checkingOut(first);

        assertThat(linked.consent()).contains("which step 'release' checks out");
        assertThat(linked.workingIn(repo.path()).reason()).contains("(detached HEAD), and qa tested");
    }

    @Test
    void in_a_linked_work_tree_goes_live_as_well() throws Exception {
        repo.git("worktree", "add", "-q", "--detach", "../linked", first);
        JudgedDeployment untested =
                tested(second).then(JudgedDeployment.in("../linked", JudgedDeployment.checkout(first)));

        assertThat(untested.reason()).contains(first.substring(0, 10) + " (commit, which step 'release' checks out)");
        assertThat(untested.checkingOut(second).reason()).contains("which step 'release' checks out");
        assertThat(tested(second)
                        .then(JudgedDeployment.in("../linked", JudgedDeployment.checkout(second)))
                        .consent())
                .contains("(HEAD of branch main)");
    }

    private JudgedDeployment tested(String commit) {
        return JudgedDeployment.deploymentOf(repo).tested(commit);
    }

    /** A command in between deploys what is there for a while. */
    @Test
    void each_of_several_counts_wherever_it_stands() throws Exception {
        assertThat(tested(second).checkingOut(first).checkingOut(second).reason())
                .contains(first.substring(0, 10) + " (commit, which step 'release' checks out)");
        assertThat(tested(second).checkingOut(second).checkingOut(first).reason())
                .contains(first.substring(0, 10) + " (commit, which step 'release' checks out)");
        assertThat(tested(second).checkingOut(first).checkingOut(second).veto().where())
                .isEqualTo(new Source("artifacts/plan.json", "/deployment_steps/0/with/ref"));
        assertThat(tested(second).checkingOut(second).checkingOut("main").consent())
                .endsWith("is the tested commit");
    }
}
