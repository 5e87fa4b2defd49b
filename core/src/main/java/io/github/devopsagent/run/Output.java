package io.github.devopsagent.run;

import java.util.Objects;
import java.util.Optional;

/**
 * What is kept of an attempt's output.
 *
 * @param tail its end, whole lines where possible; may be empty
 * @param bytes how much there was altogether
 * @param file where it was spooled, relative to the consensus directory; empty if nowhere
 */
public record Output(String tail, long bytes, Optional<String> file) {

    /** There was none. */
    public static final Output NONE = new Output("", 0, Optional.empty());

    /** Checks that everything is there. */
    public Output {
        Objects.requireNonNull(tail, "tail");
        Objects.requireNonNull(file, "file");
    }
}
