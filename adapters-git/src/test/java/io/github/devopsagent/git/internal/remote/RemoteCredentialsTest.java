package io.github.devopsagent.git.internal.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.RemoteAndClones;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.git.internal.step.DeploymentFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials of remotes. */
@FewerCases(every = 2)
class RemoteCredentialsTest {

    private static final String SENTINEL = "s3ntinel/p@ss";
    private static final String TOKEN = "s3ntinel-token";
    private static final String CRLF = "\r\n";
    private static final CredentialsProvider PROVIDER = new UsernamePasswordCredentialsProvider("deploy", SENTINEL);

    @TempDir
    Path directory;

    private LoopbackServer server;
    private TestRepository app;

    @BeforeEach
    void a_clone_of_a_remote_that_refuses() throws IOException {
        app = RemoteAndClones.in(directory).app();
        app.write("a.txt", "two").commitAll("second");
        server = new LoopbackServer(RemoteCredentialsTest::refusing);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void answers(BinaryOperator<String> answer) throws IOException {
        server.close();
        server = new LoopbackServer(answer);
    }

    private static String refusing(String request, String authorization) {
        return String.join(
                CRLF,
                "HTTP/1.1 401 Unauthorized",
                "WWW-Authenticate: Basic realm=\"git\"",
                "Content-Length: 0",
                "Connection: close",
                CRLF);
    }

    /** Repeats what it was told, as a careless server might. */
    private static String garbage(String request, String authorization) {
        if (authorization.isEmpty()) {
            return refusing(request, authorization);
        }
        String decoded = new String(Base64.getDecoder().decode(authorization.substring("Basic ".length())), UTF_8);
        String service = request.replaceAll(".*service=(\\S+).*", "$1");
        String body = "00" + authorization + " " + decoded + " http://" + decoded + "@h/x";
        return String.join(
                CRLF,
                "HTTP/1.1 200 OK",
                "Content-Type: application/x-" + service + "-advertisement",
                "Content-Length: " + body.length(),
                "Connection: close",
                "",
                body);
    }

    /** The same, in words of the protocol. */
    private static String repeating(String request, String authorization) {
        if (authorization.isEmpty()) {
            return refusing(request, authorization);
        }
        String decoded = new String(Base64.getDecoder().decode(authorization.substring("Basic ".length())), UTF_8);
        String line = "ERR " + authorization + " is " + decoded + " of http://" + decoded + "@h/x";
        String service = request.replaceAll(".*service=(\\S+).*", "$1");
        String body =
                "001e# service=git-upload-pack\n0000" + String.format(Locale.ROOT, "%04x", line.length() + 4) + line;
        return String.join(
                CRLF,
                "HTTP/1.1 200 OK",
                "Content-Type: application/x-" + service + "-advertisement",
                "Content-Length: " + body.length(),
                "Connection: close",
                "",
                body);
    }

    private static String forbidding(String request, String authorization) {
        return String.join(CRLF, "HTTP/1.1 403 Forbidden", "Content-Length: 0", "Connection: close", CRLF);
    }

    /** Repeats the request line, as a careless server might, or what was in it. */
    private static String quoting(String request, String authorization) {
        String line = "ERR no: " + request + " by " + authorization + " "
                + URLDecoder.decode(request, UTF_8).replaceAll("[?&=]", " ");
        String body =
                "001e# service=git-upload-pack\n0000" + String.format(Locale.ROOT, "%04x", line.length() + 4) + line;
        return String.join(
                CRLF,
                "HTTP/1.1 200 OK",
                "Content-Type: application/x-git-upload-pack-advertisement",
                "Content-Length: " + body.length(),
                "Connection: close",
                "",
                body);
    }

    private static BinaryOperator<String> answer(String kind) {
        return switch (kind) {
            case "refusing" -> RemoteCredentialsTest::refusing;
            case "garbage" -> RemoteCredentialsTest::garbage;
            case "forbidding" -> RemoteCredentialsTest::forbidding;
            case "quoting" -> RemoteCredentialsTest::quoting;
            default -> RemoteCredentialsTest::repeating;
        };
    }

    private String url(String userInfo) {
        return "http://" + userInfo + server.address() + "/team/app.git";
    }

    private void remoteIs(String url) {
        app.git("remote", "set-url", "origin", url);
    }

    /** Everything that can be read about the step: its result, what it printed, problems, records. */
    private String told(DeploymentFixture deployment) {
        List<String> told = new ArrayList<>();
        StepResult result = deployment.run("git/push", Map.of());
        assertThat(result.isSuccess()).isFalse();
        told.add(result.reason());
        told.add(String.valueOf(deployment.check("git/push", Map.of())));
        told.add(String.valueOf(deployment.resolve("git/push")));
        told.add(deployment.undo("git/push", Map.of()).reason());
        told.add(deployment.printed());
        told.add(app.git("for-each-ref", "--format=%(contents)", "refs/devops"));
        return String.join("\n", told);
    }

    private static void assertConcealed(String told) {
        assertThat(told)
                .doesNotContain("s3ntinel")
                .doesNotContain("p@ss")
                .doesNotContain("p%40ss")
                .doesNotContain("ZGVw")
                .doesNotContain(Base64.getEncoder().encodeToString(("deploy:" + SENTINEL).getBytes(UTF_8)))
                .doesNotContain(Base64.getEncoder().encodeToString((TOKEN + ":").getBytes(UTF_8)));
    }

    /** Takes what the run is told to mask. */
    private record Told(List<String> secrets) implements StepOutput {

        @Override
        public void write(byte[] bytes, int offset, int length) {}

        @Override
        public void secret(String value) {
            secrets.add(value);
        }
    }

    @Test
    void the_run_is_told_what_a_url_has_and_what_a_provider_gives_away() throws Exception {
        Told told = new Told(new ArrayList<>());
        CredentialMask secrets = new CredentialMask(told);
        secrets.learnUrl("http://deploy:s3ntinel-url@h/team/app.git?branch=main-line&access_token=s3ntinel-query");
        assertThat(told.secrets()).contains("s3ntinel-url", "s3ntinel-query").doesNotContain("main-line", "deploy");
        secrets.overhear(PROVIDER)
                .get(new URIish("http://h/app.git"), new CredentialItem.Username(), new CredentialItem.Password());
        assertThat(told.secrets()).contains(SENTINEL);
    }

    /** Hooks and other git processes print it, whoever uses it. */
    @Test
    void the_run_is_told_what_the_configuration_and_the_environment_have() throws Exception {
        Told told = new Told(new ArrayList<>());
        Config config = new Config();
        config.fromText("""
                [remote "origin"]
                	url = https://ann:s3ntinel-1@h/app.git
                	pushurl = https://s3ntinel-token-2@h/app.git
                	proxy = http://ann:s3ntinel-3@proxy:80
                [remote "broken"]
                	url = "https://ann:s3ntinel-4@ h /app.git"
                [url "https://ann:s3ntinel-5@h/"]
                	insteadOf = gh:
                	pushInsteadOf = https://ann:s3ntinel-6@h/
                [http]
                	proxy = ann:s3ntinel-7@proxy:80
                	extraHeader = PRIVATE-TOKEN: s3ntinel-8
                	extraHeader = X-Team: just-a-team
                [http "https://ann:s3ntinel-9@h/"]
                	extraHeader = "Cookie: a=s3ntinel-10; b=s3ntinel-11"
                	extraHeader = Authorization: Basic ZGVwbG95OnMzbnRpbmVsLTEy
                [branch "main"]
                	pushRemote = https://ann:s3ntinel-13@h/app.git
                """);
        Map<String, String> environment = Map.of(
                "GIT_CONFIG_COUNT", "3",
                "GIT_CONFIG_KEY_0", "http.https://h/.extraHeader",
                "GIT_CONFIG_VALUE_0", "Authorization: Bearer s3ntinel-14",
                "GIT_CONFIG_KEY_1", "http.extraheader",
                "GIT_CONFIG_VALUE_1", "X-Api-Key: s3ntinel-15",
                "GIT_CONFIG_KEY_2", "http.extraheader",
                "GIT_CONFIG_VALUE_2", "X-Api-Key: s3ntinel-16",
                "https_proxy", "http://ann:s3ntinel-17@proxy:80",
                "ALL_PROXY", "socks5h://ann:s3ntinel-18@proxy:80");
        CredentialMask mask = new CredentialMask(told);
        new ConfiguredCredentials(config, environment).tell(mask);

        for (int i = 1; i <= 18; i++) {
            String secret = (i == 2 ? "s3ntinel-token-" : "s3ntinel-") + i;
            assertThat(told.secrets()).contains(secret);
            assertThat(mask.conceal("x " + secret + " y")).isEqualTo("x *** y");
        }
        assertThat(told.secrets()).doesNotContain("just-a-team", "ann", "gh:", "");
    }

    @Test
    void the_run_is_told_when_a_remote_is_asked_that_refuses() {
        remoteIs(url("deploy:s3ntinel%2Fp%40ss@"));
        DeploymentFixture deployment = DeploymentFixture.in(app);

        assertThat(deployment.run("git/push", Map.of()).isSuccess()).isFalse();
        assertThat(deployment.secrets()).contains(SENTINEL);

        remoteIs(url(""));
        DeploymentFixture other =
                DeploymentFixture.with(GitAdapter.of(app.path()).credentials(PROVIDER), app);
        assertThat(other.run("git/push", Map.of()).isSuccess()).isFalse();
        assertThat(other.secrets()).contains(SENTINEL);
    }

    /** JGit quotes what it cannot read. */
    @ParameterizedTest
    @ValueSource(
            strings = {"[url \"https://ann:s3ntinel@h/", "https://ann:s3ntinel@h/ = x", "[a]\nhttps://ann:s3ntinel@h/"})
    void of_a_broken_configuration_are_never_told(String broken) {
        app.write(".git/config", broken + "\n");
        DeploymentFixture deployment = DeploymentFixture.in(app);

        assertConcealed(deployment.run("git/push", Map.of()).reason());
        assertConcealed(deployment.check("git/push", Map.of()).toString());
        assertThat(deployment.run("git/push", Map.of()).reason()).contains("config");
    }

    @ParameterizedTest
    @ValueSource(strings = {"refusing", "garbage", "repeating"})
    void of_a_url_are_sent_and_never_told(String kind) throws IOException {
        answers(answer(kind));
        remoteIs(url("deploy:s3ntinel%2Fp%40ss@"));

        String told = told(DeploymentFixture.in(app));

        assertThat(server.authorizations()).contains(basic("deploy", SENTINEL));
        assertConcealed(told);
        assertThat(told).doesNotContain("deploy@").contains(server.address());
    }

    @FewerCases(every = 6)
    @ParameterizedTest
    @ValueSource(strings = {"refusing", "garbage", "repeating"})
    void of_a_token_alone_are_never_told(String kind) throws IOException {
        answers(answer(kind));
        remoteIs(url(TOKEN + "@"));

        String told = told(DeploymentFixture.in(app));

        assertConcealed(told);
        assertThat(told).contains(server.address());
    }

    @FewerCases(every = 6)
    @ParameterizedTest
    @ValueSource(strings = {"refusing", "garbage", "repeating"})
    void of_a_provider_are_sent_and_never_told(String kind) throws IOException {
        answers(answer(kind));
        remoteIs(url(""));

        String told = told(DeploymentFixture.with(GitAdapter.of(app.path()).credentials(PROVIDER), app));

        assertThat(server.authorizations()).contains(basic("deploy", SENTINEL));
        assertConcealed(told);
    }

    @FewerCases(every = 6)
    @ParameterizedTest
    @ValueSource(strings = {"refusing", "forbidding", "quoting"})
    void of_a_query_are_never_told(String kind) throws IOException {
        answers(answer(kind));
        remoteIs(url("") + "?private_token=s3ntinel%2Fp%40ss&v=1");

        String told = told(DeploymentFixture.in(app));

        assertConcealed(told);
        assertThat(told).doesNotContain("private_token=s").contains(server.address());
    }

    @FewerCases(every = 6)
    @ParameterizedTest
    @ValueSource(strings = {"refusing", "forbidding", "quoting"})
    void of_configured_headers_are_sent_and_never_told(String kind) throws IOException {
        answers(answer(kind));
        remoteIs(url(""));
        app.git("config", "--add", "http.extraHeader", "Authorization: Digest " + TOKEN);

        String told = told(DeploymentFixture.in(app));

        assertThat(server.authorizations()).contains("Digest " + TOKEN);
        assertConcealed(told);
        assertThat(told).contains(server.address());
    }

    @ParameterizedTest
    @ValueSource(strings = {"forbidding", "garbage", "repeating"})
    void of_configured_headers_for_a_url_are_sent_and_never_told(String kind) throws IOException {
        answers(answer(kind));
        remoteIs(url(""));
        String header = basic("deploy", SENTINEL);
        app.git("config", "http.http://" + server.address() + "/.extraHeader", "Authorization: " + header);

        String told = told(DeploymentFixture.in(app));

        assertThat(server.authorizations()).contains(header);
        assertConcealed(told);
    }

    @Test
    void that_are_missing_are_asked_for_in_words() {
        remoteIs(url(""));

        assertThat(DeploymentFixture.in(app).run("git/push", Map.of()).reason())
                .contains("remote 'origin'")
                .contains("GitAdapter.credentials(…)", "--git-credentials");
    }

    @Test
    void are_never_asked_of_a_console() {
        CredentialsProvider console = new CredentialsProvider() {
            @Override
            public boolean isInteractive() {
                return true;
            }

            @Override
            public boolean supports(CredentialItem... items) {
                throw new AssertionError("was asked");
            }

            @Override
            public boolean get(URIish uri, CredentialItem... items) {
                throw new AssertionError("was asked");
            }
        };
        GitAdapter adapter = GitAdapter.of(app.path());
        assertThatThrownBy(() -> adapter.credentials(console)).isInstanceOf(IllegalArgumentException.class);

        remoteIs(url(""));
        CredentialsProvider.setDefault(console);
        try {
            assertThat(DeploymentFixture.in(app).run("git/push", Map.of()).reason())
                    .contains("credentials");
        } finally {
            CredentialsProvider.setDefault(null);
        }
    }

    @Test
    void can_be_set_on_the_transport() {
        remoteIs(url(""));
        GitAdapter adapter = GitAdapter.of(app.path()).transport(transport -> {
            if (transport instanceof TransportHttp http) {
                http.setAdditionalHeaders(Map.of("Authorization", "Bearer " + TOKEN));
            }
        });

        assertThat(adapter.executors()).containsKeys("git/checkout", "git/revert", "git/tag", "git/push");
        assertConcealed(told(DeploymentFixture.with(adapter, app)));
        assertThat(server.authorizations()).contains("Bearer " + TOKEN);
    }

    @Test
    void in_a_url_that_stands_where_a_name_belongs_are_never_told() {
        DeploymentFixture deployment = DeploymentFixture.in(app);
        Map<String, Object> with = Map.of("remote", "https://" + TOKEN + "@example.org/app.git");

        assertConcealed(deployment.run("git/push", with).reason());
        assertConcealed(deployment.check("git/push", with).toString());
    }

    @Test
    void that_a_hook_prints_are_never_told() {
        TestRepository remote = new TestRepository(directory.resolve("remote.git"));
        app.git("config", "remote.origin.pushurl", remote.path().toString());
        remoteIs(url("deploy:s3ntinel%2Fp%40ss@"));
        RemoteAndClones.hook(app.path().resolve(".git/hooks"), "pre-push", "git remote get-url origin; exit 1");
        DeploymentFixture deployment = DeploymentFixture.in(app);

        StepResult result = deployment.run("git/push", Map.of());

        assertThat(deployment.printed()).contains("/team/app.git");
        assertConcealed(result.reason() + deployment.printed());
    }

    @Test
    void are_not_needed_to_say_what_else_is_wrong() throws IOException {
        remoteIs("http://host.invalid/app.git");
        assertThat(DeploymentFixture.in(app).run("git/push", Map.of()).reason()).contains("host that is not known");

        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        remoteIs("http://127.0.0.1:" + closed + "/app.git");
        assertThat(DeploymentFixture.in(app).run("git/push", Map.of()).reason()).contains("could not be connected to");

        answers((request, authorization) ->
                String.join(CRLF, "HTTP/1.1 404 Not Found", "Content-Length: 0", "Connection: close", CRLF));
        remoteIs(url(""));
        assertThat(DeploymentFixture.in(app).run("git/push", Map.of()).reason())
                .contains("is no repository, or none that whoever asks may see");
    }

    @Test
    void do_not_matter_to_a_remote_that_is_silent() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            remoteIs("http://127.0.0.1:" + silent.getLocalPort() + "/app.git");
            GitAdapter adapter = GitAdapter.of(app.path()).transport(transport -> transport.setTimeout(1));

            assertThat(DeploymentFixture.with(adapter, app)
                            .run("git/push", Map.of())
                            .reason())
                    .contains("did not answer in time");
        }
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }
}
