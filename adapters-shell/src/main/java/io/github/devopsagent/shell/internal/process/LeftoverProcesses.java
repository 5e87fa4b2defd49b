package io.github.devopsagent.shell.internal.process;

import io.github.devopsagent.executor.Attempt;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/** What is left of an attempt whose agent was killed. */
public final class LeftoverProcesses {

    private static final Duration WRAPPER_ENDS = Duration.ofSeconds(1);

    private static final StepProcesses NONE = found -> true;

    private final StepProcesses processes;
    private final StepProcesses wrappers;
    private final Duration grace;

    private LeftoverProcesses(StepProcesses processes, StepProcesses wrappers, Duration grace) {
        this.processes = processes;
        this.wrappers = wrappers;
        this.grace = grace;
    }

    public static LeftoverProcesses of(Attempt attempt, MachineTools machine, Duration grace) {
        if (attempt.process().filter(machine::hasRebootedSince).isPresent()) {
            return new LeftoverProcesses(NONE, NONE, grace);
        }
        Optional<ProcessHandle> told = attempt.process().flatMap(machine::find);
        return machine.proc()
                .map(proc -> ofKey(attempt.key(), proc, told, grace))
                .orElseGet(() -> new LeftoverProcesses(
                        told.<StepProcesses>map(DescendantStepProcesses::new).orElse(NONE), NONE, grace));
    }

    private static LeftoverProcesses ofKey(String key, Path proc, Optional<ProcessHandle> told, Duration grace) {
        // A session's number may be used again after the last of it has ended: a leader that lives is the proof.
        OptionalLong session = told.map(each -> OptionalLong.of(each.pid())).orElseGet(OptionalLong::empty);
        ProcStepProcesses processes = new ProcStepProcesses(proc, key, () -> session);
        return new LeftoverProcesses(processes, processes.withArgument(AttemptFiles.exitCodeName(key)), grace);
    }

    /**
     * Without its agent, the wrapper ends the command by itself; it is given the time for that. When this returns, an
     * exit code has been written or never will be: one that came after our own signals would not tell a success from an
     * answer to them.
     */
    public void endWrapper() {
        if (!awaitWrapper()) {
            new Sweep(wrappers, Duration.ZERO).end();
        }
    }

    private boolean awaitWrapper() {
        // Looking for members of its group, it may need more than the grace.
        long deadline = Pause.nanosUntil(grace.multipliedBy(2).plus(WRAPPER_ENDS));
        Pause pause = new Pause();
        try {
            while (isThere(wrappers)) {
                if (Pause.isOver(deadline)) {
                    return false;
                }
                pause.regardless();
            }
            return true;
        } catch (UncheckedIOException e) {
            return false;
        } finally {
            pause.restoreInterruption();
        }
    }

    private static boolean isThere(StepProcesses processes) {
        AtomicBoolean there = new AtomicBoolean();
        boolean certain = processes.look(each -> there.set(true));
        return there.get() || !certain;
    }

    /** Ends what there is, and returns what is left. */
    public List<String> end() {
        return new Sweep(processes, grace).end();
    }
}
