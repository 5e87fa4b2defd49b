package io.github.devopsagent;

import io.github.devopsagent.run.RunEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Is told what happens, as it happens. All its methods are called on one thread of its own, one at a time and in the order
 * of what happens. The run waits for each of them but {@link #printed}, at most for as long as the builder's {@code
 * hostCodeLimit} says (a minute by default); a listener that takes longer is interrupted, and told nothing more in that
 * run. Whatever it throws is logged, and it is told the rest. Either is a note in the outcome.
 */
public interface RunListener {

    /**
     * A run begins, or is gone on with.
     *
     * @param run what is known of it before anything happens
     */
    default void started(RunView run) {}

    /**
     * Something happened, and is in the journal.
     *
     * @param event what happened
     * @param run what is known now
     */
    default void happened(RunEvent event, RunView run) {}

    /**
     * A step or a health check printed a line. Of one that is being ended, lines may be left out if this listener is far
     * behind.
     *
     * @param name the step's or the check's name
     * @param line without the line's end; a very long line comes in pieces
     */
    default void printed(String name, String line) {}

    /**
     * A step has failed, and is tried again after a pause.
     *
     * @param name the step's name
     * @param attempt which one comes, from 2
     * @param attempts how many there may be
     * @param pause how long until then
     */
    default void retrying(String name, int attempt, int attempts, Duration pause) {}

    /**
     * A run is over, whatever its outcome.
     *
     * @param outcome what it came to
     */
    default void ended(Outcome outcome) {}

    /**
     * A listener that hands on everything as values, for other programs: a queue, a web socket, a file of JSON lines.
     *
     * @param sink takes each thing that happens; it is called as the methods of a listener are
     * @return a listener that makes a value of each thing that happens
     */
    static RunListener ofEvents(Consumer<ListenerEvent> sink) {
        return new EventForwarder(sink);
    }

    /**
     * A listener that tells a person.
     *
     * @param out where it prints
     * @return a listener that prints a line for each thing that happens
     */
    static RunListener printingTo(PrintStream out) {
        return new ProgressPrinter(out);
    }
}
