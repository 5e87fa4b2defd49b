package io.github.devopsagent.internal.json;

import java.text.Normalizer;
import java.util.Locale;

/** Whether a name is another one, mistyped or written in another style. */
public final class NameSimilarity {

    private static final int SHORT = 3;
    private static final int MEDIUM = 7;
    private static final int LONGEST_PLURAL = 2;

    private NameSimilarity() {}

    /** A name without what only style decides: case, camels, hyphens, underscores, blanks, what cannot be seen. */
    public static String plain(String name) {
        // ASCII is normal already; the tables that tell what else is cost a short run more than all its documents.
        String normal = isAscii(name) ? name : Normalizer.normalize(name, Normalizer.Form.NFKC);
        String lower = normal.toLowerCase(Locale.ROOT);
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < lower.length(); ) {
            int each = lower.codePointAt(i);
            if (Character.isLetterOrDigit(each)) {
                plain.appendCodePoint(each);
            }
            i += Character.charCount(each);
        }
        return plain.toString();
    }

    /** Whether no table of Unicode has anything to say of a text. */
    public static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** A name without the number that tells it from others: {@code run_2} is a second {@code run}. */
    public static String withoutNumber(String plain) {
        int end = plain.length();
        while (end > 0 && Character.isDigit(plain.charAt(end - 1))) {
            end--;
        }
        return plain.substring(0, end);
    }

    /**
     * Whether a name is one of ours, mistyped: the longer it is, the more errors it may have. Of a short one, letters
     * may have changed places, but none may be another: {@code note} is not {@code name}.
     *
     * @param found the plain form of what was found
     * @param ours the plain form of the name that is known
     */
    public static boolean isClose(String found, String ours) {
        int difference = Math.abs(found.length() - ours.length());
        if (found.isEmpty() || difference > LONGEST_PLURAL) {
            return false;
        }
        if (singular(found).equals(singular(ours))) {
            return true;
        }
        int most = mostErrors(ours);
        if (difference > most || differingLetters(found, ours) > 2 * most) {
            return false;
        }
        if (ours.length() <= SHORT && differingLetters(found, ours) > 0) {
            return false;
        }
        // People hardly ever mistype the first letter and another one: a callback is no rollback.
        int allowed = found.charAt(0) == ours.charAt(0) ? most : 1;
        return distance(found, ours) <= allowed;
    }

    private static int mostErrors(String ours) {
        return ours.length() <= MEDIUM ? 1 : 2;
    }

    private static String singular(String name) {
        if (name.length() > SHORT && name.endsWith("ies")) {
            return name.substring(0, name.length() - 3) + "y";
        }
        return name.length() > 2 && name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
    }

    /** A lower bound of twice the distance that costs little: documents may have a hundred thousand fields. */
    private static int differingLetters(String one, String other) {
        return Long.bitCount(letters(one) ^ letters(other));
    }

    private static long letters(String name) {
        long letters = 0;
        for (int i = 0; i < name.length(); i++) {
            letters |= 1L << (name.charAt(i) & 63);
        }
        return letters;
    }

    /** Damerau's and Levenshtein's: insertions, deletions, substitutions, neighbours that changed places. */
    public static int distance(String one, String other) {
        int[] beforeLast = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        int[] now = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            now[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int substituted = last[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(Math.min(last[j], now[j - 1]) + 1, substituted);
                if (areSwapped(one, i, other, j)) {
                    now[j] = Math.min(now[j], beforeLast[j - 2] + 1);
                }
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = now;
            now = free;
        }
        return last[other.length()];
    }

    private static boolean areSwapped(String one, int i, String other, int j) {
        return i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
    }
}
