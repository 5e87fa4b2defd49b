package io.github.devopsagent.shell.internal.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The {@link Watchdog} of one step after another, and the FIFO through which they print. A watchdog that somebody ended
 * is replaced, at once if a step is under way.
 */
final class Guard {

    /** Where none can do its work, as without processes to fork, no processor is lost by trying. */
    private static final int MOST_REPLACED = 50;

    private final MachineTools machine;
    private final Duration grace;
    private final Path scratch;
    private Watchdog watchdog;
    private final List<Printed> readToTheEnd = new ArrayList<>();
    private Optional<PrintedToFifo> fifo = Optional.empty();
    private OptionalLong step = OptionalLong.empty();
    private OptionalLong deadline = OptionalLong.empty();
    private Duration deadlineGrace = Duration.ZERO;
    private int replaced;
    private boolean isOverdue;
    private boolean isCut;
    private boolean closed;

    Guard(MachineTools machine, Duration grace, Path scratch) throws IOException {
        this.machine = machine;
        this.grace = grace;
        this.scratch = scratch;
        this.watchdog = Watchdog.start(machine, grace, scratch, step);
        observe(watchdog);
    }

    boolean isFor(Path directory) {
        return scratch.equals(directory);
    }

    private void observe(Watchdog started) {
        started.whenEnded(() -> replace(started));
    }

    private synchronized void replace(Watchdog ended) {
        boolean isMissing = ended == watchdog && !ended.isAlive() && step.isPresent() && !closed;
        if (isMissing && replaced < MOST_REPLACED) {
            replaced++;
            try {
                another();
            } catch (IOException e) {
                // Until the step ends, only we look after it.
            }
        }
    }

    private void another() throws IOException {
        readOverdue();
        watchdog = Watchdog.start(machine, grace, scratch, step);
        observe(watchdog);
        if (isCut) {
            watchdog.order("cut");
        } else {
            tellDeadline();
        }
    }

    /** The step must have ended when this time is over, unless it is told anew. */
    synchronized void until(Duration left) {
        deadline = OptionalLong.of(System.nanoTime() + left.toNanos());
        if (step.isPresent() && !isCut) {
            // One for which there was no process left is begun as soon as there is one.
            replaced = 0;
            replace(watchdog);
            tellDeadline();
        }
    }

    private void tellDeadline() {
        if (deadline.isPresent()) {
            deadlineGrace =
                    watchdog.until(Duration.ofNanos(Math.max(0, deadline.getAsLong() - System.nanoTime())), grace);
        }
    }

    /**
     * Whether the step was asked to end at its deadline, or may have been: its timer has said so, or the moment has
     * passed, of which a timer that was ended says nothing.
     */
    synchronized boolean isOverdue() {
        readOverdue();
        return isOverdue || (deadline.isPresent() && Pause.isOver(deadline.getAsLong() - deadlineGrace.toNanos()));
    }

    private void readOverdue() {
        if (step.isPresent() && !isCut) {
            isOverdue |= watchdog.isOverdue(step.getAsLong());
        }
    }

    /** The time between the request to end and the kill at the deadline that was told last. */
    synchronized Duration deadlineGrace() {
        return deadlineGrace;
    }

    /** Where the next step prints. */
    synchronized Printed printed() throws IOException {
        if (!watchdog.isAlive()) {
            another();
        }
        if (fifo.isEmpty() || !fifo.get().isThere()) {
            closeFifo();
            fifo = Optional.empty();
            Optional<String> mkfifo = machine.mkfifo();
            if (mkfifo.isEmpty()) {
                return new PrintedToPipe();
            }
            fifo = Optional.of(
                    new FifoMaker(mkfifo.get(), machine, System.getProperty("java.io.tmpdir"), scratch, FifoMaker.LIMIT)
                            .make());
        }
        return fifo.get();
    }

    /** Nothing more is read of it, and the next step prints elsewhere. */
    synchronized void leave(Printed printed) {
        forget(printed);
        printed.close();
    }

    /** It is read on until the run ends, and the next step prints elsewhere. */
    synchronized void readOn(Printed printed) {
        forget(printed);
        readToTheEnd.add(printed);
    }

    private void forget(Printed printed) {
        if (fifo.isPresent() && fifo.get().equals(printed)) {
            fifo = Optional.empty();
        }
    }

    /** From here on, the end of our process is the end of this step. */
    synchronized void watch(long pid) throws IOException {
        step = OptionalLong.of(pid);
        deadline = OptionalLong.empty();
        replaced = 0;
        isOverdue = false;
        isCut = false;
        if (!watchdog.order("start " + pid)) {
            another();
        }
    }

    /** The step has ended, and its number may be another's. Returns whether nobody asked it to end. */
    synchronized boolean done() {
        boolean byItself = !isCut;
        if (byItself && step.isPresent()) {
            watchdog.order("done");
        }
        step = OptionalLong.empty();
        return byItself;
    }

    /** Ends the step's process group. */
    synchronized void cut() {
        if (step.isPresent() && !isCut) {
            isCut = true;
            watchdog.order("cut");
        }
    }

    /** Waits until that was done, or may have been. */
    void awaitCut(Duration time) {
        long deadline = Pause.nanosUntil(time);
        boolean answered = false;
        while (!answered && !Pause.isOver(deadline)) {
            Watchdog asked = current();
            answered = asked.awaitCut(Duration.ofNanos(deadline - System.nanoTime()));
            if (!answered && !asked.isAlive()) {
                replace(asked);
                answered = current() == asked;
            }
        }
        synchronized (this) {
            step = OptionalLong.empty();
        }
    }

    private synchronized Watchdog current() {
        return watchdog;
    }

    synchronized void close() {
        closed = true;
        watchdog.close();
        closeFifo();
        for (Printed each : readToTheEnd) {
            each.close();
        }
    }

    private void closeFifo() {
        if (fifo.isPresent()) {
            fifo.get().close();
        }
    }

    void awaitEnd() {
        current().awaitEnd();
    }
}
