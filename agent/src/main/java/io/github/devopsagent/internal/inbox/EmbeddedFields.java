package io.github.devopsagent.internal.inbox;

import io.github.devopsagent.inbox.MessageField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the fields that stand in the texts of other fields: {@code key: value}, or JSON that was encoded once more. */
final class EmbeddedFields {

    private static final int DEEPEST = 3;
    private static final int MOST_KEYS_ABOVE = 32;

    private EmbeddedFields() {}

    static List<MessageField> in(List<MessageField> fields) {
        List<MessageField> all = new ArrayList<>();
        List<MessageField> level = fields;
        for (int i = 0; i < DEEPEST && !level.isEmpty(); i++) {
            level = level.stream()
                    .filter(EmbeddedFields::mayHoldSome)
                    .flatMap(field -> embedded(field).stream())
                    .toList();
            all.addAll(level);
        }
        return all;
    }

    /** What stands in the values in base64, such as the data of an event, is said as well. */
    static List<MessageField> encoded(List<MessageField> fields) {
        return fields.stream()
                .filter(field -> field.type() == MessageField.ValueType.TEXT)
                .flatMap(field ->
                        decoded(field.text())
                                .map(text -> MessageParts.text(field.above(), field.key(), -1, text))
                                .stream())
                .toList();
    }

    private static Optional<String> decoded(String text) {
        String plain = TransferDecoding.unescaped(text);
        return plain.equals(text) ? TransferDecoding.base64(text) : Optional.of(plain);
    }

    private static boolean mayHoldSome(MessageField field) {
        String text = field.text();
        return field.type() == MessageField.ValueType.TEXT
                && (text.indexOf(':') >= 0 || text.indexOf('=') >= 0 || text.indexOf('|') >= 0);
    }

    private static List<MessageField> embedded(MessageField field) {
        List<String> above = new ArrayList<>(field.above());
        if (above.size() < MOST_KEYS_ABOVE) {
            above.addAll(field.key().isEmpty() ? List.of("(text)") : List.of(field.key(), "(text)"));
        }
        List<MessageField> found = new ArrayList<>();
        int brace = field.text().indexOf('{');
        if (brace >= 0) {
            found.addAll(
                    LenientJson.read(field.text().substring(brace), above, "").fields());
        }
        if (brace != 0) {
            found.addAll(KeyValueLines.read(field.text(), above).fields());
        }
        return found;
    }
}
