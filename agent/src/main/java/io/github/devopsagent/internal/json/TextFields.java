package io.github.devopsagent.internal.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Texts and whole numbers of an object and of the objects in it, of a document of which little else is wanted. */
public final class TextFields {

    private TextFields() {}

    /**
     * Reads them.
     *
     * @param in the document
     * @return each of them by its name; of an object in it by both names, such as {@code failure/reason}
     * @throws IllegalArgumentException if it is no JSON object
     * @throws IOException if it cannot be read
     */
    public static Map<String, String> read(InputStream in) throws IOException {
        try (JsonParser parser = StrictJson.STREAMED.createParser(ObjectReadContext.empty(), in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("found no object");
            }
            Map<String, String> fields = new HashMap<>();
            read(parser, "", fields);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("something stands behind its end");
            }
            return fields;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("found broken JSON: " + StrictJson.message(e), e);
        }
    }

    private static void read(JsonParser parser, String above, Map<String, String> fields) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = above + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT) {
                fields.put(name, parser.getString());
            } else if (value == JsonToken.START_OBJECT && above.isEmpty()) {
                read(parser, name + "/", fields);
            } else {
                parser.skipChildren();
            }
        }
    }
}
