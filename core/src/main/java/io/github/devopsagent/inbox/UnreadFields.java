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
            "required",
            "requires",
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
        return isOfOtherTimes
                ? Optional.empty()
                : policy.apply(field).or(() -> refuses(field) ? InboxPolicy.says(field) : Optional.empty());
    }

    /**
     * Whether a field of such a name says nothing of now, whatever its value is.
     *
     * @param key its name
     * @return true if one of its words is among {@link #OTHER_TIMES}
     */
    public static boolean tellsOfOtherTimes(String key) {
        return PlainText.spellings(key)
                .flatMap(words -> Stream.of(words.split(" ", -1)))
                .anyMatch(PASSED_OVER::contains);
    }

    private static boolean refuses(MessageField field) {
        if (field.type() != MessageField.Kind.TEXT || field.key().isEmpty()) {
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
