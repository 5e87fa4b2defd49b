package io.github.devopsagent.machine;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.machine.RunTrace.Try;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.run.StepRef.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The laws of a run, each judged by what happened and by nothing that the machine believes. */
final class RunLaws {

    /** A law: the ways in which a run breaks it. */
    @FunctionalInterface
    interface Law extends Function<RunTrace, List<String>> {}

    private static final int FIRST_PLACE_BACK = 8;

    private final RunTrace trace;
    private final RunPlan plan;
    private final List<String> violations = new ArrayList<>();

    private RunLaws(RunTrace trace) {
        this.trace = trace;
        this.plan = trace.plan();
    }

    private List<String> demand(boolean holds, String what) {
        if (!holds) {
            violations.add(what);
        }
        return violations;
    }

    /** Law 1: stages run in order, and a step starts only when all before it succeeded. */
    static List<String> stagesRunInOrder(RunTrace trace) {
        return new RunLaws(trace).stagesRunInOrder();
    }

    /** Law 2: deployed only if gate, every step, verification and the whole monitor window passed. */
    static List<String> successIsProven(RunTrace trace) {
        return new RunLaws(trace).successIsProven();
    }

    /** Law 3: without success, exactly what may have been done is undone, in reverse order. */
    static List<String> everyEffectIsUndone(RunTrace trace) {
        return new RunLaws(trace).everyEffectIsUndone();
    }

    /** Law 4: a rollback is verified itself, with time of its own, and tried once. */
    static List<String> rollbackIsVerified(RunTrace trace) {
        return new RunLaws(trace).rollbackIsVerified();
    }

    /** Law 5: every run comes to one end, and executes nothing twice that is not idempotent. */
    static List<String> runComesToOneEnd(RunTrace trace) {
        return new RunLaws(trace).runComesToOneEnd();
    }

    /** Law 6: nothing goes forward when the time for it is over, nor is given up before. */
    static List<String> timeForwardIsKept(RunTrace trace) {
        return new RunLaws(trace).timeForwardIsKept();
    }

    // Law 1

    private List<String> stagesRunInOrder() {
        int furthest = 0;
        for (int i = 0; i < trace.journal().size(); i++) {
            RunEvent event = trace.journal().get(i);
            int place = place(event);
            if (event instanceof RunEvent.ReadinessChecked) {
                mayStartOver(trace.before(i));
                furthest = 0;
            } else if (event instanceof RunEvent.GateConfirmed && isAskedAgain(trace.before(i))) {
                furthest = Math.min(furthest, place);
            }
            demand(place < 0 || place >= furthest, event + " came too late");
            furthest = Math.max(furthest, place);
            if (event instanceof RunEvent.StepIntended intent && intent.step().stage() != Part.COMPENSATION.stage()) {
                startsOnlyAfterSuccess(
                        intent.step(), trace.before(i).round(), trace.before(i).afterLast(RunEvent.Resumed.class));
            }
        }
        return violations;
    }

    /** Only after a kill, and only if nothing was deployed. */
    private void mayStartOver(RunTrace past) {
        boolean isFirst = past.events(RunEvent.ReadinessChecked.class).findAny().isEmpty();
        boolean killed = past.lastIndexOf(RunEvent.Resumed.class) > past.lastIndexOf(RunEvent.ReadinessChecked.class);
        demand(isFirst || killed, "it started over without being killed");
        demand(
                past.tries().stream()
                        .noneMatch(each -> each.step().part() == Part.DEPLOY && !each.isProvenNotToHaveStarted()),
                "it started over after a deploy step");
    }

    /** After a kill, what is left to deploy needs the gate again. */
    private static boolean isAskedAgain(RunTrace past) {
        return past.lastIndexOf(RunEvent.Resumed.class) > past.lastIndexOf(RunEvent.GateConfirmed.class);
    }

    /** The order of what a run does; -1 for what may happen at any time. */
    private static int place(RunEvent event) {
        if (event instanceof RunEvent.StepIntended intent) {
            return switch (intent.step().part()) {
                case PREFLIGHT -> 2;
                case BACKUP -> 3;
                case DEPLOY -> 5;
                case COMPENSATION -> 8;
                case ROLLBACK_PLAN -> 9;
                case ROLLBACK_POINT -> 10;
            };
        }
        if (event instanceof RunEvent.Probed probe) {
            return switch (probe.purpose()) {
                case BASELINE -> 1;
                case VERIFY -> 6;
                case MONITOR -> 7;
                case VERIFY_ROLLBACK -> 11;
            };
        }
        return event instanceof RunEvent.ReadinessChecked ? 0 : event instanceof RunEvent.GateConfirmed ? 4 : -1;
    }

    private void startsOnlyAfterSuccess(StepRef step, RunTrace past, RunTrace sinceKill) {
        demand(isReady(past), step + " started without readiness");
        demand(isUncancelled(past), step + " started after an interruption");
        demand(
                step.part() != Part.DEPLOY || (isGateOpen(past) && isGateOpen(sinceKill)),
                step + " started behind a closed gate");
        List<StepRef> forward = forwardSteps();
        forward.subList(0, forward.indexOf(step))
                .forEach(earlier ->
                        demand(succeeded(past, earlier), step + " started before " + earlier + " succeeded"));
        demand(!succeeded(past, step), step + " started again after its success");
    }

    private List<StepRef> forwardSteps() {
        return plan.steps().stream()
                .filter(step -> step.stage() != Part.COMPENSATION.stage())
                .toList();
    }

    private static boolean isReady(RunTrace past) {
        return past.events(RunEvent.ReadinessChecked.class).findAny().isPresent()
                && past.events(RunEvent.ReadinessChecked.class)
                        .flatMap(event -> event.findings().stream())
                        .noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    }

    private static boolean isUncancelled(RunTrace past) {
        return past.events(RunEvent.Cancelled.class).findAny().isEmpty();
    }

    private static boolean isGateOpen(RunTrace past) {
        return past.events(RunEvent.GateConfirmed.class).findAny().isPresent()
                && past.events(RunEvent.GateConfirmed.class)
                        .allMatch(event -> event.objections().isEmpty());
    }

    private static boolean succeeded(RunTrace past, StepRef step) {
        List<Try> tries = past.tries(step);
        return !tries.isEmpty() && tries.get(tries.size() - 1).succeeded();
    }

    // Law 2

    private List<String> successIsProven() {
        if (!trace.endedAs(Ending.DEPLOYED)) {
            return violations;
        }
        // What ends a run comes too late after the last sample; before it, this part of the run is too short.
        int stopped = Math.min(trace.firstIndexOf(RunEvent.Cancelled.class), trace.firstIndexOf(RunEvent.Stuck.class));
        RunTrace run = trace.before(stopped).round();
        demand(isReady(run), "deployed without readiness");
        demand(isGateOpen(run), "deployed behind a closed gate");
        forwardSteps().forEach(step -> demand(succeeded(run, step), "deployed without the success of " + step));
        List<Integer> checks = applying(check -> check.after().deploy());
        demand(!checks.isEmpty(), "deployed without a health check");
        checks.forEach(check -> demand(
                passed(check, run.lastRoundOf(Purpose.VERIFY)), "deployed while check " + check + " did not pass"));
        monitoredToTheEnd(run, checks.size());
        return violations;
    }

    private List<Integer> applying(Predicate<HealthCheck> applies) {
        return IntStream.range(0, plan.checks().size())
                .filter(index -> applies.test(plan.checks().get(index)))
                .boxed()
                .toList();
    }

    /** A check is not asked again once it has passed, so its last answers tell. */
    private boolean passed(int check, List<RunEvent.Probed> round) {
        int threshold = plan.checks().get(check).timing().successThreshold();
        List<RunEvent.Probed> answers =
                round.stream().filter(probe -> probe.check() == check).toList();
        return answers.size() >= threshold
                && answers.subList(answers.size() - threshold, answers.size()).stream()
                        .allMatch(RunEvent.Probed::healthy);
    }

    private void monitoredToTheEnd(RunTrace run, int checks) {
        List<RunEvent.Probed> round = run.lastRoundOf(Purpose.MONITOR);
        if (round.isEmpty() || round.size() % checks != 0) {
            demand(false, "deployed after half a sample");
            return;
        }
        Instant opened = run.clockBefore(run.journal().indexOf(round.get(0)));
        Instant closes = opened.plus(plan.monitoring().duration());
        Instant previous = opened;
        Instant busyUntil = opened;
        int failed = 0;
        boolean lastFailed = true;
        for (int i = 0; i < round.size(); i += checks) {
            List<RunEvent.Probed> sample = round.subList(i, i + checks);
            Instant taken = sample.get(0).startedAt();
            Instant due = earlier(previous.plus(plan.monitoring().period()), closes);
            demand(!taken.isAfter(CheckProgress.later(due, busyUntil)), "a sample was left out before " + taken);
            lastFailed = !sample.stream().allMatch(RunEvent.Probed::healthy);
            failed += lastFailed ? 1 : 0;
            previous = taken;
            busyUntil = sample.get(checks - 1).at();
        }
        demand(!previous.isBefore(closes), "deployed before the window had passed");
        demand(failed <= plan.monitoring().failureLimit(), "deployed after " + failed + " failed samples");
        demand(!lastFailed, "deployed after a failed last sample");
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    // Law 3

    private List<String> everyEffectIsUndone() {
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
                .anyMatch(event -> event instanceof RunEvent.StepIntended || event instanceof RunEvent.Probed);
    }

    private boolean isStuck() {
        return trace.events(RunEvent.Stuck.class).findAny().isPresent();
    }

    /** The budget runs from the failure on, but not while no agent ran. */
    private boolean isOutOfTime() {
        RunTrace forward = trace.before(firstStepBack());
        Instant failed = forward.journal().stream()
                .filter(event -> place(event) >= 0 || event instanceof RunEvent.StepEnded)
                .reduce((one, other) -> other)
                .map(RunEvent::at)
                .orElse(trace.startedAt());
        Instant end = trace.clockBefore(trace.journal().size());
        Duration worked = Duration.between(failed, end).minus(trace.pausesFrom(failed));
        return worked.compareTo(plan.rollbackBudget()) >= 0;
    }

    private int firstStepBack() {
        return IntStream.range(0, trace.journal().size())
                .filter(i -> place(trace.journal().get(i)) >= FIRST_PLACE_BACK)
                .findFirst()
                .orElse(trace.journal().size());
    }

    // Law 4

    private List<String> rollbackIsVerified() {
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
        return violations;
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

    // Law 5

    private List<String> runComesToOneEnd() {
        demand(trace.ending().isPresent(), "no end after " + RunSimulation.MOST_ACTIONS + " actions");
        Set<Ending> announced = new HashSet<>();
        trace.actions(NextAction.WriteRecord.class)
                .map(NextAction.WriteRecord::ending)
                .forEach(announced::add);
        trace.ending().ifPresent(announced::add);
        demand(announced.size() <= 1, "more than one end: " + announced);
        plan.steps().forEach(this::isNotExecutedTwice);
        return violations;
    }

    /** Pre-flight and backup are made again by a run that starts over, and by no other. */
    private void isNotExecutedTwice(StepRef step) {
        boolean isPreparation = step.part() == Part.PREFLIGHT || step.part() == Part.BACKUP;
        List<Try> tries = isPreparation ? trace.round().tries(step) : trace.tries(step);
        boolean maySee = plan.step(step).idempotent();
        long executions =
                tries.stream().filter(each -> !each.isProvenNotToHaveStarted()).count();
        demand(maySee || executions <= 1, step + " is not idempotent, and was executed " + executions + " times");
        long known = tries.stream()
                .filter(each -> !each.isInDoubt() && !each.isProvenNotToHaveStarted())
                .count();
        demand(known <= plan.step(step).retries() + 1, step + " was tried " + known + " times");
    }

    // Law 6

    private List<String> timeForwardIsKept() {
        boolean gaveUp = trace.last().failure().stream()
                .anyMatch(failure -> failure.reason().contains("forward budget"));
        boolean over = false;
        for (int i = 0; i < trace.journal().size(); i++) {
            RunEvent event = trace.journal().get(i);
            Instant end = deadline(i);
            over |= !event.at().isBefore(end);
            if (event instanceof RunEvent.StepIntended intent && isForward(intent.step())) {
                demand(intent.at().isBefore(end), intent + " came after " + end);
            }
            if (event instanceof RunEvent.Probed probe && probe.purpose() != Purpose.VERIFY_ROLLBACK) {
                demand(!probe.startedAt().isAfter(end), probe + " began after " + end);
            }
        }
        trace.tries().stream().filter(each -> isForward(each.step())).forEach(this::isCutInTime);
        demand(!gaveUp || over, "given up before the time was over");
        return violations;
    }

    private void isCutInTime(Try each) {
        RunTrace since = trace.before(each.end().map(trace.journal()::indexOf).orElse(0));
        boolean witnessed = since.lastIndexOf(RunEvent.Resumed.class) < each.index();
        Instant end = deadline(each.index()).plusMillis(1);
        each.end()
                .filter(ended -> witnessed)
                .ifPresent(ended -> demand(!ended.at().isAfter(end), ended + " came after " + end));
    }

    private static boolean isForward(StepRef step) {
        return step.stage() != Part.COMPENSATION.stage();
    }

    /** The time runs from the beginning on, but not while no agent ran. */
    private Instant deadline(int index) {
        Instant end = trace.startedAt().plus(plan.forwardBudget());
        Instant now = trace.startedAt();
        for (RunEvent event : trace.journal().subList(0, index + 1)) {
            Instant later = CheckProgress.later(now, event.at());
            end = event instanceof RunEvent.Resumed ? end.plus(Duration.between(now, later)) : end;
            now = later;
        }
        return end;
    }

    /** The place of a fault, for a test's message. */
    static Optional<String> broken(Law law, RunTrace trace) {
        List<String> violations = law.apply(trace);
        return violations.isEmpty() ? Optional.empty() : Optional.of(violations + trace.toString());
    }
}
