package io.github.devopsagent.cli;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** A record for people: placeholder until a record was seen. */
final class RecordText {

    private final JsonNode record;

    RecordText(JsonNode record) {
        this.record = record;
    }

    String text() {
        return String.join("\n", List.of(record.toString()));
    }
}
