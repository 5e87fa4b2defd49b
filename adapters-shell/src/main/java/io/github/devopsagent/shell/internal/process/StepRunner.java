package io.github.devopsagent.shell.internal.process;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepOutput;
import io.vavr.control.Either;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts steps, each a shell in a session of its own that waits behind its {@link StartGate}. */
public final class StepRunner {

    private final MachineTools machine;
    private final Duration grace;
    private final Duration longestWait;
    private final Guards guards;
    private final List<WaitingShell> waiting = new ArrayList<>();

    public StepRunner(MachineTools machine, Duration grace) {
        this(machine, grace, WaitingShell.LONGEST);
    }

    StepRunner(MachineTools machine, Duration grace, Duration longestWait) {
        this.machine = machine;
        this.grace = grace;
        this.longestWait = longestWait;
        this.guards = new Guards(machine, grace);
    }

    /** Returns why nothing was started, or what waits at the gate, to be closed. */
    public Either<String, RunningStep> start(
            StepCommand command, Attempt attempt, ExecutionContext context, StepOutput output) {
        try {
            Optional<StartGate.HeldShell> waiting = waiting(command, attempt, context);
            Either<String, StartGate.HeldShell> shell = waiting.isPresent()
                    ? Either.right(waiting.get())
                    : start(command, AttemptFiles.of(attempt), context);
            return shell.isLeft()
                    ? Either.left(shell.getLeft())
                    : Either.right(new RunningStep(machine, shell.get(), output, grace));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Either.left("interrupted before it began");
        }
    }

    /** The shell that was started before; what waits for another attempt of this run is given up. */
    private Optional<StartGate.HeldShell> waiting(StepCommand command, Attempt attempt, ExecutionContext context)
            throws InterruptedException {
        Optional<StartGate.HeldShell> found = Optional.empty();
        for (WaitingShell each : removedOfRun(attempt)) {
            Optional<StartGate.HeldShell> taken =
                    each.take(command, attempt, context, machine.proc().orElseThrow());
            found = taken.isPresent() ? taken : found;
        }
        return found;
    }

    private synchronized List<WaitingShell> removedOfRun(Attempt attempt) {
        List<WaitingShell> removed = new ArrayList<>();
        for (WaitingShell each : waiting) {
            if (each.isOfRun(attempt)) {
                removed.add(each);
            }
        }
        waiting.removeAll(removed);
        return removed;
    }

    private synchronized List<WaitingShell> removedAll() {
        List<WaitingShell> removed = List.copyOf(waiting);
        waiting.clear();
        return removed;
    }

    /**
     * Starts the shell of the step that comes next, most likely, which then waits at its gate. Where there is no /proc it cannot
     * be seen whether its directory is still the step's when it is taken.
     */
    public void prepare(StepCommand command, Attempt attempt, ExecutionContext context) {
        if (machine.proc().isEmpty()) {
            return;
        }
        AttemptFiles files = AttemptFiles.of(attempt);
        WaitingShell shell = new WaitingShell(command, attempt, context, () -> forget(files));
        for (WaitingShell earlier : removedOfRun(attempt)) {
            earlier.giveUp();
        }
        synchronized (this) {
            waiting.add(shell);
        }
        shell.start(() -> start(command, files, context), longestWait);
    }

    private Either<String, StartGate.HeldShell> start(
            StepCommand command, AttemptFiles files, ExecutionContext context) {
        files.requireNew();
        try {
            files.writeScript(command, signals().first());
        } catch (UncheckedIOException e) {
            return Either.left("the command could not be written to " + files.script() + ": " + e.getMessage());
        }
        try {
            return Either.right(started(files, context));
        } catch (IOException e) {
            forget(files);
            return Either.left("the command could not be started: " + reason(e));
        }
    }

    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        // E2BIG
        return message.contains("error=7,")
                ? message + ": its environment is too large for this machine, which mostly takes 128 KiB a variable and"
                        + " 2 MiB in all; put large values into files, and name these"
                : message;
    }

    private StartGate.HeldShell started(AttemptFiles files, ExecutionContext context) throws IOException {
        Guards.TakenGuard taken = guards.take(files.scratch().directory());
        boolean started = false;
        try {
            Printed printed = taken.guard().printed();
            try {
                Process process = process(files, context, printed);
                started = isStarted(process, printed);
                return new StartGate.HeldShell(process, taken, printed);
            } finally {
                if (!started) {
                    taken.guard().leave(printed);
                }
            }
        } finally {
            if (!started) {
                taken.end();
            }
        }
    }

    private static boolean isStarted(Process process, Printed printed) throws IOException {
        try {
            printed.startedBy(process);
            return true;
        } catch (IOException e) {
            StartGate.close(process);
            process.destroyForcibly();
            throw e;
        }
    }

    private Process process(AttemptFiles files, ExecutionContext context, Printed printed) throws IOException {
        List<String> command = new ArrayList<>();
        if (machine.setsid().isPresent()) {
            command.add(machine.setsid().get());
        }
        command.addAll(signals().before());
        command.addAll(List.of(machine.shell(), files.script().toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(context.workingDirectory().toFile());
        context.applyTo(builder.environment());
        builder.environment().put(Attempt.VARIABLE, files.key());
        OuterAttempts.handOn(builder.environment());
        builder.environment().remove(StartGate.VARIABLE);
        printed.redirect(builder);
        return builder.start();
    }

    private SignalDispositions signals() {
        return SignalDispositions.of(machine.shell());
    }

    private static void forget(AttemptFiles files) {
        try {
            files.forgetScript();
        } catch (UncheckedIOException e) {
            // It stands behind a gate that nobody opens.
        }
    }

    /** Leaves nothing of ours running, once the steps that are under way have ended. */
    public void release() {
        for (WaitingShell each : removedAll()) {
            each.giveUp();
        }
        guards.release();
    }
}
