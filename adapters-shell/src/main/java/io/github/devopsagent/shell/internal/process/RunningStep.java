package io.github.devopsagent.shell.internal.process;

import io.github.devopsagent.executor.StepOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A command that waits at its gate, runs, and ends. Its output has a thread of its own. */
public final class RunningStep implements AutoCloseable {

    private static final Duration WATCHDOG_ENDS = Duration.ofSeconds(1);

    private final MachineTools machine;
    private final Process process;
    private final Guards.TakenGuard taken;
    private final Guard guard;
    private final StepOutput output;
    private final OutputReader reader;
    private final OutputEnd end;
    private final Duration grace;
    private Duration graceGiven;
    private StepOutput.Subscription deadline = StepOutput.Subscription.NONE;
    private boolean open;

    RunningStep(MachineTools machine, StartGate.HeldShell shell, StepOutput output, Duration grace) {
        Printed printed = shell.printed();
        this.machine = machine;
        this.process = shell.process();
        this.taken = shell.taken();
        this.guard = taken.guard();
        this.output = output;
        this.grace = grace;
        this.graceGiven = grace;
        this.reader = new OutputReader(printed, output, guard::cut);
        this.end = new OutputEnd(machine, guard, printed, reader);
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Tells which process it is, and lets the command begin when that is recorded; or returns why it may not. */
    public Optional<String> begin() {
        reader.start();
        try {
            guard.watch(process.pid());
            deadline = output.onDeadline(guard::until);
            output.startedAs(machine.identify(process.toHandle()));
        } catch (IOException e) {
            return Optional.of("there is nothing that would end it with the agent: " + e.getMessage());
        } catch (RuntimeException e) {
            return Optional.of("what it told could not be taken: " + e);
        }
        if (Thread.currentThread().isInterrupted()) {
            return Optional.of("interrupted before it began");
        }
        open = true;
        StartGate.open(process);
        return Optional.empty();
    }

    /** Waits until the command has ended; returns what disturbed that. */
    public Optional<String> follow() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (process.isAlive()) {
                return Optional.of("interrupted");
            }
        }
        boolean isOverdue = guard.isOverdue();
        if (isSuccess() && !isOverdue && guard.done()) {
            return Optional.empty();
        }
        Optional<String> failure = failure();
        if (failure.isEmpty() && isOverdue) {
            graceGiven = guard.deadlineGrace();
            return Optional.of(StepOutput.LEASE_UNCERTAIN);
        }
        return failure;
    }

    private Optional<String> failure() {
        Optional<Throwable> failure = reader.failure();
        return failure.isPresent()
                ? Optional.of("what it told could not be taken: " + failure.get())
                : Optional.empty();
    }

    /** Whether it has ended with exit code 0, by whose will ever. */
    private boolean isSuccess() {
        Optional<ExitStatus> exit = exit();
        return exit.isPresent() && exit.get().isSuccess();
    }

    /** How it ended; empty if it runs on. */
    public Optional<ExitStatus> exit() {
        return process.isAlive() ? Optional.empty() : Optional.of(new ExitStatus(process.exitValue()));
    }

    /** How it ended after it was sent TERM; empty if it runs on. */
    public Optional<String> afterTerm() {
        return exit().map(status -> status.afterTerm(graceGiven));
    }

    /** Waits until all that it printed was handed on; returns what becomes of the output of those it left. */
    public String leave() {
        String note = end.leave();
        rethrow();
        return note;
    }

    /** Ends the process group. */
    public void cut() {
        guard.cut();
        guard.awaitCut(grace.plus(WATCHDOG_ENDS));
    }

    /** Waits, for a short time, for the output of those that were ended. */
    public void settle() {
        end.settle();
        rethrow();
    }

    private void rethrow() {
        Optional<Throwable> failure = reader.failure();
        if (failure.isPresent() && failure.get() instanceof Error error) {
            throw error;
        }
    }

    /** What was ended at its gate has done nothing. */
    @Override
    public void close() {
        deadline.close();
        reader.stop();
        if (!open) {
            StartGate.end(process);
            guard.done();
        }
        end.close();
        taken.end();
    }
}
