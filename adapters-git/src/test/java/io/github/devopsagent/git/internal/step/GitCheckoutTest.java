package io.github.devopsagent.git.internal.step;

import static io.github.devopsagent.git.internal.step.GitStepFixture.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.internal.repository.RemoteAndClones;
import io.github.devopsagent.git.internal.repository.TestRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The step {@code git/checkout}. */
@FewerCases(every = 6)
class GitCheckoutTest extends CheckoutFixture {

    @ParameterizedTest
    @ValueSource(strings = {"v1", "light", "refs/tags/v1", "FIRST", "ABBREVIATED"})
    void of_a_tag_or_a_commit_detaches_head(String ref) throws Exception {
        String name = ref.equals("FIRST") ? first : ref.equals("ABBREVIATED") ? first.substring(0, 8) : ref;

        StepResult result = succeeded(checkout(name).run());

        assertIsAt(first, "");
        assertThat(result.reason()).contains("checked out " + first.substring(0, 10), "branch main");
        assertThat(repo.read("a.txt")).isEqualTo("one");
        assertThat(repo.read("dir/b.txt")).isEqualTo("one");
        assertThat(repo.path().resolve("new")).doesNotExist();
    }

    @Test
    void of_a_branch_is_on_the_branch() throws Exception {
        succeeded(checkout("release").run());

        assertIsAt(first, "release");
    }

    @Test
    void of_a_branch_leaves_it_alone_if_the_plan_says_detach() throws Exception {
        succeeded(checkout("release").with("detach", true).run());

        assertIsAt(first, "");
    }

    @InEveryBuild
    @Test
    void whose_filter_fails_leaves_nothing_but_what_was_there() throws Exception {
        repo.write(".git/info/attributes", "a.txt filter=broken\n");
        repo.git("config", "filter.broken.smudge", "exit 3");
        repo.git("config", "filter.broken.clean", "cat");
        repo.git("config", "filter.broken.required", "true");
        repo.write("._a.txt1.tmp", "a person's");
        FileTime earlier = FileTime.fromMillis(System.currentTimeMillis() - 100_000);
        Files.setLastModifiedTime(repo.path().resolve("._a.txt1.tmp"), earlier);

        assertThat(failure(checkout("v1").trusting().run())).contains("Everything is as before");

        assertThat(repo.git("status", "--porcelain")).isEqualTo("?? ._a.txt1.tmp");
    }

    @Test
    void is_refused_before_it_begins_while_packed_refs_are_locked() throws Exception {
        GitStepFixture step = checkout("v1");
        repo.write(".git/packed-refs.lock", "");

        assertThat(step.check().orElseThrow().message()).contains("packed-refs.lock since ", "rm ");
        assertThat(failure(step.run())).contains("packed-refs.lock since ");
        assertIsAt(second, "main");
    }

    @InEveryBuild
    @Test
    void says_which_file_keeps_it_from_being_undone() throws Exception {
        GitStepFixture step = checkout("v1");
        succeeded(step.run());
        repo.git("pack-refs", "--all");
        repo.write(".git/packed-refs.lock", "");

        assertThat(failure(step.undo())).contains("packed-refs.lock");

        Files.delete(repo.path().resolve(".git/packed-refs.lock"));
        succeeded(step.undo());
        assertIsAt(second, "main");
    }

    @Test
    void cannot_be_on_what_is_no_branch() throws Exception {
        assertThat(failure(checkout("v1").with("detach", false).run())).contains("'v1' is not a branch", "detach");
        assertIsAt(second, "main");
    }

    @Test
    void of_a_remote_branch_detaches_head() throws Exception {
        TestRepository clone = new TestRepository(directory.resolve("clone"));
        repo.git("clone", "-q", repo.path().toString(), clone.path().toString());
        repo.write("a.txt", "three").commitAll("third");
        clone.git("fetch", "-q");

        succeeded(aStep(clone, "git/checkout").with("ref", "origin/main").run());

        assertThat(clone.head()).isEqualTo(repo.head());
        assertThat(clone.branch()).isEmpty();
    }

    @InEveryBuild
    @Test
    void is_undone_to_the_branch_that_was_checked_out() throws Exception {
        GitStepFixture step = checkout("v1");
        step.run();

        StepResult undone = succeeded(step.undo());

        assertIsAt(second, "main");
        assertThat(undone.reason()).contains("restored " + second.substring(0, 10));
        assertThat(repo.read("new/c.txt")).isEqualTo("two");
        assertThat(repo.git("for-each-ref", "refs/devops")).isEmpty();
        assertThat(succeeded(step.undo()).reason()).contains("nothing to undo");
    }

    @Test
    void has_a_command_with_which_a_person_undoes_it() throws Exception {
        repo.write("consensus/status.json", "one").commitAll("status");
        String third = repo.head();
        GitStepFixture step = checkout("v1").consensusIn("consensus");
        String command = step.undoCommand().orElseThrow();
        step.run();
        repo.write("consensus/status.json", "one and more");

        TestRepository.paste(directory, command);

        assertThat(repo.head()).isEqualTo(third);
        assertThat(repo.branch()).isEqualTo("main");
        assertThat(repo.status()).isEqualTo(" M consensus/status.json");
        TestRepository.paste(directory, command);
        assertThat(repo.head()).isEqualTo(third);
    }

    @Test
    void that_did_not_run_is_undone_by_nothing() throws Exception {
        assertThat(succeeded(checkout("v1").undo()).reason()).contains("nothing to undo");
        assertIsAt(second, "main");
    }

    @Test
    void of_what_is_checked_out_already_changes_nothing() throws Exception {
        GitStepFixture step = checkout("main");

        succeeded(step.run());

        assertIsAt(second, "main");
        succeeded(step.undo());
        assertIsAt(second, "main");
    }

    @Test
    void keeps_untracked_files() throws Exception {
        repo.write("notes.txt", "mine").write("new/mine.txt", "mine");

        succeeded(checkout("v1").run());

        assertThat(repo.head()).isEqualTo(first);
        assertThat(repo.status()).isEqualTo("?? new/mine.txt\n?? notes.txt");
    }

    @Test
    void fails_before_anything_changes_if_an_untracked_file_is_in_the_way() throws Exception {
        repo.write("dir/b.txt", "mine");

        assertThat(failure(checkout("v1").run())).contains("Untracked files", "dir/b.txt");

        assertThat(repo.head()).isEqualTo(second);
        assertThat(repo.read("dir/b.txt")).isEqualTo("mine");
        assertThat(repo.read("a.txt")).isEqualTo("two");
    }

    @Test
    void fails_before_anything_changes_if_the_work_tree_is_dirty() throws Exception {
        repo.write("a.txt", "edited").write("staged.txt", "new").git("add", "staged.txt");

        assertThat(checkout("v1").check().map(StepFinding::message).orElse(""))
                .contains("changes that no commit has: a.txt, staged.txt");
        assertThat(failure(checkout("v1").run())).contains("changes that no commit has: a.txt, staged.txt");

        assertThat(repo.head()).isEqualTo(second);
        assertThat(repo.read("a.txt")).isEqualTo("edited");
    }

    @Test
    void fails_before_anything_changes_in_the_middle_of_a_merge() throws Exception {
        repo.git("checkout", "-q", "release");
        repo.write("a.txt", "other").commitAll("other");
        repo.failingGit("merge", "main");

        assertThat(failure(checkout("v1").run())).contains("in the middle of something", "git merge --abort");
    }

    @Test
    void of_what_is_not_there_is_a_problem_that_an_earlier_step_may_solve() throws Exception {
        GitStepFixture step = checkout("v9");

        assertThat(step.check()).hasValueSatisfying(problem -> {
            assertThat(problem.certainty()).isEqualTo(StepFinding.Certainty.MISSING_NOW);
            assertThat(problem.message()).contains("'v9'", "Fetch");
        });
        assertThat(failure(step.run())).contains("'v9'");
        assertIsAt(second, "main");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "HEAD~1", "--orphan", "v1..v2"})
    void of_what_cannot_be_fetched_either_cannot_run(String ref) throws Exception {
        assertThat(checkout(ref).check()).hasValueSatisfying(problem -> {
            assertThat(problem.certainty()).isEqualTo(StepFinding.Certainty.CANNOT_RUN);
            assertThat(problem.message())
                    .contains("'" + ref + "'", "Name a branch, a tag, or a commit by its id.")
                    .doesNotContain("Fetch");
        });
    }

    @Test
    void of_a_name_that_is_a_branch_and_a_tag_is_refused() throws Exception {
        repo.git("branch", "both");
        repo.git("tag", "both", "v1");

        assertThat(failure(checkout("both").run()))
                .contains("branch and a tag", "refs/heads/both is " + second.substring(0, 10));
    }

    @Test
    void refuses_an_input_that_it_does_not_know() throws Exception {
        assertThat(failure(checkout("v1").with("force", true).run()))
                .isEqualTo("'with' of git/checkout has [force]; allowed are [detach, ref].");
        assertThat(failure(aStep(repo, "git/checkout").run())).contains("has no 'ref'", "\"ref\": \"v1.2.0\"");
        assertThat(failure(aStep(repo, "git/checkout")
                        .with("ref", "v1")
                        .with("detach", "yes")
                        .run()))
                .contains("'detach'", "true or false");
    }

    @Test
    void leaves_the_consensus_directory_alone_whatever_the_commits_have_there() throws Exception {
        String third = repo.write("consensus/status.json", "deployment").commitAll("status");
        repo.write("consensus/status.json", "deployment, and more").write("consensus/artifacts/plan.json", "{}");
        GitStepFixture step = checkout("v1").consensusIn("consensus");

        succeeded(step.run());

        assertThat(repo.head()).isEqualTo(first);
        assertThat(repo.read("consensus/status.json")).isEqualTo("deployment, and more");
        assertThat(repo.read("consensus/artifacts/plan.json")).isEqualTo("{}");
        succeeded(step.undo());
        assertThat(repo.head()).isEqualTo(third);
        assertThat(repo.read("consensus/status.json")).isEqualTo("deployment, and more");
    }

    @Test
    void outside_of_a_repository_is_a_problem_that_a_clone_may_solve() throws Exception {
        GitStepFixture step =
                aStep(new TestRepository(directory), "git/checkout").with("ref", "v1");

        assertThat(step.check().map(StepFinding::certainty)).contains(StepFinding.Certainty.MISSING_NOW);
        assertThat(failure(step.run())).contains("no git repository");
    }

    @Test
    void is_begun_anew_if_it_was_killed_before_it_changed_anything_and_the_branch_moved() throws Exception {
        GitStepFixture step = checkout("release");
        step.killedAfterRecording(new GitCheckout(new ForeseenCommits()));
        repo.git("checkout", "-q", "release");
        String hot = repo.write("a.txt", "hot").commitAll("hot");
        repo.git("checkout", "-q", "main");

        assertThat(step.resolve()).isInstanceOf(Resolution.NotStarted.class);
        succeeded(step.run());

        assertIsAt(hot, "release");
    }

    @Test
    void of_the_same_ref_in_three_steps_is_undone_to_the_beginning() throws Exception {
        GitStepFixture one = checkout("v1").at(0);
        GitStepFixture two = checkout("release").at(1);
        GitStepFixture three = checkout("v1").at(2);
        succeeded(one.run());
        succeeded(two.run());
        succeeded(three.run());
        assertIsAt(first, "");

        succeeded(three.undo());
        assertIsAt(first, "release");
        succeeded(two.undo());
        succeeded(one.undo());

        assertIsAt(second, "main");
    }

    @Test
    void never_moves_the_branch_that_it_left_however_it_was_moved() throws Exception {
        TestRepository linked = new TestRepository(directory.resolve("linked"));
        GitStepFixture step = checkout("v1");
        succeeded(step.run());
        repo.git("worktree", "add", "-q", linked.path().toString(), "main");
        String hot = linked.write("a.txt", "hot").commitAll("hot");

        assertThat(succeeded(step.undo()).reason()).contains("branch main was moved meanwhile and is left alone");

        assertThat(repo.git("rev-parse", "main")).isEqualTo(hot);
        assertIsAt(second, "");
    }

    @Test
    void keeps_an_untracked_file_where_the_commit_has_a_directory() throws Exception {
        repo.delete("dir").write("dir", "mine");

        assertThat(failure(checkout("v1").run())).contains("Untracked files", "dir. Move");

        assertThat(repo.read("dir")).isEqualTo("mine");
        assertThat(repo.head()).isEqualTo(second);
    }

    @Test
    void is_not_hindered_by_untracked_files_of_the_consensus_directory() throws Exception {
        String third = repo.write("consensus/status.json", "theirs").commitAll("status");
        repo.git("checkout", "-q", "v1");
        repo.write("consensus/status.json", "mine");

        succeeded(checkout(third).consensusIn("consensus").run());

        assertThat(repo.head()).isEqualTo(third);
        assertThat(repo.read("consensus/status.json")).isEqualTo("mine");
    }

    @Test
    void leaves_submodules_alone_and_says_so() throws Exception {
        TestRepository library = TestRepository.in(directory.resolve("library"));
        repo.addSubmodule(library, "lib");
        String with = repo.commitAll("with a submodule");
        new TestRepository(repo.path().resolve("lib")).write("a.txt", "two").commitAll("newer library");
        String newer = repo.commitAll("use the newer library");
        GitStepFixture back = checkout(with);

        assertThat(succeeded(back.run()).reason()).contains("left alone: the submodules lib");
        assertThat(repo.status()).isEqualTo(" M lib");
        succeeded(checkout("v1").at(1).run());
        assertThat(repo.read("lib/a.txt")).isEqualTo("two");
        succeeded(checkout(newer).at(2).run());

        assertThat(repo.status()).isEmpty();
    }

    @Test
    void finds_a_foreign_lock_before_anything_begins() {
        repo.write(".git/index.lock", "");

        assertThat(checkout("v1").check().map(StepFinding::message).orElse(""))
                .contains("index.lock", "delete the file");
    }

    @Test
    void of_a_run_that_had_the_same_id_before_is_none_of_this_one() throws Exception {
        repo.git("checkout", "-q", "release");
        succeeded(checkout("main").run());
        String third = repo.write("a.txt", "three").commitAll("third");
        repo.git("checkout", "-q", "release");

        GitStepFixture anew = checkout("main").inRun("two");
        assertThat(succeeded(anew.undo()).reason()).contains("nothing to undo");
        succeeded(anew.run());

        assertIsAt(third, "main");
        succeeded(anew.undo());
        assertIsAt(first, "release");
    }

    @InEveryBuild
    @Test
    void that_was_not_begun_is_known_not_to_have_started() {
        assertThat(checkout("v1").resolve()).isInstanceOf(Resolution.NotStarted.class);
    }

    @InEveryBuild
    @Test
    void that_is_done_is_known_to_be_done() throws Exception {
        GitStepFixture step = checkout("v1");
        step.run();

        assertThat(step.resolve()).isInstanceOfSatisfying(Resolution.Done.class, done -> assertThat(
                        done.result().isSuccess())
                .isTrue());
    }

    @Test
    void reports_a_lock_that_is_not_its_own_and_leaves_everything_as_it_was() throws Exception {
        repo.write(".git/index.lock", "");

        assertThat(failure(checkout("v1").run())).contains("index.lock", "if none runs, delete the file");

        assertThat(repo.path().resolve(".git/index.lock")).exists();
        assertThat(repo.read("a.txt")).isEqualTo("two");
        repo.delete(".git/index.lock");
        succeeded(checkout("v1").run());
    }

    @Test
    void that_is_interrupted_before_it_begins_changes_nothing() throws Exception {
        GitStepFixture step = checkout("v1");

        Thread.currentThread().interrupt();
        String reason = failure(step.run());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(reason).contains("interrupted: its time is over");
        assertIsAt(second, "main");
    }

    @Test
    void quotes_a_text_that_it_does_not_take() throws Exception {
        assertThat(failure(checkout("").run())).isEqualTo("'ref' in 'with' of git/checkout is ''; allowed is a text.");
        assertThat(failure(checkout("\n\n").run()))
                .isEqualTo("'ref' in 'with' of git/checkout is '??'; allowed is a text.");
        assertThat(failure(aStep(repo, "git/checkout").with("ref", List.of(1)).run()))
                .isEqualTo("'ref' in 'with' of git/checkout is [1]; allowed is a text.");
    }

    @Test
    void of_a_partial_clone_that_left_files_out_says_how_to_get_them() throws Exception {
        repo.git("config", "uploadpack.allowFilter", "true");
        TestRepository partial = RemoteAndClones.clone(repo, directory.resolve("partial"), "--filter=blob:none");
        String missing = repo.git("rev-parse", first + ":dir/b.txt");
        GitStepFixture step = aStep(partial, "git/checkout").with("ref", "v1");

        String reason = failure(step.run());

        assertThat(step.check().orElseThrow().message()).contains(missing);
        assertThat(reason).contains(missing, "partial clone").doesNotContain("unknown");
        assertThat(partial.head()).isEqualTo(second);
        assertThat(partial.status()).isEmpty();

        TestRepository.paste(partial.path(), reason.replaceAll("(?s).*(git fetch [-a-z ]+[a-z]).*", "$1"));
        succeeded(step.run());
        assertThat(partial.read("dir/b.txt")).isEqualTo("one");
    }

    @MatricesOnly
    @ParameterizedTest
    @ValueSource(strings = {"HEAD.lock", "refs/heads/main.lock"})
    void that_would_meet_somebodys_lock_has_not_begun(String lock) throws Exception {
        repo.write(".git/" + lock, "");

        assertThat(checkout("v1").check())
                .hasValueSatisfying(finding -> assertThat(finding.message()).contains(lock, "rm "));
        assertThat(checkout("v1").run()).isInstanceOf(StepResult.NotStarted.class);
        assertThat(aStep(repo, "git/revert").with("commits", second).run()).isInstanceOf(StepResult.NotStarted.class);
        assertThat(repo.read(".git/" + lock)).isEmpty();
        Files.delete(repo.path().resolve(".git/" + lock));
        assertIsAt(second, "main");
    }

    /** A tree that no git makes, and somebody can. */
    @Test
    void of_a_file_that_git_does_not_write_has_not_begun() throws Exception {
        String blob = repo.git("rev-parse", "HEAD:a.txt");
        Path entries = Files.writeString(directory.resolve("entries"), "100644 blob " + blob + "\tconfig\n");
        String inner = TestRepository.paste(repo.path(), "git mktree < " + entries);
        Files.writeString(entries, "040000 tree " + inner + "\t.git\n100644 blob " + blob + "\tx.txt\n");
        String tree = TestRepository.paste(repo.path(), "git mktree < " + entries);
        String commit = repo.git("commit-tree", "-m", "evil", tree);

        assertThat(checkout(commit).check())
                .hasValueSatisfying(finding -> assertThat(finding.message()).contains("'.git/config'"));
        assertThat(checkout(commit).run()).isInstanceOf(StepResult.NotStarted.class);
        assertThat(repo.head()).isEqualTo(second);
        assertThat(repo.status()).isEmpty();
    }
}
