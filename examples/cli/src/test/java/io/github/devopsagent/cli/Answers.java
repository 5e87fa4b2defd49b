package io.github.devopsagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.devopsagent.JsonSchema;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a sub-command answers to a program: one JSON object in one line, by the schema of its type where there is one. */
final class Answers {

    private static final Map<String, JsonSchema> SCHEMAS =
            Map.of("outcome", JsonSchema.OUTCOME, "preview", JsonSchema.PREVIEW, "history", JsonSchema.HISTORY);

    private Answers() {}

    static JsonNode read(String out) {
        assertThat(out.lines()).hasSize(1);
        JsonNode answer = new JsonMapper().readTree(out);
        assertThat(answer.isObject()).as(out).isTrue();
        JsonSchema known = SCHEMAS.get(answer.path("type").asString(""));
        if (known != null) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(known.text());
            assertThat(schema.validate(out, InputFormat.JSON)).as(out).isEmpty();
        }
        return answer;
    }
}
