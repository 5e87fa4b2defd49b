package io.github.devopsagent.json;

import io.github.devopsagent.veto.MessageField;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What was found in a text.
 *
 * @param fields its values
 * @param text what is no value of a field
 */
record MessageParts(List<MessageField> fields, String text) {

    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9][0-9_]*(?:\\.[0-9]*)?(?:[eE][-+]?[0-9]+)?");

    MessageParts {
        fields = List.copyOf(fields);
    }

    /** A value that stands there without quotes. */
    static MessageField bare(List<String> above, String key, int index, String text) {
        MessageField.Kind type =
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> MessageField.Kind.TRUE;
                    case "false" -> MessageField.Kind.FALSE;
                    case "null", "none", "~", "nil", "undefined" -> MessageField.Kind.NULL;
                    default -> NUMBER.matcher(text).matches() ? MessageField.Kind.NUMBER : MessageField.Kind.TEXT;
                };
        return new MessageField(above, key, index, type, text);
    }
}
