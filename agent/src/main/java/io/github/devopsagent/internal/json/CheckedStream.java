package io.github.devopsagent.internal.json;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Passes on bytes as long as they are UTF-8 and not too many. */
public final class CheckedStream extends FilterInputStream {

    private final Utf8 utf8 = new Utf8();
    private final long most;
    private long count;

    public CheckedStream(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read < 0) {
            refuse(utf8.faultAtEnd());
            return read;
        }
        refuse(utf8.faultIn(bytes, offset, read));
        count += read;
        refuse(count > most ? Optional.of(StrictJson.tooLarge(most)) : Optional.empty());
        return read;
    }

    private static void refuse(Optional<String> fault) throws Unacceptable {
        if (fault.isPresent()) {
            throw new Unacceptable(fault.get());
        }
    }

    /** The bytes are not those of a document that is read. */
    public static final class Unacceptable extends IOException {
        private static final long serialVersionUID = 1L;

        Unacceptable(String reason) {
            super(reason);
        }

        public String reason() {
            return String.valueOf(getMessage());
        }
    }
}
