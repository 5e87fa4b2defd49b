package io.github.devopsagent.internal.lock;

import io.github.devopsagent.regex.LazyPattern;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;

/**
 * The processes of a Linux machine, as far as this user may look at them. Where there is no {@code /proc}, there are
 * none to be seen.
 */
public final class ProcessTable {

    /** What the kernel puts behind the name of a file that was removed while it is open. */
    private static final String REMOVED = " (deleted)";

    /** A lock that is held; lines with an arrow are locks that are waited for. */
    private static final LazyPattern LOCK = LazyPattern.of("(?m)^\\d+: (?:POSIX|OFDLCK) +\\S+ +WRITE +(\\d+) ");

    private final Path proc;

    /**
     * The processes that a kernel shows below a directory.
     *
     * @param proc where the kernel shows it: {@code /proc}
     */
    public ProcessTable(Path proc) {
        this.proc = proc;
    }

    /**
     * A process as the kernel shows it.
     *
     * @param pid its number
     * @param command its arguments, separated by blanks
     * @param variables its environment when it was started
     */
    public record ProcessEntry(long pid, String command, Map<String, String> variables) {
        public ProcessEntry {
            variables = Map.copyOf(variables);
        }
    }

    /**
     * The processes that were started with a variable.
     *
     * @param variable its name
     * @return them, by their number
     */
    public List<ProcessEntry> startedWith(String variable) {
        String wanted = variable + "=";
        List<ProcessEntry> started = new ArrayList<>();
        for (long pid : pids()) {
            if (environment(pid).contains(wanted)) {
                ProcessEntry found = found(pid);
                if (found.variables().containsKey(variable)) {
                    started.add(found);
                }
            }
        }
        return started;
    }

    /**
     * The processes that hold the lock of a file which was removed.
     *
     * @param file where it was
     * @return them, by their number
     */
    public List<ProcessEntry> lockingRemoved(Path file) {
        Path shown = Path.of(file + REMOVED);
        List<ProcessEntry> locking = new ArrayList<>();
        for (long pid : lockHolders()) {
            if (holds(pid, shown)) {
                locking.add(found(pid));
            }
        }
        return locking;
    }

    /**
     * The processes that hold locks and have a file open, under whatever name they know it.
     *
     * @param file what is locked
     * @return their numbers
     */
    public List<Long> holding(Path file) {
        return lockHolders().stream()
                .filter(pid -> hasOpen(pid, file).equals(Optional.of(true)))
                .toList();
    }

    /**
     * Whether a process has a file open, under whatever name it knows it, or had when the file was removed.
     *
     * @param pid its number
     * @param file under its name of now
     * @return empty if it cannot be looked at
     */
    public Optional<Boolean> hasOpen(long pid, Path file) {
        Path removed = Path.of(file + REMOVED);
        Object key = keyOf(file).orElse(file);
        try (DirectoryStream<Path> open =
                Files.newDirectoryStream(directory(pid).resolve("fd"))) {
            for (Path each : open) {
                if (leadsTo(each, removed) || keyOf(each).filter(key::equals).isPresent()) {
                    return Optional.of(true);
                }
            }
            return Optional.of(false);
        } catch (IOException | DirectoryIteratorException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> keyOf(Path file) {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** To look at each open file of all processes takes ten times as long. */
    private SortedSet<Long> lockHolders() {
        try {
            Matcher lock = LOCK.matcher(Files.readString(proc.resolve("locks"), StandardCharsets.ISO_8859_1));
            SortedSet<Long> holders = new TreeSet<>();
            while (lock.find()) {
                holders.add(Long.valueOf(lock.group(1)));
            }
            return holders;
        } catch (IOException e) {
            return pids();
        }
    }

    private boolean holds(long pid, Path shown) {
        try (DirectoryStream<Path> open =
                Files.newDirectoryStream(directory(pid).resolve("fd"))) {
            for (Path each : open) {
                if (leadsTo(each, shown)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException e) {
            // It has ended, or is another user's.
            return false;
        }
    }

    private static boolean leadsTo(Path link, Path shown) {
        try {
            return Files.readSymbolicLink(link).equals(shown);
        } catch (IOException e) {
            return false;
        }
    }

    /** A process whose first thread has ended tells it by another one. */
    private String environment(long pid) {
        String told = read(pid, "environ");
        if (!told.isEmpty()) {
            return told;
        }
        try (DirectoryStream<Path> threads =
                Files.newDirectoryStream(directory(pid).resolve("task"))) {
            for (Path each : threads) {
                String thread = each.getFileName().toString();
                String ofThread = thread.equals(Long.toString(pid)) ? "" : read(pid, "task/" + thread + "/environ");
                if (!ofThread.isEmpty()) {
                    return ofThread;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // It has ended, or is another user's.
        }
        return "";
    }

    private ProcessEntry found(long pid) {
        Map<String, String> variables = new HashMap<>();
        for (String each : decoded(environment(pid)).split("\0", -1)) {
            int sign = each.indexOf('=');
            if (sign > 0) {
                variables.putIfAbsent(each.substring(0, sign), each.substring(sign + 1));
            }
        }
        return new ProcessEntry(
                pid, decoded(read(pid, "cmdline")).replace('\0', ' ').strip(), variables);
    }

    private SortedSet<Long> pids() {
        SortedSet<Long> pids = new TreeSet<>();
        String[] all = proc.toFile().list();
        for (String each : all == null ? new String[0] : all) {
            if (each.charAt(0) >= '0' && each.charAt(0) <= '9') {
                pids.add(Long.valueOf(each));
            }
        }
        return pids;
    }

    /** One character for each byte; empty if it has ended, or is another user's. */
    private String read(long pid, String file) {
        // Each start reads one of every process on the machine: a channel costs three times as much.
        try (InputStream in = new FileInputStream(proc + "/" + pid + "/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static String decoded(String bytes) {
        Charset ofPaths = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), ofPaths);
    }

    private Path directory(long pid) {
        return proc.resolve(Long.toString(pid));
    }
}
