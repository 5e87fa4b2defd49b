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
import io.vavr.collection.Vector;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
        Ending ending = state.ending().orElseThrow(() -> new IllegalStateException("the run has not ended"));
        return new RunReport(state, ending).deployment(digests, rollbackCommand);
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
                state.stages().stream().map(this::stage).toList(),
                rollbackCommand,
                state.failure().map(this::failure),
                rollback(),
                IntStream.range(0, plan.checks().size()).mapToObj(this::check).toList(),
                state.monitor().map(this::monitoring),
                warnings(),
                digests,
                Provenance.NONE,
                Optional.empty(),
                List.of());
    }

    private MonitorEntry monitoring(MonitorWindow window) {
        return new MonitorEntry(
                window.samples(),
                window.failedSamples(),
                window.lastFailure(),
                window.checks().stream().map(this::monitored).toList(),
                window.metrics().stream().map(RunReport::metric).toList());
    }

    private MonitoredCheck monitored(MonitorWindow.WatchedCheck watched) {
        HealthCheck check = state.plan().checks().get(watched.index());
        return new MonitoredCheck(
                check.name(), check.source(), watched.probes(), watched.failed(), told(watched.history()));
    }

    private List<ProbeEntry> told(ProbeHistory history) {
        return history.told(state.plan().checks().size());
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
        Stream<String> unjudged = state.monitor().stream()
                .flatMap(window -> Stream.concat(
                        window.unjudged().stream(),
                        ending == Ending.DEPLOYED ? window.gaps().stream() : Stream.empty()));
        Stream<String> afterRollback = state.look().stream().flatMap(look -> look.warnings().stream());
        return Stream.of(
                        state.findings().stream().map(Finding::toString),
                        state.interruptions().stream(),
                        unjudged,
                        afterRollback)
                .flatMap(each -> each)
                .toList();
    }

    private Deployment.Result result() {
        return switch (ending) {
            case DEPLOYED -> Deployment.Result.SUCCESS;
            case ABORTED -> Deployment.Result.ABORTED;
            case ROLLED_BACK -> Deployment.Result.ROLLED_BACK;
            case ROLLBACK_FAILED -> Deployment.Result.ROLLBACK_FAILED;
        };
    }

    private StageEntry stage(StageSpan span) {
        List<StepEntry> steps = state.plan().steps().stream()
                .filter(ref -> ref.stage() == span.stage())
                .filter(ref -> !state.attempts(ref).isEmpty())
                .sorted(Comparator.comparing(ref -> state.attempts(ref).head().order()))
                .map(this::step)
                .toList();
        return new StageEntry(
                span.stage(),
                mark(span.stage(), steps),
                span.startedAt(),
                span.endedAt().orElse(state.endedAt()),
                steps);
    }

    private Mark mark(Stage stage, List<StepEntry> steps) {
        if (steps.stream().anyMatch(step -> step.mark() == Mark.IN_DOUBT)) {
            return Mark.IN_DOUBT;
        }
        boolean failed = stage == Stage.ROLLBACK
                ? ending != Ending.ROLLED_BACK
                : state.failure().filter(failure -> failure.stage() == stage).isPresent();
        return failed ? Mark.FAILED : Mark.SUCCESS;
    }

    private StepEntry step(StepRef ref) {
        Step step = state.plan().step(ref);
        Vector<StepAttempt> attempts = state.attempts(ref);
        StepAttempt last = attempts.last();
        Optional<RunEvent.StepEnded> end = last.end();
        Optional<StepResult> result = end.map(RunEvent.StepEnded::result);
        StepResult.Exit exit = result.map(RunReport::exit).orElse(StepResult.Exit.NONE);
        Output output = end.map(RunEvent.StepEnded::output).orElse(Output.NONE);
        return new StepEntry(
                step.name(),
                ref.path(),
                step.action().text(),
                mark(last),
                attempts.size(),
                attempts.head().intendedAt(),
                end.map(RunEvent.StepEnded::at),
                exit.code(),
                exit.signal(),
                result.map(StepResult::reason).orElse("its result is not known"),
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
        return result.fold(
                StepResult.Succeeded::exit,
                StepResult.Failed::exit,
                notStarted -> StepResult.Exit.NONE,
                stillRunning -> StepResult.Exit.NONE);
    }

    private FailureEntry failure(Failure failure) {
        return new FailureEntry(
                failure.reason(), failure.stage(), failure.step().map(StepRef::path), failure.outputTail());
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

    private CheckEntry check(int index) {
        HealthCheck check = state.plan().checks().get(index);
        return new CheckEntry(
                check.name(),
                check.source(),
                check.action().text(),
                observation(state.baseline(), index).filter(seen -> seen.probes() > 0),
                observation(state.verification(), index),
                observation(state.rollbackVerification(), index));
    }

    private Optional<Observation> observation(Optional<Verification> verification, int index) {
        return verification.stream()
                .flatMap(checks -> checks.checks().stream())
                .filter(check -> check.index() == index)
                .findFirst()
                .map(check -> new Observation(
                        check.verdict().name().toLowerCase(Locale.ROOT),
                        check.probes(),
                        check.detail(),
                        told(check.history())));
    }
}
