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

    private static final Duration WATCHDOG_ENDS = Duration.ofSeconds(1);

    private static final StepProcesses NONE = found -> true;

    private final StepProcesses processes;
    private final StepProcesses watchdogs;
    private final Duration grace;

    private LeftoverProcesses(StepProcesses processes, StepProcesses watchdogs, Duration grace) {
        this.processes = processes;
        this.watchdogs = watchdogs;
        this.grace = grace;
    }

    public static LeftoverProcesses of(Attempt attempt, MachineTools machine, Duration grace) {
        if (attempt.process().filter(machine::hasRebootedSince).isPresent()) {
            return new LeftoverProcesses(NONE, NONE, grace);
        }
        Optional<ProcessHandle> told = attempt.process().flatMap(machine::find);
        return machine.proc()
                .map(proc -> ofKey(attempt, proc, told, grace))
                .orElseGet(() -> new LeftoverProcesses(
                        told.<StepProcesses>map(DescendantStepProcesses::new).orElse(NONE), NONE, grace));
    }

    private static LeftoverProcesses ofKey(Attempt attempt, Path proc, Optional<ProcessHandle> told, Duration grace) {
        // A session's number may be used again after the last of it has ended: a leader that lives is the proof.
        OptionalLong session = told.map(each -> OptionalLong.of(each.pid())).orElseGet(OptionalLong::empty);
        return new LeftoverProcesses(
                new ProcStepProcesses(proc, attempt.key(), () -> session),
                new LeftWatchdogs(proc, attempt.scratch().directory()),
                grace);
    }

    /**
     * Without its agent, the watchdog ends the command by itself; it is given the time for that, so that who is asked to
     * end is asked once.
     */
    public void endWatchdog() {
        if (!awaitWatchdog()) {
            new Sweep(watchdogs, Duration.ZERO).end();
        }
    }

    private boolean awaitWatchdog() {
        // Looking for members of its group, it may need more than the grace.
        long deadline = Pause.nanosUntil(grace.multipliedBy(2).plus(WATCHDOG_ENDS));
        Pause pause = new Pause();
        try {
            while (isThere(watchdogs)) {
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
