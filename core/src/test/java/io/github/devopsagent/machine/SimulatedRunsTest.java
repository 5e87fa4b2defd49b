package io.github.devopsagent.machine;

import io.github.devopsagent.machine.RunTrace.Try;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Health;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.run.StepRef.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** The laws are only worth as much as the worlds in which they were tried: everything that can happen is drawn. */
@Domain(RunArbitraries.class)
class SimulatedRunsTest {

    private static final double OFTEN = 5;
    private static final double SOMETIMES = 1;

    private static final Map<String, Predicate<RunTrace>> MISHAPS = mishaps();

    @Property(tries = 2000, seed = "2026")
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void every_end_is_drawn(@ForAll RunScenario scenario) {
        Statistics.label("ending").collect(scenario.run().ending().orElseThrow());
        Statistics.label("ending").coverage(drawn -> {
            for (Ending ending : Ending.values()) {
                drawn.check(ending).percentage(share -> share >= OFTEN);
            }
        });
    }

    @Property(tries = 2000, seed = "2026")
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void every_health_after_a_rollback_is_drawn(@ForAll RunScenario scenario) {
        RunTrace run = scenario.run();
        boolean wentBack = run.endedAs(Ending.ROLLED_BACK) || run.endedAs(Ending.ROLLBACK_FAILED);
        Statistics.label("health").collect(wentBack ? run.last().health().label() : "no rollback");
        Statistics.label("health").coverage(drawn -> {
            for (Health health : Health.values()) {
                drawn.check(health.label()).percentage(share -> share >= SOMETIMES);
            }
        });
    }

    @Property(tries = 2000, seed = "2026")
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void every_mishap_is_drawn(@ForAll RunScenario scenario) {
        RunTrace run = scenario.run();
        MISHAPS.forEach((mishap, happened) -> {
            Statistics.label(mishap).collect(happened.test(run));
            Statistics.label(mishap).coverage(drawn -> drawn.check(true).percentage(share -> share >= SOMETIMES));
        });
    }

    private static Map<String, Predicate<RunTrace>> mishaps() {
        Map<String, Predicate<RunTrace>> mishaps = new LinkedHashMap<>();
        mishaps.put("not ready", run -> run.events(RunEvent.ReadinessChecked.class)
                .flatMap(event -> event.findings().stream())
                .anyMatch(finding -> finding.severity() == Finding.Severity.ERROR));
        mishaps.put("gate closed", run -> run.events(RunEvent.GateConfirmed.class)
                .anyMatch(gate -> !gate.reasons().isEmpty()));
        mishaps.put("retried", run -> run.tries().stream().anyMatch(each -> retried(run, each.step())));
        mishaps.put("not started", run -> run.tries().stream().anyMatch(Try::isProvenNotToHaveStarted));
        mishaps.put("still running", run -> run.tries().stream().anyMatch(Try::runsOn));
        mishaps.put("interrupted", run -> has(run, RunEvent.Cancelled.class));
        mishaps.put("stuck", run -> has(run, RunEvent.Stuck.class));
        mishaps.put("killed", run -> has(run, RunEvent.Resumed.class));
        mishaps.put("killed twice", run -> run.events(RunEvent.Resumed.class).count() > 1);
        mishaps.put("killed during a deploy step", run -> any(run, Part.DEPLOY, Try::isInDoubt));
        mishaps.put("killed during a compensation", run -> any(run, Part.COMPENSATION, Try::isInDoubt));
        mishaps.put("compensation failed", run -> any(run, Part.COMPENSATION, each -> !each.succeeded()));
        mishaps.put("undone by the plan", run -> any(run, Part.ROLLBACK_PLAN, Try::succeeded));
        mishaps.put("undone by a point", run -> any(run, Part.ROLLBACK_POINT, Try::succeeded));
        mishaps.put("unhealthy sample", run -> run.events(RunEvent.Probed.class)
                .anyMatch(probe -> probe.purpose() == Purpose.MONITOR && !probe.healthy()));
        mishaps.put(
                "out of time", run -> run.last().rollbackFaults().stream().anyMatch(fault -> fault.contains("budget")));
        mishaps.put("out of time forward", run -> run.last().failure().stream()
                .anyMatch(failure -> failure.reason().contains("forward budget")));
        mishaps.put(
                "beyond the point of no return",
                run -> run.endedAs(Ending.ROLLBACK_FAILED) && run.last().isBeyondReturn());
        return mishaps;
    }

    private static boolean retried(RunTrace run, StepRef step) {
        return run.tries(step).stream().filter(each -> !each.isInDoubt()).count() > 1;
    }

    private static boolean has(RunTrace run, Class<? extends RunEvent> kind) {
        return run.events(kind).findAny().isPresent();
    }

    private static boolean any(RunTrace run, Part part, Predicate<Try> what) {
        return run.tries().stream().filter(each -> each.step().part() == part).anyMatch(what);
    }
}
