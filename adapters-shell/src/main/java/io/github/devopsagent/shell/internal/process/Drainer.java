package io.github.devopsagent.shell.internal.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.ref.Reference;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A small process that reads a daemon's output to nowhere, until the last one that holds it has ended. */
final class Drainer {

    /**
     * It says that it runs before we leave. A {@code cat} that somebody ends, as by {@code pkill cat}, must not end the
     * daemon: the shell holds what it reads.
     */
    private static final String SCRIPT =
            "exec 2>/dev/null; trap '' PIPE; echo; while cat >/dev/null; [ $? -gt 128 ]; do :; done";

    /** Neither it nor the PATH is an argument: {@code pgrep -f} in a check would find each of their words. */
    private static final String VARIABLE = "DEVOPS_DRAIN";

    private Drainer() {}

    /**
     * Hands a FIFO over.
     *
     * @param isOver whether nobody holds it any more, so that nothing is to be drained
     * @throws IOException if it does not run in time; then nothing else reads it
     */
    static void take(PrintedToFifo fifo, MachineTools machine, BooleanSupplier isOver, long deadline)
            throws IOException {
        if (MachineTools.find("cat", machine.path()).isEmpty()) {
            throw new IOException("there is no cat command");
        }
        List<String> command = new ArrayList<>();
        machine.setsid().ifPresent(command::add);
        command.addAll(List.of(machine.shell(), "-c", "eval \"$" + VARIABLE + "\"", "devops-drain"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectInput(Redirect.from(fifo.way().toFile()));
        builder.environment().clear();
        builder.environment().put("PATH", machine.path());
        builder.environment().put(VARIABLE, SCRIPT);
        Process drainer = started(builder, fifo);
        Pause pause = new Pause();
        try {
            // In this order: what it said before it ended is heard.
            for (boolean alive = true; drainer.getInputStream().available() == 0; alive = drainer.isAlive()) {
                if (isOver.getAsBoolean()) {
                    return;
                }
                if (!alive || Pause.isOver(deadline)) {
                    throw new IOException("what should read it did not begin");
                }
                pause.interruptibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before it was seen that something reads it", e);
        } finally {
            // It is left to itself: if it begins later, so much the better, and it ends with the last writer.
            drainer.getInputStream().close();
            drainer.getErrorStream().close();
        }
    }

    /** It is given what it reads as its stdin: no way there can be taken from it, and no writer's end is missed. */
    private static Process started(ProcessBuilder drainer, PrintedToFifo fifo) throws IOException {
        try (FileChannel held = fifo.hold()) {
            try {
                return drainer.start();
            } finally {
                Reference.reachabilityFence(held);
            }
        }
    }
}
