package io.github.devopsagent.machine;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.machine.vocabulary.EarlierRollbacks;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.machine.vocabulary.RollbackOnDemand;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.metric.Measurement;
import io.github.devopsagent.metric.verdict.MetricProgress;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.Output;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.run.StepRef.Part;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Machines that break a law: each is the real one, with one thing done wrong. */
final class BrokenMachines {

    private BrokenMachines() {}

    static MachineUnderTest goesOnAfterAFailedStep() {
        return hears(ends(step -> step.stage() != Stage.ROLLBACK), FalseEnd::succeeded);
    }

    static MachineUnderTest deploysBehindAClosedGate() {
        return new MachineUnderTest() {
            @Override
            public RunState after(RunState state, RunEvent event) {
                return state.after(
                        event instanceof RunEvent.GateConfirmed gate
                                ? new RunEvent.GateConfirmed(gate.at(), List.of())
                                : event);
            }
        };
    }

    static MachineUnderTest takesEveryAnswerForHealthy(Purpose purpose) {
        return answered(purpose, (state, probe) -> answer(probe, probe.at(), probe.startedAt(), true));
    }

    static MachineUnderTest takesEveryMetricForGood() {
        return measured(metric -> Measurement.of(0));
    }

    static MachineUnderTest takesSilenceForGood() {
        return measured(metric -> metric.reading().fold(number -> number, missing -> Measurement.of(0)));
    }

    private static MachineUnderTest measured(Function<RunEvent.Measured, Measurement> other) {
        return new MachineUnderTest() {
            @Override
            public RunState after(RunState state, RunEvent event) {
                boolean isOfTheWindow =
                        event instanceof RunEvent.Measured metric && metric.purpose() == Purpose.MONITOR;
                return state.after(isOfTheWindow ? heard((RunEvent.Measured) event) : event);
            }

            private RunEvent heard(RunEvent.Measured metric) {
                return new RunEvent.Measured(
                        metric.at(), metric.purpose(), metric.metric(), metric.startedAt(), other.apply(metric));
            }
        };
    }

    /** It does not even ask. */
    static MachineUnderTest takesForGranted(Purpose purpose) {
        return new MachineUnderTest() {
            @Override
            public RunState after(RunState state, RunEvent event) {
                RunState next = state.after(event);
                while (next.next() instanceof NextAction.Probe probe && probe.purpose() == purpose) {
                    Instant at = CheckProgress.later(next.now(), probe.notBefore());
                    next = next.after(new RunEvent.Probed(at, purpose, probe.check(), at, true, "surely"));
                }
                return next;
            }
        };
    }

    static MachineUnderTest takesTheFirstSampleForTheLast() {
        return answered(
                Purpose.MONITOR,
                (state, probe) -> answer(
                        probe,
                        probe.at(),
                        state.monitor().map(MonitorWindow::ends).orElse(probe.startedAt()),
                        probe.healthy()));
    }

    static MachineUnderTest undoesOnlyWhatSucceeded() {
        return new MachineUnderTest() {
            @Override
            public RunState after(RunState state, RunEvent event) {
                RunState next = state.after(event);
                while (next.next() instanceof NextAction.Perform perform && undoesAFailure(next, perform.step())) {
                    next = next.after(new RunEvent.StepIntended(next.now(), perform.step(), perform.attempt(), "none"))
                            .after(FalseEnd.success(next.now(), perform.step(), perform.attempt()));
                }
                return next;
            }

            private boolean undoesAFailure(RunState state, StepRef step) {
                return step.part() == Part.COMPENSATION
                        && !state.attempts(StepRef.of(Part.DEPLOY, step.index()))
                                .exists(StepAttempt::succeeded);
            }
        };
    }

    /** The first deploy step is undone first. */
    static MachineUnderTest undoesInTheOrderOfThePlan() {
        return new MachineUnderTest() {
            @Override
            public NextAction next(RunState state) {
                return state.next() instanceof NextAction.Perform perform
                        ? new NextAction.Perform(
                                mirrored(state, perform.step()),
                                perform.attempt(),
                                perform.notBefore(),
                                perform.timeout())
                        : state.next();
            }

            @Override
            public RunState after(RunState state, RunEvent event) {
                if (event instanceof RunEvent.StepIntended intent) {
                    return state.after(new RunEvent.StepIntended(
                            intent.at(), mirrored(state, intent.step()), intent.attempt(), intent.key()));
                }
                if (event instanceof RunEvent.StepStarted start) {
                    return state.after(new RunEvent.StepStarted(
                            start.at(), mirrored(state, start.step()), start.attempt(), start.process()));
                }
                if (event instanceof RunEvent.StepLost lost) {
                    return state.after(new RunEvent.StepLost(
                            lost.at(), mirrored(state, lost.step()), lost.attempt(), lost.reason()));
                }
                if (event instanceof RunEvent.StepEnded end) {
                    return state.after(new RunEvent.StepEnded(
                            end.at(), mirrored(state, end.step()), end.attempt(), end.result(), end.output()));
                }
                return state.after(event);
            }

            /** Swaps the compensations of the first and the last step that was started. */
            private StepRef mirrored(RunState state, StepRef step) {
                List<Integer> started = IntStream.range(0, state.plan().deploy().size())
                        .filter(i -> !state.attempts(StepRef.of(Part.DEPLOY, i)).isEmpty())
                        .boxed()
                        .toList();
                if (step.part() != Part.COMPENSATION || started.isEmpty()) {
                    return step;
                }
                int mirror = started.get(0) + started.get(started.size() - 1) - step.index();
                boolean fits = state.plan().deploy().get(mirror).compensation().size()
                        == state.plan()
                                .deploy()
                                .get(step.index())
                                .compensation()
                                .size();
                return fits ? StepRef.compensation(mirror, step.sub()) : step;
            }
        };
    }

    static MachineUnderTest undoesWhatNeverStarted() {
        return hears(end -> end.result() instanceof StepResult.NotStarted, FalseEnd::failed);
    }

    static MachineUnderTest knowsNoPointOfNoReturn() {
        return new MachineUnderTest() {
            @Override
            public RunState begin(RunPlan plan, Instant startedAt) {
                return RunState.begin(
                        new RunPlan(
                                plan.context(),
                                plan.preflight(),
                                plan.backup(),
                                plan.deploy().stream().map(this::reversible).toList(),
                                plan.rollbackPlan(),
                                plan.rollbackPoints(),
                                plan.restoreCommand(),
                                plan.checks(),
                                plan.monitoring(),
                                plan.metrics(),
                                plan.rollbackBudget(),
                                plan.forwardBudget()),
                        startedAt);
            }

            private Step reversible(Step step) {
                return new Step(
                        step.name(),
                        step.action(),
                        step.compensation(),
                        step.timeout(),
                        step.variables(),
                        step.workingDirectory(),
                        step.idempotent(),
                        step.retries(),
                        Step.DEFAULT_RETRY_DELAY,
                        false,
                        List.of());
            }
        };
    }

    static MachineUnderTest letsStepsTakeTheirTime() {
        return new MachineUnderTest() {
            @Override
            public NextAction next(RunState state) {
                return state.next() instanceof NextAction.Perform perform
                        ? new NextAction.Perform(
                                perform.step(),
                                perform.attempt(),
                                perform.notBefore(),
                                state.plan().step(perform.step()).timeout())
                        : state.next();
            }
        };
    }

    /** An hour passes before another agent goes on: to this one, all of it is work. */
    static MachineUnderTest countsTheTimeInWhichNoAgentWorked() {
        return new MachineUnderTest() {
            @Override
            public RunState after(RunState state, RunEvent event) {
                RunState waited =
                        event instanceof RunEvent.Resumed && state.open().isEmpty()
                                ? state.after(new RunEvent.Cancelled(
                                        event.at(), state.isOutOfTime(event.at()) ? state.outOfTime() : "interrupted"))
                                : state;
                return waited.after(event);
            }
        };
    }

    static MachineUnderTest undoesBesideWhatStillRuns() {
        return hears(end -> end.result() instanceof StepResult.StillRunning, FalseEnd::failed);
    }

    static MachineUnderTest goesOnThoughItIsStuck() {
        return deafTo(event -> event instanceof RunEvent.Stuck);
    }

    /** Nobody checks it in that phase, so no law can judge it. */
    static MachineUnderTest startsOverWhenReadinessIsChecked() {
        return new MachineUnderTest() {
            @Override
            public RunState after(RunState state, RunEvent event) {
                return event instanceof RunEvent.ReadinessChecked && state.phase() instanceof VerifyingPhase
                        ? RunState.begin(state.plan(), event.at())
                        : state.after(event);
            }
        };
    }

    static MachineUnderTest keepsTheReasonToItself() {
        return new MachineUnderTest() {
            @Override
            public RunState after(RunState state, RunEvent event) {
                return state.after(
                        event instanceof RunEvent.Stuck stuck ? new RunEvent.Stuck(stuck.at(), "given up") : event);
            }
        };
    }

    static MachineUnderTest forgetsThatACompensationFailed() {
        return hears(ends(step -> step.part() == Part.COMPENSATION), FalseEnd::succeeded);
    }

    static MachineUnderTest leavesNoTimeToStartUpAfterARollback() {
        return answered(Purpose.VERIFY_ROLLBACK, (state, probe) -> {
            HealthCheck check = state.plan().checks().get(probe.check());
            Instant late = probe.at().plus(check.timing().startupTimeout());
            return answer(probe, late, probe.startedAt(), probe.healthy());
        });
    }

    static MachineUnderTest excusesAfterASingleHiccup() {
        return new MachineUnderTest() {
            @Override
            public RunState after(RunState state, RunEvent event) {
                RunState next = state.after(event);
                boolean hiccup = event instanceof RunEvent.Probed probe
                        && probe.purpose() == Purpose.BASELINE
                        && !probe.healthy();
                while (hiccup && isAskedAgain(next, (RunEvent.Probed) event)) {
                    next = next.after(event);
                }
                return next;
            }

            private boolean isAskedAgain(RunState state, RunEvent.Probed probe) {
                return state.phase() instanceof PreparingPhase
                        && state.baseline().stream()
                                .flatMap(baseline -> baseline.checks().stream())
                                .anyMatch(check -> check.index() == probe.check()
                                        && check.verdict() == CheckProgress.Verdict.PENDING);
            }
        };
    }

    static MachineUnderTest looksAtNoMetricAfterARollback() {
        return new MachineUnderTest() {
            @Override
            public RunState after(RunState state, RunEvent event) {
                RunState next = state.after(event);
                while (next.next() instanceof NextAction.Measure look && look.purpose() == Purpose.VERIFY_ROLLBACK) {
                    Instant at = next.now();
                    next = next.after(new RunEvent.Measured(at, look.purpose(), look.metric(), at, Measurement.of(0)));
                }
                return next;
            }
        };
    }

    static MachineUnderTest letsMetricsDecideAboutARollback() {
        return new MachineUnderTest() {
            @Override
            public NextAction next(RunState state) {
                boolean isBad = state.look().stream()
                        .flatMap(look -> look.metrics().stream())
                        .anyMatch(MetricProgress::sampleFailed);
                return isBad && state.ending().isPresent()
                        ? new NextAction.WriteRecord(Ending.ROLLBACK_FAILED)
                        : state.next();
            }
        };
    }

    static MachineUnderTest executesAgainWhatIsInDoubt() {
        return new MachineUnderTest() {
            private Optional<RunState> beforeTheIntent = Optional.empty();

            @Override
            public RunState after(RunState state, RunEvent event) {
                if (event instanceof RunEvent.StepIntended) {
                    beforeTheIntent = Optional.of(state);
                }
                return event instanceof RunEvent.StepLost ? beforeTheIntent.orElse(state) : state.after(event);
            }
        };
    }

    static MachineUnderTest asksAnUnhealthyCheckForEver() {
        return deafTo(event ->
                event instanceof RunEvent.Probed probe && probe.purpose() == Purpose.VERIFY && !probe.healthy());
    }

    /** Whoever goes on with its record finds another end than the one that was killed while writing it. */
    static MachineUnderTest tellsAnotherEndWhenItIsKilledAtItsEnd() {
        return new MachineUnderTest() {
            private boolean killedAtItsEnd;

            @Override
            public RunState begin(RunPlan plan, Instant startedAt) {
                killedAtItsEnd = false;
                return RunState.begin(plan, startedAt);
            }

            @Override
            public RunState after(RunState state, RunEvent event) {
                killedAtItsEnd |= event instanceof RunEvent.Resumed
                        && state.ending()
                                .filter(end -> end != Ending.ROLLBACK_FAILED)
                                .isPresent();
                return state.after(event);
            }

            @Override
            public NextAction next(RunState state) {
                return killedAtItsEnd ? new NextAction.WriteRecord(Ending.ROLLBACK_FAILED) : state.next();
            }
        };
    }

    static MachineUnderTest deploysAgainWhenARollbackIsKilled() {
        return new MachineUnderTest() {
            @Override
            public RunState after(RunState state, RunEvent event) {
                boolean isKilled =
                        event instanceof RunEvent.Resumed && state.rollsBack().isPresent();
                return isKilled ? RunState.begin(state.plan(), event.at()) : state.after(event);
            }
        };
    }

    static MachineUnderTest letsTheDeploymentStandWhenInterrupted() {
        return new MachineUnderTest() {
            private Optional<RunState> deployment = Optional.empty();

            @Override
            public RunState rollBack(RunState deployed, RollbackOnDemand demand) {
                deployment = Optional.of(deployed);
                return RunState.rollBack(deployed, demand);
            }

            @Override
            public RunState after(RunState state, RunEvent event) {
                return event instanceof RunEvent.Cancelled ? deployment.orElse(state) : state.after(event);
            }
        };
    }

    static MachineUnderTest takesTheWayBackForDone() {
        return new MachineUnderTest() {
            @Override
            public RunState rollBack(RunState deployed, RollbackOnDemand demand) {
                RunState next = RunState.rollBack(deployed, demand);
                while (next.next() instanceof NextAction.Perform perform) {
                    next = next.after(new RunEvent.StepIntended(next.now(), perform.step(), perform.attempt(), "none"))
                            .after(FalseEnd.success(next.now(), perform.step(), perform.attempt()));
                }
                return next;
            }
        };
    }

    static MachineUnderTest knowsOfEarlierRollbacks(UnaryOperator<EarlierRollbacks> what) {
        return new MachineUnderTest() {
            @Override
            public RunState rollBack(RunState deployed, RollbackOnDemand demand) {
                return RunState.rollBack(
                        deployed,
                        new RollbackOnDemand(
                                demand.deploymentId(), demand.at(), demand.reason(), what.apply(demand.earlier())));
            }
        };
    }

    private static MachineUnderTest deafTo(Predicate<RunEvent> what) {
        return new MachineUnderTest() {
            @Override
            public RunState after(RunState state, RunEvent event) {
                return what.test(event) ? state : state.after(event);
            }
        };
    }

    private static Predicate<RunEvent.StepEnded> ends(Predicate<StepRef> steps) {
        return end -> steps.test(end.step());
    }

    private static MachineUnderTest hears(Predicate<RunEvent.StepEnded> what, FalseEnd instead) {
        return new MachineUnderTest() {
            @Override
            public RunState after(RunState state, RunEvent event) {
                return state.after(event instanceof RunEvent.StepEnded end && what.test(end) ? instead.of(end) : event);
            }
        };
    }

    private static MachineUnderTest answered(Purpose purpose, BiFunction<RunState, RunEvent.Probed, RunEvent> other) {
        return new MachineUnderTest() {
            @Override
            public RunState after(RunState state, RunEvent event) {
                return state.after(
                        event instanceof RunEvent.Probed probe && probe.purpose() == purpose
                                ? other.apply(state, probe)
                                : event);
            }
        };
    }

    private static RunEvent answer(RunEvent.Probed probe, Instant at, Instant startedAt, boolean healthy) {
        return new RunEvent.Probed(at, probe.purpose(), probe.check(), startedAt, healthy, probe.detail());
    }

    /** Tells of another end of an attempt than the true one. */
    @FunctionalInterface
    private interface FalseEnd {

        RunEvent of(RunEvent.StepEnded end);

        static RunEvent success(Instant at, StepRef step, int attempt) {
            return new RunEvent.StepEnded(at, step, attempt, StepResult.success(), Output.NONE);
        }

        static RunEvent succeeded(RunEvent.StepEnded end) {
            return success(end.at(), end.step(), end.attempt());
        }

        static RunEvent failed(RunEvent.StepEnded end) {
            return new RunEvent.StepEnded(
                    end.at(), end.step(), end.attempt(), StepResult.failure("exit code 1"), Output.NONE);
        }
    }
}
