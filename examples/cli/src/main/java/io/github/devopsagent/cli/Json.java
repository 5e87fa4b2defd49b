package io.github.devopsagent.cli;

import io.github.devopsagent.cli.option.FailureException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON of the sub-commands for which the agent has none. Each object is one line. */
final class Json {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    /** An object that says first what it is. */
    static ObjectNode object(String type) {
        return MAPPER.createObjectNode().put("type", type);
    }

    /**
     * Reads a document.
     *
     * @throws FailureException if the text is no JSON
     */
    static JsonNode read(String source, String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new FailureException(source + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
