package io.github.devopsagent.machine;

import io.github.devopsagent.machine.vocabulary.RunPlan;

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

    @Override
    public String toString() {
        return "world " + seed + " of " + odds;
    }

    RunTrace run(MachineUnderTest machine) {
        return new RunSimulation(plan, new SimulatedWorld(odds, seed), machine).run();
    }
}
