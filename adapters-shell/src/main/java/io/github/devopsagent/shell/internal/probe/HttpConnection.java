package io.github.devopsagent.shell.internal.probe;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.message.BasicLineParser;
import org.apache.hc.core5.http.message.StatusLine;
import org.apache.hc.core5.util.CharArrayBuffer;

/** A connection that knows how far an answer has come, and takes none whose head is cut short. */
final class HttpConnection extends DefaultBHttpClientConnection {

    /** As curl has it. */
    private static final int LONGEST_HEAD = 300 * 1024;

    private static final int MOST_TRAILERS = 1000;

    private final Http1Config trailers;
    private final AtomicLong received = new AtomicLong();
    private volatile boolean isAtEnd;
    private volatile boolean isInHead;

    HttpConnection(Http1Config limits) {
        // Without a parser of its own the limits would be those of the library.
        super(limits, null, null, null, null, null, ignored -> parser(limits));
        trailers = Http1Config.copy(limits).setMaxHeaderCount(MOST_TRAILERS).build();
    }

    // The constructor of 5.3 has another order, and hosts have 5.1 and 5.2.
    @SuppressWarnings("deprecation")
    private static HttpMessageParser<ClassicHttpResponse> parser(Http1Config limits) {
        return new DefaultHttpResponseParser(new StatusLineParser(), null, limits);
    }

    /** Over this socket, which is a secure one if the connection is to be. */
    void use(Socket socket) throws IOException {
        bind(new Counted(socket));
    }

    /** How many bytes have come. */
    long received() {
        return received.get();
    }

    @Override
    public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
        isInHead = true;
        ClassicHttpResponse response = super.receiveResponseHeader();
        isInHead = false;
        if (isAtEnd) {
            // More was read than was there, so that the empty line after the headers is missing.
            throw new EOFException("the headers are cut short");
        }
        foldEqual(response, HttpHeaders.CONTENT_LENGTH);
        foldEqual(response, HttpHeaders.TRANSFER_ENCODING);
        dropIdentity(response);
        return response;
    }

    /** It says that nothing was done to the body, so that the length or the end of the connection ends it. */
    private static void dropIdentity(ClassicHttpResponse response) {
        Header[] codings = response.getHeaders(HttpHeaders.TRANSFER_ENCODING);
        if (codings.length == 1 && codings[0].getValue().strip().equalsIgnoreCase("identity")) {
            response.removeHeaders(HttpHeaders.TRANSFER_ENCODING);
        }
    }

    /** A length or coding that is told twice, as some proxies do, is one (RFC 9110, 8.6); two lengths are none. */
    private static void foldEqual(ClassicHttpResponse response, String name) {
        List<String> values = Stream.of(response.getHeaders(name))
                .flatMap(header -> Stream.of(String.valueOf(header.getValue()).split(",", -1)))
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (values.size() > 1 && values.stream().distinct().count() == 1) {
            response.removeHeaders(name);
            response.addHeader(name, values.get(0));
        }
    }

    /** What follows a body is not limited by the length of the head. */
    @Override
    protected InputStream createContentInputStream(long length, SessionInputBuffer buffer, InputStream from) {
        return length == ContentLengthStrategy.CHUNKED
                ? new ChunkedInputStream(buffer, from, trailers)
                : super.createContentInputStream(length, buffer, from);
    }

    private InputStream counting(InputStream from) {
        return new FilterInputStream(from) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                isAtEnd = count < 0;
                if (received.addAndGet(Math.max(count, 0)) > LONGEST_HEAD && isInHead) {
                    throw new ProbeFailure("the headers are longer than " + LONGEST_HEAD + " bytes");
                }
                return count;
            }
        };
    }

    private final class Counted extends SocketHolder {

        Counted(Socket socket) {
            super(socket);
        }

        @Override
        protected InputStream getInputStream(Socket socket) throws IOException {
            return counting(super.getInputStream(socket));
        }
    }

    /** Names a version that is not spoken as the server wrote it: the library makes 2.2 of {@code HTTP/2}. */
    private static final class StatusLineParser extends BasicLineParser {

        @Override
        public StatusLine parseStatusLine(CharArrayBuffer buffer) throws ParseException {
            StatusLine line = super.parseStatusLine(buffer);
            if (line.getProtocolVersion().greaterEquals(HttpVersion.HTTP_2)) {
                throw new ParseException("its status line begins with " + version(buffer));
            }
            return line;
        }

        private static String version(CharArrayBuffer buffer) {
            return buffer.toString().strip().split("\\s", 2)[0];
        }
    }
}
