package io.github.devopsagent.git.internal.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A commit, taken apart as git does before it looks at the signature.
 *
 * @param signature in its armor; empty if there is none
 * @param content what was signed
 * @param committedAt what the committer says when it was
 * @param isAmbiguous whether there is more than one signature
 */
@SuppressWarnings("ArrayRecordComponent")
public record SignedCommit(Optional<String> signature, byte[] content, Instant committedAt, boolean isAmbiguous) {

    private static final String HEADER = "gpgsig ";
    private static final String OTHER_HASH = "gpgsig-sha256 ";
    private static final Pattern COMMITTER = Pattern.compile("(?m)^committer [^\\n]*> (-?\\d{1,12}) [-+]\\d{4}$");

    /** From the bytes that its id is the hash of. */
    public static SignedCommit of(byte[] commit) {
        String text = new String(commit, ISO_8859_1);
        int end = text.indexOf("\n\n");
        String headers = end < 0 ? text : text.substring(0, end + 1);
        StringBuilder kept = new StringBuilder();
        StringBuilder signature = new StringBuilder();
        int signatures = 0;
        boolean inSignature = false;
        boolean inOther = false;
        for (String line : headers.split("(?<=\n)", -1)) {
            boolean goesOn = line.startsWith(" ");
            inSignature = goesOn ? inSignature : line.startsWith(HEADER);
            inOther = goesOn ? inOther : line.startsWith(OTHER_HASH);
            if (inSignature) {
                signatures += goesOn ? 0 : 1;
                signature.append(line.substring(goesOn ? 1 : HEADER.length()));
            } else if (!inOther) {
                kept.append(line);
            }
        }
        byte[] content = (kept + (end < 0 ? "" : text.substring(end + 1))).getBytes(ISO_8859_1);
        Matcher committer = COMMITTER.matcher(kept);
        Instant time = committer.find() ? Instant.ofEpochSecond(Long.parseLong(committer.group(1))) : Instant.EPOCH;
        return new SignedCommit(
                signatures == 0 ? Optional.empty() : Optional.of(signature.toString()), content, time, signatures > 1);
    }
}
