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
    private static final Set<String> STATES = words("""
            skip todo tbd tbc tba fixme wip hold abort cancel veto draft example sample dummy obsolete frozen freeze paused
            pause wait danger dangerous unsupported na nogo placeholder none deny reject forbidden forbid prohibited
            disallowed verboten interdit emergency emergencies urgent warning caution beware halt deprecated
            outdated legacy retired withdrawn superseded void invalid untested unverified unclear unknown undecided
            undefined unspecified unfinished incomplete intact idempotent inert unaffected unchanged unaltered harmless
            irreversible destructive risky hazardous unsafe critical flaky faulty defective kaputt defekt broken borked
            mandatory obligatory compulsory optional voluntary required unnecessary superfluous redundant irrelevant
            pending overdue postponed deferred delayed suspended embargo embargoed restricted confidential
            hypothetical theoretical fictional fictitious imaginary illustrative eta asap eod eob cob fyi nb ymmv imo imho
            mgmt approved unapproved greenlit signoff blocker blocked lockdown moratorium
            """);

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
            "REGION",
            "DBNAME");

    /** Of states, what is the name of something as well where it is written in small letters. */
    private static final Set<String> NAMES_IN_SMALL =
            Set.of("example", "sample", "dummy", "draft", "none", "legacy", "void", "hold", "abort", "wait");

    /** What capitals stand for where no sentence is: kinds of DNS records, signals. */
    private static final Set<String> NAMES_IN_CAPITALS = words("""
            A AAAA MX NS TXT CNAME SOA SRV CAA PTR ANY HUP TERM KILL INT QUIT USR1 USR2 CONT WINCH EXIT ERR HEAD
            """);

    private CapitalWord() {}

    private static Set<String> words(String text) {
        return Set.copyOf(Arrays.asList(text.strip().split("\\s+")));
    }

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
                : EnglishWords.isCondition(String.join("-", parts))
                        || Arrays.stream(parts).anyMatch(part -> isFunction(part) || STATES.contains(part));
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

    /** Whether a word in capitals names something: by its look, or since the same word in small letters does. */
    static boolean isName(String word) {
        String folded = word.toLowerCase(Locale.ROOT);
        return !isSaid(word)
                && (NAMES_IN_CAPITALS.contains(word)
                        || word.chars().anyMatch(each -> each == '_' || Character.isDigit(each))
                        || SETTINGS.contains(folded)
                        || UsualNames.contains(folded));
    }

    /** Whether a word in small letters says how a step stands. */
    static boolean isState(String word) {
        return STATES.contains(word) && !NAMES_IN_SMALL.contains(word);
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
                && (isFunction(folded)
                        || STATES.contains(folded)
                        || Adverbs.contains(folded)
                        || folded.endsWith("ed")
                        || word.contains("-"));
    }
}
