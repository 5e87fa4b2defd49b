package io.github.devopsagent.cli;

import java.io.PrintStream;

/**
 * Tells a person who stops the process (Ctrl-C, SIGTERM) what becomes of the run. Nothing else is done then: the agent ends
 * the step that runs, and the next run goes on from the journal, as after any kill.
 */
final class StopNotice implements AutoCloseable {

    private final Thread hook;

    private StopNotice(Thread hook) {
        this.hook = hook;
    }

    static StopNotice to(PrintStream err) {
        Thread hook = new Thread(
                () -> err.println(
                        "STOPPED: the step that runs is ended, and nothing is undone now; status tells what is"
                                + " unfinished, and the next run brings it to its end"),
                "stop-notice");
        Runtime.getRuntime().addShutdownHook(hook);
        return new StopNotice(hook);
    }

    /** The run came to its end, so that there is nothing to tell. */
    void ended() {
        close();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is being ended: it was told.
        }
    }
}
