package io.github.devopsagent.shell.internal.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A small process that reads a daemon's output to nowhere, until the last one that holds it has ended. */
final class Drainer {

    /**
     * It says that it is there before we leave; who opens it when the last writer has gone would wait for ever. A
     * {@code cat} that somebody ends, as by {@code pkill cat}, must not end the daemon: the shell holds what it reads.
     */
    private static final String SCRIPT = "exec 2>/dev/null; PATH=$2; exec <\"$1\" && rm -f \"$1\" && echo"
            + " && while cat >/dev/null; [ $? -gt 128 ]; do :; done";

    private Drainer() {}

    /**
     * Hands a FIFO over.
     *
     * @param isOver whether nobody holds it any more, so that nothing is to be drained
     * @throws IOException if nobody reads it in time
     */
    static void take(Path fifo, MachineTools machine, BooleanSupplier isOver, long deadline) throws IOException {
        List<String> command = new ArrayList<>();
        machine.setsid().ifPresent(command::add);
        command.addAll(List.of(machine.shell(), "-c", SCRIPT, "devops-drain", fifo.toString(), machine.path()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectInput(Redirect.from(new File("/dev/null")));
        builder.environment().clear();
        Process drainer = builder.start();
        Pause pause = new Pause();
        boolean reads = false;
        try {
            while (!reads) {
                boolean alive = drainer.isAlive();
                reads = drainer.getInputStream().available() > 0;
                if (!reads && (!alive || Pause.isOver(deadline))) {
                    throw new IOException("nothing began to read it");
                }
                if (!reads && isOver.getAsBoolean()) {
                    return;
                }
                if (!reads) {
                    pause.regardless();
                }
            }
        } finally {
            if (!reads) {
                drainer.destroyForcibly();
            }
            drainer.getInputStream().close();
            drainer.getErrorStream().close();
            pause.restoreInterruption();
        }
    }
}
