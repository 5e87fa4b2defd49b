package io.github.devopsagent.shell.internal.process;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Ends the processes of an attempt, however many they start meanwhile, and verifies that none is left. */
public final class Sweep {

    /** How long processes are killed that keep coming back, before they are reported instead. */
    private static final Duration FORCE = Duration.ofSeconds(4);

    /** How long it looks while others end and start faster than they can be looked at. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How many times as long as it kills it looks, where there is less time. */
    private static final int UNCERTAIN = 8;

    /** The second is for a process that was just being replaced by exec, or was born below another's id. */
    private static final int CLEAN_LOOKS = 2;

    private final StepProcesses processes;
    private final Duration grace;
    private final Duration force;
    private final Duration patience;

    public Sweep(StepProcesses processes, Duration grace) {
        this(processes, grace, FORCE, PATIENCE);
    }

    public Sweep(StepProcesses processes, Duration grace, Duration force) {
        this(processes, grace, force, force.multipliedBy(UNCERTAIN));
    }

    private Sweep(StepProcesses processes, Duration grace, Duration force, Duration patience) {
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
            boolean done = areGone(askOnce, grace, grace.multipliedBy(UNCERTAIN), pause, left)
                    || areGone(ProcessHandle::destroyForcibly, force, patience, pause, left);
            return done ? List.of() : describe(left);
        } catch (UncheckedIOException e) {
            // A process that cannot be looked at must not pass as ended.
            return List.of("unknown, " + e.getMessage() + ": " + e.getCause());
        } finally {
            pause.restoreInterruption();
        }
    }

    /** Looks and signals until it is certain that there are none; false if time is over, with those of the last look. */
    private boolean areGone(
            Consumer<ProcessHandle> signal, Duration time, Duration uncertain, Pause pause, List<ProcessHandle> left) {
        long deadline = Pause.nanosUntil(time);
        long uncertainDeadline = Pause.nanosUntil(uncertain);
        int cleanLooks = 0;
        boolean certain;
        do {
            left.clear();
            certain = processes.look(((Consumer<ProcessHandle>) left::add).andThen(each -> send(signal, each)));
            cleanLooks = certain && left.isEmpty() ? cleanLooks + 1 : 0;
            if (cleanLooks == CLEAN_LOOKS) {
                return true;
            }
            if (certain) {
                pause.regardless();
            }
        } while (cleanLooks > 0 || !Pause.isOver(certain ? deadline : uncertainDeadline));
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
                ? List.of("unknown, since others started and ended faster than they could be looked at")
                : left.stream().map(Sweep::describe).collect(Collectors.toList());
    }

    static String describe(ProcessHandle process) {
        return process.pid()
                + process.info().command().map(command -> " (" + command + ")").orElse("");
    }
}
