package io.github.devopsagent.metric;

import java.time.Duration;
import java.util.Objects;

/**
 * A metric, asked once.
 *
 * @param since how long its window had lasted when it was asked
 * @param reading what was answered
 */
public record Sample(Duration since, Measurement reading) {

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if it was asked before its window began
     */
    public Sample {
        Objects.requireNonNull(reading, "reading");
        if (since.isNegative()) {
            throw new IllegalArgumentException("a sample is asked in its window, found " + since);
        }
    }
}
