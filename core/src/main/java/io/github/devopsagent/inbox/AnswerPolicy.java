package io.github.devopsagent.inbox;

import io.github.devopsagent.regex.LazyPattern;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recognises a no in what answers a question, written in whatever style: {@code "May we deploy?": "No"}, {@code
 * "can_deploy": "no"}, {@code "Any blockers?": "CVE-1"}, and the line {@code approved: false}.
 */
final class AnswerPolicy {

    private static final Pattern LINE_OF_FIELD = Pattern.compile(
            "[^\\p{L}\\p{N}]{0,10}(?:[xv]\\] )?([\\p{L}][\\p{L} _/-]{0,40}?)[*_`]{0,2}\\s?[:=?][*_`]{0,2}\\s?([\\p{L} ]{1,10})[.!]?\\s*");
    private static final Pattern ASKING = Pattern.compile(
            "^(?:(?:are|is) there |any |do (?:you|we) have |open |known |has any(?:one|body) |did any(?:one|body) ){1,3}");
    private static final Pattern PRONOUN =
            Pattern.compile("^(can|may|should|shall|could|do|will|must) (?:we|i|you|it|this|devops) ");
    /** Not for an act, but of it: {@code Does the release change the schema}. */
    private static final Pattern ABOUT = Pattern.compile(
            "(?:does|did|do) (?!\\p{L}+ (?:approve|accept|agree|consent|sign)|approve|accept|agree|consent)");

    /** {@code missing_approvals}, {@code pending_sign_offs}: whose they are stands in it. */
    private static final LazyPattern LACKING =
            LazyPattern.of("(?:missing|pending|outstanding|lacking) (?:approvals?|approvers?|sign ?offs?)"
                    + "|(?:approvals?|sign ?offs?) (?:missing|pending|outstanding)");

    private static final LazyPattern OWN = LazyPattern.of("(?:the )?dev ?ops(?: (?:agent|engineer|lead|role|team))?");
    private static final Set<String> OWNERS = Set.of(
            "role",
            "roles",
            "name",
            "who",
            "by",
            "from",
            "of",
            "approver",
            "approvers",
            "reviewer",
            "agent",
            "team",
            "list");
    /** {@code pending_approvals: 0 of 3}, {@code none left}. */
    private static final LazyPattern NONE_LACKING = LazyPattern.of(
            "0 of [0-9]{1,4}|(?:0|none|nobody|no one)"
                    + "(?: (?:left|any ?more|open|pending|missing|outstanding|remaining|all (?:are )?(?:given|in|approved|there|done)))+");

    private static final LazyPattern GIVEN =
            LazyPattern.of("(?!.*\\bdev ?ops\\b)(?:(?:.* )?(?:approved|signed off|sign ?off|lgtm)"
                    + "|(?:(?:.* )?(?:" + String.join("|", PlainText.roles())
                    + "|approvals?|release|deploy(?:ment)?|change|is|been|was|it|epic) )?(?:accepted|granted))");
    /** What is left to a run itself, behind the approval of all others. */
    private static final LazyPattern NEXT = LazyPattern.of("(?:approved|accepted|granted|signed off|sign ?off|lgtm)");

    private static final LazyPattern OF_RUN = LazyPattern.of(".* (?:for |of |by |the )*(?:dev ?ops|deployment)");
    private static final LazyPattern AWAITED =
            LazyPattern.of("(?:still )?(?:pending|waiting|awaited|awaiting|outstanding|tbd)(?: \\p{L}+){0,3}");
    private static final Set<String> PLAIN_NO = Set.copyOf(InboxWords.PLAIN_NO);
    private static final Set<String> NOTHING = Set.copyOf(InboxWords.NOTHING);
    private static final Set<String> YES = Set.of(
            "yes",
            "y",
            "true",
            "yep",
            "yeah",
            "ja",
            "si",
            "oui",
            "sure",
            "please",
            "definitely",
            "absolutely",
            "1",
            "on");

    private static final Set<KeyMeaning> OPPOSITES =
            EnumSet.of(KeyMeaning.VETO, KeyMeaning.NO, KeyMeaning.STOP, KeyMeaning.NO_IF_TRUE);

    private AnswerPolicy() {}

    /** Whether a line answers no, or has a field that refuses an approval. */
    static boolean refuse(String line) {
        if (WordMatcher.answer(line).isPresent()) {
            return true;
        }
        Matcher field = LINE_OF_FIELD.matcher(PlainText.of(line));
        return field.matches()
                && PLAIN_NO.contains(PlainText.wordsOf(field.group(2)))
                && askForApproval(field.group(1), KeyMeaning.of(field.group(1)));
    }

    /** Whether an answer says no to a question for an approval, or anything but no to one for a stop. */
    static boolean sayNo(String key, String answer) {
        String question = PlainText.spellings(key)
                .reduce((whole, cut) -> cut)
                .map(words -> ASKING.matcher(words).replaceFirst(""))
                .map(words -> PRONOUN.matcher(words).replaceFirst("$1 "))
                .orElse("");
        Set<KeyMeaning> meanings = KeyMeaning.of(question);
        return askForStop(question, meanings) ? isYes(meanings, answer) : isNo(question, meanings, answer);
    }

    /** {@code "approved": "pending"}; what a run itself has to approve, or a kind of message, may be so. */
    static boolean isAwaited(MessageField field) {
        String said = PlainText.wordsOf(field.text());
        boolean isNext = OF_RUN.matcher(said).matches()
                && PlainText.spellings(field.key())
                        .anyMatch(words -> NEXT.matcher(words).matches());
        return field.type() == MessageField.ValueType.TEXT
                && !isNext
                && AWAITED.matcher(said).matches()
                && PlainText.spellings(field.key())
                        .anyMatch(words -> GIVEN.matcher(words).matches());
    }

    /** Whether something in it is an approval that is missing; its own is not what a deployment waits for. */
    static boolean lacksApproval(MessageField field) {
        String said = PlainText.wordsOf(field.text());
        boolean isLacking = isOfLack(field.key())
                || (field.above().stream().anyMatch(AnswerPolicy::isOfLack) && isOwner(field.key()));
        return isLacking
                && !OWN.matcher(said).matches()
                && !NONE_LACKING.matcher(said).matches();
    }

    private static boolean isOfLack(String key) {
        return PlainText.spellings(key).anyMatch(words -> LACKING.matcher(words).matches());
    }

    /** In it stands whose approval is missing, or it is whose it is. */
    private static boolean isOwner(String key) {
        return PlainText.spellings(key)
                .anyMatch(words -> OWNERS.contains(words)
                        || (PlainText.roles().contains(words)
                                && !OWN.matcher(words).matches()));
    }

    static boolean isPlainNo(String text) {
        String words = PlainText.wordsOf(text);
        return PLAIN_NO.contains(words) || (words.indexOf(' ') < 0 && WordMatcher.beginsWithNo(text));
    }

    private static boolean askForApproval(String key, Set<KeyMeaning> meanings) {
        boolean isAct = PlainText.spellings(key).map(PlainText::last).anyMatch(InboxFields.APPROVAL_WORDS::contains);
        return !isOfNeed(key)
                && (meanings.contains(KeyMeaning.APPROVAL) || (isAct && meanings.contains(KeyMeaning.YES_OR_NO)));
    }

    private static boolean isOfNeed(String key) {
        return PlainText.spellings(key)
                .flatMap(words -> Stream.of(words.split(" ", -1)))
                .anyMatch(InboxFields.NEEDS::contains);
    }

    private static boolean askForStop(String question, Set<KeyMeaning> meanings) {
        return !InboxFields.APPROVAL_FIELDS.contains(question)
                && (OPPOSITES.stream().anyMatch(meanings::contains)
                        || StopSentences.demands(
                                question.startsWith("should ") ? question.replaceFirst(" ", " we ") : question));
    }

    private static boolean isYes(Set<KeyMeaning> meanings, String answer) {
        String first = PlainText.first(PlainText.wordsOf(answer));
        boolean isAnything = meanings.contains(KeyMeaning.VETO) || meanings.contains(KeyMeaning.NO);
        return YES.contains(first)
                || (isAnything && !first.isEmpty() && !NOTHING.contains(first) && !first.equals("not"));
    }

    private static boolean isNo(String question, Set<KeyMeaning> meanings, String answer) {
        if (MessageProse.beginsWithPhrase(PlainText.wordsOf(answer))) {
            return true;
        }
        boolean isDecision = !meanings.contains(KeyMeaning.TYPE)
                && (meanings.contains(KeyMeaning.KIND) || meanings.contains(KeyMeaning.DECISION));
        boolean isOfOthers = isOfNeed(question) || ABOUT.matcher(question).lookingAt();
        boolean isAct = !isOfOthers && MessageProse.isNoTo(question, PlainText.of(answer));
        boolean isAsked = isDecision || (!isOfOthers && askForApproval(question, meanings));
        return isAct || (isAsked && (isPlainNo(answer) || WordMatcher.beginsWithNo(answer)));
    }
}
