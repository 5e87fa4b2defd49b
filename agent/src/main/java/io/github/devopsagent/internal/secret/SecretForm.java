package io.github.devopsagent.internal.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
    Stream<SecretForm> parts() {
        int characters = text.codePointCount(0, text.length());
        if (characters <= LONGEST_PART) {
            return Stream.of(this);
        }
        int count = (characters + LONGEST_PART - 3) / (LONGEST_PART - 1);
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < count; i++) {
            // All of about one length: a short one would stand in much text by chance.
            int length = first(i + 1, count, characters) - first(i, count, characters);
            int last = text.offsetByCodePoints(from, length);
            int end = text.offsetByCodePoints(last, 1);
            parts.add(text.substring(from, end));
            parts.add(text.substring(text.offsetByCodePoints(from, 1), end));
            from = last;
        }
        return parts.stream().distinct().map(part -> new SecretForm(part, isWrapped));
    }

    private static int first(int part, int parts, int characters) {
        return (int) ((long) part * (characters - 1) / parts);
    }

    int bytes() {
        return text.getBytes(UTF_8).length;
    }
}
