package io.github.devopsagent.shell.internal.probe;

import static io.github.devopsagent.shell.TestStep.aProbe;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.contract.FewerCases;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that lets clients resume, and has another certificate than before. */
@FewerCases(every = 4)
class TlsSessionsTest {

    @TempDir
    static Path directory;

    private static Path trusted;
    private static Path ownKeys;
    private static Path unknown;
    private static Path misnamed;

    @BeforeAll
    static void writeKeys() throws Exception {
        ownKeys = TestKeys.make(directory.resolve("own"), "shop.example");
        unknown = TestKeys.make(directory.resolve("unknown"), "shop.example");
        misnamed = TestKeys.make(directory.resolve("misnamed"), "other.example");
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        for (Path each : List.of(ownKeys, misnamed)) {
            trust.setCertificateEntry(
                    each.getFileName().toString(), TestKeys.load(each).getCertificate("a"));
        }
        trusted = directory.resolve("trusted");
        try (OutputStream out = Files.newOutputStream(trusted)) {
            trust.store(out, TestKeys.PASSWORD.toCharArray());
        }
    }

    @FewerCases(every = 4)
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void each_probe_sees_the_certificate_that_the_server_has_now(String protocol) throws Exception {
        Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 shop.example\n");
        try (ChangingServer server = new ChangingServer(protocol, ownKeys);
                ProbeJvm jvm = new ProbeJvm(
                        hosts,
                        "-Djavax.net.ssl.trustStore=" + trusted,
                        "-Djavax.net.ssl.trustStorePassword=" + TestKeys.PASSWORD)) {
            String url = "https://shop.example:" + server.port() + "/";
            assertThat(jvm.ask(url)).startsWith("200 in ");
            assertThat(jvm.ask(url)).startsWith("200 in ");

            server.change(unknown);
            assertThat(jvm.ask(url)).contains("unable to find valid certification path");

            server.change(misnamed);
            assertThat(jvm.ask(url)).containsPattern("[Nn]o subject alternative|No name matching");
        }
    }

    @FewerCases(every = 4)
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void so_it_does_with_a_context_that_the_host_has_set(String protocol) throws Exception {
        SSLContext before = SSLContext.getDefault();
        SSLContext.setDefault(trusting());
        try (ChangingServer server = new ChangingServer(protocol, ownKeys)) {
            assertThat(ask(server)).startsWith("200 in ");
            assertThat(ask(server)).startsWith("200 in ");

            server.change(unknown);
            assertThat(ask(server)).contains("unable to find valid certification path");

            server.change(misnamed);
            assertThat(ask(server)).containsPattern("[Nn]o subject alternative|No name matching");
        } finally {
            SSLContext.setDefault(before);
        }
    }

    /** As if another thread had made it in between. */
    @FewerCases(every = 4)
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_session_that_was_resumed_nevertheless_is_refused(String protocol) throws Exception {
        try (ChangingServer server = new ChangingServer(protocol, ownKeys)) {
            TlsSessions sessions = new TlsSessions(trusting());
            SSLSession first = session(sessions, server);
            long later = first.getCreationTime() + 1;
            SSLSession resumed = session(sessions, server);

            assertThatThrownBy(() -> TlsSessions.demandNew(resumed, later))
                    .hasMessageContaining("an earlier session was resumed");
            TlsSessions.demandNew(first, first.getCreationTime());
        }
    }

    private static SSLSession session(TlsSessions sessions, ChangingServer server) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                Socket secure = sessions.sockets().createSocket(socket, "shop.example", server.port(), true)) {
            secure.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
            secure.getInputStream().readAllBytes();
            return ((SSLSocket) secure).getSession();
        }
    }

    private static String ask(ChangingServer server) {
        return aProbe(
                        directory,
                        new HttpExecutor((host, scope) -> List.of(InetAddress.getLoopbackAddress()), List.of()))
                .with("url", "https://shop.example:" + server.port() + "/")
                .within(Duration.ofMinutes(1))
                .run()
                .reason();
    }

    private static SSLContext trusting() throws Exception {
        TrustManagerFactory others = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init(TestKeys.load(trusted));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, others.getTrustManagers(), null);
        return context;
    }
}
