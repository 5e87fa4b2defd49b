package io.github.devopsagent.git.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.RemoteAndClones;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.git.internal.tested.JudgedDeployment;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What would be deployed from a remote's branch. */
@FewerCases(every = 3)
class FetchedEvidenceTest {

    private static final Step FETCH = Step.of("fetch", new Action.Use("git/fetch", Input.none()));

    @TempDir
    Path directory;

    private RemoteAndClones clones;
    private TestRepository app;

    @BeforeEach
    void a_clone_whose_remote_moves_on() {
        clones = RemoteAndClones.in(directory);
        app = clones.app();
    }

    private JudgedDeployment deployment() {
        return JudgedDeployment.deploymentOf(app);
    }

    private JudgedDeployment fetching(JudgedDeployment deployment) {
        return new JudgedDeployment(
                deployment.adapter().fetchingForEvidence(),
                deployment.site(),
                deployment.steps(),
                deployment.testResults());
    }

    @Test
    void that_the_plan_fetches_first_is_vetoed_since_nobody_has_tested_what_it_will_be() throws Exception {
        String tested = app.head();

        assertThat(deployment().tested(tested).checkingOut("origin/main").consent())
                .contains("is the tested commit");
        assertThat(deployment()
                        .tested(tested)
                        .then(FETCH)
                        .checkingOut("origin/main")
                        .reason())
                .contains("'origin/main', which an earlier step fetches")
                .contains("\"ref\": \"" + tested + "\"");
        assertThat(deployment().tested(tested).then(FETCH).checkingOut(tested).consent())
                .contains("is the tested commit");
        assertThat(deployment()
                        .tested(tested)
                        .checkingOut("origin/main")
                        .then(FETCH)
                        .consent())
                .contains("is the tested commit");
    }

    @Test
    void is_asked_of_no_remote_unless_the_host_says_so() throws Exception {
        String tested = app.head();
        String theirs = clones.colleaguePushes();
        JudgedDeployment deployment = deployment().tested(tested).checkingOut("origin/main");

        assertThat(deployment.consent()).contains("is the tested commit");
        assertThat(app.git("rev-parse", "origin/main")).isEqualTo(tested);

        assertThat(fetching(deployment).reason()).contains("was not tested", theirs.substring(0, 10));
        assertThat(app.git("rev-parse", "origin/main")).isEqualTo(theirs);
        assertThat(app.head()).isEqualTo(tested);
        assertThat(app.status()).isEmpty();
    }

    @Test
    void is_fetched_without_running_anything_that_the_repository_names() throws Exception {
        Path trap = directory.resolve("trap");
        for (String hook : new String[] {"reference-transaction", "post-checkout", "pre-push", "fsmonitor"}) {
            RemoteAndClones.hook(app.path().resolve(".git/hooks"), hook, "touch " + trap);
        }
        RemoteAndClones.hook(directory.resolve("bin"), "command", "touch " + trap);
        String command = directory.resolve("bin/command").toString();
        for (String key : new String[] {
            "remote.origin.uploadpack", "core.sshCommand", "credential.helper", "core.fsmonitor", "core.askPass",
            "uploadpack.packObjectsHook", "fetch.recurseSubmodules", "core.gitProxy", "core.pager", "alias.upload-pack"
        }) {
            app.git("config", key, command);
        }
        clones.colleaguePushes();

        fetching(deployment().tested(clones.main()).checkingOut("origin/main")).consent();
        assertThat(trap).doesNotExist();

        app.git("config", "remote.origin.url", "ssh://127.0.0.1/x");
        assertThatThrownBy(() -> fetching(deployment()).consent()).hasMessageContaining("core.sshcommand in ");
        app.git("config", "remote.origin.url", "ext::" + command);
        assertThatThrownBy(() -> fetching(deployment()).consent()).isInstanceOf(Exception.class);
        assertThat(trap).doesNotExist();
    }

    /** A withdrawal at the remote counts, whichever source is asked first; the second one does not ask the remote again. */
    @Test
    void is_fetched_once_for_all_sources_of_a_look() throws Exception {
        app.write("consensus/status.json", "{}").commitAll("a status");
        GitAdapter adapter = GitAdapter.of(app.path()).fetchingForEvidence();
        Site site = new Site(app.path().resolve("consensus"), app.path());
        Evidence look = JudgedDeployment.evidence();
        String theirs = clones.colleaguePushes();

        adapter.approvalEvidence().collect(look, site);
        assertThat(app.git("rev-parse", "origin/main")).isEqualTo(theirs);

        String later = clones.colleaguePushes();
        adapter.testedCommitEvidence().collect(look, site);
        assertThat(app.git("rev-parse", "origin/main")).isEqualTo(theirs);
        adapter.ignoring(directory.resolve("out")).testedCommitEvidence().collect(JudgedDeployment.evidence(), site);
        assertThat(app.git("rev-parse", "origin/main")).isEqualTo(later);

        app.git("config", "remote.origin.url", directory.resolve("gone").toString());
        assertThatThrownBy(() -> adapter.approvalEvidence().collect(JudgedDeployment.evidence(), site))
                .hasMessageContaining("The remote 'origin'");
    }

    @Test
    void is_fetched_where_the_consensus_directory_is_the_whole_repository() throws Exception {
        app.write("status.json", "{}").commitAll("a status");
        String theirs = clones.colleaguePushes();

        GitAdapter.of(app.path())
                .fetchingForEvidence()
                .approvalEvidence()
                .collect(JudgedDeployment.evidence(), new Site(app.path(), app.path()));
        assertThat(app.git("rev-parse", "origin/main")).isEqualTo(theirs);
    }

    /** A withdrawal there would not be seen. */
    @ParameterizedTest
    @CsvSource({
        "main, +refs/heads/nothing:refs/remotes/origin/nothing, git remote set-branches --add origin main",
        "main, ^refs/heads/main, take out what begins with '^'",
        "HEAD, ^refs/heads/main, take out what begins with '^'"
    })
    void of_a_branch_that_counts_and_is_not_fetched_is_no_evidence(String head, String spec, String fix)
            throws Exception {
        String tested = app.head();
        app.git("config", spec.startsWith("^") ? "--add" : "--replace-all", "remote.origin.fetch", spec);
        if (head.equals("HEAD")) {
            app.git("checkout", "-q", "--detach");
        }
        clones.colleaguePushes();

        assertThatThrownBy(() -> fetching(deployment().tested(tested)).consent())
                .hasMessageContaining("The branch 'main' of the remote 'origin' counts")
                .hasMessageContaining(spec)
                .hasMessageContaining(fix);
        assertThat(deployment().tested(tested).consent()).contains("is the tested commit");

        app.git("branch", "-d", "-r", "origin/main");
        app.git("checkout", "-q", "--detach");
        assertThat(fetching(deployment().tested(tested)).consent()).contains("is the tested commit");
    }

    @Test
    void of_a_remote_that_is_not_there_is_no_evidence() throws Exception {
        app.git("config", "remote.origin.url", directory.resolve("gone").toString());
        Files.createDirectories(directory.resolve("gone"));

        assertThatThrownBy(() -> fetching(deployment().tested(app.head())).consent())
                .hasMessageContaining("The remote 'origin'");
    }
}
