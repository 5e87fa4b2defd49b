package io.github.devopsagent.internal.secret;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.IntStream;

/** A character of a form, with what may become of it there, in one number. */
final class Symbol {

    /** What stands between characters. */
    static final int BETWEEN = 0;

    private static final int CHARACTER = 0x1FFFFF;
    private static final int REPLACEABLE = 0x200000;
    private static final int OPTIONAL = 0x400000;
    private static final int PRESENT = 0x800000;

    private Symbol() {}

    /** The symbols of a form. */
    static int[] of(String form) {
        int[] characters = form.codePoints().toArray();
        int replaceable = SecretForms.isKnownByAscii(form) ? REPLACEABLE : 0;
        return IntStream.range(0, characters.length)
                .map(at -> PRESENT
                        | characters[at]
                        | (characters[at] < 0x80 ? 0 : replaceable)
                        | (SecretForms.isOptional(characters, at) ? OPTIONAL : 0))
                .toArray();
    }

    /** How it may be written. */
    static Set<String> spellings(int symbol) {
        Set<String> spellings = new LinkedHashSet<>(Spellings.of(symbol & CHARACTER));
        if ((symbol & REPLACEABLE) != 0) {
            spellings.addAll(Spellings.replacing(symbol & CHARACTER));
        }
        return spellings;
    }

    /** Whether it may be missing. */
    static boolean isOptional(int symbol) {
        return (symbol & OPTIONAL) != 0;
    }
}
