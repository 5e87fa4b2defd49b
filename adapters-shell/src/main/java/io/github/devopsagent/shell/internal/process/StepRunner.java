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

/** Starts steps, each a shell in a session of its own that waits behind its {@link StartGate}. */
public final class StepRunner {

    private final MachineTools machine;
    private final Duration grace;
    private final Guards guards;

    public StepRunner(MachineTools machine, Duration grace) {
        this.machine = machine;
        this.grace = grace;
        this.guards = new Guards(machine, grace);
    }

    /** Returns why nothing was started, or what waits at the gate, to be closed. */
    public Either<String, RunningStep> start(
            StepCommand command, Attempt attempt, ExecutionContext context, StepOutput output) {
        AttemptFiles files = AttemptFiles.of(attempt);
        files.requireNew();
        try {
            files.writeScript(command);
        } catch (UncheckedIOException e) {
            return Either.left("the command could not be written to " + files.script() + ": " + e.getMessage());
        }
        try {
            return Either.right(started(files, context, output));
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

    private RunningStep started(AttemptFiles files, ExecutionContext context, StepOutput output) throws IOException {
        Guards.Lease lease = guards.take(files.scratch().directory());
        boolean started = false;
        try {
            Printed printed = lease.guard().printed();
            try {
                Process process = process(files, context, printed);
                started = isStarted(process, printed);
                return new RunningStep(machine, process, lease, printed, output, grace);
            } finally {
                if (!started) {
                    lease.guard().leave(printed);
                }
            }
        } finally {
            if (!started) {
                lease.end();
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
        machine.setsid().ifPresent(command::add);
        command.addAll(SignalDispositions.restoring());
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

    private static void forget(AttemptFiles files) {
        try {
            files.forgetScript();
        } catch (UncheckedIOException e) {
            // It stands behind a gate that nobody opens.
        }
    }

    /** Leaves nothing of ours running, once the steps that are under way have ended. */
    public void release() {
        guards.release();
    }
}
