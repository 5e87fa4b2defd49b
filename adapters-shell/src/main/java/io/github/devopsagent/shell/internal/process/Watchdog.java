package io.github.devopsagent.shell.internal.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * A small shell that holds one end of a pipe, the lifeline, and is told which step is under way. When the other end is
 * closed, by the kernel since our process was killed, it ends the step's whole process group, and what left that but not the
 * session. It alone signals the group,
 * and only between {@code start} and {@code done}: afterwards the number may be another's.
 *
 * <p>It is not told by its environment which attempt it is for, so that it is never taken for a part of that.
 */
final class Watchdog {

    /** Begins the last argument, by which the next agent finds it. */
    static final String MARK = "devops-watchdog:";

    /** Not an argument: {@code pgrep -f} in a step would find each of its words. */
    private static final String VARIABLE = "DEVOPS_WATCHDOG";

    private static final Duration TIDIES = Duration.ofSeconds(2);

    /**
     * Arguments: the grace in tenths of a second, setsid or nothing, and the step that is under way or
     * nothing. It has its own PATH. Reads {@code start PID}, {@code done}, {@code cut} (answers {@code cut}), and {@code until SECONDS GRACE}: when that
     * many seconds are over without another such order, it says {@code overdue PID} and then ends the step as by {@code cut},
     * whether or not our process stands still. A timer is a process of its own, since a shell that reads cannot look at the time; it stays for a while when it has
     * done its work, so that its number is no other's when it is told to stop.
     *
     * <p>A step that ends all shells of its user asks this one in vain, as far as it asks. A shell ends when it cannot fork: then what it was
     * about to end is killed without a grace. A timer whose sleep cannot be forked, or is ended by others, tells no time: it ends the watchdog,
     * if that is still its parent, and the one that takes its place is told the deadline anew.
     *
     * <p>{@code kill -s NAME -- -PGID} is the one spelling that works everywhere: dash rejects {@code kill -9 -- -PGID}.
     * A group that is not there yet needs no signal: its first process waits at the gate, and ends with it.
     *
     * <p>A group exists for as long as there is a zombie in it, and some containers' first process is slow to reap, so
     * where there is a /proc it is asked whether a member of the group still runs. One whose first thread alone has ended
     * looks like a zombie, but for the number of its threads; one that has the end of a line in its name may be any. No
     * number of the session's is another's before it has ended, since nobody can join one.
     */
    static final String SCRIPT = """
            exec 2>/dev/null
            trap '' PIPE HUP INT QUIT TERM
            umask 077
            grace=$1 setsid=$2 job=$3
            signal() {
                kill -s "$1" -- "${setsid:+-}$job"
            }
            members_run() {
                [ -n "$setsid" ] && [ -r /proc/self/stat ] || return 0
                for stat in /proc/[0-9]*/stat; do
                    read -r line <"$stat" || continue
                    case $line in
                    *') '*) ;;
                    *) return 0 ;;
                    esac
                    set -- ${line##*) }
                    if [ "$3" = "$job" ] && { [ "$1" != Z ] || [ "${18:-1}" -gt 1 ]; }; then
                        return 0
                    fi
                done
                return 1
            }
            signal_strays() {
                [ -n "$setsid" ] && [ -r /proc/self/stat ] || return 1
                what=$1 found=1
                for stat in /proc/[0-9]*/stat; do
                    read -r line <"$stat" || continue
                    set -- ${line##*) }
                    if [ "$4" = "$job" ] && [ "$3" != "$job" ] && [ "$1" != Z ]; then
                        id=${stat#/proc/}
                        kill -s "$what" "${id%/stat}" && found=0
                    fi
                done
                return $found
            }
            stop_timer() {
                [ -z "$timer" ] || kill -s USR1 "$timer"
                timer=
            }
            start_timer() {
                (
                    pause=
                    trap '[ -z "$pause" ] || kill -s KILL "$pause"; trap - EXIT; exit' USR1
                    trap end_watchdog EXIT
                    sleep "$1" >/dev/null &
                    pause=$!
                    wait "$pause"
                    [ $? -le 128 ] || exit
                    pause=
                    trap - EXIT
                    kill -s 0 $$ || exit
                    grace=$2
                    echo "overdue $job"
                    end_session
                    sleep 3600 >/dev/null &
                    pause=$!
                    wait "$pause"
                ) &
                timer=$!
            }
            end_watchdog() {
                read -r line </proc/self/stat || return
                set -- ${line##*) }
                [ "$2" != $$ ] || kill -s KILL $$
            }
            kill_session() {
                signal KILL
                signal_strays KILL
            }
            end_session() {
                left=$grace
                trap kill_session EXIT
                signal TERM
                signal_strays TERM
                while { signal 0 && members_run; } || signal_strays 0; do
                    if [ "$left" -le 0 ]; then
                        kill_session
                        break
                    fi
                    sleep 0.1
                    left=$((left - 1))
                done
                trap - EXIT
            }
            timer=
            while read -r order what more; do
                case $order in
                start) job=$what ;;
                until)
                    stop_timer
                    [ -z "$job" ] || start_timer "$what" "$more"
                    ;;
                done)
                    stop_timer
                    job=
                    ;;
                cut)
                    stop_timer
                    [ -z "$job" ] || end_session
                    job=
                    echo cut
                    ;;
                esac
            done
            stop_timer
            [ -z "$job" ] || end_session
            """;

    private final Process shell;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private Watchdog(Process shell) {
        this.shell = shell;
    }

    /**
     * Starts one.
     *
     * @param step the number of the step that is under way: in the moment before it could be told, we may be killed
     */
    static Watchdog start(MachineTools machine, Duration grace, Path scratch, OptionalLong step) throws IOException {
        List<String> command = new ArrayList<>();
        // A session of its own: a signal to the host's process group must not end the watchdog and spare the step.
        if (machine.setsid().isPresent()) {
            command.add(machine.setsid().get());
        }
        command.addAll(List.of(machine.shell(), "-c", "eval \"$" + VARIABLE + "\"", "sh"));
        command.add(Long.toString(grace.toMillis() / 100));
        command.add(machine.setsid().orElse(""));
        command.add(step.isPresent() ? Long.toString(step.getAsLong()) : "");
        command.add(MARK + scratch);
        ProcessBuilder builder = new ProcessBuilder(command).directory(new File("/"));
        builder.environment().clear();
        builder.environment().put("PATH", machine.path());
        builder.environment().put(VARIABLE, SCRIPT);
        return new Watchdog(builder.start());
    }

    boolean isAlive() {
        return shell.isAlive();
    }

    /** Calls a function when it has ended, whoever ended it. */
    void whenEnded(Runnable function) {
        CompletableFuture<Void> unused = shell.onExit().thenRun(function);
    }

    /**
     * Has the step ended when a time is over.
     *
     * @param left until the step must have ended
     * @param grace between the request to end and the kill: what is left of it is at most a quarter of the time
     * @return what is left of the grace
     */
    Duration until(Duration left, Duration grace) {
        long most = left.toMillis() / 100;
        long last = Math.min(grace.toMillis() / 100, most / 4);
        long first = most - last;
        order("until " + first / 10 + "." + first % 10 + " " + last);
        return Duration.ofMillis(last * 100);
    }

    /** Whether a timer has said that it ends the step; not to be asked while a cut is waited for. */
    boolean isOverdue(long step) {
        boolean isOverdue = false;
        for (Optional<String> told = readLine(); told.isPresent(); told = readLine()) {
            isOverdue |= told.get().equals("overdue " + step);
        }
        return isOverdue;
    }

    /** False if it has ended, and nobody reads that. */
    synchronized boolean order(String order) {
        try {
            shell.getOutputStream().write((order + "\n").getBytes(UTF_8));
            shell.getOutputStream().flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits until the group has ended, or was killed; false if that is not answered in time. */
    boolean awaitCut(Duration time) {
        return answer("cut", time).isPresent();
    }

    /** What it says behind a word; it is never waited for in a read, so that a stopped watchdog does not hold us. */
    private Optional<String> answer(String word, Duration time) {
        long deadline = Pause.nanosUntil(time);
        Pause pause = new Pause();
        try {
            while (!Pause.isOver(deadline)) {
                boolean alive = shell.isAlive();
                Optional<String> told = readLine();
                if (told.isPresent()) {
                    if (told.get().startsWith(word)) {
                        return told.map(text -> text.substring(word.length()));
                    }
                } else if (!alive) {
                    return Optional.empty();
                } else {
                    pause.regardless();
                }
            }
            return Optional.empty();
        } finally {
            pause.restoreInterruption();
        }
    }

    private Optional<String> readLine() {
        try {
            InputStream answers = shell.getInputStream();
            while (answers.available() > 0) {
                int each = answers.read();
                if (each == '\n') {
                    String text = line.toString(UTF_8);
                    line.reset();
                    return Optional.of(text);
                }
                line.write(each);
            }
        } catch (IOException e) {
            // It has ended.
        }
        return Optional.empty();
    }

    /** Lets go of the lifeline: it ends by itself, with all that it made. */
    void close() {
        try {
            shell.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
        }
    }

    /** Waits, for a short time, until it has tidied up. */
    void awaitEnd() {
        Pause pause = new Pause();
        long deadline = Pause.nanosUntil(TIDIES);
        while (shell.isAlive() && !Pause.isOver(deadline)) {
            pause.regardless();
        }
        pause.restoreInterruption();
    }
}
