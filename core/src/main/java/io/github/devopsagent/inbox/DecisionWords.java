package io.github.devopsagent.inbox;

import java.util.List;
import java.util.Set;

/**
 * Recognises a no in a value that stands for a decision, in whatever document: by the {@link InboxWords}, in any case,
 * inflection and decoration.
 */
public final class DecisionWords {

    /** What a value means by the name of its field. */
    public enum Meaning {
        /** It says no by being there: {@code veto}, {@code blocked_by}, {@code do_not_deploy}. */
        NO,
        /** It says whether something is approved: {@code safe_to_deploy}, {@code qaApproved}. */
        APPROVAL,
        /** Neither. */
        OTHER
    }

    /** Statuses that tell how far people came, and nothing of whether it may be deployed. */
    public static final List<String> PROGRESS = List.of(
            "pending",
            "planned",
            "open",
            "todo",
            "to do",
            "in progress",
            "not started",
            "not yet started",
            "not deployed",
            "not yet deployed");

    private DecisionWords() {}

    /**
     * Whether a text says no.
     *
     * @param text such as {@code rejected} or {@code on hold}
     * @return true if one of its words says no, and is not negated itself, as in {@code no blockers}
     */
    public static boolean sayNo(String text) {
        return WordMatcher.saysNo(text);
    }

    /**
     * Whether a longer text says no: at its beginning, or with a phrase that says nothing else.
     *
     * @param text such as {@code Rejected, since the tests are red}
     * @return true if it does
     */
    public static boolean beginWithNo(String text) {
        return WordMatcher.beginsWithNo(text)
                || PlainText.spellings(text)
                        .anyMatch(words -> words.contains(InboxWords.VETO)
                                || MessageProse.no(words).isPresent());
    }

    /**
     * Whether a text leaves open what was decided.
     *
     * @param text such as {@code draft} or {@code pending}
     * @return true if it is blank or one of its words does not say yes yet
     */
    public static boolean leaveOpen(String text) {
        return text.isBlank() || (!sayNo(text) && KeyMeaning.of(text).contains(KeyMeaning.DOUBT));
    }

    /**
     * What the name of a field tells of its value.
     *
     * @param key the field's name
     * @return what a value under it would mean
     */
    public static Meaning meaning(String key) {
        Set<KeyMeaning> meanings = KeyMeaning.of(key);
        boolean isNo = meanings.contains(KeyMeaning.VETO)
                || meanings.contains(KeyMeaning.NO)
                || meanings.contains(KeyMeaning.NO_IF_TRUE);
        if (isNo) {
            return Meaning.NO;
        }
        return meanings.contains(KeyMeaning.APPROVAL) ? Meaning.APPROVAL : Meaning.OTHER;
    }
}
