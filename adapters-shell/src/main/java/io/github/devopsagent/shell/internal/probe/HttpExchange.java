package io.github.devopsagent.shell.internal.probe;

import io.github.devopsagent.address.HttpUrl;
import io.github.devopsagent.shell.internal.request.HttpRequest;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.MessageSupport;

/**
 * One GET or HEAD on a connection of its own: behind a load balancer a connection that was kept would still ask the instance
 * that the first probe reached, though that one may be about to be replaced.
 */
final class HttpExchange {

    /** As curl has it. */
    private static final int LONGEST_LINE = 100 * 1024;

    /** No limit of their own: the length of the head is. */
    private static final int MOST_HEADERS = -1;

    private static final int MOST_EMPTY_LINES = 10;
    private static final int MOST_INTERIM_ANSWERS = 100;

    private static final String TLS_ALERT = "\u0015\u0003";
    private static final String HTTP_2_FRAME = "\0\0";

    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(LONGEST_LINE)
            .setMaxHeaderCount(MOST_HEADERS)
            .setMaxEmptyLineCount(MOST_EMPTY_LINES)
            .build();

    private final HttpRequest asked;
    private final HttpUrl url;
    private final ProbeScope scope;
    private final HttpConnection connection = new HttpConnection(LIMITS);

    HttpExchange(HttpRequest asked, ProbeScope scope) {
        this.asked = asked;
        this.url = asked.url();
        this.scope = scope;
    }

    /** Blocks until the body is read, or the scope is closed. */
    HttpAnswer get(Resolver resolver, Deadline deadline) throws IOException {
        Socket socket = Dialer.connect(url.address(), resolver, scope, deadline).socket();
        socket.setTcpNoDelay(true);
        Socket used = url.isSecure() ? new TlsHandshake(url.address(), asked.trust()).over(socket, scope) : socket;
        connection.use(used);
        String peer = url.address().toString();
        try {
            scope.enter(() -> waiting(peer));
            ClassicHttpRequest request = request();
            connection.sendRequestHeader(request);
            connection.flush();
            return answer(request, response());
        } catch (HttpException e) {
            throw new ProbeFailure(peer + " did not answer as HTTP/1.1 demands: "
                    + HeaderText.of(ConnectionFailure.message(e))
                    + hint(ConnectionFailure.message(e)));
        } catch (ProbeFailure | ProbeTimeout e) {
            throw e;
        } catch (IOException e) {
            // With TLS 1.3 a server that wants a certificate ends the connection only after the handshake.
            throw new IOException(ConnectionFailure.message(e) + TlsHandshake.hintOfCertificate(used), e);
        }
    }

    private String waiting(String peer) {
        long received = connection.received();
        return received == 0
                ? "waiting for the status line from " + peer
                : "reading status and headers from " + peer + ", after " + received + " bytes";
    }

    private ClassicHttpRequest request() {
        ClassicHttpRequest request = new BasicClassicHttpRequest(asked.method(), null, null, url.target());
        request.addHeader("Host", asked.header("Host").orElse(url.authority()));
        request.addHeader("User-Agent", asked.header("User-Agent").orElse("devops-agent"));
        request.addHeader("Accept", asked.header("Accept").orElse("*/*"));
        asked.headers().entrySet().stream()
                .filter(header -> !request.containsHeader(header.getKey()))
                .forEach(header -> request.addHeader(header.getKey(), header.getValue()));
        request.addHeader("Connection", "close");
        return request;
    }

    /** What is only interim is passed over; after 101 another protocol is spoken, which is an answer. */
    private ClassicHttpResponse response() throws IOException, HttpException {
        for (int i = 0; i <= MOST_INTERIM_ANSWERS; i++) {
            ClassicHttpResponse response = connection.receiveResponseHeader();
            if (response == null) {
                throw new EOFException("nothing was sent");
            }
            if (response.getCode() >= HttpStatus.SC_OK || response.getCode() == HttpStatus.SC_SWITCHING_PROTOCOLS) {
                return response;
            }
        }
        throw new ProbeFailure(url.address() + " sent more than " + MOST_INTERIM_ANSWERS + " interim (1xx) answers");
    }

    private HttpAnswer answer(ClassicHttpRequest request, ClassicHttpResponse response)
            throws IOException, HttpException {
        Optional<String> location = Optional.ofNullable(response.getFirstHeader("Location"))
                .map(Header::getValue)
                .map(HeaderText::of);
        if (!MessageSupport.canResponseHaveBody(request.getMethod(), response)) {
            return new HttpAnswer(response.getCode(), location, Optional.empty(), HttpBody.NONE, asked::masked);
        }
        BodyReader reader = new BodyReader();
        int status = response.getCode();
        scope.enter(
                () -> "reading the body, after status " + status + " and " + reader.received() + " bytes of the body");
        connection.receiveResponseEntity(response);
        return new HttpAnswer(
                status,
                location,
                Optional.ofNullable(response.getFirstHeader("Content-Type")).map(Header::getValue),
                response.getEntity() == null ? HttpBody.NONE : reader.read(response.getEntity(), encodings(response)),
                asked::masked);
    }

    /** Several lines are one list. */
    private static String encodings(ClassicHttpResponse response) {
        return Arrays.stream(response.getHeaders("Content-Encoding"))
                .map(Header::getValue)
                .filter(Objects::nonNull)
                .map(HeaderText::of)
                .collect(Collectors.joining(","));
    }

    /** By the bytes that the message quotes, as themselves or as numbers. */
    private static String hint(String message) {
        String quoted = message.replace("[0x15][0x03]", TLS_ALERT).replace("[0x00][0x00]", HTTP_2_FRAME);
        if (quoted.contains(TLS_ALERT)) {
            return " (it seems to speak TLS: write https://)";
        }
        return quoted.contains(HTTP_2_FRAME) ? " (it seems to speak HTTP/2 alone)" : "";
    }
}
