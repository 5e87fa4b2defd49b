package io.github.devopsagent.shell.internal.process;

import io.github.devopsagent.executor.StepOutput;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A command under its {@link Lifeline}. Nothing here waits in a read: a background process that holds the output open,
 * or writes to it for ever, does not hold us.
 */
public final class RunningStep implements AutoCloseable {

    private static final int CHUNK = 64 * 1024;

    /** The largest pipe that a process may ask for: more cannot have been written before the command ended. */
    private static final int LARGEST_PIPE = 1 << 20;

    private static final Duration WRAPPER_ENDS = Duration.ofSeconds(1);

    /** It takes some milliseconds. */
    private static final Duration COMMAND_IS_REPORTED = Duration.ofSeconds(1);

    private final MachineTools machine;
    private final Process wrapper;
    private final StepOutput output;
    private final InputStream printed;
    private final WrapperReports reports;
    private final StepProcesses processes;
    private final Duration grace;
    private final byte[] chunk = new byte[CHUNK];
    private boolean outputFailed;

    public RunningStep(
            MachineTools machine,
            Process wrapper,
            WrapperReports reports,
            StepProcesses processes,
            StepOutput output,
            Duration grace) {
        this.machine = machine;
        this.wrapper = wrapper;
        this.output = output;
        this.grace = grace;
        this.printed = wrapper.getInputStream();
        this.reports = reports;
        this.processes = processes;
    }

    /** Tells which process it is, and hands on what the command prints until it has ended. */
    public void follow() throws InterruptedException {
        awaitCommand();
        ProcessHandle process = command().orElseGet(wrapper::toHandle);
        hand(() -> output.startedAs(machine.identify(process)));
        Pause pause = new Pause();
        while (goesOn()) {
            if (transfer() > 0) {
                pause.somethingHappened();
                failIfInterrupted();
            } else {
                pause.interruptibly();
            }
        }
        transferTheRest();
    }

    private void awaitCommand() throws InterruptedException {
        Pause pause = new Pause();
        long deadline = Pause.nanosUntil(COMMAND_IS_REPORTED);
        while (goesOn() && reports.job().isEmpty() && !Pause.isOver(deadline)) {
            pause.interruptibly();
        }
    }

    /** The command itself, since ending its wrapper does not end the step. Empty if it has ended already. */
    private Optional<ProcessHandle> command() {
        OptionalLong job = reports.job();
        return job.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(job.getAsLong())
                        .filter(each -> each.parent().equals(Optional.of(wrapper.toHandle())));
    }

    /** Lets go of the lifeline, and hands on what the command still prints. */
    private void cut(Pause pause) {
        // Where only parents lead to children, they are looked up while there are parents.
        processes.look(each -> {});
        letGo();
        long deadline = Pause.nanosUntil(grace.plus(WRAPPER_ENDS));
        while (goesOn() && !Pause.isOver(deadline)) {
            if (transfer() == 0) {
                pause.regardless();
            }
        }
        transferTheRest();
    }

    private boolean goesOn() {
        // In this order: what it reported before it ended is read.
        boolean alive = wrapper.isAlive();
        reports.poll();
        return alive && reports.endedByItself().isEmpty() && reports.cut().isEmpty();
    }

    private int transfer() {
        try {
            int length = Math.min(printed.available(), CHUNK);
            if (length > 0) {
                int read = printed.read(chunk, 0, length);
                hand(() -> output.write(chunk, 0, read));
                return read;
            }
            return length;
        } catch (IOException e) {
            // The JDK has closed the pipe, since the wrapper has ended.
            return 0;
        }
    }

    /** An output that failed once is handed nothing any more. */
    private void hand(Runnable something) {
        if (outputFailed) {
            return;
        }
        outputFailed = true;
        something.run();
        outputFailed = false;
    }

    private void transferTheRest() {
        int total = 0;
        int length;
        do {
            length = transfer();
            total += length;
        } while (length > 0 && total < LARGEST_PIPE);
    }

    private static void failIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private void letGo() {
        try {
            wrapper.getOutputStream().close();
        } catch (IOException e) {
            // Closing writes nothing, so there is nothing that could be lost.
        }
    }

    /** Ends the command if it goes on, and leaves nothing of ours behind: neither the wrapper nor an open file. */
    @Override
    public void close() {
        Pause pause = new Pause();
        try {
            if (goesOn()) {
                cut(pause);
            }
        } finally {
            // The output before the lifeline: see the wrapper's last line.
            closeQuietly(printed);
            letGo();
            endWrapper(pause);
            closeQuietly(wrapper.getErrorStream());
            pause.restoreInterruption();
        }
    }

    private void endWrapper(Pause pause) {
        long deadline = Pause.nanosUntil(WRAPPER_ENDS);
        while (wrapper.isAlive() && !Pause.isOver(deadline)) {
            pause.regardless();
        }
        wrapper.destroyForcibly();
    }

    private static void closeQuietly(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // Nothing is read from it any more.
        }
    }
}
