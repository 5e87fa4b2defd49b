package io.github.devopsagent.shell.internal.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.executor.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Where the mark of one log lies as long as the run goes on, also with another agent: a new file for each, since one that
 * is being replaced could be lost.
 *
 * @param scratch of the run
 * @param prefix of its files' names
 */
record KeptMark(Scratch scratch, String prefix) {

    private static final int DIGITS = 12;

    static KeptMark of(Scratch scratch, LogInput input) {
        CRC32 sum = new CRC32();
        sum.update((input.file() + "\0" + input.pattern().pattern()).getBytes(UTF_8));
        return new KeptMark(scratch, String.format("log-mark-%08x-", sum.getValue()));
    }

    /** The newest that is whole. */
    Optional<LogMark> find() throws IOException {
        for (Path file : files()) {
            Optional<LogMark> mark = LogMark.of(Files.readString(file, UTF_8));
            if (mark.isPresent()) {
                return mark;
            }
        }
        return Optional.empty();
    }

    void keep(LogMark mark) throws IOException {
        List<Path> before = files();
        long next = before.isEmpty() ? 1 : Long.parseLong(name(before.get(0)).substring(prefix.length())) + 1;
        scratch.create(prefix + String.format("%0" + DIGITS + "d", next), mark.text());
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
                    .sorted(Comparator.comparing(KeptMark::name).reversed())
                    .toList();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
