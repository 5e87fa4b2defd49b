package io.github.devopsagent.internal.disk;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, as lower-case hexadecimal digits. */
public final class Digest {

    /** Is fed nothing: to copy it is cheaper than to have a provider make another one, which it does by reflection. */
    private static final MessageDigest UNFED = made();

    private Digest() {}

    /**
     * A digest to be fed.
     *
     * @return a new SHA-256
     */
    public static MessageDigest sha256() {
        try {
            return (MessageDigest) UNFED.clone();
        } catch (CloneNotSupportedException e) {
            return made();
        }
    }

    private static MessageDigest made() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The digest of some bytes.
     *
     * @return 64 digits
     */
    public static String of(byte[] bytes) {
        return hex(sha256().digest(bytes));
    }

    /**
     * A digest as records have it.
     *
     * @param digest its bytes
     * @return two digits for each
     */
    public static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }
}
