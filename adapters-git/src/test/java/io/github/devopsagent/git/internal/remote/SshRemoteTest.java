package io.github.devopsagent.git.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.RemoteAndClones;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.git.internal.step.DeploymentFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A remote behind a real sshd. */
@FewerCases(every = 6)
class SshRemoteTest {

    @TempDir
    Path directory;

    private RemoteAndClones clones;
    private TestRepository app;
    private SshServer server;

    @BeforeEach
    void a_remote_behind_sshd() throws IOException {
        Optional<String> missing = SshServer.missing();
        missing.ifPresent(why -> System.err.println("SshRemoteTest did not run: " + why));
        assumeTrue(missing.isEmpty(), missing.orElse(""));
        server = SshServer.in(directory.resolve("ssh"));
        clones = RemoteAndClones.in(directory);
        app = clones.app();
        app.write("a.txt", "two").commitAll("second");
        app.git("remote", "set-url", "origin", server.url(clones.remote()));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** With a program ssh in PATH that reads this configuration instead of the user's. */
    private DeploymentFixture as(Path config) throws IOException {
        return as(config, DeploymentFixture.in(app));
    }

    private DeploymentFixture as(Path config, DeploymentFixture deployment) throws IOException {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        RemoteAndClones.hook(bin, "ssh", "exec /usr/bin/ssh -F " + config + " \"$@\"");
        return deployment
                .withVariable("PATH", bin + ":" + System.getenv("PATH"))
                .withVariable("SSH_AUTH_SOCK", "");
    }

    private Path known(Path key) throws IOException {
        return server.client("known", key, server.knownHosts(server.file("host.pub")));
    }

    private static String reason(DeploymentFixture deployment) {
        StepResult result = deployment.run("git/push", Map.of());
        assertThat(result.isSuccess()).as(result.reason()).isFalse();
        return result.reason();
    }

    @Test
    void takes_a_push_by_an_ed25519_key() throws IOException {
        DeploymentFixture deployment = as(known(server.file("client")));

        assertThat(deployment.check("git/push", Map.of())).isEmpty();
        StepResult result = deployment.run("git/push", Map.of());

        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        assertThat(clones.main()).isEqualTo(app.head());
        assertThat(deployment.undo("git/push", Map.of()).isSuccess()).isTrue();
    }

    @Test
    void is_fetched_from() throws IOException {
        String theirs = clones.colleaguePushes();

        StepResult result = as(known(server.file("client"))).run("git/fetch", Map.of());

        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        assertThat(app.git("rev-parse", "refs/remotes/origin/main")).isEqualTo(theirs);
    }

    @Test
    void is_reached_by_the_command_that_git_is_configured_to_use() throws IOException {
        Path config = known(server.file("client"));

        StepResult result = DeploymentFixture.in(app)
                .withSetting("core.sshCommand", "ssh -F '" + config + "'")
                .run("git/push", Map.of());

        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        assertThat(DeploymentFixture.in(app)
                        .withSetting("core.sshCommand", "no-such-ssh")
                        .withVariable("GIT_SSH_COMMAND", "ssh -F '" + config + "'")
                        .run("git/push", Map.of())
                        .isSuccess())
                .isTrue();
    }

    @Test
    void whose_command_is_missing_says_so() {
        assertThat(reason(DeploymentFixture.in(app).withSetting("core.sshCommand", "no-such-ssh -v")))
                .contains("program that cannot be started", "core.sshcommand in the environment", "no-such-ssh");
    }

    @Test
    void is_not_reached_by_a_command_of_the_repository_itself() throws IOException {
        Path trap = directory.resolve("trap");
        String command = "touch " + trap + "; ssh -F " + known(server.file("client"));
        app.git("config", "core.sshCommand", command);

        DeploymentFixture deployment = as(known(server.file("client")));
        assertThat(deployment.check("git/push", Map.of()).orElseThrow().message())
                .contains("core.sshcommand in " + app.path().toRealPath().resolve(".git/config"))
                .contains("not run", "trustingRepositoryConfiguration");
        assertThat(reason(deployment)).contains("not run");
        assertThat(deployment.check("git/fetch", Map.of())).isPresent();
        assertThat(trap).doesNotExist();

        GitAdapter trusting = GitAdapter.of(app.path()).trustingRepositoryConfiguration();
        DeploymentFixture allowed = DeploymentFixture.with(trusting, app);
        assertThat(allowed.check("git/push", Map.of())).isEmpty();
        assertThat(trap).doesNotExist();
        assertThat(allowed.run("git/push", Map.of()).isSuccess()).isTrue();
        assertThat(trap).exists();
    }

    @Test
    void with_an_unknown_host_key_says_so() throws IOException {
        assertThat(reason(as(server.client("unknown", server.file("client"), ""))))
                .contains("host key that is not known here", "ssh-keyscan -p");
    }

    @Test
    void with_another_host_key_says_so() throws IOException {
        SshServer.key(server.file("old"), "");

        assertThat(reason(
                        as(server.client("changed", server.file("client"), server.knownHosts(server.file("old.pub"))))))
                .contains("another host key than the one that is known here", "line 1 of", "ssh-keygen -R");
    }

    @Test
    void that_does_not_know_the_key_says_which_was_offered() throws IOException {
        SshServer.key(server.file("other"), "");

        assertThat(reason(as(known(server.file("other")))))
                .contains("accepted no key of", "(it takes: publickey)", server.file("other") + " was not accepted")
                .contains("SSH_AUTH_SOCK is not set");
    }

    @Test
    void whose_key_has_a_passphrase_says_so_and_takes_it_from_an_agent() throws IOException {
        Path locked = server.file("locked");
        SshServer.key(locked, "open sesame");
        Files.copy(server.file("locked.pub"), server.file("authorized"), StandardCopyOption.REPLACE_EXISTING);
        Path config = known(locked);

        assertThat(reason(as(config))).contains(locked + " has a passphrase", "ssh-add");

        // The path of a socket has room for some hundred characters only.
        Path place = Files.createTempDirectory("agent");
        Path socket = place.resolve("s");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(agent.inputReader().readLine()).contains("SSH_AUTH_SOCK");
            DeploymentFixture empty = as(config).withVariable("SSH_AUTH_SOCK", socket.toString());
            assertThat(reason(empty)).contains("the agent has no key");

            RemoteAndClones.hook(server.file("ask"), "pass", "echo 'open sesame'");
            SshServer.run(
                    List.of("ssh-add", "-q", locked.toString()),
                    "SSH_AUTH_SOCK",
                    socket.toString(),
                    "SSH_ASKPASS",
                    server.file("ask").resolve("pass").toString(),
                    "SSH_ASKPASS_REQUIRE",
                    "force");
            StepResult result = empty.run("git/push", Map.of());
            assertThat(result.isSuccess()).as(result.reason()).isTrue();
        } finally {
            agent.destroy();
            Files.deleteIfExists(socket);
            Files.deleteIfExists(place);
        }
    }

    @Test
    void whose_agent_is_gone_says_so() throws IOException {
        SshServer.key(server.file("other"), "");

        assertThat(reason(as(known(server.file("other")))
                        .withVariable("SSH_AUTH_SOCK", directory.resolve("gone").toString())))
                .contains("there is no agent at SSH_AUTH_SOCK, " + directory.resolve("gone"));
    }

    @Test
    void whose_key_others_can_read_says_so() throws IOException {
        Path key = server.file("client");
        SshServer.run(List.of("chmod", "644", key.toString()));

        assertThat(reason(as(known(key)))).contains("others can read", "chmod 600 " + key);
    }

    @Test
    void that_is_no_repository_says_so() throws IOException {
        app.git("remote", "set-url", "origin", server.url(clones.remote()) + "-not-there");

        assertThat(reason(as(known(server.file("client"))))).contains("is no repository");
    }

    @Test
    void is_not_asked_by_a_name_that_is_an_option() throws IOException {
        Path trap = directory.resolve("trap");
        app.git("config", "remote.origin.url", "ssh://-oProxyCommand=touch%20" + trap + "/x");

        assertThat(as(known(server.file("client")))
                        .check("git/push", Map.of())
                        .orElseThrow()
                        .message())
                .contains("begins with '-'");
        assertThat(trap).doesNotExist();
    }
}
