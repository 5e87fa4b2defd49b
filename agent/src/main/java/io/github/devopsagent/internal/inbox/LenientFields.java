package io.github.devopsagent.internal.inbox;

import io.github.devopsagent.inbox.MessageField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The fields of a document that is meant to be JSON, or YAML, however it is written, and in whatever encoding.
 *
 * @param fields its values; what is cut off in the midst of it may be the last of them
 * @param end the place of the value that was to follow where it is cut off; empty if it ends elsewhere
 * @param text all of it
 * @param around what is no value of a field, such as a line beside the object, or a comment
 * @param isJson whether it has an object, in whatever notation
 * @param breaksOff whether the object that it begins does not end
 */
public record LenientFields(
        List<MessageField> fields,
        Optional<MessageField> end,
        String text,
        String around,
        boolean isJson,
        boolean breaksOff) {

    private static final String SEVERAL = "(several)";
    private static final Pattern ELEMENT = Pattern.compile("<([\\p{L}_-]{1,40})>([^<>]{0,200})</\\1>");

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
        if (brace < 0) {
            MessageParts lines = KeyValueLines.read(asLines(text));
            return new LenientFields(lines.fields(), Optional.empty(), text, lines.text(), false, false);
        }
        MessageParts parts = LenientJson.read(text.substring(brace), List.of(), "");
        String around = text.substring(0, brace) + "\n" + parts.text().replace("*/", " ");
        List<MessageField> fields = new ArrayList<>();
        parts.fields().stream()
                .filter(field -> !LenientJson.isCutOff(field))
                .map(LenientFields::alone)
                .forEach(fields::add);
        Optional<MessageField> end = parts.fields().stream()
                .filter(LenientJson::isCutOff)
                .map(LenientFields::alone)
                .findFirst();
        return new LenientFields(fields, end, text, around, true, !parts.isClosed());
    }

    /**
     * The fields that lines beside the object have.
     *
     * @return such as {@code phase: testing} below it
     */
    public List<MessageField> beside() {
        return isJson ? KeyValueLines.read(asLines(around)).fields() : List.of();
    }

    private static String asLines(String text) {
        return text.indexOf('<') < 0 ? text : ELEMENT.matcher(text).replaceAll("\n$1: $2\n");
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
