package io.github.devopsagent.internal.inbox;

import io.github.devopsagent.inbox.InboxFields;
import io.github.devopsagent.inbox.InboxPolicy;
import io.github.devopsagent.inbox.MessageField;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** By which keys a message is known, and its summary is found, that does not follow the protocol's schema. */
final class MessageKeys {

    private static final Set<String> SUMMARIES = Set.of(
            "sm",
            "summary",
            "message",
            "msg",
            "text",
            "body",
            "subject",
            "title",
            "reason",
            "reasons",
            "description",
            "content",
            "comment",
            "comments",
            "note",
            "notes",
            "details",
            "explanation",
            "rationale",
            "nx",
            "next",
            "nextactions");
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final List<Set<String>> OF_MESSAGES = List.of(
            plain(InboxFields.SENDER_FIELDS),
            plain(InboxFields.EPIC_FIELDS),
            plain(InboxFields.TIME_FIELDS),
            SUMMARIES);
    private static final int MOST_LINES = 20;

    private MessageKeys() {}

    /** Whether fields are those of a message, and not only lines that happen to have a colon. */
    static boolean areOfMessage(List<MessageField> fields) {
        List<String> keys = fields.stream().map(MessageField::key).distinct().toList();
        Set<String> plain = plain(keys);
        return keys.stream().anyMatch(InboxPolicy::isOfMessage)
                || OF_MESSAGES.stream()
                                .filter(some -> some.stream().anyMatch(plain::contains))
                                .count()
                        > 2;
    }

    private static Set<String> plain(List<String> keys) {
        return keys.stream().map(MessageKeys::plain).collect(Collectors.toUnmodifiableSet());
    }

    private static String plain(String key) {
        return NO_LETTER.matcher(key).replaceAll("").toLowerCase(Locale.ROOT);
    }

    private static boolean isOneOf(Set<String> keys, MessageField field) {
        return keys.contains(plain(field.key()));
    }

    /** All texts and numbers that stand under the key of a summary. */
    static List<String> summary(List<MessageField> fields) {
        return fields.stream()
                .filter(field -> isOneOf(SUMMARIES, field))
                .filter(field ->
                        field.type() == MessageField.ValueType.TEXT || field.type() == MessageField.ValueType.NUMBER)
                .map(field -> field.text().strip())
                .filter(text -> !text.isEmpty())
                .distinct()
                .limit(MOST_LINES)
                .toList();
    }
}
