package io.github.devopsagent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.directory.Disk;
import io.github.devopsagent.directory.Holder;
import io.github.devopsagent.pipeline.BareString;
import io.github.devopsagent.pipeline.Defaults;
import io.github.devopsagent.pipeline.Inherited;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a host has chosen. */
class AgentSettingsTest {

    @Test
    void as_text_they_name_variables_and_secrets_without_their_values() {
        AgentSettings settings = new AgentSettings(
                Path.of("consensus"),
                ExecutorRegistry.of(Map.of(), Map.of(), false),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of("staging"),
                Map.of("DATABASE", "postgres://app:k9#mVq2!xZ@db", "REGION", "eu-west-1"),
                new Secrets(Map.of("TOKEN", "k9#mVq2!xZ")),
                Path.of("srv"),
                Defaults.STANDARD,
                RunPlan.DEFAULT_ROLLBACK_BUDGET,
                RunPlan.DEFAULT_FORWARD_BUDGET,
                DevOpsAgent.DEFAULT_HOST_CODE_LIMIT,
                BareString.Policy.COMMANDS,
                Optional.empty(),
                List.of(),
                Duration.ZERO,
                cancellation -> false,
                cancellation -> false,
                Recovery.STANDARD,
                Disk.real(),
                Holder.current(),
                Inherited.ALL,
                Map.of(),
                Optional.empty(),
                Ground.Timing.STANDARD);
        assertThat(settings)
                .hasToString("AgentSettings[consensus=consensus, environment=Optional[staging], workingDirectory=srv,"
                        + " variables=[DATABASE, REGION], secrets=Secrets[TOKEN]]");
    }
}
