package io.github.devopsagent.json;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.veto.InboxPolicy;
import io.github.devopsagent.veto.MessageField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** By which keys sender, epic, time and summary of a message are found that does not follow the protocol's schema. */
final class MessageKeys {

    private static final Set<String> SENDERS = Set.of(
            "r",
            "role",
            "from",
            "sender",
            "by",
            "author",
            "agent",
            "reviewer",
            "source",
            "senderrole",
            "fromrole",
            "sentby",
            "fromagent",
            "approver");
    private static final Set<String> EPICS = Set.of("epic", "epicid", "epickey");
    private static final Set<String> TIMES = Set.of(
            "ts",
            "timestamp",
            "time",
            "date",
            "d",
            "datetime",
            "at",
            "created",
            "createdat",
            "sent",
            "sentat",
            "updatedat",
            "when",
            "createdon",
            "day");
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
    private static final int LONGEST_NAME = 100;

    private MessageKeys() {}

    /** Whether fields are those of a message, and not only lines that happen to have a colon. */
    static boolean areOfMessage(List<MessageField> fields) {
        return fields.stream().anyMatch(InboxPolicy::isOfMessage)
                || Stream.of(SENDERS, EPICS, TIMES, SUMMARIES)
                                .filter(keys -> fields.stream().anyMatch(field -> isOneOf(keys, field)))
                                .count()
                        > 2;
    }

    private static String plain(String key) {
        return NO_LETTER.matcher(key).replaceAll("").toLowerCase(Locale.ROOT);
    }

    private static boolean isOneOf(Set<String> keys, MessageField field) {
        return keys.contains(plain(field.key()));
    }

    /** All texts and numbers that stand under one of the keys. */
    private static List<String> values(Set<String> keys, List<MessageField> fields) {
        return fields.stream()
                .filter(field -> isOneOf(keys, field))
                .filter(field -> field.type() == MessageField.Kind.TEXT || field.type() == MessageField.Kind.NUMBER)
                .map(field -> field.text().strip())
                .filter(text -> !text.isEmpty())
                .distinct()
                .limit(20)
                .toList();
    }

    /** The label of the role, if all that is said of a sender is one role; else what is said. */
    static Optional<String> sender(List<MessageField> fields) {
        List<String> senders = values(SENDERS, fields).stream()
                .map(text -> role(text).orElse(text))
                .distinct()
                .toList();
        if (senders.size() == 1) {
            return role(senders.get(0)).or(() -> Optional.of(Printable.line(senders.get(0), 60)));
        }
        return senders.isEmpty() ? Optional.empty() : Optional.of(Printable.line(String.join(" and ", senders), 60));
    }

    private static Optional<String> role(String text) {
        String label = NO_LETTER.matcher(text.strip()).replaceAll("_").toLowerCase(Locale.ROOT);
        return Role.of(label).map(Role::label);
    }

    /** The epic, if only one is named. */
    static Optional<String> epic(List<MessageField> fields) {
        List<String> epics = values(EPICS, fields);
        return epics.size() == 1
                ? Optional.of(epics.get(0)).filter(epic -> epic.length() <= LONGEST_NAME)
                : Optional.empty();
    }

    static List<String> times(List<MessageField> fields) {
        return values(TIMES, fields);
    }

    static List<String> summary(List<MessageField> fields) {
        return values(SUMMARIES, fields);
    }
}
