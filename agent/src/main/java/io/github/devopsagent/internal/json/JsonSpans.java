package io.github.devopsagent.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Where the parts of objects and lists lie in the bytes of a document that is known to be well-formed. */
public final class JsonSpans {

    private final byte[] document;

    public JsonSpans(byte[] document) {
        this.document = document;
    }

    /**
     * A stretch of the document.
     *
     * @param from its first byte
     * @param to the byte after its last
     */
    public record Span(int from, int to) {}

    /**
     * A field of an object.
     *
     * @param name its name, unescaped
     * @param from where its name starts, at the quote
     * @param value where its value lies
     */
    public record Member(String name, int from, Span value) {}

    /** The root value, without the white space around it. */
    public Span root() {
        Span all = new Span(0, document.length);
        try (JsonParser parser = parser(all)) {
            parser.nextToken();
            return current(parser, all);
        }
    }

    String text(int from, int to) {
        return new String(document, from, to - from, StandardCharsets.UTF_8);
    }

    public List<Member> members(Span object) {
        List<Member> members = new ArrayList<>();
        try (JsonParser parser = parser(object)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                int from = start(parser, object);
                parser.nextToken();
                members.add(new Member(name, from, current(parser, object)));
            }
        }
        return members;
    }

    public List<Span> elements(Span list) {
        List<Span> elements = new ArrayList<>();
        try (JsonParser parser = parser(list)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(current(parser, list));
            }
        }
        return elements;
    }

    /** The text of a string; empty for any other value. */
    public Optional<String> string(Span value) {
        if (document[value.from()] != '"') {
            return Optional.empty();
        }
        String written = text(value.from() + 1, value.to() - 1);
        if (written.indexOf('\\') < 0) {
            return Optional.of(written);
        }
        try (JsonParser parser = parser(value)) {
            return parser.nextToken() == JsonToken.VALUE_STRING ? Optional.of(parser.getString()) : Optional.empty();
        }
    }

    public boolean isNull(Span value) {
        return text(value.from(), value.to()).equals("null");
    }

    private JsonParser parser(Span span) {
        return StrictJson.parser(Arrays.copyOfRange(document, span.from(), span.to()));
    }

    private static int start(JsonParser parser, Span outer) {
        return outer.from() + (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Where the current value lies, with all that it contains. */
    private static Span current(JsonParser parser, Span outer) {
        int from = start(parser, outer);
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            // Strings are read lazily: only then is it known where they end.
            parser.finishToken();
        }
        parser.skipChildren();
        return new Span(from, outer.from() + (int) parser.currentLocation().getByteOffset());
    }
}
