package io.github.devopsagent.json;

import io.github.devopsagent.pipeline.Action;
import io.github.devopsagent.pipeline.ExecutionContext;
import io.github.devopsagent.pipeline.HealthCheck;
import io.github.devopsagent.pipeline.Input;
import io.github.devopsagent.pipeline.Monitoring;
import io.github.devopsagent.pipeline.ProcessId;
import io.github.devopsagent.pipeline.Step;
import io.github.devopsagent.pipeline.StepResult;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Output;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.RunPlan;
import io.github.devopsagent.run.StepRef;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Plans and events of every shape, for laws about what is written and read. */
final class Drawn {

    /** At least one step of each part, so that an event can be about any of them. */
    static final RunPlan PLAN = new RunPlan(
            new ExecutionContext("EP-1", "DEP-001", "production", Path.of("/srv/app"), Map.of()),
            List.of(Step.of("look", Action.shell("look"))),
            List.of(Step.of("dump", new Action.Run("dump")), Step.of("keep", new Action.Use("keeper", Input.none()))),
            List.of(
                    Step.of("deploy", Action.shell("deploy"))
                            .withCompensation(List.of(
                                    Step.of("undo", Action.shell("undo")), Step.of("clean", Action.shell("clean")))),
                    Step.of("words", new Action.Bare("words"))),
            List.of(Step.of("back", Action.shell("back"))),
            List.of(Step.of("restore", new Action.Use("rollback-point/git/restore", Input.none()))),
            "git reset",
            List.of(check(), check()),
            Monitoring.DEFAULT,
            RunPlan.DEFAULT_ROLLBACK_BUDGET);

    private Drawn() {}

    private static HealthCheck check() {
        return new HealthCheck(
                "up", Action.tcp("localhost:80"), HealthCheck.After.BOTH, HealthCheck.Timing.DEFAULT, "builder");
    }

    /** Any text, halves of surrogate pairs included. */
    static Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.strings().ofMaxLength(8)),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                "", "é😀", "\ud800", "\udc00x", "a\ud83d", "\u0000", "\"\\/\n\r\t\u2028", "null")));
    }

    static Arbitrary<Instant> instants() {
        Arbitrary<Instant> any = Arbitraries.longs()
                .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond())
                .flatMap(seconds -> Arbitraries.integers()
                        .between(0, 999_999_999)
                        .map(nanos -> Instant.ofEpochSecond(seconds, nanos)));
        Instant today = Instant.parse("2025-12-31T14:00:00Z");
        Arbitrary<Instant> usual = Arbitraries.longs().between(0, 86_400_000).map(today::plusMillis);
        return Arbitraries.oneOf(
                any,
                usual,
                any.map(at -> at.truncatedTo(ChronoUnit.SECONDS)),
                Arbitraries.of(Instant.MIN, Instant.MAX));
    }

    static Arbitrary<ProcessId> processes() {
        return Combinators.combine(texts(), Arbitraries.longs(), instants().optional())
                .as(ProcessId::new);
    }

    static Arbitrary<RunEvent> events() {
        Arbitrary<Instant> at = instants();
        Arbitrary<StepRef> step = Arbitraries.of(PLAN.steps());
        Arbitrary<Integer> attempt = Arbitraries.integers().greaterOrEqual(1);
        Arbitrary<Finding> finding = Combinators.combine(Arbitraries.of(Finding.Severity.values()), texts(), texts())
                .as(Finding::new);
        return Arbitraries.oneOf(List.of(
                Combinators.combine(at, finding.list().ofMaxSize(3)).as(RunEvent.ReadinessChecked::new),
                Combinators.combine(
                                at,
                                Arbitraries.of(Purpose.values()),
                                Arbitraries.of(0, 1),
                                at,
                                Arbitraries.of(true, false),
                                texts())
                        .as(RunEvent.Probed::new),
                Combinators.combine(at, texts().list().ofMaxSize(3)).as(RunEvent.GateConfirmed::new),
                Combinators.combine(at, step, attempt, texts()).as(RunEvent.StepIntended::new),
                Combinators.combine(at, step, attempt, processes()).as(RunEvent.StepStarted::new),
                Combinators.combine(at, step, attempt, results(), outputs()).as(RunEvent.StepEnded::new),
                Combinators.combine(at, step, attempt).as(RunEvent.StepLost::new),
                Combinators.combine(at, texts()).as(RunEvent.Cancelled::new),
                Combinators.combine(at, texts()).as(RunEvent.Stuck::new),
                Combinators.combine(at, Arbitraries.of(Recovery.STANDARD, Recovery.ROLL_BACK, Recovery.RESUME))
                        .as(RunEvent.Resumed::new),
                at.map(RunEvent.Recorded::new)));
    }

    private static Arbitrary<StepResult> results() {
        Arbitrary<StepResult.Exit> exits = Combinators.combine(
                        Arbitraries.integers().optional(), texts().optional())
                .as(StepResult.Exit::new);
        return Arbitraries.oneOf(
                Combinators.combine(texts(), exits).as(StepResult.Succeeded::new),
                Combinators.combine(texts(), exits).as(StepResult.Failed::new),
                texts().map(StepResult.NotStarted::new),
                texts().map(StepResult.StillRunning::new));
    }

    private static Arbitrary<Output> outputs() {
        return Combinators.combine(texts(), texts(), Arbitraries.longs(), texts().optional())
                .as(Output::new);
    }
}
