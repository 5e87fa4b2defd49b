package io.github.devopsagent.barestring;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Judges a word in capitals: it may name something, such as {@code HEAD}, or shout what a sentence says. */
final class CapitalWord {

    private static final Pattern CAPITALS = Pattern.compile("[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*");
    private static final Pattern SEPARATOR = Pattern.compile("[_-]");

    /** Words of sentences that programs are given in capitals as well. */
    private static final Set<String> SETTINGS =
            Set.of("on", "off", "up", "down", "all", "blue", "green", "canary", "test", "live", "full", "info");

    /** What says how a step stands rather than what it does. */
    private static final Set<String> STATES = Set.of(
            "skip",
            "todo",
            "tbd",
            "fixme",
            "wip",
            "hold",
            "abort",
            "cancel",
            "veto",
            "draft",
            "example",
            "sample",
            "dummy",
            "obsolete",
            "frozen",
            "freeze",
            "paused",
            "pause",
            "wait",
            "danger",
            "unsupported",
            "na",
            "nogo",
            "placeholder",
            "none",
            "deny",
            "reject");

    /** What is named by a variable, and seldom by a file, a branch or a target. */
    private static final Set<String> NOUNS = Set.of(
            "VERSION",
            "TAG",
            "HOST",
            "HOSTNAME",
            "IMAGE",
            "SHA",
            "COMMIT",
            "REVISION",
            "REGISTRY",
            "TOKEN",
            "PASSWORD",
            "URL",
            "USERNAME",
            "NAMESPACE",
            "ENVIRONMENT",
            "BUCKET",
            "CLUSTER",
            "REGION");

    private CapitalWord() {}

    /** Whether a word is in capitals and belongs to a sentence. */
    static boolean isSaid(String word) {
        if (!CAPITALS.matcher(word).matches()) {
            return false;
        }
        if (isValueToCome(word)) {
            return true;
        }
        String[] parts = SEPARATOR.split(word.toLowerCase(Locale.ROOT));
        return parts.length == 1
                ? isWord(parts[0])
                : Arrays.stream(parts).anyMatch(part -> isFunction(part) || STATES.contains(part));
    }

    /** Whether it names the value that belongs in its place, such as {@code PREVIOUS_VERSION}. */
    static boolean isValueToCome(String word) {
        return CAPITALS.matcher(word).matches() && NOUNS.contains(word.substring(word.lastIndexOf('_') + 1));
    }

    /** Whether a word, in capitals or not, is one that a sentence hardly does without. */
    static boolean isFunctionInAnyCase(String word) {
        return EnglishWords.isFunction(word)
                || (CAPITALS.matcher(word).matches() && isFunction(word.toLowerCase(Locale.ROOT)));
    }

    private static boolean isWord(String word) {
        return !SETTINGS.contains(word) && (EnglishWords.isProse(word) || STATES.contains(word));
    }

    private static boolean isFunction(String word) {
        return !SETTINGS.contains(word) && EnglishWords.isFunction(word);
    }

    /** Whether it says that a step is not to be executed, so that it is no value of an option either. */
    static boolean isVerdict(String word) {
        String folded = word.toLowerCase(Locale.ROOT);
        return isSaid(word)
                && (isFunction(folded) || STATES.contains(folded) || folded.endsWith("ed") || word.contains("-"));
    }
}
