package io.github.devopsagent.internal.inbox;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.inbox.InboxFields;
import io.github.devopsagent.internal.json.JsonCursor;
import io.github.devopsagent.internal.json.Limits;
import io.github.devopsagent.internal.json.Printable;
import io.github.devopsagent.internal.json.StrictJson;
import io.github.devopsagent.veto.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the protocol's {@code message.schema.json} demands of a message. */
final class MessageSchema {

    private static final List<String> REQUIRED = List.of("d", "st", "r", "epic", "sm", "nx");
    private static final Set<String> TEXTS = Set.of("epic", "ts", "status");
    private static final Set<String> LISTS = Set.of("sm", "nx", "artifacts");
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private MessageSchema() {}

    /** Why a document is no valid message; empty if it is one. */
    static Optional<String> faultIn(byte[] bytes) {
        return StrictJson.read("", bytes, Limits.MESSAGE_BYTES, message -> {
                    check(message);
                    return () -> Boolean.TRUE;
                })
                .fold(faults -> Optional.of(inWords(faults)), valid -> Optional.empty());
    }

    private static String inWords(List<Refusal> faults) {
        Refusal first = faults.get(0);
        String pointer = first.where().pointer();
        String more = faults.size() > 1 ? "; and " + (faults.size() - 1) + " more faults" : "";
        return (pointer.isEmpty() ? "" : Printable.line(pointer, 60) + ": ") + first.reason() + more;
    }

    private static void check(JsonCursor message) {
        REQUIRED.forEach(name -> message.required(name, "a message with " + String.join(", ", REQUIRED), Optional::of));
        message.fields().forEach(MessageSchema::check);
    }

    private static void check(String name, JsonCursor value) {
        if (name.equals("d")) {
            value.text()
                    .ifPresent(day -> value.demand(
                            DAY.matcher(day).matches(), "a day such as \"2025-12-31\"", "write it like this"));
        } else if (name.equals("st")) {
            oneOf(value, InboxFields.KINDS);
        } else if (name.equals("r")) {
            oneOf(value, Role.labels());
        } else if (TEXTS.contains(name)) {
            value.text();
        } else if (LISTS.contains(name)) {
            List<JsonCursor> lines = value.list("strings");
            lines.forEach(JsonCursor::text);
            if (name.equals("sm") && value.isList()) {
                value.demand(!lines.isEmpty(), "at least one line", "say what the message is about");
            }
        } else if (name.equals("answers")) {
            objectOf(value).values().forEach(JsonCursor::text);
        } else if (name.equals("verification")) {
            objectOf(value);
        } else {
            value.wrongValue("a field that no message has", "the protocol's fields only", "remove it");
        }
    }

    private static void oneOf(JsonCursor value, List<String> labels) {
        value.oneOf(label -> Optional.of(label).filter(labels::contains), labels);
    }

    private static Map<String, JsonCursor> objectOf(JsonCursor value) {
        if (!value.isObject()) {
            value.wrongType("an object", "write it as { … }");
            return Map.of();
        }
        return value.fields();
    }
}
