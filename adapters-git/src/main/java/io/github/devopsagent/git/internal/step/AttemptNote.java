package io.github.devopsagent.git.internal.step;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Leads from an attempt to the record of its step.
 *
 * @param ref the record's
 * @param location where the step works
 */
record AttemptNote(String ref, WorkTreeLocation location) {

    private static final String SUFFIX = ".git";

    /** The only character that no path contains. */
    private static final String BETWEEN = "\0";

    /** Before the record, so that without a trace nothing has begun. */
    void leave(Attempt attempt) {
        String text = Stream.concat(
                        Stream.of(ref, location.root().toString()),
                        location.ignored().stream().map(Path::toString))
                .collect(Collectors.joining(BETWEEN));
        attempt.scratch().create(attempt.key() + SUFFIX, text.getBytes(UTF_8));
    }

    static Optional<AttemptNote> find(Attempt attempt) throws IOException {
        Path file = attempt.scratch().directory().resolve(attempt.key() + SUFFIX);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String[] parts = Files.readString(file).split(BETWEEN);
        List<Path> ignored = Arrays.stream(parts).skip(2).map(Path::of).toList();
        return Optional.of(new AttemptNote(parts[0], new WorkTreeLocation(Path.of(parts[1]), ignored)));
    }
}
