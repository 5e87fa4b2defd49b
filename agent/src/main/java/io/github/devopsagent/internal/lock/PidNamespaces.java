package io.github.devopsagent.internal.lock;

import io.github.devopsagent.regex.LazyPattern;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;

/**
 * The namespaces of process ids, as Linux' /proc shows them. A process sees those of its own namespace and of the ones
 * below it, under numbers of its own, and of no other.
 */
public final class PidNamespaces {

    /** The one in which the kernel begins, and from which all others can be seen; its number is fixed. */
    public static final String INITIAL = "pid:[4026531836]";

    /** A process that was born while others were looked at is seen by the second. */
    private static final int LOOKS = 2;

    private static final LazyPattern IN_ONE_ONLY = LazyPattern.of("(?m)^NSpid:[ \t]+\\d+$");
    private static final LazyPattern DEAD = LazyPattern.of("(?m)^State:\\s+[ZX]");

    /** A process whose first thread has ended looks dead, and lives. */
    private static final LazyPattern MORE_THREADS = LazyPattern.of("(?m)^Threads:\\s+(?!0$|1$)\\d");

    private static final LazyPattern HIDES = LazyPattern.of("(?m)^\\S+ /proc proc \\S*hidepid=(?!0\\b|off)");

    /** The seventh field behind the name, which can have blanks and brackets in it. */
    private static final LazyPattern FLAGS = LazyPattern.of("(?s)^.*\\) \\S(?: -?\\d+){5} (\\d+) ");

    /** The kernel's PF_KTHREAD. */
    private static final long KERNEL_THREAD = 0x00200000;

    private static final Duration CLOCK_SLACK = Duration.ofMinutes(1);

    private final Path proc;

    /**
     * As a file system shows them.
     *
     * @param proc where Linux' /proc is mounted
     */
    public PidNamespaces(Path proc) {
        this.proc = proc;
    }

    /** Whether something runs in a namespace. */
    public enum FoundNamespace {
        /** Nothing does: it is gone for good. */
        GONE,
        /** Something does. */
        LIVES,
        /** Not everything can be seen from here. */
        UNKNOWN
    }

    /**
     * The namespace of this process.
     *
     * @return such as {@value #INITIAL}; empty where there is none, or if /proc shows another namespace than ours, so
     *     that no process could be found by its number
     */
    public Optional<String> own() {
        try {
            Path self = Files.readSymbolicLink(proc.resolve("self"));
            boolean isOurs =
                    self.toString().equals(Long.toString(ProcessHandle.current().pid()));
            return isOurs ? Optional.of(linkOf(proc.resolve("self"))) : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /**
     * Looks for processes in a namespace.
     *
     * @param namespace such as {@value #INITIAL}
     * @return what was found; {@link FoundNamespace#GONE} only from the initial namespace, and only if every process could be
     *     looked at
     */
    public FoundNamespace look(String namespace) {
        FoundNamespace finding = seesAll() ? FoundNamespace.GONE : FoundNamespace.UNKNOWN;
        for (int i = 0; i < LOOKS; i++) {
            FoundNamespace found = lookOnce(namespace);
            if (found == FoundNamespace.LIVES) {
                return found;
            }
            finding = found == FoundNamespace.UNKNOWN ? found : finding;
        }
        return finding;
    }

    /**
     * Looks for processes of a user at which this one may not look, so that nobody can tell whether they belong to a step.
     * Threads of the kernel do not, and neither does what was there before the agent that started the step.
     *
     * @param user the user's name
     * @param agentStart when that agent's process was started, if that is known
     * @return what hides, for people; empty if nothing does, or where there is no /proc
     */
    public List<String> hiddenOf(String user, Optional<Instant> agentStart) {
        List<String> hidden = new ArrayList<>();
        if (hidesProcesses() && !Files.isReadable(proc.resolve("1/environ"))) {
            hidden.add("of any number, since /proc is mounted with hidepid");
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : all) {
                if (isOf(user, process)
                        && !Files.isReadable(process.resolve("environ"))
                        && !is(PidNamespaces::isDead, process)
                        && !isOfTheKernel(process)
                        && !isOlder(process, agentStart)) {
                    hidden.add(process.getFileName().toString());
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        return hidden;
    }

    private static boolean isOfTheKernel(Path process) {
        try {
            Matcher stat = FLAGS.matcher(Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1));
            return stat.find() && (Long.parseLong(stat.group(1)) & KERNEL_THREAD) != 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** By far, since times of start are only known to a part of a second, and the clock may have been set. */
    private static boolean isOlder(Path process, Optional<Instant> agentStart) {
        return agentStart
                .map(start -> start.minus(CLOCK_SLACK))
                .filter(start -> ProcessHandle.of(
                                Long.parseLong(process.getFileName().toString()))
                        .flatMap(handle -> handle.info().startInstant())
                        .filter(started -> started.isBefore(start))
                        .isPresent())
                .isPresent();
    }

    /** Whether processes of other users may be there that nobody else sees, as with {@code hidepid}. */
    public boolean hidesOthers() {
        return Files.exists(proc.resolve("self")) && hidesProcesses() && !Files.isReadable(proc.resolve("1/environ"));
    }

    private boolean hidesProcesses() {
        try {
            return HIDES.matcher(Files.readString(proc.resolve("self/mounts"))).find();
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isOf(String user, Path process) {
        try {
            return Files.getOwner(process).getName().equals(user);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private boolean seesAll() {
        return own().equals(Optional.of(INITIAL)) && !hidesProcesses();
    }

    private FoundNamespace lookOnce(String namespace) {
        boolean certain = true;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : all) {
                Optional<String> link = namespaceOf(process);
                // Nobody may have come yet to collect one that has ended; it is in its namespace until then.
                if (link.equals(Optional.of(namespace)) && !is(PidNamespaces::isDead, process)) {
                    return FoundNamespace.LIVES;
                }
                certain &= link.isPresent() || is(PidNamespaces::isElsewhere, process);
            }
        } catch (IOException | DirectoryIteratorException e) {
            certain = false;
        }
        return certain ? FoundNamespace.GONE : FoundNamespace.UNKNOWN;
    }

    private static Optional<String> namespaceOf(Path process) {
        try {
            return Optional.of(linkOf(process));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String linkOf(Path process) throws IOException {
        return Files.readSymbolicLink(process.resolve("ns/pid")).toString();
    }

    /** Of another user's process the link may not be read, but everybody may read in how many namespaces it is. */
    private static boolean isElsewhere(String status) {
        return IN_ONE_ONLY.matcher(status).find() || isDead(status);
    }

    private static boolean isDead(String status) {
        return DEAD.matcher(status).find() && !MORE_THREADS.matcher(status).find();
    }

    /** Of a process that has gone meanwhile everything is true. */
    private static boolean is(Predicate<String> status, Path process) {
        try {
            return status.test(Files.readString(process.resolve("status")));
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            // It ends while it is looked at; the directory of another one stays.
            return Files.notExists(process);
        }
    }
}
