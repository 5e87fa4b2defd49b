package io.github.devopsagent.inbox;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recognises a text that begins with one of {@link InboxWords#STOPS}, and goes on with anything but what is harmless: a
 * {@code Stop button} is tested, while {@code Stop. CVE found} demands a stop.
 */
final class Imperatives {

    private static final Pattern STOP = Pattern.compile(
            "^[^\\p{L}\\p{N}]{0,20}(?:(?:please|pls|plz|kindly|now|immediately|then|so|and|just|ok|okay|urgent)[ ,:!]{1,3}){0,3}"
                    + "(?:" + String.join("|", InboxWords.STOPS) + ")(?![\\p{L}\\p{N}])");
    private static final Pattern DECORATION = Pattern.compile("^[\\s*_`~\"')\\]]+");
    /** {@code stop()}, {@code stop-gap}, {@code pause/resume}. */
    private static final Pattern PART_OF_NAME =
            Pattern.compile("^(?:[/_=.]\\S| -[0-9]|\\(\\)|-(?!the\\b|deploy|releas|ship|now\\b|all\\b|ep\\b)\\p{L}).*");

    /** {@code Cancel: ok}, {@code Stop: none}. */
    private static final Pattern RESULT = Pattern.compile("^\\s?[:=|]\\s?(?:" + words(StopWords.HARMLESS_ENDS) + "|"
            + Stream.of(InboxWords.NOTHING)
                    .flatMap(List::stream)
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|"))
            + ")[\\s.!|✅]*$");

    private static final Pattern ON_FAILURE = Pattern.compile(
            "(?:(?:early|if|when|whenever|between)\\b|(?:on|upon|after) (?:(?:the|a|an|any|every|each|first|invalid|unknown) )?(?:fail|error|exception"
                    + "|timeout|invalid|sig|eof|interrupt|shutdown|exit)).*");
    private static final Pattern DOUBT = Pattern.compile(
            "\\b(?:not|no|never|nothing|until|till|before|because|since|if|but|unless|now|please|must|should|as)\\b");
    private static final Pattern END =
            Pattern.compile("\\b(?:" + words(StopWords.HARMLESS_ENDS) + ")(?: \\p{L}+){0,3}$");
    private static final Pattern ITEM = Pattern.compile("^\\s*(?:[-*+\u2022]|[0-9]{1,3}[.)])\\s");
    private static final Pattern WORD = Pattern.compile("^[\\s*_`~\"']+[\\p{L}\\p{N}]");
    private static final Pattern OLD = Pattern.compile("(?:the )?(?:old|previous|existing) .*");
    /** {@code Freeze is over}, {@code cancel cancels}. */
    private static final Pattern OVER =
            Pattern.compile("(?:(?:is|was|has been) )?(?:ends|ended|over|lifted|released)\\b.*" + "|(?:"
                    + String.join("|", InboxWords.STOPS) + ")(?:s|es)");

    private static final Set<String> NOUNS = Set.copyOf(StopWords.HARMLESS_NOUNS);
    private static final Set<String> NO_GERUNDS =
            Set.of("everything", "anything", "nothing", "working", "going", "doing");
    private static final Pattern ACT =
            Pattern.compile("^(?:deploy|redeploy|releas|shipp|roll|launch|merg|promot|publish"
                    + "|approv|proceed|push|migrat|updat|upgrad|install)ing$");

    private Imperatives() {}

    private static String words(List<String> words) {
        return String.join("|", words);
    }

    /**
     * Whether a text tells to stop.
     *
     * @param plain a line or a sentence, as {@link PlainText#of} leaves it
     */
    static boolean stop(String plain) {
        return stop(plain, ITEM.matcher(plain).find());
    }

    /**
     * Whether a text tells to stop.
     *
     * @param plain a line or a sentence, as {@link PlainText#of} leaves it
     * @param isItem whether it is one of a list: a procedure may stop a service, and start it again
     */
    static boolean stop(String plain, boolean isItem) {
        Matcher stop = STOP.matcher(plain);
        if (!stop.find()) {
            return false;
        }
        String rest = plain.substring(stop.end());
        return !isHarmless(rest) && !(isItem && WORD.matcher(rest).find());
    }

    static boolean isItem(String line) {
        return ITEM.matcher(line).find();
    }

    private static boolean isHarmless(String rest) {
        if (PART_OF_NAME.matcher(rest).matches() || RESULT.matcher(rest).matches()) {
            return true;
        }
        String behind = DECORATION.matcher(rest).replaceFirst("");
        if (behind.isEmpty() || !Character.isLetterOrDigit(behind.codePointAt(0))) {
            return false;
        }
        String words = PlainText.words(behind);
        String next = PlainText.first(words);
        return NOUNS.contains(next)
                || isGerund(next)
                || OLD.matcher(words).matches()
                || OVER.matcher(words).matches()
                || ON_FAILURE.matcher(words).matches()
                || (END.matcher(words).find() && !DOUBT.matcher(words).find());
    }

    /** {@code Stop leaking connections}. */
    private static boolean isGerund(String word) {
        return word.endsWith("ing")
                && !NO_GERUNDS.contains(word)
                && !ACT.matcher(word).matches();
    }
}
