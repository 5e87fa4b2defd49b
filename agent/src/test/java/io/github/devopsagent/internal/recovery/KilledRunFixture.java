package io.github.devopsagent.internal.recovery;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DeploymentAudit;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.RunView;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A run whose agent is killed at a point that the test chooses, and the agent that comes after it. */
abstract class KilledRunFixture {

    static final Clock LATER = Clock.offset(ConsensusDirectory.CLOCK, Duration.ofHours(1));
    static final AgentIdentity ELSEWHERE = new AgentIdentity(
            "elsewhere", "someone", Optional.empty(), Optional.empty(), new ProcessId("boot", 1, Optional.empty()));

    static final String PLAN = """
            "preflight": [ {"run": "look"} ],
            "backup": [ {"run": "dump"} ],
            "deployment_steps": [
              {"run": "one", "rollback": {"run": "undo one"}},
              {"run": "two", "rollback": {"run": "undo two"}} ],
            "health_checks": [ {"run": "ping"}, {"run": "pong"} ]
            """;

    static final String REPEATABLE = PLAN.replace("\"two\",", "\"two\", \"idempotent\": true,");
    static final String REPEATABLE_BACK = PLAN.replace("\"undo two\"", "\"undo two\", \"idempotent\": true");

    @TempDir
    Path temporary;

    final ScriptedShell shell = aShell();

    ConsensusDirectory directory(String plan) {
        return aConsensus().withPlanOf(plan).withHistory("").in(temporary);
    }

    static FaultyDisk disk(ConsensusDirectory consensus) {
        return FaultyDisk.below(consensus.path());
    }

    /** Nothing more comes to the disk. */
    static void dies(FaultyDisk disk) {
        disk.stopAt(disk.operations().size());
    }

    static void dying(TestBuilder agent, FaultyDisk disk) {
        assertThatThrownBy(() -> agent.disk(disk).run()).isInstanceOf(FaultyDisk.Crash.class);
    }

    void killedDuring(String command, ConsensusDirectory consensus) {
        killedDuring(command, consensus, agent -> agent);
    }

    void killedDuring(String command, ConsensusDirectory consensus, UnaryOperator<TestBuilder> with) {
        FaultyDisk disk = disk(consensus);
        shell.doing(command, step -> {
            dies(disk);
            return StepResult.success();
        });
        dying(with.apply(consensus.agent(shell)), disk);
        shell.doing(command, step -> StepResult.success());
    }

    void killedAfter(Predicate<RunEvent> event, ConsensusDirectory consensus) {
        killedAfter(event, consensus, agent -> agent);
    }

    void killedAfter(Predicate<RunEvent> last, ConsensusDirectory consensus, UnaryOperator<TestBuilder> with) {
        FaultyDisk disk = disk(consensus);
        RunListener killer = new RunListener() {
            @Override
            public void happened(RunEvent event, RunView run) {
                if (last.test(event)) {
                    dies(disk);
                }
            }
        };
        dying(with.apply(consensus.agent(shell)).listener(killer), disk);
    }

    static Predicate<RunEvent> ended(String path) {
        return event ->
                event instanceof RunEvent.StepEnded end && end.step().path().equals(path);
    }

    static Predicate<RunEvent> probed(Purpose purpose) {
        return event -> event instanceof RunEvent.Probed probe && probe.purpose() == purpose;
    }

    Outcome recovered(ConsensusDirectory consensus) {
        return recovered(consensus, agent -> agent);
    }

    Outcome recovered(ConsensusDirectory consensus, UnaryOperator<TestBuilder> with) {
        return consensus.run(shell, agent -> with.apply(agent.clock(LATER)));
    }

    /** Every step that was run, by all agents together. */
    List<String> steps() {
        return shell.commands().stream()
                .filter(command -> !command.startsWith("p"))
                .toList();
    }

    /** Each path with its content. */
    static SortedMap<String, String> everything(ConsensusDirectory consensus) {
        try (Stream<Path> all = Files.walk(consensus.path())) {
            SortedMap<String, String> found = new TreeMap<>();
            for (Path path : all.toList()) {
                found.put(path.toString(), Files.isRegularFile(path) ? Files.readString(path, ISO_8859_1) : "");
            }
            return found;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static void tells(Outcome outcome, String where) {
        assertThat(outcome.warnings())
                .anyMatch(note ->
                        note.matches(".*(?:interrupted|an earlier agent was killed).*") && note.contains(where));
    }

    static Optional<UnfinishedRun> inspected(ConsensusDirectory consensus) {
        SortedMap<String, String> before = everything(consensus);
        Optional<UnfinishedRun> found = DevOpsAgent.inspect(consensus.path());
        assertThat(everything(consensus)).isEqualTo(before);
        return found;
    }

    static void isAtItsEnd(ConsensusDirectory consensus) {
        assertThat(inspected(consensus)).isEmpty();
        assertThat(consensus.has(".devops/journal")).isFalse();
        assertThat(DeploymentAudit.of(consensus.path()).findings()).isEmpty();
    }
}
