package io.github.devopsagent.shell;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.pipeline.Attempt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Finds an attempt's processes in Linux' /proc: those that have its key in their environment, those of its session
 * (which may have dropped the environment), and the children of both (which may belong to another user, whose
 * environment cannot be read).
 */
final class ProcStepProcesses implements StepProcesses {

    private final Path proc;
    private final String entry;
    private final Supplier<OptionalLong> session;

    ProcStepProcesses(Path proc, String key, Supplier<OptionalLong> session) {
        this.proc = proc;
        this.entry = "\0" + new String((Attempt.VARIABLE + "=" + key).getBytes(UTF_8), ISO_8859_1) + "\0";
        this.session = session;
    }

    @Override
    public void forEach(Consumer<ProcessHandle> process) {
        Set<Long> found = new HashSet<>();
        OptionalLong known = session.get();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, "[0-9]*")) {
            // If our own cannot be read, for want of file descriptors perhaps, others' would look as if they had ended.
            Uninterrupted.read(proc.resolve("self/environ"));
            for (Path each : all) {
                long pid = Long.parseLong(each.getFileName().toString());
                // The handle first: it knows the start time, and will not signal a later process of the same id.
                ProcessHandle.of(pid)
                        .filter(handle ->
                                handle.pid() != ProcessHandle.current().pid())
                        .filter(handle -> belongs(each, found, known))
                        .ifPresent(handle -> {
                            found.add(pid);
                            process.accept(handle);
                        });
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the processes in " + proc, e);
        }
    }

    private boolean belongs(Path directory, Set<Long> found, OptionalLong known) {
        return ProcStat.read(directory)
                .filter(stat -> !stat.isDead())
                .filter(stat -> found.contains(stat.parent())
                        || (known.isPresent() && known.getAsLong() == stat.session())
                        || hasKey(directory))
                .isPresent();
    }

    private boolean hasKey(Path directory) {
        try {
            return ("\0" + Uninterrupted.read(directory.resolve("environ"))).contains(entry);
        } catch (IOException e) {
            // It has ended meanwhile, or is another user's.
            return false;
        }
    }

    /**
     * A line of /proc/PID/stat.
     *
     * @param state one letter
     * @param parent the parent's process id
     * @param session the session's id
     */
    private record ProcStat(String state, long parent, long session) {

        static Optional<ProcStat> read(Path directory) {
            try {
                String line = Uninterrupted.read(directory.resolve("stat"));
                // The second field is the name in parentheses, which may itself hold blanks and parentheses.
                String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", 5);
                return Optional.of(new ProcStat(fields[0], Long.parseLong(fields[1]), Long.parseLong(fields[3])));
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        boolean isDead() {
            return state.equals("Z") || state.equals("X");
        }
    }
}
