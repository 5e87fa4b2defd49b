package io.github.devopsagent.run;

import java.util.Optional;

/**
 * What is kept of an attempt's output.
 *
 * @param head its beginning, if that is not part of the tail; else empty
 * @param tail its end; may be empty
 * @param bytes how much there was altogether
 * @param file where it was spooled, relative to the consensus directory; empty if nowhere
 */
public record Output(String head, String tail, long bytes, Optional<String> file) {

    /** There was none. */
    public static final Output NONE = new Output("", "", 0, Optional.empty());
}
