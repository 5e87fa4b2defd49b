package io.github.devopsagent.machine;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Deployment.CheckEntry;
import io.github.devopsagent.domain.Deployment.FailureEntry;
import io.github.devopsagent.domain.Deployment.Mark;
import io.github.devopsagent.domain.Deployment.MetricEntry;
import io.github.devopsagent.domain.Deployment.MonitorEntry;
import io.github.devopsagent.domain.Deployment.MonitoredCheck;
import io.github.devopsagent.domain.Deployment.Observation;
import io.github.devopsagent.domain.Deployment.ProbeEntry;
import io.github.devopsagent.domain.Deployment.RollbackEntry;
import io.github.devopsagent.domain.Deployment.StageEntry;
import io.github.devopsagent.domain.Deployment.StepEntry;
import io.github.devopsagent.domain.Provenance;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.machine.StageSpans.StageSpan;
import io.github.devopsagent.machine.vocabulary.DeploymentRecord;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.machine.vocabulary.Failure;
import io.github.devopsagent.machine.vocabulary.ProbeHistory;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.verdict.MetricProgress;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Output;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the record of a run out of what is known of it: the same for the same events, always. */
public final class RunReport {

    private final RunState state;
    private final Ending ending;

    private RunReport(RunState state, Ending ending) {
        this.state = state;
        this.ending = ending;
    }

    /**
     * Makes the record of a run that has ended.
     *
     * @param state of a run that has ended
     * @param digests of the evidence that was judged
     * @param rollbackCommand what a person can paste to undo it; empty if there is no such command
     * @return what {@code deployment.json} says
     * @throws IllegalStateException if the run has not ended
     */
    public static DeploymentRecord of(RunState state, Deployment.Digests digests, String rollbackCommand) {
        Optional<Ending> ending = state.ending();
        if (ending.isEmpty()) {
            throw new IllegalStateException("the run has not ended");
        }
        return new RunReport(state, ending.get()).deployment(digests, rollbackCommand);
    }

    /**
     * What must be told of the metrics of a run that has ended; the record has it among its warnings.
     *
     * @param state of a run that has ended
     * @return a sentence of each that was not judged, or without a number now and then
     * @throws IllegalStateException if the run has not ended
     */
    public static List<String> metricWarnings(RunState state) {
        Ending ending = state.ending().orElseThrow(() -> new IllegalStateException("the run has not ended"));
        return new RunReport(state, ending).metricWarnings();
    }

    private DeploymentRecord deployment(Deployment.Digests digests, String rollbackCommand) {
        RunPlan plan = state.plan();
        return new DeploymentRecord(
                plan.context().epicId(),
                state.deploymentId(),
                state.rollsBack(),
                state.startedAt(),
                state.endedAt(),
                plan.context().environment(),
                Optional.empty(),
                result(),
                stages(),
                rollbackCommand,
                failure(),
                rollback(),
                checks(),
                monitoring(),
                warnings(),
                digests,
                Provenance.NONE,
                Optional.empty(),
                List.of());
    }

    private Optional<MonitorEntry> monitoring() {
        if (state.monitor().isEmpty()) {
            return Optional.empty();
        }
        MonitorWindow window = state.monitor().get();
        List<MonitoredCheck> checks = new ArrayList<>();
        for (MonitorWindow.WatchedCheck check : window.checks()) {
            checks.add(monitored(check));
        }
        return Optional.of(new MonitorEntry(
                window.samples(), window.failedSamples(), window.lastFailure(), checks, metrics(window.metrics())));
    }

    private MonitoredCheck monitored(MonitorWindow.WatchedCheck watched) {
        HealthCheck check = state.plan().checks().get(watched.index());
        return new MonitoredCheck(
                check.name(), check.source(), watched.probes(), watched.failed(), told(watched.history()));
    }

    private List<ProbeEntry> told(ProbeHistory history) {
        return history.told(state.plan().checks().size());
    }

    private static List<MetricEntry> metrics(List<MetricProgress> all) {
        List<MetricEntry> entries = new ArrayList<>();
        for (MetricProgress progress : all) {
            entries.add(metric(progress));
        }
        return entries;
    }

    private static MetricEntry metric(MetricProgress progress) {
        Metric metric = progress.metric();
        return new MetricEntry(
                metric.name(),
                metric.source(),
                metric.rule().text(),
                progress.verdict().label(),
                progress.text(),
                progress.tally().samples(),
                progress.tally().bad(),
                progress.before().values(),
                progress.recent());
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (Finding finding : state.findings()) {
            warnings.add(finding.toString());
        }
        warnings.addAll(state.interruptions());
        warnings.addAll(metricWarnings());
        return warnings;
    }

    private List<String> metricWarnings() {
        List<String> warnings = new ArrayList<>();
        if (state.monitor().isPresent()) {
            MonitorWindow window = state.monitor().get();
            warnings.addAll(window.unjudged());
            if (ending == Ending.DEPLOYED) {
                warnings.addAll(window.gaps());
            }
        }
        if (state.look().isPresent()) {
            warnings.addAll(state.look().get().warnings());
        }
        return warnings;
    }

    private Deployment.Result result() {
        return switch (ending) {
            case DEPLOYED -> Deployment.Result.SUCCESS;
            case ABORTED -> Deployment.Result.ABORTED;
            case ROLLED_BACK -> Deployment.Result.ROLLED_BACK;
            case ROLLBACK_FAILED -> Deployment.Result.ROLLBACK_FAILED;
        };
    }

    private List<StageEntry> stages() {
        List<StageEntry> stages = new ArrayList<>();
        for (StageSpan span : state.stages()) {
            stages.add(stage(span));
        }
        return stages;
    }

    private StageEntry stage(StageSpan span) {
        Map<Integer, StepEntry> begun = new TreeMap<>();
        for (StepRef ref : state.plan().steps()) {
            if (ref.stage() == span.stage() && !state.attempts(ref).isEmpty()) {
                begun.put(state.attempts(ref).head().order(), step(ref));
            }
        }
        List<StepEntry> steps = List.copyOf(begun.values());
        return new StageEntry(
                span.stage(),
                mark(span.stage(), steps),
                span.startedAt(),
                span.endedAt().orElse(state.endedAt()),
                steps);
    }

    private Mark mark(Stage stage, List<StepEntry> steps) {
        for (StepEntry step : steps) {
            if (step.mark() == Mark.IN_DOUBT) {
                return Mark.IN_DOUBT;
            }
        }
        Optional<Failure> failure = state.failure();
        boolean failed = stage == Stage.ROLLBACK
                ? ending != Ending.ROLLED_BACK
                : failure.isPresent() && failure.get().stage() == stage;
        return failed ? Mark.FAILED : Mark.SUCCESS;
    }

    private StepEntry step(StepRef ref) {
        Step step = state.plan().step(ref);
        Seq<StepAttempt> attempts = state.attempts(ref);
        StepAttempt last = attempts.last();
        RunEvent.StepEnded end = last.end().orElse(null);
        StepResult.Exit exit = end == null ? StepResult.Exit.NONE : exit(end.result());
        Output output = end == null ? Output.NONE : end.output();
        return new StepEntry(
                step.name(),
                ref.path(),
                step.action().text(),
                mark(last),
                attempts.size(),
                attempts.head().intendedAt(),
                end == null ? Optional.empty() : Optional.of(end.at()),
                exit.code(),
                exit.signal(),
                end == null ? "its result is not known" : end.result().reason(),
                output.head(),
                output.tail(),
                output.bytes(),
                output.file());
    }

    private static Mark mark(StepAttempt last) {
        if (last.isInDoubt() || last.runsOn()) {
            return Mark.IN_DOUBT;
        }
        return last.succeeded() ? Mark.SUCCESS : Mark.FAILED;
    }

    private static StepResult.Exit exit(StepResult result) {
        if (result instanceof StepResult.Succeeded succeeded) {
            return succeeded.exit();
        }
        return result instanceof StepResult.Failed failed ? failed.exit() : StepResult.Exit.NONE;
    }

    private Optional<FailureEntry> failure() {
        if (state.failure().isEmpty()) {
            return Optional.empty();
        }
        Failure failure = state.failure().get();
        return Optional.of(new FailureEntry(
                failure.reason(), failure.stage(), failure.step().map(StepRef::path), failure.outputTail()));
    }

    private Optional<RollbackEntry> rollback() {
        boolean rolledBack = ending == Ending.ROLLED_BACK || ending == Ending.ROLLBACK_FAILED;
        return rolledBack
                ? Optional.of(new RollbackEntry(
                        state.health().label(),
                        state.rollbackFaults(),
                        state.inDoubt().stream().map(StepRef::path).toList(),
                        state.look().stream()
                                .flatMap(look -> look.metrics().stream())
                                .map(RunReport::metric)
                                .toList()))
                : Optional.empty();
    }

    private List<CheckEntry> checks() {
        List<CheckEntry> checks = new ArrayList<>();
        for (int index = 0; index < state.plan().checks().size(); index++) {
            checks.add(check(index));
        }
        return checks;
    }

    private CheckEntry check(int index) {
        HealthCheck check = state.plan().checks().get(index);
        return new CheckEntry(
                check.name(),
                check.source(),
                check.action().text(),
                baseline(index),
                observation(state.verification(), index),
                observation(state.rollbackVerification(), index));
    }

    /** Nothing of a check that was not asked. */
    private Optional<Observation> baseline(int index) {
        Optional<Observation> seen = observation(state.baseline(), index);
        return seen.isPresent() && seen.get().probes() > 0 ? seen : Optional.empty();
    }

    private Optional<Observation> observation(Optional<Verification> verification, int index) {
        if (verification.isEmpty()) {
            return Optional.empty();
        }
        for (CheckProgress check : verification.get().checks()) {
            if (check.index() == index) {
                return Optional.of(new Observation(
                        check.verdict().name().toLowerCase(Locale.ROOT),
                        check.probes(),
                        check.detail(),
                        told(check.history())));
            }
        }
        return Optional.empty();
    }
}
