package io.github.devopsagent.shell.internal.probe;

import static io.github.devopsagent.shell.TestStep.aProbe;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.address.TcpAddress;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.shell.TestServer;
import io.github.devopsagent.shell.TestStep;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a probe trusts, and for which name. */
@FewerCases(every = 4)
class TlsProbeTest {

    @TempDir
    static Path directory;

    private static TestServer server;
    private static SSLContext before;
    private static Certificate certificate;

    @BeforeAll
    static void startServer() throws Exception {
        Path keys = TestKeys.make(
                directory.resolve("keys.p12"), "cn.example", "dns:shop.example,dns:*.apps.example,ip:127.0.0.1");
        before = SSLContext.getDefault();
        KeyStore own = TestKeys.load(keys);
        certificate = own.getCertificate("a");
        SSLContext context = context(own);
        SSLContext.setDefault(context);
        server = TestServer.answering(
                TlsProbeTest::repeatTheHost,
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    private static void repeatTheHost(OutputStream to, TestServer from) throws IOException {
        String host = from.requests().stream()
                .filter(line -> line.startsWith("Host: "))
                .reduce("", (first, second) -> second);
        to.write(("HTTP/1.1 200 OK\r\n\r\n" + host.substring(6)).getBytes(US_ASCII));
    }

    @AfterAll
    static void stopServer() {
        SSLContext.setDefault(before);
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.example", "SHOP.example", "a.apps.example", "127.0.0.1"})
    void a_certificate_for_the_name_is_taken_wherever_the_name_leads(String host) {
        StepResult result = ask(host, server.port(), host);

        assertThat(result).as(result.reason()).matches(StepResult::isSuccess);
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.example", "cn.example", "apps.example", "a.b.apps.example", "localhost"})
    void a_certificate_for_another_name_is_refused(String host) {
        assertThat(ask(host, server.port(), "").reason())
                .contains("no secure connection to " + host + ":" + server.port())
                .containsPattern("[Nn]o subject alternative|No name matching|is not for the name");
    }

    /** A server of the JDK does not talk to such a name at all. */
    @Test
    void a_name_with_an_underscore_is_checked_as_others_are() throws Exception {
        new TlsHandshake(new TcpAddress("a_b.apps.example", 443)).checkName(certificate);

        for (String other : List.of("a_b.c.apps.example", "my_app", "x_y.example", "a_b.example", "_.shop.example")) {
            assertThatThrownBy(() -> new TlsHandshake(new TcpAddress(other, 443)).checkName(certificate))
                    .hasMessage("the certificate is not for the name " + other);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a_b.apps.example", "shop.example", "xn--bcher-kva.example"})
    void the_server_is_told_the_name(String host) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> hello = CompletableFuture.supplyAsync(() -> hello(listening));

            ask(host.replace("xn--bcher-kva", "bücher"), listening.getLocalPort(), "");

            assertThat(hello.get()).contains(host);
        }
    }

    private static String hello(ServerSocket listening) {
        try (Socket socket = listening.accept()) {
            return new String(socket.getInputStream().readNBytes(250), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_certificate_that_nobody_trusts_is_refused() throws Exception {
        SSLContext trusting = SSLContext.getDefault();
        SSLContext.setDefault(before);
        try {
            assertThat(ask("shop.example", server.port(), "").reason())
                    .contains("no secure connection to shop.example")
                    .contains("unable to find valid certification path");
        } finally {
            SSLContext.setDefault(trusting);
        }
    }

    @Test
    void a_file_of_certificates_is_trusted_instead_of_the_jvm() throws Exception {
        Path own = pem("own.pem", certificate);
        Path other = pem(
                "other.pem",
                TestKeys.load(TestKeys.make(directory.resolve("other.p12"), "other.example"))
                        .getCertificate("a"));

        assertThat(untrusting("shop.example", "ca_file", own.toString()).reason())
                .startsWith("200 in ");
        assertThat(untrusting("shop.example", "ca_file", "own.pem").reason()).startsWith("200 in ");
        assertThat(untrusting("other.example", "ca_file", own.toString()).reason())
                .contains("no secure connection to other.example");
        assertThat(ask("shop.example", server.port(), "").reason()).startsWith("200 in ");
        assertThat(step("shop.example", "ca_file", other.toString()).run().reason())
                .contains("no secure connection to shop.example");
    }

    @Test
    void a_file_that_cannot_be_trusted_is_told_before() throws Exception {
        Files.writeString(directory.resolve("no.pem"), "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n");
        Files.writeString(directory.resolve("empty.pem"), "");

        assertThat(check("no.pem")).matches("CANNOT_RUN 'ca_file' \\S+/no.pem is no list of certificates in PEM.*");
        assertThat(check("empty.pem")).matches("CANNOT_RUN 'ca_file' \\S+/empty.pem has no certificate.*");
        assertThat(check(".")).matches("CANNOT_RUN 'ca_file' \\S+ cannot be read.*");
        assertThat(check("later.pem")).matches("MISSING_NOW 'ca_file' \\S+/later.pem does not exist");
    }

    private static String check(String file) {
        TestStep step = step("shop.example", "ca_file", file);
        StepFinding finding = executor().check(step.input(), step.context()).orElseThrow();
        return finding.certainty() + " " + finding.message();
    }

    @Test
    void an_insecure_check_takes_any_certificate_for_any_name() throws Exception {
        assertThat(untrusting("other.example", "insecure", true).reason()).startsWith("200 in ");
        assertThat(untrusting("a_b.other.example", "insecure", false).reason())
                .contains("no secure connection to a_b.other.example");
    }

    @Test
    void a_redirect_to_where_others_can_answer_is_not_followed() throws Exception {
        SSLContext context = SSLContext.getDefault();
        try (TestServer redirecting = TestServer.answering(
                (to, self) ->
                        to.write("HTTP/1.1 302 Found\r\nLocation: http://shop.example/\r\n\r\n".getBytes(US_ASCII)),
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()))) {
            StepResult result = aProbe(directory, executor())
                    .with("url", "https://shop.example:" + redirecting.port() + "/")
                    .with("follow_redirects", true)
                    .run();

            assertThat(result.reason())
                    .contains("it was redirected from https to http://shop.example/, which is not followed");
        }
    }

    private static Path pem(String name, Certificate written) throws Exception {
        String text = "# of a test\n-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(written.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        return Files.writeString(directory.resolve(name), text);
    }

    /** By a JVM that trusts the server for nothing. */
    private static StepResult untrusting(String host, String field, Object value) throws Exception {
        SSLContext trusting = SSLContext.getDefault();
        SSLContext.setDefault(before);
        try {
            return step(host, field, value).run();
        } finally {
            SSLContext.setDefault(trusting);
        }
    }

    private static TestStep step(String host, String field, Object value) {
        return aProbe(directory, executor())
                .with("url", "https://" + host + ":" + server.port() + "/")
                .with(field, value)
                .within(Duration.ofMinutes(5));
    }

    @Test
    void http_to_a_port_with_tls_says_so() {
        StepResult result = aProbe(directory, executor())
                .with("url", "http://shop.example:" + server.port() + "/")
                .within(Duration.ofMinutes(5))
                .run();

        assertThat(result.reason()).contains("(it seems to speak TLS: write https://)");
    }

    @InEveryBuild
    @Test
    void a_port_that_answers_without_tls_is_named() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answer(plain));
            answering.setDaemon(true);
            answering.start();

            assertThat(ask("shop.example", plain.getLocalPort(), "").reason())
                    .contains("no secure connection to shop.example")
                    .contains("(the server seems to speak without TLS: write http://)");
        }
    }

    /** With TLS 1.2 the handshake fails, and nobody can tell why; with TLS 1.3 what comes after it fails. */
    @ParameterizedTest
    @CsvSource({
        "TLSv1.2, (a server that demands a client certificate may do so)",
        "TLSv1.3, '(the server asked for a client certificate, and was given none)'"
    })
    void a_server_that_demands_a_certificate_is_said_to_do_so(String protocol, String hint) throws Exception {
        SSLContext trusting = SSLContext.getDefault();
        SSLContext without = SSLContext.getInstance("TLS");
        without.init(null, trusting(), null);
        try (TestServer demanding = TestServer.answering(TlsProbeTest::repeatTheHost, demanding(trusting, protocol))) {
            SSLContext.setDefault(without);

            assertThat(ask("shop.example", demanding.port(), "").reason()).contains(hint);
        } finally {
            SSLContext.setDefault(trusting);
        }
    }

    @Test
    void a_server_that_demands_a_certificate_is_answered_by_who_has_one() throws Exception {
        try (TestServer demanding =
                TestServer.answering(TlsProbeTest::repeatTheHost, demanding(SSLContext.getDefault(), "TLSv1.3"))) {
            StepResult result = ask("shop.example", demanding.port(), "shop.example");

            assertThat(result).as(result.reason()).matches(StepResult::isSuccess);
        }
    }

    private static ServerSocket demanding(SSLContext context, String protocol) throws IOException {
        SSLServerSocket listening = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listening.setNeedClientAuth(true);
        listening.setEnabledProtocols(new String[] {protocol});
        return listening;
    }

    @Test
    void a_handshake_that_does_not_go_on_runs_into_the_deadline() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            StepResult result = aProbe(directory, executor())
                    .with("url", "https://shop.example:" + silent.getLocalPort() + "/")
                    .within(Duration.ofMillis(400))
                    .run();

            assertThat(result.reason()).contains("it timed out while waiting for the TLS handshake with shop.example:");
        }
    }

    private static void answer(ServerSocket plain) {
        try (Socket socket = plain.accept()) {
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
            socket.getOutputStream().flush();
            while (socket.getInputStream().read() >= 0) {
                // Until the client has gone.
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private static StepResult ask(String host, int port, String body) {
        TestStep step = aProbe(directory, executor())
                .with("url", "https://" + host + ":" + port + "/")
                .within(Duration.ofMinutes(5));
        return (body.isEmpty() ? step : step.with("expect_body", body + ":" + port)).run();
    }

    private static HttpExecutor executor() {
        return new HttpExecutor((host, scope) -> List.of(InetAddress.getLoopbackAddress()), List.of());
    }

    private static SSLContext context(KeyStore keys) throws Exception {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, TestKeys.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusting(), null);
        return context;
    }

    private static TrustManager[] trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("a", certificate);
        TrustManagerFactory others = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init(trusted);
        return others.getTrustManagers();
    }
}
