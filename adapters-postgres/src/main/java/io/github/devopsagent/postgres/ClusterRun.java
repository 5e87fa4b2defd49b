package io.github.devopsagent.postgres;

import io.github.devopsagent.coordination.Worker;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A consensus directory that somebody works on, or whose run has not come to its end. All times are the database's.
 *
 * @param directory its key: the path of the consensus directory, unless its {@code .devops/coordination} says otherwise
 * @param state whether somebody works on it
 * @param run its id, such as {@code DEP-001}; empty if there is none yet, or it was never told
 * @param worker who works on it, or did so last
 * @param since when that worker took it
 * @param until when that worker's lease ends if it is not renewed, or ended; empty if it was given back
 * @param targets that it has, or that are kept for its unfinished run
 * @param waiting for which target it stands in line
 */
public record ClusterRun(
        String directory,
        State state,
        Optional<String> run,
        Optional<Worker> worker,
        Optional<Instant> since,
        Optional<Instant> until,
        List<String> targets,
        Optional<Waiting> waiting) {

    public ClusterRun {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(until, "until");
        targets = List.copyOf(targets);
        Objects.requireNonNull(waiting, "waiting");
    }

    /** Whether somebody works on a directory. */
    public enum State {
        /** A worker has its lease. */
        HELD,
        /** Its run has not come to its end, and nobody has its lease: {@link Cluster#recover} takes it up. */
        LEFT
    }

    /**
     * A place in the line for a target.
     *
     * @param target its name
     * @param since when it was asked for first
     * @param ahead how many stand in line before, beside the one that has it
     */
    public record Waiting(String target, Instant since, int ahead) {

        public Waiting {
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(since, "since");
        }
    }
}
