package io.github.devopsagent.shell.internal.probe;

import static io.github.devopsagent.shell.TestStep.aProbe;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.shell.TestServer;
import io.github.devopsagent.shell.TestStep;
import io.github.devopsagent.shell.internal.process.MachineTools;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single answers, as servers give them. */
class HttpAnswersTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n",
                "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n"
            })
    void an_interim_answer_is_passed_over(String interim) {
        assertThat(asked(interim + OK + "Content-Length: 2\r\n\r\nUP", "UP").isSuccess())
                .isTrue();
    }

    @Test
    void interim_answers_without_end_are_named() {
        assertThat(asked("HTTP/1.1 103 Early Hints\r\n\r\n".repeat(200), "").reason())
                .contains("sent more than 100 interim (1xx) answers");
    }

    @Test
    void switched_protocols_are_an_answer() {
        assertThat(asked("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", "")
                        .reason())
                .contains("found status 101");
    }

    @ParameterizedTest
    @MethodSource("declaredBodies")
    void a_body_is_read_as_it_is_declared(String headers, byte[] body) {
        assertThat(asked(OK + headers, body, "läuft")).matches(StepResult::isSuccess);
    }

    private static Stream<Arguments> declaredBodies() {
        return Stream.of(
                Arguments.of("Content-Type: text/plain; charset=ISO-8859-1", text(ISO_8859_1)),
                Arguments.of("Content-Type: text/plain;charset=\"iso-8859-1\"", text(ISO_8859_1)),
                Arguments.of("content-type: application/json; charset=utf-16", text(UTF_16)),
                Arguments.of("Content-Type: application/json; charset=utf-16le", text(UTF_16LE)),
                Arguments.of("Content-Type: text/html; charset=ISO-8859-1", text(UTF_8, "\uFEFFläuft")),
                Arguments.of("X: y", text(UTF_16LE, "\uFEFFläuft")),
                Arguments.of("X: y", text(Charset.forName("UTF-32LE"), "\uFEFFläuft")),
                Arguments.of(
                        "Content-Type: text/plain; charset=utf-8", text(Charset.forName("UTF-32BE"), "\uFEFFläuft")),
                Arguments.of("Content-Type: text/plain; charset=utf-32", text(Charset.forName("UTF-32"))),
                Arguments.of("Content-Type: application/json", text(UTF_8)),
                Arguments.of("Content-Type: text/plain; charset=klingon", text(UTF_8)),
                Arguments.of("Content-Type: ;;;charset=", text(UTF_8)),
                Arguments.of("Content-Type:", text(UTF_8)),
                Arguments.of("Content-Encoding: gzip", gzip(text(UTF_8))),
                Arguments.of("Content-Encoding: GZIP\r\nContent-Type: text/plain; charset=utf-16", gzip(text(UTF_16))),
                Arguments.of("Content-Encoding: x-gzip, identity", gzip(text(UTF_8))),
                Arguments.of("Content-Encoding: gzip, gzip", gzip(gzip(text(UTF_8)))),
                Arguments.of("Content-Encoding: gzip\r\nX: y\r\nContent-Encoding: gzip", gzip(gzip(text(UTF_8)))),
                Arguments.of("X: y\r\n".repeat(5_000) + "Content-Encoding: gzip", gzip(text(UTF_8))),
                Arguments.of("Content-Encoding: deflate", deflated(text(UTF_8), false)),
                Arguments.of("Content-Encoding: deflate", deflated(text(UTF_8), true)));
    }

    /** The second has not come when the first is at its end. */
    @Test
    void a_body_of_two_members_of_gzip_is_read_to_its_end() throws IOException {
        InputStream members = new SequenceInputStream(
                new ByteArrayInputStream(gzip(text(UTF_8, "not yet, but "))),
                new ByteArrayInputStream(gzip(text(UTF_8))));

        HttpBody body = new BodyReader().read(new InputStreamEntity(members, ContentType.TEXT_PLAIN), "gzip");

        assertThat(body.text()).isEqualTo("not yet, but es läuft");
    }

    @Test
    void a_charset_that_is_not_known_is_named() {
        assertThat(asked(OK + "Content-Type: text/plain; charset=klingon\r\n\r\nUP", "DOWN")
                        .reason())
                .contains("a body that begins: UP (read as UTF-8: its charset 'klingon' is not known here)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip, br", "aes128gcm"})
    void an_encoding_that_is_not_known_is_named_and_only_matters_to_who_asks_for_the_body(String encoding) {
        String answer = OK + "Content-Encoding: " + encoding + "\r\n\r\n\u000b\u0002\u0080UP\u0003";

        assertThat(asked(answer, "UP").reason())
                .contains("expected 'UP' in the body, found status 200 and a body in the encoding '")
                .contains("', which is not decoded");
        assertThat(asked(answer, "").isSuccess()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void an_encoded_body_that_is_not_encoded_is_named(String encoding) {
        assertThat(asked(OK + "Content-Encoding: " + encoding + "\r\n\r\nit is UP, as plain text", "UP")
                        .reason())
                .contains("a body that is not what its Content-Encoding (" + encoding + ") says");
    }

    @Test
    void the_status_is_told_before_what_is_wrong_with_the_body() {
        String answer = "HTTP/1.1 500 Oops\r\nContent-Encoding: gzip\r\n\r\nout of order";

        assertThat(asked(answer, "").reason())
                .contains(
                        "expected status 200 to 299, found status 500 and a body that is not what its Content-Encoding"
                                + " (gzip) says");
        assertThat(asked(answer.replace("500", "200"), "").reason())
                .contains("found status 200 and a body that is not what its Content-Encoding (gzip) says");
    }

    @Test
    void a_body_in_thousands_of_encodings_is_not_decoded() {
        String head = OK + "Content-Encoding: gzip" + ", gzip".repeat(4_999);

        assertThat(asked(head, gzip(text(UTF_8)), "UP").reason())
                .contains("a body in 5000 encodings, of which 8 at most are decoded");
        assertThat(asked(head, gzip(text(UTF_8)), "").isSuccess()).isTrue();
    }

    @Test
    void the_name_of_an_encoding_is_quoted_as_it_is_written() {
        assertThat(asked(OK + "Content-Encoding: Käse\r\n\r\nUP", "UP").reason())
                .contains("in the encoding 'Käse'");
    }

    @Test
    void a_target_is_read_as_utf_8_if_it_is_that() {
        byte[] utf8 = "HTTP/1.1 301 Moved\r\nLocation: /größe\r\n\r\n".getBytes(UTF_8);
        byte[] latin1 = "HTTP/1.1 301 Moved\r\nLocation: /größe\r\n\r\n".getBytes(ISO_8859_1);

        assertThat(asked((to, server) -> to.write(utf8), "").reason()).contains("301 to /größe");
        assertThat(asked((to, server) -> to.write(latin1), "").reason()).contains("301 to /größe");
    }

    @Test
    void trailers_without_end_are_no_answer() {
        String answer = OK + "Transfer-Encoding: chunked\r\n\r\n2\r\nUP\r\n0\r\n" + "X: y\r\n".repeat(80_000) + "\r\n";

        assertThat(asked(answer, "UP").isSuccess()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\nContent-Encoding: gzip\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n"
            })
    void no_body_is_nothing_to_be_decoded(String answer) {
        assertThat(asked(answer, "").isSuccess()).isTrue();
    }

    @Test
    void a_body_that_is_a_thousand_times_as_large_as_it_comes_is_read_up_to_the_limit() {
        byte[] bomb = gzip(new byte[64 << 20]);

        assertThat(asked(OK + "Content-Encoding: gzip", bomb, "UP").reason())
                .contains("expected 'UP' in the body (its first 1048576 bytes)");
    }

    @Test
    void a_compressed_body_that_is_cut_short_is_no_answer() {
        byte[] whole = gzip(text(UTF_8));

        assertThat(asked(OK + "Content-Encoding: gzip", Arrays.copyOf(whole, whole.length - 9), "")
                        .isSuccess())
                .isFalse();
    }

    @Test
    void a_redirect_is_named_with_its_target() {
        assertThat(asked("HTTP/1.1 301 Moved\r\nLocation: https://me:hunter2@h/users/@me\r\n\r\n", "")
                        .reason())
                .contains("found status 301 to https://***@h/users/@me without a body")
                .doesNotContain("hunter2");
    }

    @Test
    void nothing_of_an_answer_steers_a_terminal() {
        String escape = "\u001b[2J\u001b]0;title\u0007\u009b1m\u202e";

        assertThat(asked("HTTP/1.1 500 " + escape + "\r\nLocation: /" + escape + "\r\n\r\n" + escape, "")
                        .reason())
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
        assertThat(asked(escape + "\r\n\r\n", "").reason()).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.0 200 OK\r\n\r\nUP",
                "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nUP",
                "HTTP/1.1 200 OK\nContent-Length: 2\n\nUP",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nUP\r\n0\r\nTrailer: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\nUP",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: Identity\r\nContent-Length: 2\r\n\r\nUP and more",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nUP and more than was declared",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nUP",
                "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nUP",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: Chunked\r\n\r\n2\r\nUP\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: none\r\n\r\nUP",
                "HTTP/1.1 200 OK\r\nContent-Encoding: UTF-8\r\n\r\nUP",
                "HTTP/1.1 200 OK\r\nContent-Encoding: iso-8859-1, identity\r\n\r\nUP",
                "HTTP/1.1 200 OK\r\nX: " + "\u00e4\r\n y\r\nContent-Length: 2\r\n\r\nUP"
            })
    void what_servers_write_is_understood(String answer) {
        assertThat(asked(answer, "UP")).matches(StepResult::isSuccess);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "220 mail ESMTP\r\n",
                "HTTP/1.1 OK\r\n\r\nUP",
                "HTTP/2 200\r\n\r\nUP",
                "<html>UP</html>\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nUP",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nUP",
                "HTTP/1.1 200 OK\r\nContent-Length: 2, 3\r\n\r\nUP",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nUP\r\n",
                "\u0015\u0003\u0003\u0000\u0002\u00022",
                "\u0000\u0000\u0012\u0004\u0000\u0000\u0000\u0000\u0000\r\n"
            })
    void what_is_not_http_is_no_answer(String answer) {
        StepResult result = asked(answer, "");

        assertThat(result.isSuccess()).as(result.reason()).isFalse();
        assertThat(result.reason())
                .containsPattern("did not answer as HTTP/1.1 demands|ended before a complete answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/2", "HTTP/2.0", "HTTP/3"})
    void a_version_that_is_not_spoken_is_named_as_it_was_sent(String version) {
        assertThat(asked(version + " 200\r\n\r\nUP", "").reason())
                .contains("did not answer as HTTP/1.1 demands: its status line begins with " + version + ",");
    }

    @Test
    void a_line_of_a_megabyte_and_headers_without_end_are_no_answer() {
        assertThat(asked(OK + "X: " + "x".repeat(1 << 20) + "\r\n\r\nUP", "").isSuccess())
                .isFalse();
        assertThat(asked(OK + "X: y\r\n".repeat(80_000) + "\r\nUP", "").isSuccess())
                .isFalse();
    }

    private static StepResult asked(String answer, String body) {
        return asked((to, server) -> to.write(answer.getBytes(ISO_8859_1)), body);
    }

    private static StepResult asked(String head, byte[] sent, String body) {
        return asked(
                (to, server) -> {
                    to.write((head + "\r\nContent-Length: " + sent.length + "\r\n\r\n").getBytes(ISO_8859_1));
                    to.write(sent);
                },
                body);
    }

    private static StepResult asked(TestServer.Answer answer, String body) {
        try (TestServer server = TestServer.answering(answer)) {
            TestStep step = aProbe(Path.of("/"), new HttpExecutor(SystemResolver.of(MachineTools.here())))
                    .with("url", server.url())
                    .within(Duration.ofMinutes(5));
            return (body.isEmpty() ? step : step.with("expect_body", body)).run();
        }
    }

    private static byte[] text(Charset charset) {
        return text(charset, "es läuft");
    }

    private static byte[] text(Charset charset, String text) {
        return text.getBytes(charset);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return packed.toByteArray();
    }

    private static byte[] deflated(byte[] bytes, boolean isBare) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream deflate = new DeflaterOutputStream(packed, new Deflater(9, isBare))) {
            deflate.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return packed.toByteArray();
    }
}
