package io.github.devopsagent.git.internal.conversion;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a commit has of a file that Git LFS keeps elsewhere.
 *
 * @param sha256 of the file, in hexadecimal digits
 * @param size of the file
 */
public record LfsPointer(String sha256, String size) {

    /** By the specification of LFS. */
    public static final int LONGEST = 1024;

    private static final byte[] BEGIN = "version https://git-lfs.github.com/spec/".getBytes(US_ASCII);
    private static final Pattern POINTER =
            Pattern.compile("version \\S+\noid sha256:([0-9a-f]{64})\nsize ([0-9]{1,18})\n");

    /** Whether it seems to be one. */
    public static boolean isBegin(byte[] content) {
        return content.length >= BEGIN.length && Arrays.equals(Arrays.copyOf(content, BEGIN.length), BEGIN);
    }

    /** Empty if it is another content, or one that other programs write. */
    public static Optional<LfsPointer> of(byte[] content) {
        Matcher pointer = POINTER.matcher(new String(content, US_ASCII));
        return pointer.matches() ? Optional.of(new LfsPointer(pointer.group(1), pointer.group(2))) : Optional.empty();
    }

    /** Whether the file is the one. */
    public boolean isOf(Path file) throws IOException {
        if (Files.size(file) != Long.parseLong(size)) {
            return false;
        }
        try (InputStream content = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest()).equals(sha256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
