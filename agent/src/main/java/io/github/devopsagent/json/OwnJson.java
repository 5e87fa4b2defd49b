package io.github.devopsagent.json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How the documents of our own look. */
final class OwnJson {

    private static final DefaultIndenter TWO_SPACES = new DefaultIndenter("  ", "\n");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .defaultPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(TWO_SPACES).withArrayIndenter(TWO_SPACES))
            .build();

    private OwnJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** What another run of ours has written; an empty object if it cannot be read. */
    static JsonNode read(byte[] document) {
        try {
            return MAPPER.readTree(document);
        } catch (JacksonException e) {
            return object();
        }
    }

    /** For people: two spaces, a line for each value, a line end at the end. */
    static byte[] pretty(JsonNode node) {
        return (MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** For machines: one line. */
    static byte[] compact(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    /** As the protocol writes times: UTC, whole seconds. */
    static String seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
