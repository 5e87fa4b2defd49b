package io.github.devopsagent.machine;

import io.github.devopsagent.machine.RunTrace.Try;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.machine.vocabulary.Failure;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.run.StepRef.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The laws of a run, each judged by what happened and by nothing that the machine believes. */
final class RunLaws extends JudgedTrace {

    /** A law: the ways in which a run breaks it. */
    @FunctionalInterface
    interface Law extends Function<RunTrace, List<String>> {}

    private static final String REASON = "given up by ann: the shop runs version 1";

    private RunLaws(RunTrace trace) {
        super(trace);
    }

    /** Stages run in order, and a step starts only when all before it succeeded. */
    static List<String> stagesRunInOrder(RunTrace trace) {
        return new RunLaws(trace).stagesRunInOrder();
    }

    /** Deployed only if gate, every step, verification and the whole monitor window passed. */
    static List<String> successIsProven(RunTrace trace) {
        return new RunLaws(trace).successIsProven();
    }

    /** Without success, exactly what may have been done is undone, in reverse order. */
    static List<String> everyEffectIsUndone(RunTrace trace) {
        return new RollbackLaws(trace).everyEffectIsUndone();
    }

    /** A rollback is verified itself, with time of its own, and tried once. */
    static List<String> rollbackIsVerified(RunTrace trace) {
        return new RollbackLaws(trace).rollbackIsVerified();
    }

    /** Every run comes to one end, and executes nothing twice that is not idempotent. */
    static List<String> runComesToOneEnd(RunTrace trace) {
        return new RunLaws(trace).runComesToOneEnd();
    }

    /** Nothing goes forward when the time for it is over, nor is given up before. */
    static List<String> timeForwardIsKept(RunTrace trace) {
        return new RunLaws(trace).timeForwardIsKept();
    }

    /** Wherever a run is given up, it comes to an end that is no success, and tells the reason. */
    static List<String> givingUpIsTold(RunTrace trace, MachineUnderTest machine) {
        return new RunLaws(trace).givingUpIsTold(machine);
    }

    // stagesRunInOrder

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
                        intent.step(), trace.before(i).round(), trace.before(i).sinceInterruption());
            }
        }
        return violations;
    }

    /** Only after a kill, and only if nothing was deployed. */
    private void mayStartOver(RunTrace past) {
        boolean isFirst = past.events(RunEvent.ReadinessChecked.class).findAny().isEmpty();
        boolean killed = past.lastInterruption() > past.lastIndexOf(RunEvent.ReadinessChecked.class);
        demand(isFirst || killed, "it started over without being killed");
        demand(
                past.tries().stream()
                        .noneMatch(each -> each.step().part() == Part.DEPLOY && !each.isProvenNotToHaveStarted()),
                "it started over after a deploy step");
    }

    /** After a kill, what is left to deploy needs the gate again. */
    private static boolean isAskedAgain(RunTrace past) {
        return past.lastInterruption() > past.lastIndexOf(RunEvent.GateConfirmed.class);
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
                        .allMatch(event -> event.reasons().isEmpty());
    }

    // successIsProven

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

    private void monitoredToTheEnd(RunTrace run, int checks) {
        List<RunEvent> window = run.lastWindow();
        int metrics = plan.metrics().size();
        // With metrics, the window begins with a sample of them alone.
        int first = metrics == 0 || plan.monitoring().duration().isZero() ? 0 : metrics;
        int size = checks + metrics;
        if (window.size() < first + size || (window.size() - first) % size != 0) {
            demand(false, "deployed after half a sample");
            return;
        }
        Instant opened = run.clockBefore(run.journal().indexOf(window.get(0)));
        List<List<RunEvent>> samples = new ArrayList<>();
        if (first > 0) {
            samples.add(window.subList(0, first));
        }
        for (int i = first; i < window.size(); i += size) {
            samples.add(window.subList(i, i + size));
        }
        monitoredToTheEnd(samples, opened, first > 0);
        plan.metrics()
                .forEach(metric -> demand(
                        new MetricLaw(run, plan.metrics().indexOf(metric)).lastJudgementIsGood(),
                        "deployed while metric '" + metric.name() + "' was bad, or was not known"));
    }

    private void monitoredToTheEnd(List<List<RunEvent>> samples, Instant opened, boolean atOnce) {
        Instant closes = opened.plus(plan.monitoring().duration());
        // A window that has too few samples at its end goes on, for as long again at most.
        Instant last = closes;
        Instant previous = opened;
        Instant busyUntil = opened;
        int failed = 0;
        boolean lastFailed = true;
        for (List<RunEvent> sample : samples) {
            boolean isFirst = atOnce && sample == samples.get(0);
            Instant taken = startedAt(sample.get(0));
            Instant due =
                    isFirst ? opened : earlier(previous.plus(plan.monitoring().period()), last);
            demand(!taken.isAfter(CheckProgress.later(due, busyUntil)), "a sample was left out before " + taken);
            lastFailed = sample.stream().anyMatch(event -> event instanceof RunEvent.Probed probe && !probe.healthy());
            failed += lastFailed ? 1 : 0;
            if (last.equals(closes) && !taken.isBefore(closes)) {
                last = taken.plus(plan.monitoring().duration());
            }
            previous = taken;
            busyUntil = sample.get(sample.size() - 1).at();
        }
        demand(!previous.isBefore(closes), "deployed before the window had passed");
        demand(failed <= plan.monitoring().failureLimit(), "deployed after " + failed + " failed samples");
        demand(!lastFailed, "deployed after a failed last sample");
    }

    private static Instant startedAt(RunEvent event) {
        return event instanceof RunEvent.Probed probe ? probe.startedAt() : ((RunEvent.Measured) event).startedAt();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    // runComesToOneEnd

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

    // timeForwardIsKept

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
            if (event instanceof RunEvent.Measured measured && measured.purpose() != Purpose.VERIFY_ROLLBACK) {
                demand(!measured.startedAt().isAfter(end), measured + " began after " + end);
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
        boolean witnessed = since.lastInterruption() < each.index();
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
            end = RunTrace.isInterruption(event) ? end.plus(Duration.between(now, later)) : end;
            now = later;
        }
        return end;
    }

    // givingUpIsTold

    private List<String> givingUpIsTold(MachineUnderTest machine) {
        RunState state = machine.begin(plan, trace.startedAt());
        for (RunEvent event : trace.journal()) {
            if (state.ending().isEmpty() || state.open().isPresent()) {
                isTold(givenUp(machine, state), event);
            }
            state = machine.after(state, event);
        }
        return violations;
    }

    private void isTold(RunState end, RunEvent next) {
        demand(
                end.ending().filter(ending -> ending != Ending.DEPLOYED).isPresent(),
                "given up before " + next + ", it ends as " + end.ending());
        demand(
                Stream.concat(end.rollbackFaults().stream(), end.failure().map(Failure::reason).stream())
                        .anyMatch(told -> told.contains(REASON)),
                "given up before " + next + ", it does not tell the reason");
    }

    /** What an agent records that gives a run up. */
    private static RunState givenUp(MachineUnderTest machine, RunState state) {
        RunState resumed = machine.after(state, new RunEvent.Resumed(state.now(), Recovery.RESUME));
        RunState left = resumed.open()
                .map(step -> machine.after(
                        resumed,
                        new RunEvent.StepLost(
                                state.now(), step, state.attempts(step).size())))
                .orElse(resumed);
        return machine.after(left, new RunEvent.Stuck(state.now(), REASON));
    }

    /** The place of a fault, for a test's message. */
    static Optional<String> broken(Law law, RunTrace trace) {
        List<String> violations = law.apply(trace);
        return violations.isEmpty() ? Optional.empty() : Optional.of(violations + trace.toString());
    }
}
