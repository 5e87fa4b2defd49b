package io.github.devopsagent.shell.internal.process;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.shell.internal.question.QuietEnvironment;
import io.github.devopsagent.shell.internal.question.ShellAnswer;
import io.vavr.Lazy;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether what this JVM starts can be asked to end by SIGINT, SIGQUIT and SIGHUP. A process that was started by nohup, or
 * with {@code &} by a script, ignores some of them, and hands that on; and some JVMs block SIGQUIT in what they start. GNU
 * env can undo both.
 */
final class SignalDispositions {

    private static final String RESTORE = "--default-signal=HUP,INT,QUIT";

    /**
     * What the shell itself blocks, since dash unblocks it only for what it starts; and what a program has that it starts,
     * since bash ignores SIGQUIT for itself alone.
     */
    private static final List<String> TELL = List.of(
            "/bin/sh",
            "-c",
            "while read -r key mask; do case $key in SigBlk:) echo \"$key $mask\" ;; esac; done </proc/self/status;"
                    + " cat /proc/self/status; :");

    private static final Pattern TOLD = Pattern.compile("(?m)^Sig(?:Ign|Blk):\\s*(\\p{XDigit}+)$");

    /** SIGHUP, SIGINT and SIGQUIT, as bits of a mask. */
    private static final long SIGNALS = 0b111;

    private static final List<String> NAMES = List.of("SIGHUP", "SIGINT", "SIGQUIT");

    private static final Supplier<SignalDispositions> HERE = Lazy.of(SignalDispositions::find);

    private final List<String> restoring;
    private final Optional<String> caveat;

    private SignalDispositions(List<String> restoring, Optional<String> caveat) {
        this.restoring = restoring;
        this.caveat = caveat;
    }

    /** What stands before a command so that it has the default dispositions; mostly nothing. */
    static List<String> restoring() {
        return HERE.get().restoring;
    }

    /** What people are told, if nothing helps. */
    static Optional<String> caveat() {
        return HERE.get().caveat;
    }

    private static SignalDispositions find() {
        // Where nobody tells, nothing is known to be lost.
        long lost = lost(TELL).orElse(0);
        if (lost == 0) {
            return new SignalDispositions(List.of(), Optional.empty());
        }
        Optional<List<String>> restoring = MachineTools.find("env")
                .map(env -> List.of(env, RESTORE))
                .filter(env -> lost(Stream.concat(env.stream(), TELL.stream()).toList())
                        .equals(OptionalLong.of(0)));
        return restoring
                .map(env -> new SignalDispositions(env, Optional.empty()))
                .orElseGet(() -> new SignalDispositions(List.of(), Optional.of(caveat(lost))));
    }

    private static String caveat(long lost) {
        String names = IntStream.range(0, NAMES.size())
                .filter(i -> (lost >> i & 1) == 1)
                .mapToObj(NAMES::get)
                .collect(joining(", "));
        return "Steps, and what they start, cannot be ended by " + names
                + ": the agent's own process was started that way"
                + " (by nohup, or with & in a script), or its JVM blocks it, and this machine has no env"
                + " --default-signal that would undo it.";
    }

    /** The signals that are ignored or blocked; empty if that is not told. */
    private static OptionalLong lost(List<String> command) {
        try {
            ProcessBuilder question = new ProcessBuilder(command);
            QuietEnvironment.quieten(question.environment());
            String told = ShellAnswer.to(question, new byte[0]).text();
            return TOLD.matcher(told)
                    .results()
                    .mapToLong(mask -> Long.parseUnsignedLong(mask.group(1), 16) & SIGNALS)
                    .reduce((one, other) -> one | other);
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
