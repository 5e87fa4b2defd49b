package io.github.devopsagent.shell.internal.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What becomes of a step's output when the step has ended: mostly, nobody holds it any more. */
final class OutputEnd {

    /** So long, mostly, what the step left behind is only about to end. */
    private static final Duration SETTLED = Duration.ofMillis(100);

    /** It may be held by somebody who cannot be looked at. */
    private static final Duration UNSEEN = Duration.ofSeconds(1);

    /** A machine that is busy may take its time. */
    private static final Duration DRAINER_BEGINS = Duration.ofMinutes(2);

    private final MachineTools machine;
    private final Guard guard;
    private final Printed printed;
    private final OutputReader reader;
    private boolean isReadOn;

    OutputEnd(MachineTools machine, Guard guard, Printed printed, OutputReader reader) {
        this.machine = machine;
        this.guard = guard;
        this.printed = printed;
        this.reader = reader;
    }

    /** After a success: what it printed is handed on, and who prints on is drained. Returns who that is. */
    String leave() {
        return awaitEnd(UNSEEN, true) ? "" : drain();
    }

    /** After a failure: nothing of it is left, or it is told as still running. */
    void settle() {
        awaitEnd(SETTLED, false);
    }

    /** True if nobody holds it any more; false if it is time to leave, and all that the step itself printed was read. */
    private boolean awaitEnd(Duration unseen, boolean isHolderLookedFor) {
        Pause pause = new Pause();
        try {
            if (reader.awaitEnd(Duration.ofMillis(20))) {
                return true;
            }
            long enough = reader.taken() + printed.pending() + OutputReader.inHand();
            long settled = Pause.nanosUntil(SETTLED);
            long over = Pause.nanosUntil(unseen);
            while (!reader.hasEnded()) {
                boolean isRead = reader.taken() >= enough || isReadWholly();
                if (isRead && Pause.isOver(settled) && (Pause.isOver(over) || (isHolderLookedFor && isHeld()))) {
                    return false;
                }
                pause.interruptibly();
            }
            return true;
        } catch (InterruptedException e) {
            // Its time is over: what is not handed on by now is not handed on.
            Thread.currentThread().interrupt();
            return reader.hasEnded();
        }
    }

    private boolean isReadWholly() {
        return printed.pending() == 0 && reader.isIdle();
    }

    private boolean isHeld() {
        return !holders().isEmpty();
    }

    private List<String> holders() {
        return printed instanceof PrintedToFifo fifo
                ? machine.proc()
                        .map(proc -> OutputHolders.of(fifo.name(), fifo.way(), proc))
                        .orElseGet(List::of)
                : List.of();
    }

    private String drain() {
        if (!(printed instanceof PrintedToFifo fifo)) {
            return "";
        }
        List<String> holders = holders();
        String who = holders.isEmpty()
                ? "a process that it left in the background still holds its output"
                : "process " + String.join(", process ", holders) + " still " + (holders.size() == 1 ? "holds" : "hold")
                        + " its output";
        try {
            Drainer.take(fifo, machine, reader::hasEnded, Pause.nanosUntil(DRAINER_BEGINS));
            return reader.hasEnded() ? "" : who + ": what is printed from now on is read, and dropped";
        } catch (IOException e) {
            isReadOn = true;
            return who + ": what is printed from now on is dropped, and read only until the run ends, after which who"
                    + " prints is sent SIGPIPE, since nothing else can read it: " + e.getMessage();
        }
    }

    void close() {
        if (reader.hasEnded()) {
            return;
        }
        if (isReadOn) {
            guard.readOn(printed);
        } else {
            guard.leave(printed);
        }
    }
}
