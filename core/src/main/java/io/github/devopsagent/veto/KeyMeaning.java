package io.github.devopsagent.veto;

import java.util.List;

/**
 * What the key of a field tells of its value: in any case, in any style of compound words.
 *
 * @param isVeto its value is a veto, if it is anything at all
 * @param isNo likewise for the other words, such as {@code blocked} or {@code on_hold}
 * @param isFailure a word of it says no
 * @param isKind its value says what kind of message it is, or what its sender decided
 * @param isDecision its value may say what was decided
 * @param isVerification its value holds what was verified
 * @param isApproval its value says whether something is approved
 */
record KeyMeaning(
        boolean isVeto,
        boolean isNo,
        boolean isFailure,
        boolean isKind,
        boolean isDecision,
        boolean isVerification,
        boolean isApproval) {

    private static final String VERIFICATION = "verif";
    private static final int SHORTEST_ENDING = 3;

    static KeyMeaning of(String key) {
        List<String> spellings = WordMatcher.spellings(key).toList();
        boolean isNo =
                spellings.stream().anyMatch(words -> !WordMatcher.startOf(words).isEmpty());
        return new KeyMeaning(
                spellings.stream().anyMatch(words -> words.contains(InboxWords.VETO)),
                isNo,
                isNo || spellings.stream().anyMatch(words -> WordMatcher.hasWord(words, WordMatcher::isNo)),
                spellings.stream().anyMatch(KeyMeaning::isKind),
                spellings.stream().anyMatch(words -> InboxWords.DECISION_FIELDS.contains(WordMatcher.last(words))),
                spellings.stream().anyMatch(words -> WordMatcher.last(words).startsWith(VERIFICATION)),
                spellings.stream()
                        .anyMatch(words -> InboxWords.APPROVAL_FIELDS.contains(words)
                                || InboxWords.APPROVAL_ENDINGS.contains(WordMatcher.last(words))));
    }

    /** Compounds are not always written so that they can be told apart: {@code messagetype}. */
    private static boolean isKind(String words) {
        return InboxWords.KIND_FIELDS.stream()
                .anyMatch(field -> WordMatcher.last(words).equals(field)
                        || (field.length() > SHORTEST_ENDING
                                && words.replace(" ", "").endsWith(field)));
    }
}
