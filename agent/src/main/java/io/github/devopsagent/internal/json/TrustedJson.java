package io.github.devopsagent.internal.json;

import io.github.devopsagent.regex.LazyPattern;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How the documents of our own look. */
public final class TrustedJson {

    private static final LazyPattern HALF = LazyPattern.of("\\p{Cs}");
    /** What we have written is read, however long a text or a number of it is. */
    private static final StreamReadConstraints UNLIMITED = StreamReadConstraints.builder()
            .maxStringLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .maxNumberLength(Integer.MAX_VALUE)
            .build();

    private static final JsonFactory LENIENT =
            JsonFactory.builder().streamReadConstraints(UNLIMITED).build();

    private static final JsonFactory STRICT = JsonFactory.builder()
            .streamReadConstraints(UNLIMITED)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private TrustedJson() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Adds a field for each of these texts, in their order. */
    public static void put(ObjectNode object, SortedMap<String, String> fields) {
        for (Map.Entry<String, String> each : fields.entrySet()) {
            object.put(each.getKey(), each.getValue());
        }
    }

    /** Adds a field if there is a text for it. */
    public static void put(ObjectNode object, String name, Optional<String> text) {
        if (text.isPresent()) {
            object.put(name, text.get());
        }
    }

    /** Adds texts to a list. */
    public static void add(ArrayNode list, Collection<String> texts) {
        for (String each : texts) {
            list.add(each);
        }
    }

    /** What another run of ours has written; an empty object if it cannot be read. */
    public static JsonNode read(byte[] document) {
        try (JsonParser parser = LENIENT.createParser(ObjectReadContext.empty(), document)) {
            return whole(parser);
        } catch (JacksonException | NumberFormatException e) {
            return object();
        }
    }

    /**
     * What another run of ours has written.
     *
     * @throws IllegalArgumentException if it is no JSON; the message names the position
     */
    public static JsonNode strict(byte[] document) {
        Optional<String> malformed = Utf8.faultOf(document);
        if (malformed.isPresent()) {
            throw new IllegalArgumentException(malformed.get());
        }
        try (JsonParser parser =
                STRICT.createParser(ObjectReadContext.empty(), new String(document, StandardCharsets.UTF_8))) {
            return whole(parser);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("found broken JSON: " + StrictJson.message(e), e);
        } catch (NumberFormatException e) {
            // Jackson lets it through where an exponent does not fit an int.
            throw new IllegalArgumentException("found a number that is out of range", e);
        }
    }

    private static JsonNode whole(JsonParser parser) {
        if (parser.nextToken() == null) {
            return JsonNodeFactory.instance.missingNode();
        }
        JsonNode tree = JsonTree.read(parser);
        if (parser.nextToken() != null) {
            throw new StreamReadException(parser, "something stands behind its end");
        }
        return tree;
    }

    /** For people: two spaces, a line for each value, a line end at the end. */
    public static byte[] pretty(JsonNode node) {
        return utf8(JsonTree.pretty(node) + "\n");
    }

    /** For machines: one line. */
    public static byte[] compact(JsonNode node) {
        return utf8(JsonTree.compact(node));
    }

    /** Halves of surrogate pairs, which UTF-8 cannot carry and only strings can have, are escaped. */
    private static byte[] utf8(String json) {
        String text = JsonCursor.hasLoneSurrogate(json)
                ? HALF.matcher(json)
                        .replaceAll(half -> String.format(
                                Locale.ROOT, "\\\\u%04x", (int) half.group().charAt(0)))
                : json;
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** As the protocol writes times: UTC, whole seconds. */
    public static String seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
