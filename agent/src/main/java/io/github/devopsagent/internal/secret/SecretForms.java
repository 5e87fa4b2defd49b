package io.github.devopsagent.internal.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How a secret may stand in text: as it is, in base64, in a URL; a secret of several lines also line by line. */
public final class SecretForms {

    /** A secret has at least so many characters, and so has a line of one that is masked alone. */
    public static final int FEWEST_CHARACTERS = 8;

    /** Where base64 is wrapped: by PEM, and by MIME and the {@code base64} command. */
    private static final List<Integer> LINE_LENGTHS = List.of(64, 76);

    /** What an encoder of URLs leaves alone beside letters and digits. */
    private static final List<String> LEFT_ALONE = List.of(
            "-._", // PHP's urlencode
            "-._*", // HTML forms, URLEncoder
            "-._~", // RFC 3986: unreserved characters
            "-._!'()*",
            "-._!'()*~", // encodeURIComponent
            "-._~/", // Python's quote
            "-._~$&+=:@", // Go's PathEscape
            "-._~!$&'()*+,;=:@", // RFC 3986: a segment of a path
            "-._~!$&'()*+,;=:@/", // a path
            "-._~!$&'()*+,;=:@/?", // a query
            "-._!'()*~;,/?:@&=+$#"); // encodeURI

    private SecretForms() {}

    static Set<String> of(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        for (String piece : pieces(secret)) {
            forms.add(piece);
            addBase64(forms, piece.getBytes(UTF_8));
            addUrls(forms, piece.getBytes(UTF_8));
        }
        return forms;
    }

    /** The secret, the secret as {@code $(cat file)} has it, and each line, since logs show it line by line. */
    private static Set<String> pieces(String secret) {
        Set<String> pieces = new LinkedHashSet<>(List.of(secret));
        String trimmed = withoutLineEnd(secret);
        if (isLongEnough(trimmed)) {
            pieces.add(trimmed);
        }
        secret.lines().filter(line -> isLongEnough(line) && !line.isBlank()).forEach(pieces::add);
        return pieces;
    }

    public static boolean isLongEnough(String secret) {
        return secret.codePointCount(0, secret.length()) >= FEWEST_CHARACTERS;
    }

    public static String withoutLineEnd(String secret) {
        int end = secret.length();
        while (end > 0 && (secret.charAt(end - 1) == '\n' || secret.charAt(end - 1) == '\r')) {
            end--;
        }
        return secret.substring(0, end);
    }

    /** A character of base64 has six bits: those that have bits of what stands beside the secret are left out. */
    private static void addBase64(Set<String> forms, byte[] secret) {
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + secret.length];
            System.arraycopy(secret, 0, shifted, before, secret.length);
            int from = (8 * before + 5) / 6;
            int to = 8 * shifted.length / 6;
            String standard = Base64.getEncoder().encodeToString(shifted).substring(from, to);
            forms.add(standard);
            forms.add(standard.replace('+', '-').replace('/', '_'));
            if (before == 0) {
                LINE_LENGTHS.forEach(length -> addLines(forms, standard, length));
            }
        }
    }

    private static void addLines(Set<String> forms, String base64, int length) {
        for (int from = 0; from + FEWEST_CHARACTERS <= base64.length(); from += length) {
            forms.add(base64.substring(from, Math.min(from + length, base64.length())));
        }
    }

    private static void addUrls(Set<String> forms, byte[] secret) {
        for (String leftAlone : LEFT_ALONE) {
            for (String space : List.of("+", "%20")) {
                for (String digits : List.of("0123456789ABCDEF", "0123456789abcdef")) {
                    forms.add(inUrl(secret, leftAlone, space, digits));
                }
            }
        }
    }

    private static String inUrl(byte[] secret, String leftAlone, String space, String digits) {
        StringBuilder url = new StringBuilder();
        for (char each : new String(secret, ISO_8859_1).toCharArray()) {
            if (isLetterOrDigit(each) || leftAlone.indexOf(each) >= 0) {
                url.append(each);
            } else if (each == ' ') {
                url.append(space);
            } else {
                url.append('%').append(digits.charAt(each >> 4)).append(digits.charAt(each & 0xF));
            }
        }
        return url.toString();
    }

    private static boolean isLetterOrDigit(char each) {
        return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || (each >= '0' && each <= '9');
    }
}
