package io.github.devopsagent.run;

/**
 * A plan, and the world that it meets.
 *
 * @param plan what is to be carried out
 * @param odds how cruel the world is
 * @param seed which of the worlds of these odds it is
 */
record Scenario(RunPlan plan, Odds odds, long seed) {

    Trace run() {
        return run(Machine.REAL);
    }

    @Override
    public String toString() {
        return "world " + seed + " of " + odds;
    }

    Trace run(Machine machine) {
        return new Simulation(plan, new World(odds, seed), machine).run();
    }
}
