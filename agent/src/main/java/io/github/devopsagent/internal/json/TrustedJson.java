package io.github.devopsagent.internal.json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How the documents of our own look. */
public final class TrustedJson {

    private static final DefaultIndenter TWO_SPACES = new DefaultIndenter("  ", "\n");
    private static final Pattern HALF = Pattern.compile("\\p{Cs}");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .defaultPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(TWO_SPACES).withArrayIndenter(TWO_SPACES))
            .build();

    /** What we have written is read, however long a text or a number of it is. */
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .maxNumberLength(Integer.MAX_VALUE)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private TrustedJson() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** What another run of ours has written; an empty object if it cannot be read. */
    public static JsonNode read(byte[] document) {
        try {
            return MAPPER.readTree(document);
        } catch (JacksonException e) {
            return object();
        }
    }

    /**
     * What another run of ours has written.
     *
     * @throws IllegalArgumentException if it is no JSON; the message names the position
     */
    public static JsonNode strict(byte[] document) {
        Utf8.faultOf(document).ifPresent(fault -> {
            throw new IllegalArgumentException(fault);
        });
        try {
            return STRICT.readTree(new String(document, StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("found broken JSON: " + StrictJson.message(e), e);
        } catch (NumberFormatException e) {
            // Jackson lets it through where an exponent does not fit an int.
            throw new IllegalArgumentException("found a number that is out of range", e);
        }
    }

    /** For people: two spaces, a line for each value, a line end at the end. */
    public static byte[] pretty(JsonNode node) {
        return utf8(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n");
    }

    /** For machines: one line. */
    public static byte[] compact(JsonNode node) {
        return utf8(MAPPER.writeValueAsString(node));
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
