package io.github.devopsagent.regex;

import java.util.List;

/** A pattern of which a text that it is in has one of a few strings: they are found much sooner. */
public final class TriggeredPattern {

    private final List<String> triggers;
    private final LazyPattern pattern;

    /**
     * Of a pattern.
     *
     * @param triggers the strings, with commas between; a blank in one of them counts
     * @param pattern what is looked for
     */
    public TriggeredPattern(String triggers, String pattern) {
        this.triggers = List.of(triggers.split(",", -1));
        this.pattern = LazyPattern.of(pattern);
    }

    /**
     * Whether it is found in a text.
     *
     * @param words the text
     * @return true if it is
     */
    public boolean isIn(String words) {
        for (String trigger : triggers) {
            if (words.contains(trigger)) {
                return pattern.matcher(words).find();
            }
        }
        return false;
    }

    /**
     * Whether one of several is found in a text.
     *
     * @param words the text
     * @param patterns the patterns
     * @return true if one is
     */
    public static boolean isAnyIn(String words, List<TriggeredPattern> patterns) {
        for (TriggeredPattern pattern : patterns) {
            if (pattern.isIn(words)) {
                return true;
            }
        }
        return false;
    }
}
