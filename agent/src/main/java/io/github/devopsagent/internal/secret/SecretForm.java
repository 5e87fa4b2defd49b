package io.github.devopsagent.internal.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashSet;
import java.util.Set;

/**
 * A text that is searched for.
 *
 * @param text its characters
 * @param isWrapped whether lines may end in it, as in base64
 */
record SecretForm(String text, boolean isWrapped) {

    /** In a form that repeats itself each of its characters may be the next: one of 10,000 would take long to read. */
    private static final int LONGEST_PART = 256;

    /** Of a form that was cut. */
    static final int SHORTEST_PART = LONGEST_PART / 2;

    static SecretForm plain(String text) {
        return new SecretForm(text, false);
    }

    static SecretForm base64(String text) {
        return new SecretForm(text, true);
    }

    /**
     * The form, or if it is long, parts of it that overlap, so that what is masked is one piece; and each without its
     * first character, since that may be masked already, or stand at the end of a line.
     */
    Set<SecretForm> parts() {
        int characters = text.codePointCount(0, text.length());
        if (characters <= LONGEST_PART) {
            return Set.of(this);
        }
        int count = (characters + LONGEST_PART - 3) / (LONGEST_PART - 1);
        Set<SecretForm> parts = new HashSet<>();
        int from = 0;
        for (int i = 0; i < count; i++) {
            // All of about one length: a short one would stand in much text by chance.
            int length = first(i + 1, count, characters) - first(i, count, characters);
            int last = text.offsetByCodePoints(from, length);
            int end = text.offsetByCodePoints(last, 1);
            parts.add(new SecretForm(text.substring(from, end), isWrapped));
            parts.add(new SecretForm(text.substring(text.offsetByCodePoints(from, 1), end), isWrapped));
            from = last;
        }
        return parts;
    }

    private static int first(int part, int parts, int characters) {
        return (int) ((long) part * (characters - 1) / parts);
    }

    int bytes() {
        return text.getBytes(UTF_8).length;
    }
}
