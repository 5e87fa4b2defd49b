package io.github.devopsagent.shell.internal.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The watchdogs of a killed agent, which end what it left under way. */
final class LeftWatchdogs implements StepProcesses {

    private final Path proc;
    private final String argument;

    LeftWatchdogs(Path proc, Path scratch) {
        this.proc = proc;
        this.argument = "\0" + new String((Watchdog.MARK + scratch).getBytes(UTF_8), ISO_8859_1) + "\0";
    }

    @Override
    public View look(Consumer<ProcessHandle> found) {
        try {
            for (Path each : ProcEntries.ofProcesses(proc)) {
                if (isWatchdog(each)) {
                    ProcessHandle.of(Long.parseLong(each.getFileName().toString()))
                            .filter(LeftWatchdogs::isAnothers)
                            .ifPresent(found);
                }
            }
            return View.COMPLETE;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the processes in " + proc, e);
        }
    }

    /** Our own waits for the next step. */
    private static boolean isAnothers(ProcessHandle watchdog) {
        return !watchdog.parent().equals(Optional.of(ProcessHandle.current()));
    }

    private boolean isWatchdog(Path process) {
        try {
            return Uninterrupted.read(process.resolve("cmdline")).endsWith(argument);
        } catch (IOException e) {
            return false;
        }
    }
}
