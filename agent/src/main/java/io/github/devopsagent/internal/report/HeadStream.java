package io.github.devopsagent.internal.report;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Remembers how a file begins. */
final class HeadStream extends FilterInputStream {

    private static final int MOST = 2000;

    private final ByteArrayOutputStream head = new ByteArrayOutputStream();

    HeadStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read > 0 && head.size() < MOST) {
            head.write(bytes, offset, Math.min(read, MOST - head.size()));
        }
        return read;
    }

    /** How it begins, as text, as well as that can be told. */
    String text() {
        return head.toString(StandardCharsets.UTF_8);
    }
}
