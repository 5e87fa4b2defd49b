package io.github.devopsagent.internal.inbox;

import io.github.devopsagent.inbox.MessageField;
import io.github.devopsagent.internal.json.StrictJson;
import java.nio.charset.StandardCharsets;
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
    /** Whoever pastes a diff adds what is in its lines. */
    private static final Pattern DIFF = Pattern.compile("(?m)^\\+\\s*(?=[\"'\\p{L}])");

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
        MessageParts parts = LenientJson.readEach(text.substring(brace));
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
     * Whether a key around a field tells that it stands in one of the objects of a list.
     *
     * @param key such as {@code (each)}
     * @return true if it does
     */
    public static boolean isEach(String key) {
        return key.equals(LenientJson.EACH);
    }

    /**
     * The fields that lines beside the object have.
     *
     * @return such as {@code phase: testing} below it
     */
    public List<MessageField> beside() {
        return isJson ? KeyValueLines.read(asLines(around)).fields() : List.of();
    }

    /**
     * What stands beside the object that has a key, before or behind it, if the first object is strict JSON.
     *
     * @param key such as {@code epic_id}
     * @return the text, which may be JSON again; blank if nothing does
     */
    public String besides(String key) {
        int depth = 0;
        boolean isInText = false;
        for (int i = isJson ? text.indexOf('{') : text.length(); i < text.length(); i++) {
            char each = text.charAt(i);
            if (isInText && each == '\\') {
                i++;
            } else if (each == '"') {
                isInText = !isInText;
            } else if (!isInText && each == '{') {
                depth++;
            } else if (!isInText && each == '}' && --depth == 0) {
                String first = text.substring(text.indexOf('{'), i + 1);
                boolean isStrict = StrictJson.isJson(first.getBytes(StandardCharsets.UTF_8));
                String other = first.contains('"' + key + '"') ? text.substring(i + 1) : first;
                return isStrict ? other.replace("*/", " ") : "";
            }
        }
        return "";
    }

    private static String asLines(String text) {
        String added = DIFF.matcher(text).replaceAll("");
        return added.indexOf('<') < 0 ? added : ELEMENT.matcher(added).replaceAll("\n$1: $2\n");
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
