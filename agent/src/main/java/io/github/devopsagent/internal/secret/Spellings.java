package io.github.devopsagent.internal.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * How tools write one character: as it is, and escaped as in strings of programming languages, in shells, in URLs, in XML
 * and by {@code cat -v}. Each spelling is a string of bytes, written as ISO 8859-1.
 *
 * <p>How many backslashes an escape has depends on how often it was escaped, and how quotes are opened and closed on the
 * shell. So what may stand {@link #between} two characters are quotes and backslashes, a few of them, and the spellings
 * begin with their last backslash.
 */
final class Spellings {

    /**
     * So many quotes and backslashes, and in base64 line ends and blanks, may stand between two characters: a quote in a
     * quote, in JSON in JSON.
     */
    static final int MOST_BETWEEN = 16;

    /** The backslashes of an escape that was itself escaped not at all, once, twice and three times, or in a URL. */
    private static final List<String> BACKSLASHES =
            List.of("\\", "\\\\", "\\".repeat(4), "\\".repeat(8), "%5C", "%5c", "%5C%5C", "%5c%5c");

    private static final List<String> AMPERSANDS = List.of("&", "&amp;", "&#38;", "&#x26;", "\\u0026", "\\u0026amp;");

    /** What one letter after a backslash stands for, in C, Java, JavaScript, Python and bash. */
    private static final Map<Integer, String> LETTERS =
            Map.of(0x07, "a", 0x08, "b", 0x09, "t", 0x0A, "n", 0x0B, "v", 0x0C, "f", 0x0D, "r", 0x1B, "eE", 0x20, "s");

    /** The entities of HTML for what is no letter or digit of ASCII. */
    private static final Map<Integer, List<String>> NAMES = names(
            "\tTab \nNewLine !excl \"quot \"QUOT #num $dollar %percnt &amp &AMP 'apos (lpar )rpar *ast *midast +plus ,comma"
                    + " .period /sol :colon ;semi <lt <LT =equals >gt >GT ?quest @commat [lsqb [lbrack \\bsol ]rsqb"
                    + " ]rbrack ^Hat _lowbar _UnderBar `grave `DiacriticalGrave {lcub {lbrace |verbar |vert"
                    + " |VerticalLine }rcub }rbrace \u20ACeuro");

    /** The entities of HTML for ISO 8859-1, from U+00A0 on. */
    private static final List<String> LATIN_NAMES =
            List.of(("nbsp iexcl cent pound curren yen brvbar sect uml copy ordf"
                            + " laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14"
                            + " frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml"
                            + " Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute"
                            + " Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute"
                            + " ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash"
                            + " ugrave uacute ucirc uuml yacute thorn yuml")
                    .split(" "));

    /** The spellings of the characters below 0x80 that were asked for. */
    private static final AtomicReferenceArray<Set<String>> ASCII = new AtomicReferenceArray<>(0x80);
    /** Before a number, where any may stand. */
    private static final int MOST_ZEROS = 7;

    private static final String DECIMAL_DIGITS = "0123456789";
    private static final String HEX_DIGITS = DECIMAL_DIGITS + "abcdefABCDEF";

    private static final Set<String> BETWEEN = betweenCharacters();

    private static final Set<String> LINE_ENDS = lineEndsAndBlanks();

    /** A number's digits, with zeros before them; much quicker than a format. */
    private enum Digits {
        OCTAL(8),
        DECIMAL(10),
        HEX(16),
        UPPER_HEX(16);

        private final int radix;

        Digits(int radix) {
            this.radix = radix;
        }

        String of(int number, int width) {
            String digits = Integer.toString(number, radix);
            String padded = "0".repeat(Math.max(0, width - digits.length())) + digits;
            return this == UPPER_HEX ? padded.toUpperCase(Locale.ROOT) : padded;
        }
    }

    private final int character;
    private final Set<String> all = new LinkedHashSet<>();

    private Spellings(int character) {
        this.character = character;
    }

    private static Map<Integer, List<String>> names(String list) {
        return Arrays.stream(list.split(" "))
                .collect(groupingBy(each -> each.codePointAt(0), mapping(each -> each.substring(1), toList())));
    }

    /** The spellings of a character. Those of ASCII are found out once: each mask has most of them. */
    static Set<String> of(int character) {
        if (character >= ASCII.length()) {
            return find(character);
        }
        Set<String> known = ASCII.get(character);
        if (known != null) {
            return known;
        }
        Set<String> found = Collections.unmodifiableSet(find(character));
        ASCII.set(character, found);
        return found;
    }

    private static Set<String> find(int character) {
        Spellings spellings = new Spellings(character);
        spellings.addBytes(spellings.utf8());
        spellings.addCodeUnits();
        spellings.addCodePoint();
        spellings.addEntities();
        spellings.addShort();
        if (character >= 0x80) {
            spellings.addOtherCharsets();
        }
        return spellings.all;
    }

    /** What a tool makes of a character that its charset does not have: one sign, or one for each byte. */
    static Set<String> replacing(int character) {
        int bytes = character < 0x80 ? 0 : utf8(character).length;
        Set<String> signs = new LinkedHashSet<>();
        for (String sign : List.of("?", new String("\uFFFD".getBytes(UTF_8), ISO_8859_1))) {
            for (int times = 1; times <= bytes; times++) {
                signs.add(sign.repeat(times));
            }
        }
        return signs;
    }

    /** Lets numbers have zeros before them, and Java's {@code \\u} more than one u. */
    static void addRepetitions(SpellingTrie spellings) {
        List<String> numbers = new ArrayList<>(List.of("&\\"));
        numbers.addAll(AMPERSANDS);
        for (String before : numbers) {
            spellings.repeat(before + "#", '0', MOST_ZEROS, DECIMAL_DIGITS);
            spellings.repeat(before + "#x", '0', MOST_ZEROS, HEX_DIGITS);
            spellings.repeat(before + "#X", '0', MOST_ZEROS, HEX_DIGITS);
        }
        spellings.repeat("\\u{", '0', MOST_ZEROS, HEX_DIGITS);
        spellings.repeat("\\x{", '0', MOST_ZEROS, HEX_DIGITS);
        spellings.repeat("\\u", 'u', MOST_ZEROS, HEX_DIGITS);
    }

    /** What may stand between two characters of a secret that was quoted. */
    static Set<String> between() {
        return BETWEEN;
    }

    /** What may stand between two characters of base64: ends of lines, what shells make of them, and indents. */
    static Set<String> lineEnds() {
        return LINE_ENDS;
    }

    private static Set<String> lineEndsAndBlanks() {
        Set<String> ends = new LinkedHashSet<>(of('\n'));
        ends.addAll(of('\r'));
        ends.add("\t");
        return ends;
    }

    private static Set<String> betweenCharacters() {
        Set<String> marks = new LinkedHashSet<>(Set.of("`"));
        marks.addAll(of('\\'));
        for (int quote : new int[] {'\'', '"'}) {
            marks.addAll(of(quote));
            of(quote).forEach(each -> marks.add("$" + each));
        }
        return marks;
    }

    private static byte[] utf8(int character) {
        return new String(Character.toChars(character)).getBytes(UTF_8);
    }

    private byte[] utf8() {
        return utf8(character);
    }

    private void addBytes(byte[] bytes) {
        all.add(new String(bytes, ISO_8859_1));
        addHex(bytes, "%");
        addHex(bytes, "%25");
        addHex(bytes, "\\%");
        for (String backslashes : BACKSLASHES) {
            addHex(bytes, backslashes + "x");
            if (bytes[0] < 0) {
                // Python's for a byte that it could not decode.
                addHex(bytes, backslashes + "udc");
            }
            add(bytes, backslashes, Digits.OCTAL, 3);
        }
        all.add(visible(bytes, "M-", "^"));
        all.add(visible(bytes, "\\M-", "\\C-"));
        if (bytes.length == 1) {
            add(bytes, "\\", Digits.OCTAL, 1);
        } else {
            // As Perl's quotemeta quotes what it takes for several characters.
            all.add(String.join("\\", new String(bytes, ISO_8859_1).split("")));
        }
    }

    /** The escapes of a character's parts; the first of them has one backslash, since those before it are not needed. */
    private void add(byte[] bytes, String prefix, Digits digits, int width) {
        StringBuilder escapes = new StringBuilder();
        for (byte each : bytes) {
            escapes.append(prefix).append(digits.of(each & 0xFF, width));
        }
        all.add(fromLastBackslash(escapes.toString()));
    }

    private void addHex(byte[] bytes, String prefix) {
        add(bytes, prefix, Digits.HEX, 2);
        add(bytes, prefix, Digits.UPPER_HEX, 2);
    }

    private static String fromLastBackslash(String escapes) {
        int at = 0;
        while (escapes.startsWith("\\\\", at)) {
            at++;
        }
        return escapes.substring(at);
    }

    /** As {@code cat -v} and zsh's <code>$'…'</code> show it. */
    private static String visible(byte[] bytes, String meta, String control) {
        StringBuilder text = new StringBuilder();
        for (byte each : bytes) {
            int low = each & 0x7F;
            text.append(each < 0 ? meta : "").append(low < 0x20 || low == 0x7F ? control : "");
            text.append((char) (low < 0x20 || low == 0x7F ? low ^ 0x40 : low));
        }
        return text.toString();
    }

    /** UTF-16, as JSON, Java and JavaScript escape it. */
    private void addCodeUnits() {
        for (String prefix : BACKSLASHES) {
            addUnits(prefix + "u", Digits.HEX);
            addUnits(prefix + "u", Digits.UPPER_HEX);
        }
        addUnits("%u", Digits.UPPER_HEX);
    }

    private void addUnits(String prefix, Digits digits) {
        StringBuilder escapes = new StringBuilder();
        for (char each : Character.toChars(character)) {
            escapes.append(prefix).append(digits.of(each, 4));
        }
        all.add(fromLastBackslash(escapes.toString()));
    }

    private void addCodePoint() {
        for (Digits digits : List.of(Digits.HEX, Digits.UPPER_HEX)) {
            all.add("\\u{" + digits.of(character, 1) + "}");
            all.add("\\x{" + digits.of(character, 1) + "}");
            all.add("\\U" + digits.of(character, 8));
        }
    }

    private void addEntities() {
        Set<String> references = new LinkedHashSet<>(NAMES.getOrDefault(character, List.of()));
        if (character >= 0xA0 && character <= 0xFF) {
            references.add(LATIN_NAMES.get(character - 0xA0));
        }
        references.add("#" + Digits.DECIMAL.of(character, 1));
        for (String x : List.of("#x", "#X")) {
            references.add(x + Digits.HEX.of(character, 1));
            references.add(x + Digits.UPPER_HEX.of(character, 1));
        }
        for (String ampersand : AMPERSANDS) {
            // Browsers do without the semicolon.
            references.forEach(reference -> all.addAll(List.of(ampersand + reference, ampersand + reference + ";")));
        }
        // With a backslash before each mark, as a shell quotes what is XML.
        references.forEach(reference -> all.add("&" + reference.replace("#", "\\#") + "\\;"));
    }

    private void addShort() {
        for (String backslash : List.of("\\", "%5C", "%5c")) {
            LETTERS.getOrDefault(character, "").chars().forEach(letter -> all.add(backslash + (char) letter));
        }
        switch (character) {
            case ' ' -> all.add("+"); // forms
            case '\t' -> all.add(" "); // what a shell makes of it without quotes
            case '\n' -> all.addAll(List.of(" ", "\r\n", "\\r\\n", "\\r\\\\n", "%0D%0A", "%0d%0a"));
            case '$' -> all.addAll(List.of("$$", "$\\$")); // Compose, make
            case '%' -> all.addAll(List.of("%%", "%\\%")); // printf
            default -> {}
        }
    }

    /** Its one byte in ISO 8859-1, and its UTF-8 read as that. */
    private void addOtherCharsets() {
        if (character <= 0xFF) {
            addBytes(new byte[] {(byte) character});
        }
        all.add(new String(new String(utf8(), ISO_8859_1).getBytes(UTF_8), ISO_8859_1));
    }
}
