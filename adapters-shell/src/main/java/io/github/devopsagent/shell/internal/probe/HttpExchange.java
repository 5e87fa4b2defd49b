package io.github.devopsagent.shell.internal.probe;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * One GET on a connection of its own. {@code java.net.http} keeps connections and cannot be told not to: behind a load
 * balancer its second probe would still ask the instance that the first one reached, though that one may be about to
 * be replaced.
 */
final class HttpExchange {

    private static final int CHUNK = 16 * 1024;
    private static final long UNTIL_THE_END = Long.MAX_VALUE;

    private final URI url;
    private final int timeoutMillis;
    private volatile int status;
    private volatile int received;

    HttpExchange(URI url, Duration timeout) {
        this.url = url;
        this.timeoutMillis = (int) Math.max(1, Math.min(timeout.toMillis(), Integer.MAX_VALUE));
    }

    /** Blocks until the body is read, however long that takes; an interruption ends it at the next byte. */
    HttpAnswer get() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        try {
            prepare(connection);
            int code = connection.getResponseCode();
            if (code < 0) {
                throw new ProtocolException("it is not HTTP");
            }
            status = code;
            return HttpAnswer.of(code, read(connection));
        } finally {
            connection.disconnect();
        }
    }

    /** How far it has come: for an exchange whose time is over. */
    String progress() {
        return status == 0 ? "no answer" : "status " + status + " and " + received + " bytes of the body";
    }

    private void prepare(HttpURLConnection connection) {
        connection.setConnectTimeout(timeoutMillis);
        connection.setReadTimeout(timeoutMillis);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Connection", "close");
        connection.setRequestProperty("User-Agent", "devops-agent");
        connection.setRequestProperty("Accept", "*/*");
    }

    private byte[] read(HttpURLConnection connection) throws IOException {
        long length = length(connection);
        int wanted = (int) Math.min(length, HttpAnswer.LONGEST_BODY);
        byte[] bytes = read(connection, wanted);
        if (bytes.length < wanted && length < UNTIL_THE_END) {
            throw new EOFException(bytes.length + " of " + length + " bytes of the body");
        }
        return bytes;
    }

    private byte[] read(HttpURLConnection connection, int wanted) throws IOException {
        // Not closed here: a closed body hands the connection back for the next request, disconnect() closes it.
        InputStream body = body(connection);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        int length = 0;
        while (length >= 0 && bytes.size() < wanted) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("abandoned");
            }
            length = body.read(chunk, 0, Math.min(CHUNK, wanted - bytes.size()));
            bytes.write(chunk, 0, Math.max(length, 0));
            received = bytes.size();
        }
        return bytes.toByteArray();
    }

    /** The JDK does not count the bytes of a connection that is to be closed: a body cut short would pass as whole. */
    private static long length(HttpURLConnection connection) {
        boolean counted =
                connection.getHeaderField("Transfer-Encoding") == null && connection.getContentLengthLong() >= 0;
        return counted ? connection.getContentLengthLong() : UNTIL_THE_END;
    }

    private InputStream body(HttpURLConnection connection) throws IOException {
        return status < 400
                ? connection.getInputStream()
                : Optional.ofNullable(connection.getErrorStream()).orElseGet(InputStream::nullInputStream);
    }
}
