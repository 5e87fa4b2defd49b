package io.github.devopsagent.gate;

import java.util.Locale;
import java.util.Set;

/** What became of a test, by the word that a report has for it. */
public enum TestOutcome {
    /** It ran, and did what it should. */
    PASSED("pass", "passed", "ok", "success", "succeeded"),
    /** It says nothing: it did not run, or was not expected to pass. */
    SKIPPED(
            "skip",
            "skipped",
            "pending",
            "todo",
            "disabled",
            "ignored",
            "deselected",
            "xfail",
            "xfailed",
            "xpass",
            "xpassed"),
    /** Everything else, be it a word that nobody knows, or none at all. */
    FAILED;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is.
    private final Set<String> words;

    TestOutcome(String... words) {
        this.words = Set.of(words);
    }

    /** The words that mean this, in lower case; none for {@link #FAILED}, which is the rest. */
    public Set<String> words() {
        return words;
    }

    /** What a status of a report means, in any case of its letters. */
    public static TestOutcome of(String status) {
        if (PASSED.words.contains(status)) {
            return PASSED;
        }
        String word = status.toLowerCase(Locale.ROOT);
        return PASSED.words.contains(word) ? PASSED : SKIPPED.words.contains(word) ? SKIPPED : FAILED;
    }
}
