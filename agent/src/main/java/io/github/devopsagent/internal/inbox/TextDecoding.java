package io.github.devopsagent.internal.inbox;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Text of others, in whatever encoding their shell or editor writes. */
public final class TextDecoding {

    private static final int LOOKED_AT = 4096;
    private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");

    /** What Latin letters look like if two of them are taken for one, or what could not be read at all. */
    private static final Pattern FAR_EAST = Pattern.compile("[\u2E80-\uD7FF\uFFFD]");

    /** What UTF-8 does not have, and what Cyrillic letters of two bytes are taken for. */
    private static final Pattern UNREADABLE = Pattern.compile("[\uFFFD\u0001-\u0008]");

    /** Other letters than those of ASCII, as UTF-8 has them. */
    private static final Pattern READ = Pattern.compile("[\u0080-\uFFFC\\x{10000}-\\x{10FFFF}]");

    private static final Pattern FIELDS = Pattern.compile("\\s*(?:\\{|\\[\\s*[\"{\\[])");

    /** In which editors write that do not write UTF-8; not each JVM has all of them. */
    private static final List<String> OTHER_CHARSETS =
            List.of("windows-1252", "windows-1251", "GB18030", "Shift_JIS", "EUC-KR", "UTF-16LE", "UTF-16BE");

    private static final Pattern UNSEEN = Pattern.compile("[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064]");
    private static final Pattern BLANK = Pattern.compile("[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]");
    private static final Pattern COLON = Pattern.compile("[\uFF1A\uFE55\uA789\u2236]");

    private TextDecoding() {}

    /**
     * The text, without byte order marks, wherever files were joined, and without NUL characters, which tell of an
     * encoding that was missed. Where two encodings seem to be mixed it is read in both.
     */
    static String decode(byte[] bytes) {
        return String.join("\n", readings(bytes));
    }

    /** The text as each encoding reads it that its bytes may be of; one, if they tell which it is. */
    static List<String> readings(byte[] bytes) {
        Charset charset = charset(bytes);
        String text = decode(bytes, charset);
        if (charset.equals(StandardCharsets.UTF_8)) {
            return UNREADABLE.matcher(text).find() ? inOtherCharsets(bytes, text) : List.of(text);
        }
        return FAR_EAST.matcher(text).find() ? List.of(text, decode(bytes, StandardCharsets.UTF_8)) : List.of(text);
    }

    /**
     * The text of a document that is in one encoding, without byte order marks.
     *
     * @param bytes the file
     * @return the same text in UTF-8
     */
    public static byte[] toUtf8(byte[] bytes) {
        return decode(bytes, charset(bytes)).getBytes(StandardCharsets.UTF_8);
    }

    /** Whose no is not to be lost is read in each of them; fields first as Western Europe writes. */
    private static List<String> inOtherCharsets(byte[] bytes, String text) {
        boolean isOfFields = FIELDS.matcher(text).lookingAt();
        if (isOfFields && count(READ, text) > count(UNREADABLE, text)) {
            // One byte that is wrong does not make all the others so; a pair of another encoding may be one of UTF-8.
            return List.of(text);
        }
        List<String> all = new ArrayList<>();
        all.add(isOfFields ? decode(bytes, StandardCharsets.ISO_8859_1) : text);
        for (String name : OTHER_CHARSETS) {
            boolean isOfPairs = name.startsWith("UTF-16");
            if (Charset.isSupported(name) && (!isOfPairs || bytes.length % 2 == 0)) {
                all.add(decode(bytes, Charset.forName(name)));
            }
        }
        return all;
    }

    private static long count(Pattern pattern, String text) {
        return pattern.matcher(text).results().count();
    }

    private static String decode(byte[] bytes, Charset charset) {
        return new String(bytes, charset).replace("\uFEFF", "").replace("\0", "");
    }

    /** The same, with blanks and colons as they are on most keyboards, and without what nobody sees. */
    static String plain(String text) {
        return isAscii(text)
                ? text
                : COLON.matcher(BLANK.matcher(UNSEEN.matcher(text).replaceAll(""))
                                .replaceAll(" "))
                        .replaceAll(":");
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static Charset charset(byte[] bytes) {
        int first = at(bytes, 0) << 8 | at(bytes, 1);
        int second = at(bytes, 2) << 8 | at(bytes, 3);
        if (first == 0xFFFE) {
            return second == 0 && bytes.length > 3 ? UTF_32LE : StandardCharsets.UTF_16LE;
        }
        if (first == 0 && second == 0xFEFF) {
            return UTF_32BE;
        }
        return first == 0xFEFF ? StandardCharsets.UTF_16BE : byZeros(bytes);
    }

    /** Without a mark, the zero halves and quarters of Latin letters tell. */
    private static Charset byZeros(byte[] bytes) {
        int length = Math.min(bytes.length, LOOKED_AT) & ~3;
        int[] zeros = new int[4];
        for (int i = 0; i < length; i++) {
            zeros[i & 3] += bytes[i] == 0 ? 1 : 0;
        }
        int most = length / 8;
        boolean even = zeros[0] > most && zeros[2] > most;
        boolean odd = zeros[1] > most && zeros[3] > most;
        if (even && odd) {
            return StandardCharsets.UTF_8;
        }
        if (zeros[1] > most && zeros[2] > most) {
            return zeros[0] > most ? UTF_32BE : UTF_32LE;
        }
        if (even) {
            return StandardCharsets.UTF_16BE;
        }
        return odd ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
    }

    private static int at(byte[] bytes, int index) {
        return index < bytes.length ? bytes[index] & 0xFF : -1;
    }
}
