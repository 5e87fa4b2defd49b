package io.github.devopsagent.machine;

import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.Output;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The loop around a machine, without a disk, a process or a thread: it asks, does, records, and may be killed. */
final class RunSimulation {

    /** More actions than any run of the drawn plans can need. */
    static final int MOST_ACTIONS = 2000;

    private static final ProcessId PROCESS = new ProcessId("boot", 4711, Optional.empty());

    private final RunPlan plan;
    private final SimulatedWorld world;
    private final MachineUnderTest machine;
    private final Instant startedAt;
    private final List<NextAction> actions = new ArrayList<>();
    private final List<RunEvent> journal = new ArrayList<>();
    private final RunState begun;
    private RunState state;

    RunSimulation(RunPlan plan, SimulatedWorld world, MachineUnderTest machine) {
        this(plan, world, machine, machine.begin(plan, world.now()));
    }

    RunSimulation(RunPlan plan, SimulatedWorld world, MachineUnderTest machine, RunState begun) {
        this.plan = plan;
        this.world = world;
        this.machine = machine;
        this.startedAt = world.now();
        this.begun = begun;
        this.state = begun;
    }

    RunTrace run() {
        Optional<Ending> ending = Optional.empty();
        while (ending.isEmpty() && actions.size() < MOST_ACTIONS) {
            NextAction action = machine.next(state);
            actions.add(action);
            ending = action.fold(new Doing());
        }
        return new RunTrace(plan, startedAt, List.copyOf(actions), List.copyOf(journal), ending, state);
    }

    private void happens(RunEvent event) {
        journal.add(event);
        state = machine.after(state, event);
    }

    /** Interrupts fall anywhere, and so do kills: then the result of what was being done is lost. */
    private boolean isDisturbed() {
        interrupt();
        return isKilled();
    }

    private void interrupt() {
        if (world.cancels()) {
            happens(new RunEvent.Cancelled(world.now(), "interrupted"));
        }
    }

    private boolean isKilled() {
        boolean killed = world.crashes();
        if (killed) {
            comeBack();
        }
        return killed;
    }

    private void comeBack() {
        do {
            world.pass(Duration.ofHours(1));
            state = machine.replay(begun, journal);
        } while (world.crashes());
        if (world.isStuck()) {
            giveUp();
        } else {
            happens(new RunEvent.Resumed(world.now(), world.recovery()));
        }
    }

    /** A person says that nobody can go on. */
    private void giveUp() {
        happens(new RunEvent.Resumed(world.now(), Recovery.RESUME));
        state.open()
                .ifPresent(step -> happens(new RunEvent.StepLost(
                        world.now(), step, state.attempts(step).size())));
        happens(new RunEvent.Stuck(world.now(), "given up by ann"));
    }

    private void ended(StepRef step, StepResult result) {
        int attempt = state.attempts(step).size();
        happens(new RunEvent.StepEnded(world.now(), step, attempt, result, Output.NONE));
    }

    /** Does what is asked for; the ending, once there is nothing left to do. */
    private final class Doing implements NextAction.ActionCases<Optional<Ending>> {

        @Override
        public Optional<Ending> checkReadiness(NextAction.CheckReadiness action) {
            if (!isDisturbed()) {
                happens(new RunEvent.ReadinessChecked(world.now(), world.findings()));
            }
            return Optional.empty();
        }

        @Override
        public Optional<Ending> confirmGate(NextAction.ConfirmGate action) {
            if (!isDisturbed()) {
                happens(new RunEvent.GateConfirmed(world.now(), world.gateReasons()));
            }
            return Optional.empty();
        }

        @Override
        public Optional<Ending> perform(NextAction.Perform action) {
            StepRef step = action.step();
            String key = step.path() + "#" + action.attempt();
            if (action.notBefore().isAfter(world.now()) && isStoppedInThePause(action)) {
                return Optional.empty();
            }
            happens(new RunEvent.StepIntended(world.now(), step, action.attempt(), key));
            if (world.flipsACoin()) {
                happens(new RunEvent.StepStarted(world.now(), step, action.attempt(), PROCESS));
            }
            if (!isKilled()) {
                if (world.isEndedWithItsLease()) {
                    world.pass(Duration.ofHours(1));
                    happens(new RunEvent.StepLost(world.now(), step, action.attempt(), "ended with its lease"));
                } else {
                    ended(step, world.result(action.timeout()));
                }
                interrupt();
            }
            return Optional.empty();
        }

        /** Whoever waits can be killed and cancelled on the way forward, and its time can be over. */
        private boolean isStoppedInThePause(NextAction.Perform action) {
            int before = journal.size();
            world.waitUntil(action.notBefore());
            boolean killed = action.step().stage() != Stage.ROLLBACK && isDisturbed();
            if (!killed && journal.size() == before && state.isOutOfTime(world.now())) {
                happens(new RunEvent.Cancelled(world.now(), state.outOfTime()));
            }
            return journal.size() > before;
        }

        @Override
        public Optional<Ending> probe(NextAction.Probe action) {
            if (action.purpose() == Purpose.BASELINE && plan.metrics().isEmpty() && world.isOfAnEarlierVersion()) {
                return doneWithTheBaseline().fold(this);
            }
            world.waitUntil(action.notBefore());
            Instant asked = world.now();
            world.pass(action.timeout());
            if (!isDisturbed()) {
                boolean runsOn = world.isStuck();
                boolean healthy = !runsOn && world.isHealthy(action.purpose(), action.check());
                String detail = healthy ? "HTTP 200" : "HTTP 503";
                happens(new RunEvent.Probed(world.now(), action.purpose(), action.check(), asked, healthy, detail));
                if (runsOn) {
                    happens(new RunEvent.Stuck(world.now(), "the health check still runs"));
                }
            }
            return Optional.empty();
        }

        @Override
        public Optional<Ending> measure(NextAction.Measure action) {
            world.waitUntil(action.notBefore());
            Instant asked = world.now();
            world.pass(action.timeout());
            if (!isDisturbed()) {
                happens(new RunEvent.Measured(
                        world.now(),
                        action.purpose(),
                        action.metric(),
                        asked,
                        world.reading(action.purpose(), action.metric())));
            }
            return Optional.empty();
        }

        private NextAction doneWithTheBaseline() {
            return plan.steps().get(0).part() == StepRef.Part.DEPLOY
                    ? new NextAction.ConfirmGate()
                    : new BoundedActions(state.facts(), state.facts().clock().forwardDeadline())
                            .perform(plan.steps().get(0));
        }

        @Override
        public Optional<Ending> resolve(NextAction.Resolve action) {
            StepRef step = action.step();
            if (!isKilled()) {
                world.resolution()
                        .ifPresentOrElse(
                                result -> ended(step, result),
                                () -> happens(new RunEvent.StepLost(
                                        world.now(), step, state.attempts(step).size())));
                interrupt();
            }
            return Optional.empty();
        }

        @Override
        public Optional<Ending> writeRecord(NextAction.WriteRecord action) {
            return isDisturbed() ? Optional.empty() : Optional.of(action.ending());
        }
    }
}
