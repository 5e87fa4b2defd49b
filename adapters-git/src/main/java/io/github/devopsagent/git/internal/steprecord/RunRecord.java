package io.github.devopsagent.git.internal.steprecord;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.executor.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the run itself remembers under a name, among its own files: refs can be moved and deleted by whoever has the
 * repository, also by a {@code git fetch --prune}.
 *
 * <p>Each text is a file of its own with a number, and the highest counts, so that there is one at any time.
 */
public final class RunRecord {

    private static final String PREFIX = "git-record-";

    private final Scratch scratch;
    private final String prefix;

    /** @param name without a dot */
    public RunRecord(Scratch scratch, String name) {
        this.scratch = scratch;
        this.prefix = PREFIX + name + ".";
    }

    /** Empty also where the run's files are gone. */
    public Optional<String> read() throws IOException {
        List<Integer> numbers = numbers();
        return numbers.isEmpty() ? Optional.empty() : Optional.of(Files.readString(file(numbers.get(0))));
    }

    /** It is on the disk when this returns. */
    public void write(String text) throws IOException {
        List<Integer> older = numbers();
        int next = older.isEmpty() ? 1 : older.get(0) + 1;
        scratch.create(prefix + next, text.getBytes(UTF_8));
        older.forEach(this::delete);
    }

    public void delete() throws IOException {
        numbers().forEach(this::delete);
    }

    private void delete(int number) {
        scratch.delete(prefix + number);
    }

    private Path file(int number) {
        return scratch.directory().resolve(prefix + number);
    }

    /** The highest first. */
    private List<Integer> numbers() throws IOException {
        if (!Files.isDirectory(scratch.directory())) {
            return List.of();
        }
        List<Integer> numbers = new ArrayList<>();
        try (Stream<Path> files = Files.list(scratch.directory())) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length()))
                    .filter(number -> number.matches("[1-9][0-9]{0,8}"))
                    .forEach(number -> numbers.add(Integer.valueOf(number)));
        }
        numbers.sort(Comparator.reverseOrder());
        return numbers;
    }
}
