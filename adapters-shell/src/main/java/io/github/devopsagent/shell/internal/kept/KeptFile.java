package io.github.devopsagent.shell.internal.kept;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.executor.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Where something lies as long as the run goes on, also with another agent: a new file for each text, since one that is
 * being replaced could be lost.
 *
 * @param scratch of the run
 * @param prefix of its files' names
 */
public record KeptFile(Scratch scratch, String prefix) {

    private static final int DIGITS = 12;

    /**
     * What is kept of one subject.
     *
     * @param scratch of the run
     * @param kind the beginning of the files' names
     * @param subject tells it from others of its kind
     */
    public static KeptFile of(Scratch scratch, String kind, String subject) {
        CRC32 sum = new CRC32();
        sum.update(subject.getBytes(UTF_8));
        return new KeptFile(scratch, String.format(Locale.ROOT, "%s-%08x-", kind, sum.getValue()));
    }

    /**
     * Finds the newest that is whole.
     *
     * @param reader of a text; empty if it is not whole
     * @param <T> what it reads
     */
    public <T> Optional<T> find(Function<String, Optional<T>> reader) throws IOException {
        for (Path file : files()) {
            Optional<T> found = reader.apply(Files.readString(file, UTF_8));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Keeps a text in the place of what was kept before. */
    public void keep(byte[] text) throws IOException {
        List<Path> before = files();
        long next = before.isEmpty() ? 1 : Long.parseLong(name(before.get(0)).substring(prefix.length())) + 1;
        scratch.create(prefix + String.format(Locale.ROOT, "%0" + DIGITS + "d", next), text);
        before.forEach(old -> scratch.delete(name(old)));
    }

    /** The newest first. */
    private List<Path> files() throws IOException {
        if (!Files.isDirectory(scratch.directory())) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(scratch.directory())) {
            return all.filter(file -> name(file).startsWith(prefix)
                            && name(file).substring(prefix.length()).matches("[0-9]{" + DIGITS + "}"))
                    .sorted(Comparator.comparing(KeptFile::name).reversed())
                    .toList();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
