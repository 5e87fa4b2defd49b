package io.github.devopsagent.git.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.RemoteAndClones;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.git.internal.step.DeploymentFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A remote behind git's own smart HTTP, with TLS. */
@FewerCases(every = 6)
class HttpsRemoteTest {

    private static final String SENTINEL = "s3ntinel-of-a-helper";

    /** Of an authority that vouches for nobody here. */
    private static final String ANOTHER_AUTHORITY = """
            -----BEGIN CERTIFICATE-----
            MIIBjjCCATWgAwIBAgIUT/mgrc/unjmJ6zOkBfB9v9CnV4cwCgYIKoZIzj0EAwIw
            HDEaMBgGA1UEAwwRZWxzZXdoZXJlLmV4YW1wbGUwIBcNMjYxMjAxMDAxNDE2WhgP
            MjEyNjExMDcwMDE0MTZaMBwxGjAYBgNVBAMMEWVsc2V3aGVyZS5leGFtcGxlMFkw
            EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAELnL4wEj8gko7yb3F5V+dMzLeSqkxP8FW
            mgQth8lLLilOc5r5odLJpFOaGkoBOZaoR1G/wDE7xOrmSae6XO93pqNTMFEwHQYD
            VR0OBBYEFOL2aDHoakzo57B/0ciLJMtPha8mMB8GA1UdIwQYMBaAFOL2aDHoakzo
            57B/0ciLJMtPha8mMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIg
            N323va5Jae49o8xvTmN92LMkDADcmrno2vp/oMEM8W4CIBGHzV+k3YxJd1el1waq
            eScPQyRVurFf3i4PDYtC6/hD
            -----END CERTIFICATE-----
            """;

    @TempDir
    Path directory;

    private RemoteAndClones clones;
    private TestRepository app;
    private HttpsGitServer server;

    @BeforeEach
    void a_remote_behind_https() throws Exception {
        clones = RemoteAndClones.in(directory);
        clones.remote().git("config", "http.receivepack", "true");
        app = clones.app();
        app.write("a.txt", "two").commitAll("second");
        server = HttpsGitServer.of(directory);
        app.git("remote", "set-url", "origin", server.url("remote.git"));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /** This machine may trust others. */
    private static DeploymentFixture without(DeploymentFixture deployment) {
        return deployment.withVariable("GIT_SSL_CAINFO", "");
    }

    private DeploymentFixture asUser() {
        return without(DeploymentFixture.in(app));
    }

    private DeploymentFixture trusting() throws IOException {
        return asUser().withSetting("http.sslCAInfo", server.authority().toString())
                .withSetting("credential.helper", "");
    }

    private Path helper(String name, String script) {
        RemoteAndClones.hook(directory.resolve("helpers"), name, script);
        return directory.resolve("helpers").resolve(name);
    }

    private Path answering(String name, String user, String password) {
        return helper(
                name,
                "echo \"$1\" >> " + log() + "; cat >> " + log()
                        + "; test \"$1\" = get && printf 'username=%s\\npassword=%s\\n' " + user + " " + password
                        + "; exit 0");
    }

    private Path log() {
        return directory.resolve("log");
    }

    private static void assertPushed(DeploymentFixture deployment) {
        StepResult result = deployment.run("git/push", Map.of());
        assertThat(result.isSuccess()).as(result.reason()).isTrue();
    }

    private static String reason(DeploymentFixture deployment) {
        StepResult result = deployment.run("git/push", Map.of());
        assertThat(result.isSuccess()).as(result.reason()).isFalse();
        return result.reason();
    }

    @Test
    void is_trusted_by_the_certificates_that_the_user_names() throws IOException {
        assertThat(reason(asUser()))
                .contains("could not prove who it is. If its", "git config --global http.<url>.sslCAInfo <file>");

        DeploymentFixture deployment = trusting();
        assertThat(deployment.check("git/push", Map.of())).isEmpty();
        assertPushed(deployment);
        assertThat(clones.main()).isEqualTo(app.head());

        String theirs = clones.colleaguePushes();
        StepResult fetched = deployment.run("git/fetch", Map.of());
        assertThat(fetched.isSuccess()).as(fetched.reason()).isTrue();
        assertThat(app.git("rev-parse", "refs/remotes/origin/main")).isEqualTo(theirs);
    }

    /** The variable wins, as with git: to advise the setting alone would lead nowhere. */
    @Test
    void that_a_variable_does_not_trust_says_so_whatever_the_settings_are() throws IOException {
        Path file = Files.writeString(directory.resolve("another.pem"), ANOTHER_AUTHORITY);

        assertThat(reason(trusting().withVariable("GIT_SSL_CAINFO", file.toString())))
                .contains("could not prove who it is. Trusted are the certificates in " + file)
                .contains("the environment sets GIT_SSL_CAINFO, which goes before http.sslCAInfo")
                .contains("add that one to this file; or unset the variable");
    }

    @Test
    void is_trusted_by_what_is_said_of_its_url() throws IOException {
        assertPushed(asUser().withSetting(
                        "http." + server.url("") + ".sslCAInfo",
                        server.authority().toString())
                .withSetting("http.https://elsewhere.example/.sslCAInfo", "/not/there"));
    }

    @MatricesOnly
    @Test
    void whose_authorities_cannot_be_read_is_found_before_the_run() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty.pem"));
        for (Path file :
                new Path[] {directory.resolve("gone.pem"), empty, app.path().resolve("a.txt")}) {
            assertThat(asUser().withSetting("http.sslCAInfo", file.toString())
                            .check("git/push", Map.of())
                            .orElseThrow()
                            .message())
                    .contains(file.toString(), "the environment (GIT_CONFIG_KEY_0)");
        }
    }

    @Test
    void that_the_user_does_not_want_verified_is_a_warning() throws IOException {
        DeploymentFixture deployment = asUser().withSetting("http.sslVerify", "false");

        assertPushed(deployment);
        assertThat(deployment.printed()).contains("nobody looks at the certificate of 127.0.0.1", "http.sslverify");
    }

    @Test
    void is_not_trusted_because_the_repository_says_so() throws IOException {
        app.git("config", "http.sslVerify", "false");
        String config = app.path().toRealPath().resolve(".git/config").toString();

        for (String step : new String[] {"git/push", "git/fetch"}) {
            assertThat(asUser().check(step, Map.of()).orElseThrow().message())
                    .contains("http.sslverify in " + config, "not heeded")
                    .contains("trustingRepositoryConfiguration", "--git-trust-configuration");
        }
        assertThat(reason(asUser())).contains("not heeded");
        assertPushed(without(DeploymentFixture.with(GitAdapter.of(app.path()).trustingRepositoryConfiguration(), app)));

        app.git("config", "--unset", "http.sslVerify");
        app.git(
                "config",
                "http." + server.url("") + ".sslCAInfo",
                server.authority().toString());
        assertThat(asUser().check("git/push", Map.of()).orElseThrow().message()).contains("sslcainfo in " + config);
    }

    @Test
    void that_needs_what_is_not_supported_says_so_before_the_run() throws IOException {
        assertThat(trusting()
                        .withSetting("http.sslCert", "/etc/me.pem")
                        .check("git/push", Map.of())
                        .orElseThrow()
                        .message())
                .contains("http.sslcert", "GitAdapter.transport(…)");
        assertThat(trusting()
                        .withSetting("http.proxy", "https://proxy")
                        .check("git/push", Map.of())
                        .orElseThrow()
                        .message())
                .contains("http.proxy");
    }

    @Test
    void gets_headers_that_only_git_would_have_seen() throws IOException {
        assertPushed(trusting().withSetting("http.extraHeader", "X-Of-Environment: " + SENTINEL));

        assertThat(server.headers()).anyMatch(line -> line.equalsIgnoreCase("X-Of-Environment: " + SENTINEL));
    }

    @Test
    void takes_the_password_of_a_credential_helper_which_may_keep_it() throws IOException {
        server.accept("deploy", SENTINEL);
        Path helper = answering("first", "deploy", SENTINEL);
        DeploymentFixture deployment = trusting().withSetting("credential.helper", helper.toString());

        assertPushed(deployment);

        assertThat(deployment.secrets()).contains(SENTINEL);
        assertThat(deployment.printed()).doesNotContain(SENTINEL);
        String host = server.url("").replaceAll("https://|/$", "");
        assertThat(Files.readString(log()))
                .startsWith("get\nprotocol=https\nhost=" + host + "\n\n")
                .contains("store\nprotocol=https\nhost=" + host + "\nusername=deploy\npassword=" + SENTINEL + "\n\n")
                .doesNotContain("erase", "path=");
    }

    @MatricesOnly
    @Test
    void asks_helpers_in_turn_however_they_are_written() throws IOException {
        server.accept("deploy", SENTINEL);
        Path bin = directory.resolve("helpers");
        answering("git-credential-second", "deploy", SENTINEL);
        DeploymentFixture deployment = trusting()
                .withSetting("credential.helper", "!echo asked >> " + log() + "; true")
                .withSetting("credential.helper", "/not/there/at-all")
                .withSetting("credential.helper", "second")
                .withVariable("PATH", bin + ":" + System.getenv("PATH"));

        assertPushed(deployment);
        assertThat(Files.readString(log())).contains("asked\n", "store\n");
    }

    @Test
    void whose_helper_is_for_its_path_and_user_is_told_both() throws IOException {
        server.accept("robot", SENTINEL);
        DeploymentFixture deployment = trusting()
                .withSetting(
                        "credential.helper", answering("none", "wrong", "wrong").toString())
                .withSetting("credential.helper", "")
                .withSetting("credential.useHttpPath", "true")
                .withSetting("credential." + server.url("remote.git") + ".username", "robot")
                .withSetting(
                        "credential." + server.url("remote.git") + ".helper",
                        answering("mine", "robot", SENTINEL).toString())
                .withSetting("credential." + server.url("other.git") + ".helper", "/not/there");

        assertPushed(deployment);
        assertThat(Files.readString(log()))
                .contains("\npath=remote.git\nusername=robot\n")
                .doesNotContain("wrong");
    }

    @Test
    void that_does_not_accept_what_a_helper_gave_has_it_erased() throws IOException {
        server.accept("deploy", "another");
        Path helper = answering("first", "deploy", SENTINEL);

        String reason = reason(trusting().withSetting("credential.helper", helper.toString()));

        assertThat(reason).contains("did not accept the credentials").doesNotContain(SENTINEL);
        assertThat(Files.readString(log())).contains("erase\n").doesNotContain("store\n");
    }

    @Test
    void whose_helper_fails_says_so() throws IOException {
        server.accept("deploy", SENTINEL);

        assertThat(reason(trusting().withSetting("credential.helper", "!no-such-command --token=" + SENTINEL + ";")))
                .contains("credential.helper in the environment")
                .contains("ended with exit code 127 (the shell does not find the command)")
                .contains("echo url=" + server.url("").replaceAll("/$", "") + " | git credential fill")
                .doesNotContain(SENTINEL);
    }

    @Test
    void is_not_asked_with_a_helper_of_the_repository() throws IOException {
        server.accept("deploy", SENTINEL);
        app.git(
                "config",
                "credential.helper",
                answering("own", "deploy", SENTINEL).toString());
        app.git("config", "http.sslCAInfo", server.authority().toString());

        DeploymentFixture deployment = trusting();
        deployment.check("git/push", Map.of());
        assertThat(reason(deployment))
                .contains("credential.helper in " + app.path().toRealPath().resolve(".git/config"), "not run");
        assertThat(log()).doesNotExist();

        GitAdapter opted = GitAdapter.of(app.path()).trustingRepositoryConfiguration();
        assertPushed(without(DeploymentFixture.with(opted, app)));
    }

    @Test
    void asks_no_helper_that_an_alias_of_the_repository_pretends_to_be() throws IOException {
        server.accept("deploy", SENTINEL);
        Path trap = directory.resolve("trap");
        app.git("config", "alias.credential-missing", "!touch " + trap);

        assertThat(reason(trusting().withSetting("credential.helper", "missing")))
                .contains("exit code");
        assertThat(trap).doesNotExist();
    }

    @Test
    void has_no_file_of_cookies_written_that_the_repository_names() throws Exception {
        server.sendCookie();
        clones.colleaguePushes();
        Path victim = directory.resolve("victim");
        app.git("config", "http.saveCookies", "true");
        DeploymentFixture deployment = trusting();
        for (String url : new String[] {"http", "http." + server.url(""), "http.https://elsewhere.example"}) {
            app.git("config", url + ".cookieFile", victim.toString());
            for (String step : new String[] {"git/fetch", "git/push"}) {
                assertThat(deployment.check(step, Map.of()).orElseThrow().message())
                        .contains(".cookiefile in " + app.path().toRealPath(), "not heeded");
            }
            assertThat(deployment.run("git/fetch", Map.of()).reason()).contains("not heeded");
            app.git("config", "--unset", url + ".cookieFile");
        }
        assertThat(victim).doesNotExist();

        app.git("config", "http.cookieFile", victim.toString());
        deployment = without(DeploymentFixture.with(GitAdapter.of(app.path()).trustingRepositoryConfiguration(), app))
                .withSetting("http.sslCAInfo", server.authority().toString());
        assertThat(deployment.run("git/fetch", Map.of()).isSuccess()).isTrue();
        assertThat(victim).content().contains("SID");
    }
}
