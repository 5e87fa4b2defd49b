package io.github.devopsagent.examples;

import static io.github.devopsagent.testkit.DeploymentAssertions.assertThat;
import static io.github.devopsagent.testkit.DeploymentAssertions.assertThatStatusIn;
import static io.github.devopsagent.testkit.ScriptedAnswer.fail;
import static io.github.devopsagent.testkit.ScriptedAnswer.succeed;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.devopsagent.testkit.ConsensusBuilder;
import io.github.devopsagent.testkit.ScriptedExecutor;
import io.github.devopsagent.testkit.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestedPlanTest {

    private static final Path PLAN = Path.of("tested-plan/plan.json");

    private static final String UNDO = "git revert abc123 && ./deploy.sh";

    // tag::tested-plan
    @Test
    void a_service_that_breaks_in_the_fourth_minute_is_rolled_back(@TempDir Path directory) {
        Path consensus = ConsensusBuilder.ofPlan(PLAN).in(directory);
        ScriptedExecutor script = ScriptedExecutor.in(VirtualTime.start())
                .on("dump", succeed().leaving("app.sql"))
                .on("api", succeed().lasting(Duration.ofMinutes(3)), fail("503").untilRun(UNDO), succeed());

        assertThat(script.agent(consensus).run()).isRolledBack().because("503");

        assertThatStatusIn(consensus).hasBlocker("503").hasMessageTo("developer");
        assertEquals(List.of("./migrate.sh down", UNDO), script.steps().subList(3, 5));
    }
    // end::tested-plan
}
