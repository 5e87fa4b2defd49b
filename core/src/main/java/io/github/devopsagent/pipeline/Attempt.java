package io.github.devopsagent.pipeline;

import java.nio.file.Path;
import java.util.Objects;

/**
 * One try of one step.
 *
 * @param key unique to this attempt; every process of it has this value in its environment variable
 *     {@value #VARIABLE}, so that it can be found and ended
 * @param number from 1
 * @param scratch an existing directory for files of this run's steps, such as an exit code; a file's name begins with
 *     the key
 */
public record Attempt(String key, int number, Path scratch) {

    /** The environment variable that carries an attempt's key. */
    public static final String VARIABLE = "DEVOPS_ATTEMPT";

    /** Checks that everything is there. */
    public Attempt {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(scratch, "scratch");
        if (number < 1) {
            throw new IllegalArgumentException("number starts at 1, found " + number);
        }
    }
}
