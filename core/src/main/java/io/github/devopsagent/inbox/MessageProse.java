package io.github.devopsagent.inbox;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.regex.WordFilter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Recognises what says no in the sentences of people and models. */
final class MessageProse {

    private static final String AUXILIARY = "(?:do|does|must|should|shall|may|can|could|would|will)";
    /** {@code do not forget to deploy} says the opposite. */
    private static final String NOT_THE_OPPOSITE = "(?!(?:forget|hesitate|wait|worry|need|fear) )";

    private static final String FEW_WORDS = "(?:\\p{L}+ ){0,7}?";
    private static final String ADVERB =
            "(?:(?:now|still|currently|hereby|temporarily|again|also|completely|fully|already|therefore|thus|formally"
                    + "|a|an|the|being|been|put|yet|quite|to|be|really|at|all|production|considered|exactly) ){0,3}";
    private static final String IS = "(?:is|are|was|were|be|been|being|am|gets?|got|stays?|remains?|s|re|m)";
    private static final String WRITER =
            "(?:i|we|" + alternatives(PlainText.roles()) + ") (?:m |am |are |is |have |has )?"
                    + "(?:must |hereby |formally |strongly |therefore |now |still |to |have ){0,3}";

    private static final Pattern REFUSAL =
            phrase("(?:" + AUXILIARY + " not|not to|never|please not) " + NOT_THE_OPPOSITE
                    + FEW_WORDS + "(?:be )?" + beginnings(InboxWords.ACTS)
                    + "|(?<!\\b(?:did|was|were|is|are|been|has|have|had) )not (?:be )?(?:" + beginnings(InboxWords.ACTS)
                    + ")"
                    + "|against (?:\\p{L}+ ){0,2}?" + beginnings(InboxWords.ACTS));
    private static final Pattern JUDGEMENT = phrase(IS + " " + ADVERB + alternatives(InboxWords.REFUSED) + "\\b"
            + "|(?:deployment|deploy|release|rollout|roll out|launch|approval|change|request|sign off|go live) "
            + alternatives(InboxWords.REFUSED) + "\\b"
            + "|(?:not|never|far from|nor) " + ADVERB + alternatives(InboxWords.CLEARED) + "\\b"
            + "|unsafe to \\p{L}+"
            + "|(?:stop|hold|halt|abort|cancel|postpone|block|delay|terminate|pause|freeze) (?:the |this |our )?(?:deploy|releas|roll|launch)"
            + "|there (?:is|are|s) (?:(?!no\\b)\\p{L}+ ){0,2}?(?:blockers?|showstoppers?)"
            + "|" + WRITER + beginnings(InboxWords.OBJECTS) + "\\b(?! (?:nobody|nothing|none|no one))"
            + "|" + WRITER + "against\\b"
            + "|(?:says?|said|answers?|votes?|voted|(?:answer|vote|verdict|decision|it|that) (?:is|s)(?: a)?) no$"
            + "|^(?:a )?(?:no|nay) from (?:me|us|my|our|qa|the)\\b"
            + "|withdr\\p{L}+ (?:\\p{L}+ ){0,2}(?:approval|consent|lgtm|sign off)");
    private static final Pattern PHRASE =
            phrase("(?<!\\b(?:no longer|not) )(?:" + alternatives(InboxWords.PHRASES) + ")\\b"
                    + "(?! (?:issues?|problems?|errors?|failures?|blockers?|risks?|conflicts?|impact|changes|windows?"
                    + "|(?:(?:is|was|has|been|now) ){0,3}(?:lifted|over|ended|removed|resolved|cleared|released)))");
    private static final Pattern NO_SUCH_STEPS = Pattern.compile(
            "no (?:deploy|deployment|rollout) (?!today|tomorrow|until|till|before|now|yet|please|without|for|of|on|this|ep)\\p{L}");
    private static final Set<String> ANSWERS = Set.copyOf(InboxWords.ANSWERS);
    private static final Pattern NO_GO_AS_A_NAME = Pattern.compile("\\bgo no go\\b");
    private static final String SPACED_VETO = " v e t o ";
    private static final List<String> NEGATIONS = List.of("not", "never", "against");
    private static final WordFilter REFUSAL_FILTER = WordFilter.of(Stream.of(NEGATIONS));
    private static final WordFilter PHRASE_FILTER = WordFilter.of(Stream.of(InboxWords.PHRASES));
    private static final WordFilter JUDGEMENT_FILTER = WordFilter.of(Stream.of(
            NEGATIONS,
            InboxWords.REFUSED,
            InboxWords.OBJECTS,
            List.of("far", "nor", "unsafe", "stop", "hold", "halt", "abort", "cancel", "postpone", "block", "delay"),
            List.of("terminate", "pause", "freeze", "blocker", "showstopper", "no", "nay", "withdr")));
    private static final WordFilter FILTER = WordFilter.of(Stream.of(
            NEGATIONS,
            List.of(
                    "stop",
                    "hold",
                    "halt",
                    "abort",
                    "cancel",
                    "postpone",
                    "delay",
                    "showstoppers",
                    "no",
                    "nay",
                    "expired",
                    "gone",
                    "far",
                    "nor",
                    "wait",
                    "nobody",
                    "under",
                    "objection",
                    "may",
                    "vote",
                    "nope",
                    "negative",
                    "unsafe",
                    "v",
                    "roll",
                    "rollback",
                    "withdraw",
                    "take",
                    "order",
                    "request",
                    "demand",
                    "call",
                    "ask",
                    "back",
                    "taking",
                    "took"),
            StopWords.UNDOES,
            StopWords.STOPPED,
            StopWords.FORBIDDEN,
            StopWords.OBJECTS_TO,
            StopWords.CALLS_OFF,
            StopWords.TAKES_BACK,
            StopWords.TAKES_BACK_OWN,
            InboxWords.REFUSED,
            InboxWords.OBJECTS,
            InboxWords.PHRASES,
            InboxWords.ANSWERS,
            InboxWords.STOPS,
            InboxWords.WORDS));
    private static final Pattern NO_AS_ANSWER = Pattern.compile("\\b"
            + beginnings(Stream.of(InboxWords.ACTS, InboxWords.CLEARED)
                    .flatMap(List::stream)
                    .toList())
            + "[^.!?\\n]{0,60}\\?[^\\p{L}\\p{N}]{0,8}(?:no|nope|never|not|nay|negative)\\b");
    private static final Pattern SENTENCE_END =
            Pattern.compile("(?<!^\\s{0,6}[0-9]{1,3})[.!?;](?=[\\s*_`~\"')\\]]|$)|\\|");
    private static final Pattern TAG = Pattern.compile("</?[\\p{L}][^<>]{0,100}>");
    private static final Pattern KEY_VALUE = Pattern.compile("^[^:]{1,40}:(?:\\s|$)");

    private MessageProse() {}

    private static Pattern phrase(String alternatives) {
        return Pattern.compile("\\b(?:" + alternatives + ")");
    }

    private static String alternatives(List<String> words) {
        return "(?:" + String.join("|", words) + ")";
    }

    /** All words that begin like one of these. */
    private static String beginnings(List<String> words) {
        return words.stream()
                        .map(word -> word.endsWith("e") ? word.substring(0, word.length() - 1) : word)
                        .collect(joining("|", "(?:", ")"))
                + "\\p{L}*";
    }

    /**
     * What says no in a text.
     *
     * @return the line that says so, or a phrase that begins in one and ends in the next; empty if nothing does
     */
    static Optional<String> no(String text) {
        String before = "";
        for (String line : Headings.withoutEmpty(PlainText.lines(text))) {
            if (line.isBlank()) {
                before = "";
                continue;
            }
            String plain = PlainText.of(
                    line.indexOf('<') < 0 ? line : TAG.matcher(line).replaceAll(" "));
            if (saysNo(plain)) {
                return Optional.of(line);
            }
            boolean isField = KEY_VALUE.matcher(plain).find();
            Optional<String> over = isField || before.isEmpty() ? Optional.empty() : overTwoLines(before, plain);
            if (over.isPresent()) {
                return over;
            }
            before = isField ? "" : plain;
        }
        return Optional.empty();
    }

    private static Optional<String> overTwoLines(String one, String other) {
        String words = PlainText.words(tail(one) + ' ' + head(other));
        if (!REFUSAL_FILTER.mayBeIn(words)) {
            return Optional.empty();
        }
        Matcher said = REFUSAL.matcher(words);
        return said.find() ? Optional.of(said.group()) : Optional.empty();
    }

    /** No phrase is longer. */
    private static final int LONGEST_PHRASE = 200;

    private static String tail(String line) {
        return line.substring(Math.max(0, line.length() - LONGEST_PHRASE));
    }

    private static String head(String line) {
        return line.substring(0, Math.min(line.length(), LONGEST_PHRASE));
    }

    private static boolean saysNo(String plain) {
        if (plain.contains(InboxWords.VETO) || Signs.isNo(plain.strip())) {
            return true;
        }
        String all = PlainText.words(plain);
        if (saysNoOtherwise(plain, all)) {
            return true;
        }
        if (!FILTER.mayBeIn(all)) {
            return false;
        }
        return ANSWERS.contains(all)
                || (' ' + all + ' ').contains(SPACED_VETO)
                || (plain.indexOf('?') >= 0 && NO_AS_ANSWER.matcher(plain).find())
                || SENTENCE_END.splitAsStream(plain).anyMatch(MessageProse::saysNoInSentence);
    }

    /** In plain English, or in another language. */
    private static boolean saysNoOtherwise(String plain, String all) {
        return ForeignRefusals.areIn(plain, all)
                || (EnglishRefusals.mayBe(all)
                        && SENTENCE_END
                                .splitAsStream(plain)
                                .map(PlainText::words)
                                .anyMatch(EnglishRefusals::areNo));
    }

    private static boolean saysNoInSentence(String sentence) {
        String words = PlainText.words(sentence);
        return FILTER.mayBeIn(words)
                && ((REFUSAL_FILTER.mayBeIn(words) && REFUSAL.matcher(words).find())
                        || (JUDGEMENT_FILTER.mayBeIn(words)
                                && JUDGEMENT.matcher(words).find())
                        || StopSentences.demands(sentence)
                        || StopSentences.tells(sentence)
                        || (PHRASE_FILTER.mayBeIn(words)
                                && PHRASE.matcher(NO_GO_AS_A_NAME.matcher(words).replaceAll(""))
                                        .find()));
    }

    /** Whether words begin with one of the phrases, unless that begins something else, as {@code no deployment steps} do. */
    static boolean beginsWithPhrase(String words) {
        Matcher phrase = PHRASE.matcher(words);
        return PHRASE_FILTER.mayBeIn(words)
                && phrase.lookingAt()
                && !NO_SUCH_STEPS.matcher(words).lookingAt();
    }

    /** Whether an answer says no to a question for one of the acts, or whether it may be done. */
    static boolean isNoTo(String question, String answer) {
        return NO_AS_ANSWER.matcher(question.replace("?", "") + "? " + answer).find();
    }

    /** Whether plain words may say no, or stop a deployment. */
    static boolean maySayNo(String words) {
        return FILTER.mayBeIn(words);
    }

    /** What a text says that tells somebody not to deploy, or to stop; what was or is does not matter. */
    static Optional<String> refusal(String text) {
        return Headings.withoutEmpty(PlainText.lines(text)).stream()
                .filter(line -> {
                    String plain = PlainText.of(line);
                    String words = PlainText.words(plain);
                    return (REFUSAL_FILTER.mayBeIn(words)
                                    && REFUSAL.matcher(words).find())
                            || saysNoOtherwise(plain, words)
                            || (FILTER.mayBeIn(words) && demands(plain));
                })
                .findFirst();
    }

    private static boolean demands(String plain) {
        return SENTENCE_END
                .splitAsStream(plain)
                .anyMatch(sentence -> StopSentences.demands(sentence) || StopSentences.tellsOfNow(sentence));
    }
}
