package io.github.devopsagent.shell.internal.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.executor.Attempt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds an attempt's processes in Linux' /proc: those that have its key in their environment, as that of their own
 * attempt or of one around it, those of its session
 * (which may have dropped the environment), and the children of both (which may belong to another user, whose
 * environment cannot be read).
 */
public final class ProcStepProcesses implements StepProcesses {

    /** Long enough to be quick, and too short for a process id to come round again. */
    private static final Duration MEMORY = Duration.ofSeconds(1);

    private static final long NO_SESSION = 0;

    private final Path proc;
    private final String key;
    private final String entry;
    private final OptionalLong session;
    private final boolean leadsItsSession;

    /** Their sessions. */
    private final Map<Long, Long> others = new HashMap<>();

    private final Set<ProcessHandle> dead = new HashSet<>();
    private long othersExpire = System.nanoTime();

    /**
     * The processes of one attempt.
     *
     * @param session its session, if its first process lives
     * @param leadsItsSession whether that process has begun a session, so that none of the attempt's is in a session with
     *     others
     */
    public ProcStepProcesses(Path proc, String key, OptionalLong session, boolean leadsItsSession) {
        this.proc = proc;
        this.leadsItsSession = leadsItsSession;
        this.key = asBytes(key);
        this.entry = "\0" + asBytes(Attempt.VARIABLE + "=" + key) + "\0";
        this.session = session;
    }

    @Override
    public View look(Consumer<ProcessHandle> found) {
        forgetOthers();
        OptionalLong known = session;
        Map<Long, Long> parents = new HashMap<>();
        Set<Long> ours = new HashSet<>();
        Map<Long, Long> unrelated = new HashMap<>();
        Set<Long> sessionsOfTheDead = new HashSet<>();
        View view = View.COMPLETE;
        for (long pid : newestFirst()) {
            // The handle first: it knows the start time, and will not signal a later process of the same id.
            Optional<ProcessHandle> handle = ProcessHandle.of(pid);
            Optional<ProcStat> stat = handle.flatMap(each -> ProcStat.read(directory(pid)));
            if (stat.isEmpty() && !isHidden(pid)) {
                view = worse(view, View.SOME_ENDED);
            }
            if (stat.filter(ProcStat::hasEnded).isPresent()) {
                // It may have ended after the processes were listed, and have started another one before.
                handle.filter(dead::add)
                        .ifPresent(first -> sessionsOfTheDead.add(stat.get().session()));
            } else if (stat.isPresent()) {
                parents.put(pid, stat.get().parent());
                String environment = environment(stat.get());
                if (stat.get().isOf(known) || hasKey("\0" + environment)) {
                    ours.add(pid);
                    handle.ifPresent(found);
                } else {
                    View one = viewOf(pid, stat.get(), environment);
                    view = worse(view, one);
                    if (one == View.COMPLETE && (stat.get().isOfTheKernel() || !environment.isEmpty())) {
                        unrelated.put(pid, stat.get().session());
                    }
                }
            }
        }
        addChildren(ours, parents).forEach(pid -> ProcessHandle.of(pid).ifPresent(found));
        unrelated.keySet().removeAll(ours);
        others.putAll(unrelated);
        return areOfOthers(sessionsOfTheDead) ? view : worse(view, View.SOME_ENDED);
    }

    private static View worse(View one, View other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** Nobody can join a session: who is in one with a process that is not the attempt's is not the attempt's, either. */
    private boolean areOfOthers(Set<Long> sessions) {
        return sessions.isEmpty()
                || (leadsItsSession
                        && !sessions.contains(NO_SESSION)
                        && others.values().containsAll(sessions));
    }

    private boolean hasKey(String environment) {
        return environment.contains(entry) || OuterAttempts.include(environment, key);
    }

    /** The processes of a session, if they can be looked at. */
    static List<ProcessHandle> ofSession(Path proc, long session) {
        try {
            return ProcEntries.ofProcesses(proc).stream()
                    .filter(each -> ProcStat.read(each)
                            .filter(stat -> !stat.hasEnded() && stat.isOf(OptionalLong.of(session)))
                            .isPresent())
                    .flatMap(each ->
                            ProcessHandle.of(Long.parseLong(each.getFileName().toString())).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the processes in " + proc, e);
        }
    }

    /** With the mount option hidepid, nothing can be known of another user's process; it is not ours, then. */
    private boolean isHidden(long pid) {
        return !Files.isReadable(directory(pid).resolve("stat")) && Files.isDirectory(directory(pid));
    }

    private void forgetOthers() {
        if (Pause.isOver(othersExpire)) {
            others.clear();
            // It lives in the session of whoever started it, and starts the attempt's first process there.
            others.put(ProcessHandle.current().pid(), NO_SESSION);
            othersExpire = Pause.nanosUntil(MEMORY);
        }
    }

    /** A process that is there for a moment only is the newest: it is looked at before it has gone. */
    private List<Long> newestFirst() {
        try {
            List<Path> all = ProcEntries.ofProcesses(proc);
            // If our own cannot be read, for want of file descriptors perhaps, others' would look as if they had ended.
            Uninterrupted.read(proc.resolve("self/environ"));
            List<Long> pids = new ArrayList<>();
            all.forEach(each -> pids.add(Long.valueOf(each.getFileName().toString())));
            pids.removeAll(others.keySet());
            long last = lastBorn();
            // Ids are given in order, and from the beginning again after the highest.
            pids.sort(Comparator.<Long, Boolean>comparing(pid -> pid > last).thenComparing(Comparator.reverseOrder()));
            return pids;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the processes in " + proc, e);
        }
    }

    private long lastBorn() throws IOException {
        String line = Uninterrupted.read(proc.resolve("loadavg")).strip();
        return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
    }

    private static Set<Long> addChildren(Set<Long> ours, Map<Long, Long> parents) {
        Set<Long> children = new LinkedHashSet<>();
        boolean more = true;
        while (more) {
            more = false;
            for (Map.Entry<Long, Long> each : parents.entrySet()) {
                boolean child = ours.contains(each.getValue()) && ours.add(each.getKey());
                more |= child && children.add(each.getKey());
            }
        }
        return children;
    }

    /**
     * How much an environment tells: it may be that of no program, or half of one that has gone. Exec shows the new
     * program's as empty, beside a readable command line, until it has set it up, which takes long on a busy machine.
     * Only after that is it told where the code begins.
     */
    private View viewOf(long pid, ProcStat before, String environment) {
        if (before.isOfTheKernel()) {
            return View.COMPLETE;
        }
        Optional<ProcStat> now = ProcStat.read(directory(pid));
        if (now.filter(stat -> !stat.hasEnded()).isEmpty()) {
            return View.SOME_ENDED;
        }
        boolean sameProgram = now.get().codeStart().equals(before.codeStart());
        return !sameProgram || (environment.isEmpty() && !before.isSetUp()) ? View.SOME_HIDDEN : View.COMPLETE;
    }

    /** Empty if it has ended, may not be read by this user, or is being replaced. */
    private static String environment(ProcStat stat) {
        try {
            return stat.isOfTheKernel()
                    ? ""
                    : Uninterrupted.read(stat.directory().resolve("environ"));
        } catch (IOException e) {
            return "";
        }
    }

    /** One character for each byte, as {@link Uninterrupted} reads them. */
    private static String asBytes(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private Path directory(long pid) {
        return proc.resolve(Long.toString(pid));
    }

    /**
     * A line of /proc/PID/stat.
     *
     * @param directory of the process, or of the thread that tells of it
     * @param state one letter
     * @param parent the parent's process id
     * @param session the session's id; 0 if there is none, or if its leader is outside this namespace of process ids
     * @param flags the kernel's PF_ bits
     * @param threads how many it has, the first one included for as long as there are others
     * @param codeStart where the program's code begins: 0 until exec has set the program up, 1 if this user may not know
     */
    private record ProcStat(
            Path directory, String state, long parent, long session, long flags, long threads, String codeStart) {

        /** PF_KTHREAD. */
        private static final long OF_THE_KERNEL = 0x0020_0000;

        /** The kernel tells what a process is by its first thread, which may end before the others. */
        static Optional<ProcStat> read(Path process) {
            return line(process)
                    .flatMap(stat -> stat.hasEnded() && stat.threads > 1 ? otherThread(process) : Optional.of(stat));
        }

        private static Optional<ProcStat> otherThread(Path process) {
            try {
                return ProcEntries.ofProcesses(process.resolve("task")).stream()
                        .flatMap(thread -> line(thread).stream())
                        .filter(stat -> !stat.hasEnded())
                        .findFirst();
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        private static Optional<ProcStat> line(Path directory) {
            try {
                String line = Uninterrupted.read(directory.resolve("stat"));
                // The second field is the name in parentheses, which may itself hold blanks and parentheses.
                String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", 25);
                return Optional.of(new ProcStat(
                        directory,
                        fields[0],
                        Long.parseLong(fields[1]),
                        Long.parseLong(fields[3]),
                        Long.parseLong(fields[6]),
                        Long.parseLong(fields[17]),
                        fields[23]));
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        boolean isOf(OptionalLong known) {
            return known.isPresent() && known.getAsLong() == session;
        }

        boolean isOfTheKernel() {
            return (flags & OF_THE_KERNEL) != 0;
        }

        boolean isSetUp() {
            return !codeStart.equals("0");
        }

        boolean hasEnded() {
            return state.equals("Z") || state.equals("X");
        }
    }
}
