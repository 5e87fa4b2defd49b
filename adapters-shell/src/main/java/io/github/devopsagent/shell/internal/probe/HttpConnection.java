package io.github.devopsagent.shell.internal.probe;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;

/** A connection that knows how far an answer has come, and takes none whose head is cut short. */
final class HttpConnection extends DefaultBHttpClientConnection {

    private final AtomicLong received = new AtomicLong();
    private volatile boolean isAtEnd;

    HttpConnection(Http1Config limits) {
        super(limits);
    }

    void use(Socket socket, Optional<SSLSocket> secure) throws IOException {
        bind(secure.<SocketHolder>map(tls -> new CountedTls(tls, socket)).orElseGet(() -> new Counted(socket)));
    }

    /** How many bytes have come. */
    long received() {
        return received.get();
    }

    @Override
    public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
        ClassicHttpResponse response = super.receiveResponseHeader();
        if (isAtEnd) {
            // More was read than was there, so that the empty line after the headers is missing.
            throw new EOFException("the headers are cut short");
        }
        return response;
    }

    private InputStream counting(InputStream from) {
        return new FilterInputStream(from) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                isAtEnd = count < 0;
                received.addAndGet(Math.max(count, 0));
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

    private final class CountedTls extends SocketHolder {

        CountedTls(SSLSocket secure, Socket socket) {
            super(secure, socket);
        }

        @Override
        protected InputStream getInputStream(Socket socket) throws IOException {
            return counting(super.getInputStream(socket));
        }
    }
}
