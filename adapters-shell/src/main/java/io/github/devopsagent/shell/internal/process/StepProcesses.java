package io.github.devopsagent.shell.internal.process;

import java.util.function.Consumer;

/** The processes of one attempt. */
public interface StepProcesses {

    /**
     * Calls the function for each process that runs now, as soon as it is found. Returns whether none can have been
     * missed: a process that has gone before it could be looked at may have left another one behind.
     */
    boolean look(Consumer<ProcessHandle> found);
}
