package io.github.devopsagent.inbox;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides what a field says that its document does not have by the protocol, by the words of the inbox: by its name, or
 * where it stands for a decision. What tells of other times, counts, or sets how something works, says nothing; nor do
 * sentences, since the title of an epic may begin with "Block".
 */
public final class UnreadFields {

    /** Words of names whose fields say nothing of now. */
    public static final List<String> OTHER_TIMES = List.of(
            "history",
            "histories",
            "log",
            "logs",
            "events",
            "timeline",
            "rejections",
            "previous",
            "previously",
            "prior",
            "past",
            "earlier",
            "former",
            "last",
            "old",
            "resolved",
            "closed",
            "lifted",
            "cleared",
            "settled",
            "solved",
            "archive",
            "archived",
            "count",
            "counts",
            "total",
            "auto",
            "automatic",
            "priority",
            "severity",
            "labels",
            "tags",
            "title",
            "titles",
            "note",
            "notes",
            "comment",
            "comments");

    /** What is not needed is not refused; that something like a rollback is, may be a demand. */
    private static final Set<String> NEEDS = Set.of("required", "requires");

    private static final Set<KeyMeaning> NO_BY_NAME = Set.of(KeyMeaning.VETO, KeyMeaning.NO, KeyMeaning.STOP);

    private static final Set<String> PASSED_OVER = Set.copyOf(OTHER_TIMES);
    private static final Set<String> NO_STATE = Set.of("blocker", "showstopper");
    private static final String PHASE = "phase";

    /** What says no if it is all that a value says, whatever its field is. */
    private static final Set<String> REFUSALS = Stream.of(
                    InboxWords.REFUSED.stream().filter(word -> !NO_STATE.contains(word)),
                    InboxWords.PHRASES.stream(),
                    InboxWords.WORDS.stream().filter(word -> word.indexOf(' ') >= 0))
            .flatMap(all -> all)
            .collect(Collectors.toUnmodifiableSet());

    private final Function<MessageField, Optional<String>> policy = InboxPolicy.ofFields();

    /**
     * Why a field says no.
     *
     * @param field what stands in the document, with the keys that are around it; without a key of its own only what is
     *     around it counts
     * @return a phrase for people, such as {@code 'hold' is true}; empty if it does not
     */
    public Optional<String> no(MessageField field) {
        boolean isOfOtherTimes =
                Stream.concat(field.above().stream(), Stream.of(field.key())).anyMatch(UnreadFields::tellsOfOtherTimes);
        boolean isNotNeeded = field.type() == MessageField.ValueType.FALSE && hasWordOf(NEEDS, field.key());
        boolean isProgress = DecisionWords.PROGRESS.contains(PlainText.wordsOf(field.text()))
                && field.type() == MessageField.ValueType.TEXT
                && KeyMeaning.of(field.key()).stream().noneMatch(NO_BY_NAME::contains);
        return isOfOtherTimes || isNotNeeded || isProgress
                ? Optional.empty()
                : policy.apply(field).or(() -> refuses(field) ? InboxPolicy.says(field) : Optional.empty());
    }

    /**
     * Whether a field of such a name says no by being there.
     *
     * @param key its name
     * @return true for {@code veto}, {@code hold}, {@code stop} and the like
     */
    public static boolean isNoByName(String key) {
        return KeyMeaning.of(key).stream()
                .anyMatch(meaning -> NO_BY_NAME.contains(meaning) || meaning == KeyMeaning.NO_IF_TRUE);
    }

    /**
     * Whether a field of such a name says nothing of now, whatever its value is.
     *
     * @param key its name
     * @return true if one of its words is among {@link #OTHER_TIMES}
     */
    public static boolean tellsOfOtherTimes(String key) {
        return hasWordOf(PASSED_OVER, key);
    }

    private static boolean hasWordOf(Set<String> these, String key) {
        return PlainText.spellings(key)
                .flatMap(words -> Stream.of(words.split(" ", -1)))
                .anyMatch(these::contains);
    }

    private static boolean refuses(MessageField field) {
        if (field.type() != MessageField.ValueType.TEXT || field.key().isEmpty()) {
            return false;
        }
        String text = field.text().strip();
        String words = PlainText.wordsOf(text);
        boolean isShouted = InboxWords.STOPS.contains(words) && text.equals(text.toUpperCase(Locale.ROOT));
        boolean isOfPhase = PlainText.spellings(field.key())
                .anyMatch(key -> PlainText.last(key).equals(PHASE));
        return isShouted || REFUSALS.contains(words) || (isOfPhase && WordMatcher.saysNo(text));
    }
}
