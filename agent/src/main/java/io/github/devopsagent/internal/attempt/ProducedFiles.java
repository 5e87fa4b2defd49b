package io.github.devopsagent.internal.attempt;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.AccessFailure;
import io.github.devopsagent.internal.json.Printable;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a step must leave. It is looked at before the step begins and after it has succeeded: new is what is not as it was,
 * by file, size and time of its last change. Clocks are not compared, since the file system has one of its own.
 */
public final class ProducedFiles {

    /** A directory with more entries is too large to be compared with what it was. */
    private static final int MOST_ENTRIES = 100_000;

    /** As long as a path can be: one that is cut could show a part of a secret that is not recognised any more. */
    private static final int LONGEST_NAME = 4096;

    /** Identifies one version of a file: it differs from other files', and from the same file's when that is changed. */
    private record FileMark(Optional<Object> key, long size, FileTime changed) {

        static FileMark of(BasicFileAttributes file) {
            return new FileMark(Optional.ofNullable(file.fileKey()), file.size(), file.lastModifiedTime());
        }
    }

    /** A path cannot be looked at, or not be what the step should leave. */
    private static final class NotProduced extends Exception {
        private static final long serialVersionUID = 1L;

        NotProduced(String message) {
            super(message);
        }
    }

    private final Path directory;
    private final Map<String, Map<Path, FileMark>> before = new HashMap<>();

    private ProducedFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Carries an attempt out, and looks whether it has left what it should.
     *
     * @param paths what it should leave; none if it need not leave anything
     * @param directory to which they are relative
     * @param attempt is not begun if what is there cannot be looked at
     * @return the attempt's result; a failure if it has succeeded without leaving what it should
     */
    public static StepResult around(List<String> paths, Path directory, Supplier<StepResult> attempt) {
        ProducedFiles files = new ProducedFiles(directory);
        try {
            for (String path : paths) {
                files.before.put(path, files.marks(path));
            }
        } catch (NotProduced e) {
            return new StepResult.NotStarted(reason(e));
        }
        StepResult result = attempt.get();
        return result instanceof StepResult.Succeeded succeeded && !paths.isEmpty()
                ? files.judge(paths, succeeded)
                : result;
    }

    private StepResult judge(List<String> paths, StepResult.Succeeded result) {
        List<String> left = new ArrayList<>();
        try {
            for (String path : paths) {
                left.add(found(path));
            }
        } catch (NotProduced e) {
            return new StepResult.Failed("it did not leave what it produces: " + reason(e), result.exit());
        }
        String reason = (result.reason().isEmpty() ? "" : result.reason() + "; ") + "left " + String.join(", ", left);
        return new StepResult.Succeeded(AttemptRunner.bounded(reason), result.exit());
    }

    private static String reason(NotProduced e) {
        return AttemptRunner.bounded(String.valueOf(e.getMessage()));
    }

    /** What was left there, in words. */
    private String found(String path) throws NotProduced {
        BasicFileAttributes attributes =
                attributes(path).orElseThrow(() -> new NotProduced(name(path) + " is not there"));
        if (attributes.isSymbolicLink()) {
            throw new NotProduced(name(path) + " is a symbolic link, which is not followed; name the file itself");
        }
        if (!attributes.isRegularFile() && !attributes.isDirectory()) {
            throw new NotProduced(name(path) + " is neither a regular file nor a directory");
        }
        Map<Path, FileMark> now = marks(path);
        if (now.isEmpty()) {
            throw new NotProduced(
                    name(path) + (attributes.isDirectory() ? " has no file with anything in it" : " is empty"));
        }
        Map<Path, FileMark> old = Objects.requireNonNullElse(before.get(path), Map.of());
        long size = now.entrySet().stream()
                .filter(each -> !each.getValue().equals(old.get(each.getKey())))
                .mapToLong(each -> each.getValue().size())
                .sum();
        if (size == 0) {
            throw new NotProduced(name(path) + " is as it was before the step"
                    + (attributes.isDirectory() ? "" : ", last changed at " + attributes.lastModifiedTime()));
        }
        return Printable.quoted(path, LONGEST_NAME) + " (" + size + " bytes)";
    }

    private String name(String path) {
        String absolute = directory.resolve(path).toString();
        return "'" + Printable.quoted(path, LONGEST_NAME) + "'"
                + (absolute.equals(path) ? "" : " (" + Printable.quoted(absolute, LONGEST_NAME) + ")");
    }

    /** The files there that have something in them: one, or those of a directory. */
    private Map<Path, FileMark> marks(String path) throws NotProduced {
        Optional<BasicFileAttributes> attributes = attributes(path);
        Path file = directory.resolve(path);
        if (attributes.filter(BasicFileAttributes::isDirectory).isPresent()) {
            return marksIn(path, file);
        }
        Map<Path, FileMark> marks = new HashMap<>();
        attributes
                .filter(each -> each.isRegularFile() && each.size() > 0)
                .ifPresent(each -> marks.put(file, FileMark.of(each)));
        return marks;
    }

    private Optional<BasicFileAttributes> attributes(String path) throws NotProduced {
        try {
            return Optional.of(
                    Files.readAttributes(directory.resolve(path), BasicFileAttributes.class, NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unseen(path, e);
        }
    }

    private Map<Path, FileMark> marksIn(String path, Path root) throws NotProduced {
        Map<Path, FileMark> marks = new HashMap<>();
        EntryCollector entries = new EntryCollector(marks);
        try {
            Files.walkFileTree(root, entries);
        } catch (IOException e) {
            throw unseen(path, e);
        }
        if (entries.seen > MOST_ENTRIES) {
            throw new NotProduced(name(path) + " has more than " + MOST_ENTRIES
                    + " entries, too many to see what is new; name a file or a directory in it");
        }
        return marks;
    }

    private NotProduced unseen(String path, IOException e) {
        return new NotProduced(name(path) + " cannot be looked at: " + AccessFailure.reason(e));
    }

    private static final class EntryCollector extends SimpleFileVisitor<Path> {

        private final Map<Path, FileMark> marks;
        private int seen;

        EntryCollector(Map<Path, FileMark> marks) {
            this.marks = marks;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return next();
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && attributes.size() > 0) {
                marks.put(file, FileMark.of(attributes));
            }
            return next();
        }

        /** A file that others remove meanwhile does not count as left by the step. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        private FileVisitResult next() {
            seen++;
            return seen > MOST_ENTRIES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }
    }
}
