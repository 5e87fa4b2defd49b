package io.github.devopsagent.shell.internal.process;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.executor.StepResult.Exit;
import io.github.devopsagent.executor.StepResult.Failed;
import io.github.devopsagent.executor.StepResult.Succeeded;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * An exit code as the shell reports it: 0 is success, and 128 + n says that signal n ended the process. A process may
 * also exit with such a code by itself; the shell does not tell these apart, so neither can we.
 *
 * @param code from 0 to 255
 */
public record ExitStatus(int code) {

    private static final int SIGNAL_BASE = 128;

    /** Those that have the same number on Linux and on the BSDs. */
    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(5, "SIGTRAP"),
            Map.entry(6, "SIGABRT"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(14, "SIGALRM"),
            Map.entry(15, "SIGTERM"),
            Map.entry(24, "SIGXCPU"),
            Map.entry(25, "SIGXFSZ"));

    public boolean isSuccess() {
        return code == 0;
    }

    public StepResult result() {
        return isSuccess() ? new Succeeded("", exit()) : new Failed(description(), exit());
    }

    String description() {
        return signal().map(name -> "killed by " + name + " (exit code " + code + ")")
                .orElse("exit code " + code);
    }

    /** How it ended after it was sent TERM, and KILL after the grace. */
    public String afterTerm(Duration grace) {
        return switch (code - SIGNAL_BASE) {
            case 9 -> "ended with SIGKILL " + grace.toMillis() + " ms after SIGTERM";
            case 15 -> "ended with SIGTERM";
            default -> "ended after SIGTERM, " + description();
        };
    }

    public Exit exit() {
        return new Exit(Optional.of(code), signal());
    }

    private Optional<String> signal() {
        return Optional.ofNullable(SIGNALS.get(code - SIGNAL_BASE));
    }
}
