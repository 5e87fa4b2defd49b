package io.github.devopsagent.shell.internal.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a script waits behind until its start is recorded: it reads one line, and without one it ends. So whose agent is
 * killed before that line has done nothing, and never will.
 *
 * <p>It stands in the script's first line, before what the author wrote there, so that the numbers of lines stay. Of it
 * nothing is left: stdin is {@code /dev/null}, the variable is unset, {@code $?} is 0, and bash's {@code $_} is what it
 * is when a script begins.
 */
final class StartGate {

    /** The shell needs a variable to read a line; a step is not given one of this name. */
    static final String VARIABLE = "DEVOPS_GATE";

    /** A function that bash inherits and that is named {@code read}, or {@code command}, must not open it. */
    static final String LINE = "unset -f command; command read -r " + VARIABLE + " || exit; exec </dev/null; unset "
            + VARIABLE + "; : /bin/sh; ";

    private static final Duration ENDS = Duration.ofSeconds(1);

    private StartGate() {}

    /**
     * A shell that waits at it.
     *
     * @param process the shell, or what is about to become it
     * @param taken who looks after it once it is watched
     * @param printed where it prints
     */
    record HeldShell(Process process, Guards.TakenGuard taken, Printed printed) {

        /** Whether it runs, in what is this directory now: a step before it may have replaced that, or a link to it. */
        boolean isIn(Path directory, Path proc) {
            try {
                return process.isAlive()
                        && Files.isSameFile(proc.resolve(process.pid() + "/cwd"), directory)
                        && process.isAlive();
            } catch (IOException e) {
                return false;
            }
        }

        /** Ends it, which has done nothing. What it printed is not read. */
        void giveUp() {
            end(process);
            taken.guard().leave(printed);
            taken.end();
        }
    }

    static void open(Process process) {
        try (OutputStream gate = process.getOutputStream()) {
            gate.write('\n');
        } catch (IOException e) {
            // It has ended already, for want of a script that can be parsed, say; its exit code tells.
        }
    }

    /** For good: what is behind it ends. */
    static void close(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // Closing writes nothing, so there is nothing that could be lost.
        }
    }

    /** Closes it, and waits for a short time until what is behind it has ended of that. */
    static void end(Process process) {
        close(process);
        Pause pause = new Pause();
        long deadline = Pause.nanosUntil(ENDS);
        while (process.isAlive() && !Pause.isOver(deadline)) {
            pause.regardless();
        }
        process.destroyForcibly();
        pause.restoreInterruption();
    }
}
