package io.github.devopsagent.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.pipeline.Attempt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Leads from an attempt to the record of its step.
 *
 * @param workTree in which it works, absolute
 * @param ref the record's
 */
record Trace(Path workTree, String ref) {

    private static final String SUFFIX = ".git";

    static Trace of(WorkTree tree, String ref) {
        return new Trace(tree.root(), ref);
    }

    /** Before the record, so that without a trace nothing has begun. */
    void leave(Attempt attempt) {
        attempt.scratch().create(attempt.key() + SUFFIX, (ref + "\n" + workTree).getBytes(UTF_8));
    }

    static Optional<Trace> find(Attempt attempt) {
        Path file = attempt.scratch().directory().resolve(attempt.key() + SUFFIX);
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            String[] lines = Files.readString(file).split("\n", 2);
            return Optional.of(new Trace(Path.of(lines[1]), lines[0]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
