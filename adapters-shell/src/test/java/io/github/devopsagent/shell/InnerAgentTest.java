package io.github.devopsagent.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.shell.internal.process.StepFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A step that itself runs an agent: what is begun by the inner agent's step belongs to the outer one's. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "a session that is ended as a group, and /proc, are Linux's")
class InnerAgentTest extends StepFixture {

    private final String innerKey = "test-inner-" + UUID.randomUUID();

    @AfterEach
    void ends_what_the_inner_agent_left() {
        TestStep.processesOf(innerKey).forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void when_its_time_is_over_nothing_runs_on_that_the_inner_agent_began() throws Exception {
        TestStep step = command(
                        anAgentThatRuns("trap '' TERM; setsid sh -c 'trap \"\" TERM; while :; do sleep 300; done' &"
                                + " echo $$ >pid; while :; do sleep 300; done"))
                .start();
        TestStep.await(() -> directory.resolve("pid").toFile().length() > 0, "the inner agent's step");

        StepResult result = step.interrupt().result();

        assertThat(TestStep.processesOf(innerKey)).isEmpty();
        assertThat(result).isInstanceOf(StepResult.Failed.class);
        step.leavesNothing();
    }

    @Test
    void what_an_inner_agents_step_has_of_the_outer_one_is_its_own_key() throws Exception {
        TestStep step =
                command(anAgentThatRuns("env >variables; echo >pid; sleep 300")).start();
        TestStep.await(() -> directory.resolve("pid").toFile().length() > 0, "the inner agent's step");

        assertThat(Files.readAllLines(directory.resolve("variables"))).contains("DEVOPS_ATTEMPT=" + innerKey);

        step.interrupt().result();
        assertThat(TestStep.processesOf(innerKey)).isEmpty();
    }

    private String anAgentThatRuns(String command) throws Exception {
        Path script = Files.writeString(
                directory.resolve("inner.sh"),
                AgentToKill.command(machine(), directory, innerKey, command).stream()
                                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                                .collect(Collectors.joining(" "))
                        + "\n");
        return "sh " + script;
    }
}
