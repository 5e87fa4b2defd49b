package io.github.devopsagent.shell.internal.process;

import io.github.devopsagent.shell.internal.process.StepProcesses.View;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Ends the processes of an attempt, however many they start meanwhile, and verifies that none is left. */
public final class ProcessCleanup {

    /** How long a process is killed that does not end, before it is reported instead. */
    private static final Duration FORCE = Duration.ofSeconds(4);

    /** How long processes are killed that start others, and how long it looks for what it cannot see. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How many times as long as it kills it looks, where there is less time. */
    private static final int UNCERTAIN = 8;

    private final StepProcesses processes;
    private final Duration grace;
    private final Duration force;
    private final Duration patience;

    public ProcessCleanup(StepProcesses processes, Duration grace) {
        this(processes, grace, FORCE, PATIENCE);
    }

    public ProcessCleanup(StepProcesses processes, Duration grace, Duration force) {
        this(processes, grace, force, force.multipliedBy(UNCERTAIN));
    }

    private ProcessCleanup(StepProcesses processes, Duration grace, Duration force, Duration patience) {
        this.processes = processes;
        this.grace = grace;
        this.force = force;
        this.patience = patience;
    }

    /** Sends TERM once to each, and KILL to those that run on after the grace; returns what is left, for people. */
    public List<String> end() {
        Pause pause = new Pause();
        Set<ProcessHandle> asked = new HashSet<>();
        List<ProcessHandle> left = new ArrayList<>();
        try {
            // A second TERM makes some programs drop what they were tidying up.
            Consumer<ProcessHandle> askOnce = each -> {
                if (asked.add(each)) {
                    each.destroy();
                }
            };
            boolean done = areGone(askOnce, grace, grace, pause, left)
                    || areGone(ProcessHandle::destroyForcibly, force, patience, pause, left);
            return done ? List.of() : describe(left);
        } catch (UncheckedIOException e) {
            // A process that cannot be looked at must not pass as ended.
            return List.of("unknown, " + e.getMessage() + ": " + e.getCause());
        } finally {
            pause.restoreInterruption();
        }
    }

    /**
     * Looks and signals until none is there; false if time is over, with those of the last look.
     *
     * @param time for those that are there
     * @param longer while new ones come, or while some cannot be seen
     */
    private boolean areGone(
            Consumer<ProcessHandle> signal, Duration time, Duration longer, Pause pause, List<ProcessHandle> left) {
        long deadline = Pause.nanosUntil(time);
        long later = Pause.nanosUntil(longer);
        Set<ProcessHandle> known = new HashSet<>();
        ProcessAbsence absence = new ProcessAbsence();
        View view;
        boolean isSettled;
        do {
            left.clear();
            view = processes.look(((Consumer<ProcessHandle>) left::add).andThen(each -> send(signal, each)));
            if (absence.isProvenBy(view, !left.isEmpty())) {
                return true;
            }
            isSettled = !known.addAll(left) && view == View.COMPLETE;
            pause.regardless();
        } while ((absence.isLikely() && view != View.SOME_HIDDEN) || !Pause.isOver(isSettled ? deadline : later));
        return false;
    }

    private static void send(Consumer<ProcessHandle> signal, ProcessHandle process) {
        try {
            signal.accept(process);
        } catch (IllegalStateException e) {
            // The JDK does not let a process end itself; it is reported as left.
        }
    }

    private static List<String> describe(List<ProcessHandle> left) {
        return left.isEmpty()
                ? List.of("unknown, since there was always one that was just starting a program")
                : left.stream().map(ProcessCleanup::describe).collect(Collectors.toList());
    }

    static String describe(ProcessHandle process) {
        return process.pid()
                + process.info().command().map(command -> " (" + command + ")").orElse("");
    }
}
