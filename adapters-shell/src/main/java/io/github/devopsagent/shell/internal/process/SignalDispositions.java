package io.github.devopsagent.shell.internal.process;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.regex.LazyPattern;
import io.github.devopsagent.shell.internal.question.QuietEnvironment;
import io.github.devopsagent.shell.internal.question.ShellAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.stream.IntStream;

/**
 * Whether what this JVM starts has the default dispositions of signals. A process that was started by nohup, or with
 * {@code &} or behind {@code trap ''} by a script, ignores some of them, and hands that on; and some JVMs block SIGQUIT in
 * what they start. GNU env can undo both; some shells unblock signals by themselves, which costs a tenth of that.
 */
final class SignalDispositions {

    private static final String RESTORE = "--default-signal";

    /**
     * Nothing can be executed there, and nothing is said. dash unblocks all signals, for itself as well, when it has started a
     * command, whatever becomes of it; then also what it executes in its own place has none blocked.
     */
    private static final String UNBLOCK = "/dev/null/ 2>/dev/null; ";

    /** Stands in an answer between what was so before {@link #UNBLOCK}, and what was so after it. */
    private static final String UNBLOCKED = "unblocked";

    /** What the shell itself blocks. It starts nothing for that, which would unblock signals of dash. */
    private static final String TELL_BLOCKED =
            "while read -r key mask; do case $key in SigBlk:) echo \"$key $mask\" ;; esac; done </proc/self/status; ";

    /** All in one process: what the shell itself has, and what a program has that it starts, since bash ignores SIGQUIT for itself alone. */
    private static final String TELL =
            TELL_BLOCKED + UNBLOCK + "echo " + UNBLOCKED + "; " + TELL_BLOCKED + "cat /proc/self/status; :";

    /** Where there is no /proc: a signal that is ignored or blocked when a shell starts cannot be trapped. */
    private static final String TRY =
            "for each in 'HUP 1' 'INT 2' 'QUIT 4' 'USR1 200' 'USR2 800' 'PIPE 1000' 'ALRM 2000' 'TERM 4000'; do"
                    + " set -- $each; heard=; trap 'heard=1' $1;"
                    + " kill -s $1 $$; [ -n \"$heard\" ] || echo \"SigIgn: $2\"; done; echo 'SigIgn: 0'";

    private static final String TRY_HERE_AND_IN_A_CHILD =
            "eval \"$1\"; " + UNBLOCK + "echo " + UNBLOCKED + "; eval \"$1\"; \"$0\" -c \"$1\"; :";

    private static final LazyPattern TOLD = LazyPattern.of("(?m)^Sig(?:Ign|Blk):\\s*(\\p{XDigit}+)$");

    /** As bits of a mask, all but those for real time. */
    private static final long SIGNALS = 0x7FFF_FFFF;

    private static final String UNKNOWN =
            "Whether steps, and what they start, can be ended by SIGTERM, SIGHUP and other signals"
                    + " could not be found out: the shell of this machine did not answer.";

    /** On Linux, by their bits. */
    private static final List<String> NAMES =
            List.of(("HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM"
                            + " STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS")
                    .split(" "));

    private static final Map<String, SignalDispositions> KNOWN = new HashMap<>();

    private final List<String> restoring;
    private final String unblocking;
    private final Optional<String> warning;

    private SignalDispositions(List<String> restoring, String unblocking, Optional<String> warning) {
        this.restoring = restoring;
        this.unblocking = unblocking;
        this.warning = warning;
    }

    /** What a shell has that this JVM starts, which is found out once. */
    static synchronized SignalDispositions of(String shell) {
        SignalDispositions known = KNOWN.get(shell);
        if (known == null) {
            known = find(MachineTools.procfs().isPresent(), MachineTools.find("env"), shell);
            KNOWN.put(shell, known);
        }
        return known;
    }

    /** A script, whoever wrote it, as it is behind that. */
    static String withoutUnblocking(String script) {
        return script.startsWith(UNBLOCK) ? script.substring(UNBLOCK.length()) : script;
    }

    /**
     * Finds out.
     *
     * @param hasProc whether there is a /proc that tells
     * @param env where the command is that may help
     * @param shell who is asked
     */
    static SignalDispositions find(boolean hasProc, Optional<String> env, String shell) {
        List<String> question =
                hasProc ? List.of(shell, "-c", TELL) : List.of(shell, "-c", TRY_HERE_AND_IN_A_CHILD, shell, TRY);
        String told = told(question);
        OptionalLong lost = lost(told);
        if (lost.equals(OptionalLong.of(0))) {
            return new SignalDispositions(List.of(), "", Optional.empty());
        }
        int unblocked = told.indexOf(UNBLOCKED);
        if (unblocked >= 0 && lost(told.substring(unblocked)).equals(OptionalLong.of(0))) {
            return new SignalDispositions(List.of(), UNBLOCK, Optional.empty());
        }
        if (env.isPresent()) {
            List<String> restoring = List.of(env.get(), RESTORE);
            List<String> behind = new ArrayList<>(restoring);
            behind.addAll(question);
            if (lost(told(behind)).equals(OptionalLong.of(0))) {
                return new SignalDispositions(restoring, "", Optional.empty());
            }
        }
        return new SignalDispositions(
                List.of(), "", Optional.of(lost.isPresent() ? warning(lost.getAsLong()) : UNKNOWN));
    }

    /** What a script begins with for that, instead; mostly nothing. */
    String first() {
        return unblocking;
    }

    /** What stands before a command so that it has the default dispositions; mostly nothing. */
    List<String> before() {
        return restoring;
    }

    /** What people are told, if nothing helps. */
    Optional<String> remark() {
        return warning;
    }

    private static String warning(long lost) {
        String names = IntStream.range(0, NAMES.size())
                .filter(i -> (lost >> i & 1) == 1)
                .mapToObj(i -> "SIG" + NAMES.get(i))
                .collect(joining(", "));
        return "Steps, and what they start, cannot be ended by " + names
                + ": the agent's own process was started that way"
                + " (by nohup, or with & or trap '' in a script), or its JVM blocks it, and this machine has no env"
                + " --default-signal that would undo it.";
    }

    /** What a shell answers; nothing if there is no answer. */
    private static String told(List<String> command) {
        try {
            ProcessBuilder question = new ProcessBuilder(command);
            QuietEnvironment.quieten(question.environment());
            return ShellAnswer.to(question, new byte[0]).text();
        } catch (IOException e) {
            return "";
        }
    }

    /** The signals that are ignored or blocked; empty if that is not told. */
    private static OptionalLong lost(String told) {
        Matcher masks = TOLD.matcher(told);
        OptionalLong lost = OptionalLong.empty();
        while (masks.find()) {
            long mask = Long.parseUnsignedLong(masks.group(1), 16) & SIGNALS;
            lost = OptionalLong.of(lost.orElse(0) | mask);
        }
        return lost;
    }
}
