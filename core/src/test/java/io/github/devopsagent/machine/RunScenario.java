package io.github.devopsagent.machine;

import io.github.devopsagent.machine.vocabulary.EarlierRollbacks;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.machine.vocabulary.RollbackOnDemand;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.run.RunEvent;
import java.util.Optional;

/**
 * A plan, and the world that it meets.
 *
 * @param plan what is to be carried out
 * @param odds how cruel the world is
 * @param seed which of the worlds of these odds it is
 */
record RunScenario(RunPlan plan, FailureRates odds, long seed) {

    RunTrace run() {
        return run(MachineUnderTest.REAL);
    }

    /**
     * A deployment that succeeds in this world, and is rolled back on demand in another, as soon as it has come to its end.
     *
     * @return what both left, one after the other; empty if it does not succeed, or somebody has given it up at its end
     */
    Optional<RolledBackTrace> rollBack(MachineUnderTest machine) {
        RunTrace deployed = run();
        boolean isGivenUp = deployed.events(RunEvent.Stuck.class).findAny().isPresent();
        if (!deployed.endedAs(Ending.DEPLOYED) || isGivenUp) {
            return Optional.empty();
        }
        SimulatedWorld world = new SimulatedWorld(odds, ~seed);
        world.waitUntil(deployed.last().now());
        RollbackOnDemand demand =
                new RollbackOnDemand("DEP-002", world.now(), "ann asked for it", EarlierRollbacks.NONE);
        RunTrace undone = new RunSimulation(plan, world, machine, machine.rollBack(deployed.last(), demand)).run();
        return Optional.of(new RolledBackTrace(deployed, undone));
    }

    /**
     * A rollback on demand that failed, and is asked for again.
     *
     * @return what the runs left, one after the other; empty if it does not fail, or must not be tried again
     */
    Optional<RepeatedRollbackTrace> rollBackAgain(MachineUnderTest machine) {
        return rollBack(MachineUnderTest.REAL)
                .filter(trace -> trace.undone().endedAs(Ending.ROLLBACK_FAILED)
                        && trace.undone().last().unrepeatableBack().isEmpty())
                .map(trace -> {
                    RunState failed = trace.undone().last();
                    SimulatedWorld world = new SimulatedWorld(odds, seed + 1);
                    world.waitUntil(failed.now());
                    RollbackOnDemand demand =
                            new RollbackOnDemand("DEP-003", world.now(), "ann asked again", failed.triedBack());
                    RunState begun = machine.rollBack(trace.deployed().last(), demand);
                    return new RepeatedRollbackTrace(trace, new RunSimulation(plan, world, machine, begun).run());
                });
    }

    @Override
    public String toString() {
        return "world " + seed + " of " + odds;
    }

    RunTrace run(MachineUnderTest machine) {
        return new RunSimulation(plan, new SimulatedWorld(odds, seed), machine).run();
    }
}
