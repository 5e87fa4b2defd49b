package io.github.devopsagent.shell.internal.process;

import java.io.IOException;
import java.io.OutputStream;

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

    private StartGate() {}

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
}
