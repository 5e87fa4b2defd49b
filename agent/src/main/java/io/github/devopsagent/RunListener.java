package io.github.devopsagent;

import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.RunPlan;
import io.github.devopsagent.run.RunState;
import java.io.PrintStream;

/**
 * Is told what happens, as it happens. Its methods are called by threads of the run, one at a time for each method, and
 * hold the run up while they work; whatever they throw is logged and otherwise ignored.
 */
public interface RunListener {

    /**
     * A run begins.
     *
     * @param plan what it will carry out
     */
    default void started(RunPlan plan) {}

    /**
     * Something happened, and is in the journal.
     *
     * @param event what happened
     * @param state what is known now
     */
    default void happened(RunEvent event, RunState state) {}

    /**
     * A step or a health check printed a line.
     *
     * @param name the step's or the check's name
     * @param line without the line's end; a very long line comes in pieces
     */
    default void printed(String name, String line) {}

    /**
     * A run is over, whatever its outcome.
     *
     * @param outcome what it came to
     */
    default void ended(Outcome outcome) {}

    /**
     * A listener that tells a person.
     *
     * @param out where it prints
     * @return the listener
     */
    static RunListener printingTo(PrintStream out) {
        return new ProgressPrinter(out);
    }
}
