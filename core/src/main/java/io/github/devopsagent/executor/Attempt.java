package io.github.devopsagent.executor;

import java.util.Objects;
import java.util.Optional;

/**
 * One try of one step.
 *
 * @param key unique to this attempt; every process of it has this value in its environment variable
 *     {@value #VARIABLE}, so that it can be found and ended
 * @param number from 1
 * @param scratch for files of this run's steps, such as an exit code; a file's name begins with the key
 * @param process that carries it out, as far as that was recorded; empty before it is executed
 * @param agent the process that was about to execute it, where an executor is asked what became of it; empty if that is
 *     not known, and before it is executed
 */
public record Attempt(String key, int number, Scratch scratch, Optional<ProcessId> process, Optional<ProcessId> agent) {

    /** The environment variable that carries an attempt's key. */
    public static final String VARIABLE = "DEVOPS_ATTEMPT";

    public Attempt {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(scratch, "scratch");
        Objects.requireNonNull(process, "process");
        Objects.requireNonNull(agent, "agent");
        if (number < 1) {
            throw new IllegalArgumentException("number starts at 1, found " + number);
        }
    }

    /**
     * An attempt that is about to be executed.
     *
     * @param key unique to this attempt
     * @param number from 1
     * @param scratch for its files
     */
    public Attempt(String key, int number, Scratch scratch) {
        this(key, number, scratch, Optional.empty(), Optional.empty());
    }
}
