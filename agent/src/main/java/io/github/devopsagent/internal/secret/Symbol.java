package io.github.devopsagent.internal.secret;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.IntStream;

/** A character of a form, with what may become of it there, in one number. */
final class Symbol {

    /** What stands between characters. */
    static final int BETWEEN = 0;

    /** What stands between characters where a line may end. */
    static final int LINE_END = 1;

    /** After one character every other line of a log would wait for the next one, since it may begin a secret. */
    private static final int FEWEST_BEFORE_LINE_END = 2;

    private static final int CHARACTER = 0x1FFFFF;
    private static final int REPLACEABLE = 0x200000;
    private static final int OPTIONAL = 0x400000;
    private static final int PRESENT = 0x800000;
    private static final int WRAPPED = 0x1000000;

    private Symbol() {}

    /** The symbols of a form. */
    static int[] of(SecretForm form) {
        int[] characters = form.text().codePoints().toArray();
        int replaceable = SecretForms.isKnownByAscii(form.text()) ? REPLACEABLE : 0;
        int wrappedFrom = form.isWrapped() ? FEWEST_BEFORE_LINE_END - 1 : characters.length;
        return IntStream.range(0, characters.length)
                .map(at -> PRESENT
                        | characters[at]
                        | (characters[at] < 0x80 ? 0 : replaceable)
                        | (at < wrappedFrom ? 0 : WRAPPED)
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

    /** Whether a line may end after it. */
    static boolean isWrapped(int symbol) {
        return (symbol & WRAPPED) != 0;
    }

    /** Whether it may be missing. */
    static boolean isOptional(int symbol) {
        return (symbol & OPTIONAL) != 0;
    }
}
