package io.github.devopsagent.internal.time;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;

/**
 * A clock of a test on which time passes at once: where an agent would wait, it moves this clock instead. What really takes
 * time cannot be told by it, so that an agent with such a clock has no other executors, probes, metrics and rollback points
 * than scripted ones. The test kit has the only one.
 */
public abstract class VirtualClock extends Clock {

    /** What the record of a run says whose time was virtual, so that none is taken for that of a deployment. */
    public static final String WARNING =
            "the time of this run was virtual, and its steps and checks were scripted, by the test kit: nothing was deployed";

    /**
     * How much time has passed on it.
     *
     * @return since it began
     */
    public abstract Duration elapsed();

    /**
     * Lets time pass.
     *
     * @param time how much; none if it is negative
     */
    public abstract void pass(Duration time);

    /**
     * Whether code of a host takes no other time than that of a virtual clock.
     *
     * @param code an executor, a rollback point, or what measures a metric
     * @return true if it is scripted
     */
    protected abstract boolean isScripted(Object code);

    /**
     * Refuses what really takes time.
     *
     * @param code of the host, by what it is for people
     * @param discovery whether the executors of adapters on the class path are known
     * @throws IllegalStateException if something is not scripted
     */
    public final void requireScripted(Map<String, ?> code, boolean discovery) {
        TreeSet<String> real = new TreeSet<>();
        code.forEach((what, each) -> {
            if (!isScripted(each)) {
                real.add(what);
            }
        });
        if (discovery) {
            real.add("what adapters on the class path bring (withoutDiscovery() forgets it)");
        }
        if (!real.isEmpty()) {
            throw new IllegalStateException(
                    "time is virtual (clock(…)), and what is not scripted takes real time: "
                            + String.join(", ", real)
                            + "; put a ScriptedExecutor, or another double of the test kit, in its place, or take a real clock");
        }
    }
}
