package io.github.devopsagent.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a step runs. */
class ExecutionContextTest {

    @Test
    void as_text_it_names_its_variables_without_their_values() {
        ExecutionContext context = new ExecutionContext(
                "EP-1", "DEP-001", "staging", Path.of("/srv"), Map.of("TOKEN", "k9#mVq2!xZ", "REGION", "eu-west-1"));
        assertThat(context)
                .hasToString("ExecutionContext[epicId=EP-1, deploymentId=DEP-001, environment=staging,"
                        + " workingDirectory=" + Path.of("/srv") + ", variables=[REGION, TOKEN]]");
    }
}
