package io.github.devopsagent.shell.internal.process;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.shell.internal.process.StepProcesses.View;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** What is left of an attempt whose agent was killed. */
public final class LeftoverProcesses {

    private static final Duration WATCHDOG_ENDS = Duration.ofSeconds(1);

    private static final Duration ORPHANS_END = Duration.ofSeconds(1);

    private static final StepProcesses NONE = found -> View.COMPLETE;

    private final StepProcesses processes;
    private final StepProcesses watchdogs;
    private final Supplier<List<ProcessHandle>> orphans;
    private final Duration grace;

    private LeftoverProcesses(
            StepProcesses processes, StepProcesses watchdogs, Supplier<List<ProcessHandle>> orphans, Duration grace) {
        this.processes = processes;
        this.watchdogs = watchdogs;
        this.orphans = orphans;
        this.grace = grace;
    }

    public static LeftoverProcesses of(Attempt attempt, MachineTools machine, Duration grace) {
        if (attempt.process().filter(machine::hasRebootedSince).isPresent()) {
            return new LeftoverProcesses(NONE, NONE, List::of, grace);
        }
        Optional<ProcessHandle> told = attempt.process().flatMap(machine::find);
        return machine.proc()
                .map(proc -> ofKey(attempt, proc, told, machine.setsid().isPresent(), grace))
                .orElseGet(() -> new LeftoverProcesses(
                        told.map(StepProcesses::descendantsOf).orElse(NONE), NONE, List::of, grace));
    }

    private static LeftoverProcesses ofKey(
            Attempt attempt, Path proc, Optional<ProcessHandle> told, boolean leads, Duration grace) {
        // A session's number may be used again after the last of it has ended: a leader that lives is the proof.
        OptionalLong session = told.map(each -> OptionalLong.of(each.pid())).orElseGet(OptionalLong::empty);
        return new LeftoverProcesses(
                new ProcStepProcesses(proc, attempt.key(), session, leads),
                new LeftWatchdogs(proc, attempt.scratch().directory()),
                () -> told.isPresent()
                        ? List.of()
                        : attempt.process().map(id -> orphans(proc, id)).orElseGet(List::of),
                grace);
    }

    /**
     * Those of the session that began no earlier than its first process, which has ended. The number may be another
     * session's by now, so that they are told and not ended.
     */
    private static List<ProcessHandle> orphans(Path proc, ProcessId leader) {
        return ProcStepProcesses.ofSession(proc, leader.pid()).stream()
                .filter(each -> each.info()
                        .startInstant()
                        .flatMap(start -> leader.startedAt().map(begun -> !start.isBefore(begun)))
                        .orElse(true))
                .toList();
    }

    /**
     * Without its agent, the watchdog ends the command by itself; it is given the time for that, so that who is asked to
     * end is asked once.
     */
    public void endWatchdog() {
        if (!awaitWatchdog()) {
            new ProcessCleanup(watchdogs, Duration.ZERO).end();
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
        View view = processes.look(each -> there.set(true));
        return there.get() || view != View.COMPLETE;
    }

    /** Ends what there is, and returns what is left, or may be. */
    public List<String> end() {
        List<String> left = new ProcessCleanup(processes, grace).end();
        return left.isEmpty() ? orphansLeft() : left;
    }

    /** Some are only about to end. */
    private List<String> orphansLeft() {
        Pause pause = new Pause();
        long deadline = Pause.nanosUntil(ORPHANS_END);
        List<ProcessHandle> seen = orphans.get();
        while (!seen.isEmpty() && !Pause.isOver(deadline)) {
            pause.regardless();
            seen = orphans.get();
        }
        pause.restoreInterruption();
        return seen.stream()
                .map(each ->
                        ProcessCleanup.describe(each) + ", which is in its session, and was left alone since its first"
                                + " process has ended and the session may be another one of the same number")
                .toList();
    }
}
