package io.github.devopsagent.shell.internal.process;

import io.github.devopsagent.executor.ExecutionContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a script in a session of its own, under a small wrapper that holds one end of a pipe, the lifeline. When the
 * other end is closed, by us or by the kernel since our process was killed, the wrapper ends the script's whole process
 * group.
 */
public final class Lifeline {

    private static final String SHELL = "/bin/sh";

    /**
     * Arguments: setsid or nothing, the grace in tenths of a second, the script, the file for its exit code, the PATH of
     * the wrapper's own commands. Reports on stderr: {@code job PID}, then {@code exit CODE} if the script ended by
     * itself, or {@code cut CODE} if it was ended.
     *
     * <p>The script is started when a line came through the lifeline: whose agent was killed while it started the wrapper
     * itself, before that could be found by the attempt's key, starts nothing later on.
     *
     * <p>The watchdog asks to be left alone (trap) before it sends its first signal, and not earlier. So if USR1 ends
     * it, nothing was signalled and the exit code is the script's own. If it exits, the script was ended by us; if
     * something else ends it, such as the next agent that tidies up, nobody can say, which must not pass as success.
     *
     * <p>{@code kill -s NAME -- -PGID} is the one spelling that works everywhere: dash rejects {@code kill -9 -- -PGID}.
     * Until the script's setsid has happened there is no group, hence the signal to the process alone; it is given up
     * as soon as the shell has reaped that process and its id may become another's.
     *
     * <p>A group exists for as long as there is a zombie in it, and some containers' first process is slow to reap, so
     * where there is a /proc it is asked whether a member of the group still runs.
     *
     * <p>One small write is not torn, and the reader demands the line's end: the exit code needs no rename.
     *
     * <p>The last read keeps the wrapper until we have closed our end of the output: a wrapper that exits makes the JDK
     * read, into memory, whatever a background process goes on writing.
     */
    private static final String WRAPPER = """
            exec 3<&0 </dev/null
            setsid=$1 grace=$2 script=$3 ended=$4
            read -r _ <&3 || exit
            ${setsid:+"$setsid"} /bin/sh "$script" 3<&- 2>&1 &
            job=$!
            lone=$job
            exec >/dev/null
            PATH=$5
            signal() {
                kill -s "$1" -- "-$job" || kill -s "$1" $lone
            } 2>/dev/null
            members_run() {
                [ -n "$setsid" ] && [ -r /proc/self/stat ] || return 0
                for stat in /proc/[0-9]*/stat; do
                    read -r line <"$stat" || continue
                    set -- ${line##*) }
                    if [ "$3" = "$job" ] && [ "$1" != Z ]; then
                        return 0
                    fi
                done
                return 1
            } 2>/dev/null
            end_group() {
                signal TERM
                while signal 0 && members_run; do
                    if [ "$grace" -le 0 ]; then
                        signal KILL
                        return
                    fi
                    sleep 0.1
                    grace=$((grace - 1))
                done
            }
            { read -r _ <&3; trap '' USR1; end_group; exit 0; } 2>/dev/null &
            watchdog=$!
            trap '' PIPE
            echo "job $job" >&2
            wait "$job"
            code=$?
            lone=
            kill -s USR1 "$watchdog"
            wait "$watchdog"
            if [ "$(kill -l $? 2>/dev/null)" != USR1 ]; then
                echo "cut $code" >&2
                exit
            fi
            echo "$code" >"$ended"
            if [ "$code" -ne 0 ]; then
                end_group
            fi
            echo "exit $code" >&2
            read -r _ <&3
            """;

    private final MachineTools machine;
    private final Duration grace;

    public Lifeline(MachineTools machine, Duration grace) {
        this.machine = machine;
        this.grace = grace;
    }

    public Process start(AttemptFiles files, ProcessBuilder surroundings) throws IOException {
        Process wrapper = surroundings.command(command(files)).start();
        begin(wrapper);
        return wrapper;
    }

    public List<String> command(AttemptFiles files) {
        List<String> command = new ArrayList<>();
        // The wrapper too has a session of its own: a signal to the host's process group must not end the watchdog and
        // spare the step.
        machine.setsid().ifPresent(command::add);
        command.addAll(List.of(SHELL, "-c", WRAPPER, "sh"));
        command.add(machine.setsid().orElse(""));
        command.add(Long.toString(grace.toMillis() / 100));
        command.add(files.script().toString());
        command.add(files.exitCode().toString());
        command.add(machine.path());
        return command;
    }

    private static void begin(Process wrapper) {
        try {
            wrapper.getOutputStream().write('\n');
            wrapper.getOutputStream().flush();
        } catch (IOException e) {
            // It has ended already: that is noticed, and what it complained about is told.
        }
    }

    public static ProcessBuilder surroundings(ExecutionContext context) {
        ProcessBuilder builder =
                new ProcessBuilder().directory(context.workingDirectory().toFile());
        context.applyTo(builder.environment());
        return builder;
    }
}
