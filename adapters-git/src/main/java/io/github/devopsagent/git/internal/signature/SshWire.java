package io.github.devopsagent.git.internal.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads what SSH writes: fields behind one another, each string with its length. A length that is not there throws. */
final class SshWire {

    private final ByteBuffer bytes;

    SshWire(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    byte[] raw(int length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] found = new byte[length];
        bytes.get(found);
        return found;
    }

    byte[] string() {
        return raw(bytes.getInt());
    }

    String text() {
        return new String(string(), UTF_8);
    }

    int number() {
        return bytes.getInt();
    }

    long longNumber() {
        return bytes.getLong();
    }

    boolean isAtEnd() {
        return !bytes.hasRemaining();
    }

    /** The type of a public key. */
    static String typeOf(byte[] key) {
        return new String(new SshWire(key).string(), ISO_8859_1);
    }

    /** The key itself, if it is given in a certificate. */
    static byte[] plain(byte[] key) {
        return Certificate.isOne(key) ? Certificate.read(key).key() : key;
    }

    /**
     * What a certificate says beside its key.
     *
     * @param key the public key that it is about
     * @param principals whose it is
     * @param validAfter in seconds since 1970, as all times without a sign
     * @param validBefore likewise
     * @param authority the public key that signed it
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Certificate(byte[] key, List<String> principals, long validAfter, long validBefore, byte[] authority) {

        private static final String SUFFIX = "-cert-v01@openssh.com";
        private static final Set<String> ONE_FIELD = Set.of("ssh-ed25519");
        private static final int OF_A_USER = 1;

        static boolean isOne(byte[] key) {
            return typeOf(key).endsWith(SUFFIX);
        }

        static Certificate read(byte[] key) {
            SshWire wire = new SshWire(key);
            String type = wire.text().replace(SUFFIX, "");
            wire.string();
            int fields = ONE_FIELD.contains(type) ? 1 : type.startsWith("sk-ecdsa") ? 3 : 2;
            ByteArrayOutputStream plain = new ByteArrayOutputStream();
            append(plain, (type.startsWith("sk-") ? type + "@openssh.com" : type).getBytes(ISO_8859_1));
            for (int i = 0; i < fields; i++) {
                append(plain, wire.string());
            }
            wire.longNumber();
            if (wire.number() != OF_A_USER) {
                throw new IllegalArgumentException("it is the certificate of a host");
            }
            wire.string();
            SshWire names = new SshWire(wire.string());
            List<String> principals = new ArrayList<>();
            while (!names.isAtEnd()) {
                principals.add(names.text());
            }
            long after = wire.longNumber();
            long before = wire.longNumber();
            wire.string();
            wire.string();
            wire.string();
            return new Certificate(plain.toByteArray(), principals, after, before, wire.string());
        }

        private static void append(ByteArrayOutputStream out, byte[] field) {
            out.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
            out.writeBytes(field);
        }
    }
}
