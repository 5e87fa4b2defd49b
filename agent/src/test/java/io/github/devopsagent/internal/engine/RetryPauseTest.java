package io.github.devopsagent.internal.engine;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.ScriptedShell;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Before a failed step is tried again there is a pause. Who waits an hour here would be found. */
class RetryPauseTest {

    private static final String VETO = "{\"r\": \"qa\", \"st\": \"veto\"}";

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();
    private final List<String> told = new ArrayList<>();

    private ConsensusDirectory deploying(String retryDelay) {
        return aConsensus()
                .withPlanOf("\"deployment_steps\": [ {\"run\": \"deploy\", \"idempotent\": true, \"retries\": 2,"
                        + " \"retry_delay\": \"" + retryDelay + "\"} ], \"rollback_plan\": {\"run\": \"undo\"}")
                .in(temporary);
    }

    private RunListener listener(Runnable inThePause) {
        return new RunListener() {
            @Override
            public void retrying(String name, int attempt, int attempts, Duration pause) {
                told.add(name + " " + attempt + " of " + attempts + " in " + pause);
                inThePause.run();
            }
        };
    }

    @Test
    void listeners_are_told_of_it_and_it_grows() {
        Outcome outcome = deploying("1ms")
                .run(shell.answering("deploy", false, false, true), agent -> agent.listener(listener(() -> {})));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(told).containsExactly("deploy 2 of 3 in PT0.001S", "deploy 3 of 3 in PT0.002S");
    }

    @Test
    void a_person_reads_how_long_it_is() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        deploying("1ms")
                .run(
                        shell.answering("deploy", false, true),
                        agent -> agent.listener(RunListener.printingTo(new PrintStream(printed, true, UTF_8))));
        assertThat(printed.toString(UTF_8)).contains("1ms until attempt 2 of 3 of 'deploy'");
    }

    @Test
    void without_a_pause_nothing_is_told_of_one() {
        deploying("0s").run(shell.answering("deploy", false, true), agent -> agent.listener(listener(() -> {})));
        assertThat(shell.count("deploy")).isEqualTo(2);
        assertThat(told).isEmpty();
    }

    @Test
    void it_ends_when_the_host_cancels_the_run() {
        Thread host = Thread.currentThread();
        Outcome outcome =
                deploying("1h").run(shell.failing("deploy"), agent -> agent.listener(listener(host::interrupt)));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.toString()).contains("the host cancelled the run");
        assertThat(shell.count("deploy")).isEqualTo(1);
    }

    @Test
    void what_stops_a_run_meanwhile_is_seen_before_the_next_attempt() {
        ConsensusDirectory consensus = deploying("1ms");
        Outcome outcome = consensus.run(
                shell.failing("deploy"),
                agent -> agent.listener(listener(() -> consensus.write("messages/inbox/devops/x.json", VETO))));
        assertThat(outcome.toString()).contains("stopped before attempt 2 of step 'deploy'", "inbox_veto");
        assertThat(shell.count("deploy")).isEqualTo(1);
    }

    @Test
    void it_ends_with_the_time_to_go_forward() {
        Outcome outcome = deploying("1h").run(shell.failing("deploy"), agent -> agent.listener(listener(() -> {}))
                .forwardBudget(Duration.ofMillis(50)));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.toString()).contains("took longer than its forward budget");
        assertThat(shell.count("deploy")).isEqualTo(1);
    }
}
