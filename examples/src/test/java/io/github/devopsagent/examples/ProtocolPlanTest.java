package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.devopsagent.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtocolPlanTest {

    private static final Path SCHEMAS = Path.of("../agent/src/test/resources/protocol");

    @Test
    void the_plan_follows_the_protocols_schema_to_the_letter() throws IOException {
        assertThat(errors("plan.schema.json", Path.of("protocol-plan/consensus/artifacts/plan.json")))
                .isEmpty();
    }

    @Test
    void it_is_deployed_with_a_health_check_of_the_host() throws IOException {
        Path site = Shipped.copyOf("protocol-plan");

        assertThat(ProtocolPlan.run(site)).isInstanceOf(Outcome.Deployed.class);

        assertThat(site.resolve("live/index.html")).content().contains("Welcome");
        assertThat(errors("status.schema.json", site.resolve("consensus/status.json")))
                .isEmpty();
    }

    private static List<Error> errors(String schema, Path document) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(SCHEMAS.resolve(schema)), InputFormat.JSON)
                .validate(Files.readString(document), InputFormat.JSON);
    }
}
