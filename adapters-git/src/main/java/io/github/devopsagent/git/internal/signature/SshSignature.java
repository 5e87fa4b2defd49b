package io.github.devopsagent.git.internal.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.BufferUnderflowException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * What an SSH signature says about itself.
 *
 * @param key the public key, or the certificate, as SSH has it
 * @param namespace for what it was made
 */
@SuppressWarnings("ArrayRecordComponent")
record SshSignature(byte[] key, String namespace) {

    static final String NAMESPACE = "git";

    private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
    private static final String END = "-----END SSH SIGNATURE-----";
    private static final byte[] MAGIC = "SSHSIG".getBytes(US_ASCII);

    static boolean isOne(String armored) {
        return armored.startsWith(BEGIN);
    }

    /** Empty if it is none that can be read. */
    static Optional<SshSignature> read(String armored) {
        String text = armored.strip();
        if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
            return Optional.empty();
        }
        try {
            SshWire wire = new SshWire(
                    Base64.getMimeDecoder().decode(text.substring(BEGIN.length(), text.length() - END.length())));
            if (!Arrays.equals(wire.raw(MAGIC.length), MAGIC) || wire.number() != 1) {
                return Optional.empty();
            }
            byte[] key = wire.string();
            SshWire.typeOf(key);
            return Optional.of(new SshSignature(key, wire.text()));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As {@code ssh-keygen -l} has it. */
    static String fingerprint(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
