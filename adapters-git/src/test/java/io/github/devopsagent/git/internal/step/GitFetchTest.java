package io.github.devopsagent.git.internal.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.internal.remote.RemoteAccess;
import io.github.devopsagent.git.internal.repository.RemoteAndClones;
import io.github.devopsagent.git.internal.repository.TestRepository;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The step git/fetch. */
@FewerCases(every = 6)
class GitFetchTest {

    private static final String FETCH = "git/fetch";
    private static final String TRACKING = "refs/remotes/origin/main";

    @TempDir
    Path directory;

    private RemoteAndClones clones;
    private TestRepository app;
    private DeploymentFixture deployment;

    @BeforeEach
    void a_clone_whose_remote_has_moved_on() {
        clones = RemoteAndClones.in(directory);
        app = clones.app();
        deployment = DeploymentFixture.in(app);
    }

    private String fetch(Map<String, Object> with) {
        StepResult result = deployment.run(FETCH, with);
        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        return result.reason();
    }

    private String refused(Map<String, Object> with) {
        StepResult result = deployment.run(FETCH, with);
        assertThat(result.isSuccess()).as(result.reason()).isFalse();
        return result.reason();
    }

    private String at(String ref) {
        return app.git("for-each-ref", "--format=%(objectname)", ref);
    }

    @Test
    void moves_remote_tracking_refs_and_nothing_else() {
        String before = app.head();
        String theirs = clones.colleaguePushes();
        clones.colleague().git("tag", "v1");
        clones.colleague().git("push", "-q", "origin", "v1", "HEAD:other");

        assertThat(deployment.check(FETCH, Map.of())).isEmpty();
        assertThat(at(TRACKING)).isEqualTo(before);
        assertThat(fetch(Map.of())).contains("'origin'", "origin/main", "origin/other (new");

        assertThat(at(TRACKING)).isEqualTo(theirs);
        assertThat(at("refs/remotes/origin/other")).isEqualTo(theirs);
        assertThat(app.head()).isEqualTo(before);
        assertThat(at("refs/heads/main")).isEqualTo(before);
        assertThat(at("refs/tags/v1")).isEmpty();
        assertThat(app.status()).isEmpty();
        assertThat(fetch(Map.of("remote", "origin"))).contains("nothing to fetch");
    }

    @Test
    void brings_what_is_named() {
        clones.colleaguePushes();
        clones.colleague().git("tag", "-a", "-m", "one", "v1");
        clones.colleague().git("push", "-q", "origin", "v1", "HEAD:other", "HEAD:third");

        fetch(Map.of("refs", List.of("refs/heads/other", "v1")));

        assertThat(at("refs/remotes/origin/other")).isEqualTo(clones.main());
        assertThat(at("refs/tags/v1")).isEqualTo(clones.at("refs/tags/v1"));
        assertThat(at("refs/remotes/origin/third")).isEmpty();
        assertThat(at(TRACKING)).isNotEqualTo(clones.main());
        assertThat(refused(Map.of("refs", "nothing"))).contains("no branch or tag 'nothing'", "other");
    }

    @Test
    void brings_tags_if_it_is_asked_to_and_moves_none() {
        clones.colleague().git("tag", "v1");
        clones.colleague().git("push", "-q", "origin", "v1");
        fetch(Map.of("tags", true));
        String v1 = at("refs/tags/v1");
        assertThat(v1).isEqualTo(clones.at("refs/tags/v1"));

        clones.colleaguePushes();
        clones.colleague().git("tag", "-f", "v1");
        clones.colleague().git("push", "-q", "-f", "origin", "v1");

        assertThat(refused(Map.of("tags", true, "remote", "origin"))).contains("another tag 'v1'", "git tag -d v1");
        assertThat(at("refs/tags/v1")).isEqualTo(v1);
    }

    @Test
    void follows_a_branch_that_was_forced() {
        clones.colleaguePushes();
        fetch(Map.of());
        clones.colleague().git("reset", "-q", "--hard", "HEAD~1");
        String other = clones.colleague().write("a.txt", "other").commitAll("instead");
        clones.colleague().git("push", "-q", "-f");

        fetch(Map.of("remote", "origin"));

        assertThat(at(TRACKING)).isEqualTo(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+refs/*:refs/*", "refs/heads/*:refs/heads/*", "+refs/heads/main:refs/heads/copy"})
    void never_moves_a_branch_whatever_the_repository_is_configured_for(String spec) {
        app.git("branch", "copy");
        app.git("config", "remote.origin.fetch", spec);
        String before = app.git("for-each-ref", "refs/heads");
        clones.colleaguePushes();

        deployment.run(FETCH, Map.of());
        deployment.run(FETCH, Map.of("refs", "main"));

        assertThat(app.git("for-each-ref", "refs/heads")).isEqualTo(before);
        assertThat(at(TRACKING)).isEqualTo(clones.main());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+refs/heads/*:refs/heads/*", "+refs/heads/*:refs/tags/*", "+refs/heads/*:x/*"})
    void brings_all_branches_as_remote_tracking_refs_wherever_the_repository_would_put_them(String spec) {
        app.git("config", "remote.origin.fetch", spec);
        String theirs = clones.colleaguePushes();
        clones.colleague().git("push", "-q", "origin", "HEAD:feature");

        assertThat(fetch(Map.of())).contains("origin/feature (new").doesNotContain("not fetched");

        assertThat(at("refs/remotes/origin/feature")).isEqualTo(theirs);
        assertThat(at("refs/tags")).isEmpty();
        assertThat(at("refs/heads/feature")).isEmpty();
    }

    @Test
    void says_which_branches_the_repository_leaves_out() {
        app.git("config", "remote.origin.fetch", "+refs/heads/main:refs/remotes/origin/main");
        clones.colleague().git("push", "-q", "origin", "HEAD:feature");

        assertThat(fetch(Map.of()))
                .contains("nothing to fetch: what is tracked or named of the remote 'origin' is here; not fetched,")
                .contains("remote.origin.fetch leaves them out: feature. Name them in 'refs'");
        assertThat(at("refs/remotes/origin/feature")).isEmpty();

        assertThat(fetch(Map.of("refs", "feature"))).doesNotContain("not fetched");
        assertThat(at("refs/remotes/origin/feature")).isEqualTo(clones.main());
    }

    @Test
    void leaves_out_what_a_negative_refspec_names_and_says_so() {
        app.git("config", "--add", "remote.origin.fetch", "^refs/heads/feature");
        clones.colleaguePushes();
        clones.colleague().git("push", "-q", "origin", "HEAD:feature");

        assertThat(fetch(Map.of())).contains("origin/main", "leaves them out: feature");

        assertThat(at("refs/remotes/origin/feature")).isEmpty();
    }

    @Test
    void moves_no_branch_through_another_name_of_it() {
        app.git("symbolic-ref", "refs/remotes/origin/alias", "refs/heads/main");
        String before = app.head();
        clones.colleaguePushes();
        clones.colleague().git("push", "-q", "origin", "HEAD:alias");

        assertThat(refused(Map.of())).contains("refs/remotes/origin/alias", "refs/heads/main", "Nothing was fetched");
        assertThat(at("refs/heads/main")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+main", "main:refs/heads/main", "*", "refs/remotes/x", "refs/devops/x", "a b", "..", "-x^{}"})
    void takes_names_and_no_refspecs(String name) {
        assertThat(deployment.check(FETCH, Map.of("refs", name)).orElseThrow().message())
                .contains("'refs' in 'with' of git/fetch", "names of branches and tags");
    }

    @Test
    void takes_no_url_and_no_remote_that_is_not_there() {
        assertThat(deployment
                        .check(FETCH, Map.of("remote", "https://u:p@h/x"))
                        .orElseThrow()
                        .message())
                .contains("never a URL")
                .doesNotContain("u:p");
        assertThat(deployment
                        .check(FETCH, Map.of("remote", "gone"))
                        .orElseThrow()
                        .message())
                .contains("no remote 'gone'", "[origin]");
        assertThat(deployment
                        .check(FETCH, Map.of("refs", Map.of()))
                        .orElseThrow()
                        .message())
                .contains("'refs'");
    }

    @Test
    void has_nothing_to_undo() {
        clones.colleaguePushes();
        fetch(Map.of());
        String fetched = at(TRACKING);

        StepResult undone = deployment.undo(FETCH, Map.of());

        assertThat(undone.isSuccess()).isTrue();
        assertThat(undone.reason()).contains("nothing to undo", "moves no branch");
        assertThat(at(TRACKING)).isEqualTo(fetched);
    }

    @Test
    void that_was_killed_is_repeated() throws Exception {
        clones.colleaguePushes();
        GitStep step = new GitFetch(RemoteAccess.DEFAULT);
        deployment.killedAfterRecording(step, Map.of(), Duration.ofMinutes(5));
        Path lock = app.path().resolve(".git").resolve(TRACKING + ".lock");
        Files.writeString(lock, clones.main() + "\n");

        assertThat(deployment.resolve(FETCH)).isInstanceOf(Resolution.NotStarted.class);
        fetch(Map.of());

        assertThat(at(TRACKING)).isEqualTo(clones.main());
        assertThat(deployment.resolve(FETCH)).isInstanceOf(Resolution.Done.class);
    }

    @Test
    void is_fetched_by_no_program_that_the_repository_names_and_in_silence() throws IOException {
        Path trap = directory.resolve("trap");
        RemoteAndClones.hook(directory.resolve("bin"), "pack", "touch " + trap + "; exec git-upload-pack \"$@\"");
        app.git(
                "config",
                "remote.origin.uploadpack",
                directory.resolve("bin/pack").toString());
        clones.colleaguePushes();
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true));
        try {
            fetch(Map.of());
            Files.writeString(clones.remote().path().resolve("HEAD"), "garbage\n");
            app.git(
                    "config",
                    "remote.origin.url",
                    directory.resolve("not-there").toString());
            refused(Map.of("remote", "origin"));
        } finally {
            System.setErr(err);
        }

        assertThat(trap).doesNotExist();
        assertThat(printed.toString()).doesNotContain("\tat ");
    }
}
