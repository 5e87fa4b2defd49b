package io.github.devopsagent.machine;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.machine.RunTrace.Try;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.metric.verdict.LookAfterRollback;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.run.StepRef.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The laws of the way back. */
final class RollbackLaws extends JudgedTrace {

    private static final int FIRST_PLACE_BACK = 8;

    RollbackLaws(RunTrace trace) {
        super(trace);
    }

    // everyEffectIsUndone

    List<String> everyEffectIsUndone() {
        List<StepRef> way = wayBack();
        if (trace.endedAs(Ending.DEPLOYED)) {
            return demand(way.isEmpty(), "deployed, and rolled back by " + way);
        }
        List<StepRef> expected = expectedWayBack();
        boolean complete = way.equals(expected);
        boolean begun = way.size() < expected.size() && way.equals(expected.subList(0, way.size()));
        demand(complete || (begun && mayStopHalfway()), "the way back was " + way + ", expected " + expected);
        demand(!startedBesideARunningStep(), "a step was started beside one that still runs");
        demand(!isExecutedBehind(trace.firstIndexOf(RunEvent.Stuck.class)), "something was executed, though stuck");
        return violations;
    }

    private List<StepRef> wayBack() {
        return backwardTries().map(Try::step).distinct().toList();
    }

    private Stream<Try> backwardTries() {
        return trace.tries().stream().filter(each -> each.step().stage() == Part.COMPENSATION.stage());
    }

    /** Then a person decides, and nothing is undone. */
    private boolean isBeyondReturn() {
        return startedDeploySteps().stream()
                .anyMatch(index -> plan.deploy().get(index).irreversible());
    }

    private List<StepRef> expectedWayBack() {
        List<Integer> started = isBeyondReturn() ? List.of() : startedDeploySteps();
        List<StepRef> expected = new ArrayList<>(started.stream()
                .sorted(Comparator.reverseOrder())
                .flatMap(index -> plan.compensations(index).stream())
                .toList());
        boolean undone = started.stream()
                        .noneMatch(
                                index -> plan.deploy().get(index).compensation().isEmpty())
                && expected.stream().allMatch(this::succeeded);
        if (!started.isEmpty() && !plan.rollbackPlan().isEmpty()) {
            expected.addAll(undone ? List.of() : untilOneFails(Part.ROLLBACK_PLAN));
        } else if (!started.isEmpty()) {
            expected.addAll(untilOneFails(Part.ROLLBACK_POINT));
        }
        return expected;
    }

    private boolean succeeded(StepRef step) {
        return succeeded(trace, step);
    }

    /** What is proven only when the way back has begun is proven too late. */
    private List<Integer> startedDeploySteps() {
        int begun = backwardTries()
                .findFirst()
                .map(Try::index)
                .orElse(trace.journal().size());
        RunTrace forward = trace.before(begun);
        return IntStream.range(0, plan.deploy().size())
                .filter(index -> forward.tries(StepRef.of(Part.DEPLOY, index)).stream()
                        .anyMatch(each -> !each.isProvenNotToHaveStarted()))
                .boxed()
                .toList();
    }

    private List<StepRef> untilOneFails(Part part) {
        List<StepRef> steps = new ArrayList<>();
        for (StepRef step : plan.steps(part)) {
            steps.add(step);
            if (!succeeded(step)) {
                return steps;
            }
        }
        return steps;
    }

    private boolean mayStopHalfway() {
        return trace.tries().stream().anyMatch(this::runsOnInTheWay) || isStuck() || isOutOfTime();
    }

    private boolean runsOnInTheWay(Try each) {
        return each.runsOn() && each.step().stage().compareTo(Part.DEPLOY.stage()) >= 0;
    }

    private boolean startedBesideARunningStep() {
        int running = IntStream.range(0, trace.journal().size())
                .filter(i -> trace.journal().get(i) instanceof RunEvent.StepEnded end
                        && end.result() instanceof StepResult.StillRunning)
                .findFirst()
                .orElse(trace.journal().size());
        return trace.tries().stream().anyMatch(each -> each.index() > running);
    }

    private boolean isExecutedBehind(int index) {
        return trace.journal().stream()
                .skip(index)
                .anyMatch(event -> event instanceof RunEvent.StepIntended
                        || event instanceof RunEvent.Probed
                        || event instanceof RunEvent.Measured);
    }

    private boolean isStuck() {
        return trace.events(RunEvent.Stuck.class).findAny().isPresent();
    }

    /** A look at the metrics that takes all that is left is no reason for anything. */
    private boolean isOutOfTime() {
        return isOutOfTime(trace.clockBefore(firstLook()));
    }

    private int firstLook() {
        return IntStream.range(0, trace.journal().size())
                .filter(i -> isOfTheLook(trace.journal().get(i)))
                .findFirst()
                .orElse(trace.journal().size());
    }

    private static boolean isOfTheLook(RunEvent event) {
        return event instanceof RunEvent.Measured measured && measured.purpose() == Purpose.VERIFY_ROLLBACK;
    }

    /** The budget runs from the failure on, but not while no agent ran. */
    private boolean isOutOfTime(Instant end) {
        RunTrace forward = trace.before(firstStepBack());
        Instant failed = forward.journal().stream()
                .filter(event -> place(event) >= 0 || event instanceof RunEvent.StepEnded)
                .reduce((one, other) -> other)
                .map(RunEvent::at)
                .orElse(trace.startedAt());
        Duration worked = Duration.between(failed, end).minus(trace.pausesFrom(failed));
        return worked.compareTo(plan.rollbackBudget()) >= 0;
    }

    private int firstStepBack() {
        return IntStream.range(0, trace.journal().size())
                .filter(i -> place(trace.journal().get(i)) >= FIRST_PLACE_BACK)
                .findFirst()
                .orElse(trace.journal().size());
    }

    // rollbackIsVerified

    List<String> rollbackIsVerified() {
        List<RunEvent.Probed> round = trace.lastRoundOf(Purpose.VERIFY_ROLLBACK);
        if (trace.endedAs(Ending.ROLLED_BACK)) {
            demand(!startedDeploySteps().isEmpty(), "rolled back, though nothing was deployed");
            wayBack().forEach(step -> demand(succeeded(step), "rolled back, though " + step + " failed"));
            demand(isProvenAsHealthyAsBefore(round), "rolled back, but not proven healthy");
        } else if (trace.endedAs(Ending.ROLLBACK_FAILED)) {
            demand(hasReason(round), "everything was undone and healthy, yet the rollback has failed");
        }
        hasTimeOfItsOwn(round);
        isTriedOnce();
        metricsAreLookedAt();
        return violations;
    }

    /** What comes between, and the end of the budget, ends a look that decides nothing. */
    private void metricsAreLookedAt() {
        int verified = IntStream.range(0, trace.journal().size())
                .filter(i -> trace.journal().get(i) instanceof RunEvent.Probed probe
                        && probe.purpose() == Purpose.VERIFY_ROLLBACK)
                .reduce((one, other) -> other)
                .orElse(-1);
        boolean isDisturbed = trace.journal().stream()
                .skip(verified + 1L)
                .anyMatch(event -> event instanceof RunEvent.Resumed || event instanceof RunEvent.Cancelled);
        boolean isWhole = trace.endedAs(Ending.ROLLED_BACK)
                && !isDisturbed
                && !isStuck()
                && !isOutOfTime(trace.clockBefore(trace.journal().size()));
        for (int metric = 0; metric < plan.metrics().size(); metric++) {
            int index = metric;
            long looks = trace.events(RunEvent.Measured.class)
                    .filter(RollbackLaws::isOfTheLook)
                    .filter(event -> event.metric() == index)
                    .count();
            demand(looks <= LookAfterRollback.SAMPLES, "metric " + metric + " was asked " + looks + " times");
            demand(
                    looks == LookAfterRollback.SAMPLES || !isWhole,
                    "metric " + metric + " was asked " + looks + " times only after the rollback");
        }
    }

    private boolean isProvenAsHealthyAsBefore(List<RunEvent.Probed> round) {
        List<Integer> checks = applying(check -> check.after().rollback());
        return !checks.isEmpty()
                && checks.stream().allMatch(check -> passed(check, round) || (wasDown(check) && isDown(check, round)));
    }

    /** Steadily: a single hiccup before the deployment excuses nothing. */
    private boolean wasDown(int check) {
        List<RunEvent.Probed> before = trace.round()
                .events(RunEvent.Probed.class)
                .filter(probe -> probe.purpose() == Purpose.BASELINE)
                .toList();
        return endsWithFailures(check, before);
    }

    private boolean endsWithFailures(int check, List<RunEvent.Probed> round) {
        int threshold = plan.checks().get(check).timing().failureThreshold();
        List<RunEvent.Probed> answers =
                round.stream().filter(probe -> probe.check() == check).toList();
        return answers.size() >= threshold
                && answers.subList(answers.size() - threshold, answers.size()).stream()
                        .noneMatch(RunEvent.Probed::healthy);
    }

    /** Down for good: as often in a row as its threshold demands, or changing its mind without end. */
    private boolean isDown(int check, List<RunEvent.Probed> round) {
        HealthCheck.Timing timing = plan.checks().get(check).timing();
        long answers = round.stream().filter(probe -> probe.check() == check).count();
        return endsWithFailures(check, round)
                || answers >= (long) CheckProgress.PATIENCE * (timing.successThreshold() + timing.failureThreshold());
    }

    private boolean hasReason(List<RunEvent.Probed> round) {
        boolean undone = expectedWayBack().stream().allMatch(this::succeeded);
        boolean nothingUndoes = expectedWayBack().stream().noneMatch(step -> step.part() != Part.COMPENSATION)
                && startedDeploySteps().stream()
                        .anyMatch(
                                index -> plan.deploy().get(index).compensation().isEmpty());
        return !undone || nothingUndoes || isBeyondReturn() || mayStopHalfway() || !isProvenAsHealthyAsBefore(round);
    }

    /** Failures before the first success count only when the time to start up, from the rollback on, is over. */
    private void hasTimeOfItsOwn(List<RunEvent.Probed> round) {
        if (round.isEmpty() || isStuck() || isOutOfTime()) {
            return;
        }
        Instant undone = trace.clockBefore(trace.journal().indexOf(round.get(0)));
        for (int check : applying(each -> each.after().rollback())) {
            HealthCheck.Timing timing = plan.checks().get(check).timing();
            Instant first = undone.plus(timing.initialDelay());
            List<RunEvent.Probed> answers =
                    round.stream().filter(probe -> probe.check() == check).toList();
            demand(
                    answers.stream().noneMatch(probe -> probe.startedAt().isBefore(first)),
                    "check " + check + " was asked before its initial delay");
            demand(!answers.isEmpty(), "check " + check + " was not asked");
            boolean neverUp = answers.stream().noneMatch(RunEvent.Probed::healthy);
            boolean early =
                    answers.stream().allMatch(probe -> probe.at().isBefore(first.plus(timing.startupTimeout())));
            demand(answers.isEmpty() || !neverUp || !early, "check " + check + " had no time to start up");
        }
    }

    private void isTriedOnce() {
        backwardTries()
                .map(Try::step)
                .distinct()
                .forEach(step -> demand(
                        trace.tries(step).stream().filter(Try::succeeded).count() <= 1, step + " was done twice"));
    }
}
