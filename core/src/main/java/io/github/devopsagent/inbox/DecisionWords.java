package io.github.devopsagent.inbox;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    private static final Pattern TAKEN_BACK =
            Pattern.compile("(?i)^[-!~^?#/\u2212]|[?*]$|[-\u2212:/=] ?[-\u2212]?[0-9]$"
                    + "|^(?:ex|former|old|no longer)[ -]|\\((?:old|former|iteration).*\\)");
    private static final Pattern ADDRESS = Pattern.compile("<?[^\\s@<>]+@[^\\s@<>]+>?");
    private static final Pattern ROLE = Pattern.compile("\\b(?:" + String.join("|", PlainText.roles()) + ")\\b");
    private static final Pattern SIGN_OFF = Pattern.compile("\\bsign(?:ed)? ?off\\b|\\bv?[0-9]+ [0-9]+(?: [0-9]+)*\\b");
    /** What is said of somebody: the last word, what stands behind a colon, or in brackets. */
    private static final Pattern END =
            Pattern.compile("(?:(?<=[:(\\[]) ?([\\p{L} ]{1,40})|(?<=\\s)([\\p{L} ]{4,40}))(?:$|[)\\]])");
    /** Without what may be a name, such as {@code Max Block}. */
    private static final Set<String> NO_WORDS = Stream.of(
                    InboxWords.NO, InboxWords.NOTHING, InboxWords.ANSWERS, InboxWords.REFUSED, InboxWords.WORDS)
            .flatMap(List::stream)
            .filter(word -> !Set.of("block", "blocker", "hold", "red", "object").contains(word))
            .collect(Collectors.toUnmodifiableSet());

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

    /**
     * Whether an entry of a list of approvals takes one back, or leaves it open.
     *
     * @param entry as it is written, such as {@code security (once the CVE is fixed)}
     * @return true if it has a sign, is nothing but a no, names a role and says more than that, in which is a doubt, or
     *     names somebody and then says no
     */
    public static boolean takeBack(String entry) {
        String words = PlainText.wordsOf(entry);
        if (TAKEN_BACK.matcher(entry).find() || Signs.isNo(entry.strip()) || Signs.hasCross(entry)) {
            return true;
        }
        if (ADDRESS.matcher(entry.strip()).matches()) {
            return false;
        }
        String behindRole = ROLE.matcher(words).replaceAll(" ").strip();
        if (!behindRole.equals(words)) {
            String said = SIGN_OFF.matcher(behindRole).replaceAll(" ").strip();
            return ApprovalDoubts.doubts(said).findFirst().isPresent()
                    || sayNo(said)
                    || Stream.of(said.split(" ", -1)).anyMatch(ApprovalDoubts::isNotInForce);
        }
        return isNo(words) || END.matcher(entry).results().anyMatch(end -> isNo(PlainText.wordsOf(end.group())));
    }

    private static boolean isNo(String words) {
        return NO_WORDS.contains(words)
                || MessageProse.beginsWithPhrase(words)
                || words.startsWith("not ")
                || words.startsWith("no longer ")
                || ApprovalDoubts.isNotInForce(words)
                || (!words.isEmpty()
                        && words.indexOf(' ') < 0
                        && KeyMeaning.of(words).contains(KeyMeaning.DOUBT));
    }
}
