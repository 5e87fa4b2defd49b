package io.github.devopsagent.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text that a body must contain. A word that says that all is well is not there where its opposite is: {@code unhealthy}
 * has no {@code healthy}, {@code not ready} no {@code ready}, and {@code BROKEN} no {@code OK}.
 *
 * @param text not a blank one
 */
public record ExpectedText(String text) {

    /** Words that a negation turns into their opposites, whether it stands before them or is a part of them. */
    private static final Set<String> STATES = Set.of(
            "accessible",
            "active",
            "alive",
            "available",
            "complete",
            "completed",
            "connected",
            "enabled",
            "functional",
            "good",
            "healthy",
            "initialized",
            "live",
            "loaded",
            "normal",
            "online",
            "open",
            "operational",
            "passed",
            "passing",
            "reachable",
            "ready",
            "responding",
            "responsive",
            "running",
            "serving",
            "stable",
            "started",
            "success",
            "successful",
            "synced",
            "true",
            "valid",
            "working");

    /** Words that are so short that they stand in others by chance. */
    private static final Set<String> SHORT_STATES = Set.of("ok", "up");

    private static final Set<String> NEGATIONS = Set.of("ab", "dis", "in", "non", "not", "un");
    private static final Set<String> OK_ENDS = Set.of("", "ay", "AY");

    /** How far is looked from where the text stands, in characters. */
    private static final int FARTHEST = 40;

    /** What stands before a word, as words of their own. */
    private static final Pattern NEGATED = Pattern.compile(
            "(?is)(?:.*[^\\p{L}])?((?:not|non|never|no longer|\\p{L}+n['\u2019]t)[\\s_-]+(?:(?:be|currently|fully|yet)[\\s_-]+)?)");

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /**
     * Looks for the text.
     *
     * @param body of an answer
     * @return what is expected, for people; empty if the body has the text
     */
    public Optional<String> missingIn(String body) {
        Optional<String> opposite = Optional.empty();
        for (int at = body.indexOf(text); at >= 0; at = body.indexOf(text, at + 1)) {
            opposite = oppositeAt(at, body);
            if (opposite.isEmpty()) {
                return Optional.empty();
            }
        }
        String expected = "expected '" + text + "' in the body";
        return Optional.of(opposite.map(found -> expected + ", and not as in '" + found + "'")
                .orElse(expected));
    }

    private Optional<String> oppositeAt(int at, String body) {
        String word = text.substring(0, endOfWord(text, 0));
        String state = word.toLowerCase(Locale.ROOT);
        boolean isShort = SHORT_STATES.contains(state);
        if (!isShort && !STATES.contains(state)) {
            return Optional.empty();
        }
        int start = startOfWord(body, at);
        int end = Math.max(endOfWord(body, at), at + word.length());
        String before = body.substring(start, at);
        boolean isPart = isShort
                ? !before.isEmpty() || !OK_ENDS.contains(body.substring(at + word.length(), end))
                : NEGATIONS.contains(before.toLowerCase(Locale.ROOT));
        if (isPart) {
            return Optional.of(body.substring(start, end));
        }
        Matcher negated = NEGATED.matcher(body.substring(Math.max(0, at - FARTHEST), at));
        return negated.matches()
                ? Optional.of(BLANKS.matcher(negated.group(1)).replaceAll(" ") + word)
                : Optional.empty();
    }

    /** Where the word begins of which a place is a part. In {@code isReady} that is {@code Ready}, in {@code notReady} all of it. */
    private static int startOfWord(String body, int place) {
        int start = startOfHump(body, place);
        int negation = start == place && start > 0 ? startOfHump(body, start - 1) : start;
        return NEGATIONS.contains(body.substring(negation, place).toLowerCase(Locale.ROOT)) ? negation : start;
    }

    private static int startOfHump(String body, int place) {
        int start = place;
        while (start > Math.max(0, place - FARTHEST)
                && Character.isLetter(body.charAt(start - 1))
                && !isHump(body, start)) {
            start--;
        }
        return start;
    }

    private static int endOfWord(String body, int place) {
        int end = place;
        while (end < Math.min(body.length(), place + FARTHEST)
                && Character.isLetter(body.charAt(end))
                && (end < place + 2 || !isOfOtherCase(body, end))) {
            end++;
        }
        return end;
    }

    /** Words begin with a capital, or have nothing but capitals: neither goes on in the other case. */
    private static boolean isOfOtherCase(String body, int place) {
        return Character.isUpperCase(body.charAt(place)) != Character.isUpperCase(body.charAt(place - 1));
    }

    /** Whether another word begins there without a blank before it. */
    private static boolean isHump(String body, int place) {
        return place < body.length()
                && Character.isUpperCase(body.charAt(place))
                && Character.isLowerCase(body.charAt(place - 1));
    }
}
