package io.github.devopsagent;

import io.github.devopsagent.run.RunEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Is told what happens, as it happens. All its methods are called on one thread of its own, one at a time and in the order
 * of what happens. The run waits for each of them but {@link #printed} and
 * {@link #stillRunning}, at most for as long as the builder's {@code
 * hostCodeLimit} says (a minute by default); a listener that takes longer is interrupted, and told nothing more in that
 * run. Whatever it throws is logged, and it is told the rest. Either is a warning of the outcome.
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
     * A step or a health check printed a line. A step that prints faster than this listener returns waits for it for one
     * second at most; then lines are left out. A line in their place says how many, as does a warning in the outcome.
     *
     * @param name the step's or the check's name
     * @param line without the line's end; a very long line comes in pieces
     */
    default void printed(String name, String line) {}

    /**
     * A step or a health check runs, and has printed nothing for a while: told after half a minute of silence, and each
     * time again after twice as long a silence as before, of ten minutes at most. The run does not wait for this method.
     *
     * @param name the step's or the check's name
     * @param elapsed how long this attempt has run, in whole seconds
     */
    default void stillRunning(String name, Duration elapsed) {}

    /**
     * The run waits, since another agent works on the directory or the target ({@code lockWait} of the builder): told when
     * the waiting begins, when somebody else is waited for, and as seldom as {@link #stillRunning} in between. No run has
     * {@linkplain #started begun} yet. With a {@code coordination} of the builder a run waits under way as well: for as long as it
     * cannot be asked, and for a worker elsewhere of which nobody knows whether it is gone.
     *
     * @param why who works there, as far as is known, or what is waited for, for people
     * @param atMost how long it is waited from now on; zero if that is as long as it takes, or until the host cancels the run
     */
    default void waiting(String why, Duration atMost) {}

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
     * A run is over, whatever its outcome. Of each run that is told at all, either this or {@link #failed} is the last
     * thing that is told, and never both; but for a listener that was late and is told nothing more, and for a call that
     * throws before anything could be told.
     *
     * @param outcome what it came to
     */
    default void ended(Outcome outcome) {}

    /**
     * A run came to no outcome: the world is broken, as on a full disk, or the agent has an error. {@code run()} throws
     * what is told here; in place of another exception or error than {@link DevOpsAgentException} this is one that names
     * it. What was begun is in the journal, and the next run brings it to its end.
     *
     * @param failure what went wrong, without secrets
     */
    default void failed(DevOpsAgentException failure) {}

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
