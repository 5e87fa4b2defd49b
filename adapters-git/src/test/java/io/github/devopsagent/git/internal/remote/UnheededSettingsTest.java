package io.github.devopsagent.git.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.RemoteAndClones;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.git.internal.step.DeploymentFixture;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that would lead another way than a step goes: they are found before anything is done. */
@FewerCases(every = 2)
class UnheededSettingsTest {

    @TempDir
    Path directory;

    private TestRepository app;

    @BeforeEach
    void aRemote() throws Exception {
        app = RemoteAndClones.in(directory).app();
        app.write("a.txt", "two").commitAll("second");
    }

    private static String found(DeploymentFixture deployment, String step) {
        return deployment.check(step, Map.of()).map(StepFinding::message).orElse("nothing");
    }

    private DeploymentFixture trusting() {
        return DeploymentFixture.with(GitAdapter.of(app.path()).trustingRepositoryConfiguration(), app)
                .withVariable("GIT_SSH_COMMAND", "ssh");
    }

    @ParameterizedTest
    @CsvSource({"git/push,receivepack", "git/push,uploadpack", "git/fetch,uploadpack"})
    void the_repository_does_not_say_which_command_answers_on_another_machine(String step, String name) {
        app.git("remote", "set-url", "origin", "ssh://127.0.0.1:1/x.git");
        DeploymentFixture deployment = DeploymentFixture.in(app).withVariable("GIT_SSH_COMMAND", "ssh");
        assertThat(found(deployment, step)).doesNotContain("not heeded");
        app.git("config", "remote.origin." + name, "evil");
        assertThat(found(deployment, step)).contains("remote.origin." + name + " in ", "not heeded");
        assertThat(found(deployment.withSetting("remote.origin." + name, "evil"), step))
                .doesNotContain("not heeded");
        assertThat(found(trusting(), step)).doesNotContain("not heeded");
    }

    @Test
    void the_repository_does_not_say_which_command_receives_on_this_machine() {
        Path trap = directory.resolve("trap");
        assertThat(found(DeploymentFixture.in(app), "git/push")).isEqualTo("nothing");
        app.git("config", "remote.origin.receivepack", "touch " + trap + " && git receive-pack");
        assertThat(found(DeploymentFixture.in(app), "git/push")).contains("receivepack in ", "not heeded");
        assertThat(DeploymentFixture.in(app).run("git/push", Map.of()).reason()).contains("not heeded");
        assertThat(trap).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "git://127.0.0.1:1/x,core.gitProxy",
        "http://127.0.0.1:1/x,remote.origin.proxy",
        "https://127.0.0.1:1/x,remote.origin.proxy",
        "git://127.0.0.1:1/x,remote.origin.vcs"
    })
    void a_way_that_is_not_known_is_not_left_out_in_silence(String url, String setting) {
        app.git("remote", "set-url", "origin", url);
        assertThat(found(DeploymentFixture.in(app), "git/push")).doesNotContain("do not know");
        app.git("config", setting, "something");
        assertThat(found(DeploymentFixture.in(app), "git/push")).containsIgnoringCase(setting + " in ");
    }

    @ParameterizedTest
    @CsvSource({
        "ssh://127.0.0.1:1/x,protocol.ssh.allow",
        "127.0.0.1:x,protocol.ssh.allow",
        "http://127.0.0.1:1/x,protocol.allow"
    })
    void a_protocol_that_the_user_forbids_is_not_spoken(String url, String setting) {
        app.git("remote", "set-url", "origin", url);
        DeploymentFixture deployment = DeploymentFixture.in(app).withVariable("GIT_SSH_COMMAND", "ssh");
        assertThat(found(deployment.withSetting(setting, "always"), "git/push")).doesNotContain("forbids");
        assertThat(found(deployment.withSetting(setting, "never"), "git/push")).contains(setting + " in ", "forbids");
    }
}
