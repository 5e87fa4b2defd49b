package io.github.devopsagent.commandline;

import java.util.Optional;

/** Tells commands that leave a service behind whose output nobody will see. */
public final class DaemonOutput {

    private static final String REMARK =
            "what it starts with nohup … & prints to the step's output: once the step has ended"
                    + " that is read and dropped; redirect it if you want to see it, as in nohup ./server"
                    + " >>server.log 2>&1 &";

    private DaemonOutput() {}

    /**
     * Whether a step starts something with {@code nohup … &} and redirects its output nowhere: nohup itself redirects only
     * a terminal.
     *
     * @param command what {@code /bin/sh} is given
     * @return what becomes of the output; empty if no such start is seen
     */
    public static Optional<String> unredirected(String command) {
        return NohupScan.of(command).hasDaemon() ? Optional.of(REMARK) : Optional.empty();
    }
}
