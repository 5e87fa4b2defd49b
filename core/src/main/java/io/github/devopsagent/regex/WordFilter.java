package io.github.devopsagent.regex;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells cheaply that a text cannot hold any of some words: by the first four letters of each of its words. Most texts
 * hold none, and need no closer look.
 */
public final class WordFilter {

    private static final Set<String> COMMON = Set.of(
            "on",
            "please",
            "changes",
            "change",
            "deployment",
            "deploy",
            "approval",
            "code",
            "work",
            "do",
            "needs",
            "more",
            "must",
            "be",
            "should",
            "let",
            "s",
            "have",
            "to",
            "show",
            "request");
    private static final int LETTERS = 4;
    private static final int BITS = 5;
    private static final int DIGIT = 27;
    private static final int OTHER = 28;

    private final BitSet beginnings = new BitSet(1 << (LETTERS * BITS));

    private WordFilter() {}

    /**
     * For texts with one of these words, or of those that begin like one; of a phrase, its least common word counts.
     *
     * @param words the words and phrases
     * @return the filter
     */
    public static WordFilter of(Stream<List<String>> words) {
        WordFilter filter = new WordFilter();
        words.flatMap(List::stream).map(WordFilter::rare).forEach(word -> filter.beginnings.set(beginning(word, 0)));
        return filter;
    }

    private static String rare(String phrase) {
        return Stream.of(phrase.split(" ", -1))
                .filter(word -> !COMMON.contains(word))
                .findFirst()
                .orElse(phrase);
    }

    /**
     * Whether a text may hold one of them.
     *
     * @param words the text, in small letters, with single blanks between its words
     * @return false if it surely holds none
     */
    public boolean mayBeIn(String words) {
        for (int start = 0; start >= 0 && start < words.length(); start = next(words, start)) {
            if (beginnings.get(beginning(words, start))) {
                return true;
            }
        }
        return false;
    }

    private static int next(String words, int start) {
        int blank = words.indexOf(' ', start);
        return blank < 0 ? -1 : blank + 1;
    }

    private static int beginning(String words, int start) {
        int code = 0;
        boolean isOver = false;
        for (int i = start; i < start + LETTERS; i++) {
            isOver |= i >= words.length() || words.charAt(i) == ' ';
            code = code << BITS | (isOver ? 0 : letter(words.charAt(i)));
        }
        return code;
    }

    private static int letter(char each) {
        if (each >= 'a' && each <= 'z') {
            return each - 'a' + 1;
        }
        // A number is not taken for a word of another script: most texts have one.
        return each >= '0' && each <= '9' ? DIGIT : OTHER;
    }
}
