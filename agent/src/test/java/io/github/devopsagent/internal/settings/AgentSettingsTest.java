package io.github.devopsagent.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.TestBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a host has chosen. */
class AgentSettingsTest {

    @Test
    void as_text_they_name_variables_and_secrets_without_their_values() {
        AgentSettings settings = TestBuilder.anAgent()
                .consensus(Path.of("/consensus"))
                .environment("staging")
                .workingDirectory(Path.of("/srv"))
                .variable("DATABASE", "postgres://app:k9#mVq2!xZ@db")
                .variable("REGION", "eu-west-1")
                .secret("TOKEN", "k9#mVq2!xZ")
                .settings();
        assertThat(settings)
                .hasToString("AgentSettings[consensus=/consensus, environment=Optional[staging], workingDirectory=/srv,"
                        + " variables=[DATABASE, REGION], secrets=Secrets[TOKEN]]");
    }
}
