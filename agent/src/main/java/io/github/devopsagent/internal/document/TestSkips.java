package io.github.devopsagent.internal.document;

import java.util.Optional;

/**
 * Whether tests may be skipped, and which were when the run began.
 *
 * @param allowed whether the host allows it
 * @param found how many tests were skipped, and the first of them, for people; empty if none was
 */
public record TestSkips(boolean allowed, Optional<String> found) {

    /** Each test must run. */
    public static final TestSkips FORBIDDEN = new TestSkips(false, Optional.empty());

    /** What a run should be known to rest on. */
    public Optional<String> warning() {
        return found.isPresent() ? Optional.of("the host allows skipped tests: " + found.get()) : found;
    }
}
