package io.github.devopsagent.internal.settings;

import io.github.devopsagent.Preview;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * The host's wish to be asked before a deployment begins.
 *
 * @param question true if it may begin
 * @param limit how long an answer may take
 */
public record HostConfirmation(Predicate<Preview> question, Duration limit) {

    /** A person must notice that something is asked, and look. */
    public static final Duration DEFAULT_LIMIT = Duration.ofHours(1);
}
