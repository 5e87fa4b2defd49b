package io.github.devopsagent.shell.internal.process;

import java.util.function.Consumer;

/** The processes of one attempt. */
public interface StepProcesses {

    /** Calls the function for each process that runs now, as soon as it is found. */
    View look(Consumer<ProcessHandle> found);

    /** How much a look can have missed. */
    enum View {
        /** Nothing. */
        COMPLETE,
        /** Some process, anybody's, had gone before it could be looked at, and may have left another one behind. */
        SOME_ENDED,
        /** Some process was just starting a program, and did not show whose it is. */
        SOME_HIDDEN
    }
}
