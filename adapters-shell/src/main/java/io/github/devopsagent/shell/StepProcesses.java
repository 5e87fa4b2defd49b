package io.github.devopsagent.shell;

import java.util.function.Consumer;

/** The processes of one attempt. */
interface StepProcesses {

    /** Calls the function for each process that runs now, as soon as it is found. */
    void forEach(Consumer<ProcessHandle> process);
}
