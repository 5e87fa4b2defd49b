package io.github.devopsagent.internal.inbox;

import io.github.devopsagent.inbox.MessageField;
import java.util.List;

/**
 * The fields of a document that is meant to be JSON, or YAML, however it is written, and in whatever encoding.
 *
 * @param fields its values; what is cut off in the midst of it may be the last of them
 * @param text all of it
 * @param isJson whether it has an object, in whatever notation
 * @param breaksOff whether it ends before what it began does
 */
public record LenientFields(List<MessageField> fields, String text, boolean isJson, boolean breaksOff) {

    private static final String SEVERAL = "(several)";

    public LenientFields {
        fields = List.copyOf(fields);
    }

    /**
     * Finds them.
     *
     * @param bytes the file
     * @return what can be told of it
     */
    public static LenientFields in(byte[] bytes) {
        String text = TextDecoding.plain(TextDecoding.decode(bytes));
        int brace = text.indexOf('{');
        boolean isJson = brace >= 0;
        MessageParts parts = isJson ? LenientJson.read(text.substring(brace), List.of(), "") : KeyValueLines.read(text);
        List<MessageField> fields = parts.fields().stream()
                .filter(field -> !LenientJson.isCutOff(field))
                .map(LenientFields::alone)
                .toList();
        return new LenientFields(fields, text, isJson, parts.breaksOff());
    }

    /** Whoever writes a document in the place of a longer one leaves the end of that behind it. */
    private static MessageField alone(MessageField field) {
        return !field.above().isEmpty() && field.above().get(0).equals(SEVERAL)
                ? new MessageField(
                        field.above().subList(1, field.above().size()),
                        field.key(),
                        field.index(),
                        field.type(),
                        field.text())
                : field;
    }
}
