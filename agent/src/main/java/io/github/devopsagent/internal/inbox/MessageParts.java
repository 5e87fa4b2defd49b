package io.github.devopsagent.internal.inbox;

import io.github.devopsagent.inbox.MessageField;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What was found in a text.
 *
 * @param fields its values
 * @param text what is no value of a field
 * @param isWhole whether it is one object, or the keys of one, and nothing else but comments
 * @param breaksOff whether it ends before what it began does
 * @param isClosed whether the first object or list that it begins also ends
 */
record MessageParts(List<MessageField> fields, String text, boolean isWhole, boolean breaksOff, boolean isClosed) {

    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9][0-9_]*(?:\\.[0-9]*)?(?:[eE][-+]?[0-9]+)?");

    MessageParts {
        fields = List.copyOf(fields);
    }

    /** A value that stands there without quotes, as YAML understands it. */
    static MessageField bare(List<String> above, String key, int index, String text) {
        MessageField.ValueType type =
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> MessageField.ValueType.TRUE;
                    case "false", "no", "off", "n" -> MessageField.ValueType.FALSE;
                    case "null", "none", "~", "nil", "undefined", "n/a", "nothing", "-", "–", "—" ->
                        MessageField.ValueType.NULL;
                    default ->
                        NUMBER.matcher(text).matches() ? MessageField.ValueType.NUMBER : MessageField.ValueType.TEXT;
                };
        return new MessageField(above, key, index, type, text);
    }

    static MessageField text(List<String> above, String key, int index, String text) {
        return new MessageField(above, key, index, MessageField.ValueType.TEXT, text);
    }

    /** The same, where it is only one of several: nothing of it stands at the top of a message. */
    static List<MessageField> oneOfSeveral(List<MessageField> fields) {
        return fields.stream().map(field -> field.inside("(several)")).toList();
    }
}
