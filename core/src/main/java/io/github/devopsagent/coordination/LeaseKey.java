package io.github.devopsagent.coordination;

import java.util.Objects;

/**
 * What a lease is of.
 *
 * @param scope what the name names
 * @param name of a consensus directory, or of a target; not blank
 */
public record LeaseKey(Scope scope, String name) {

    /** What leases are taken of. */
    public enum Scope {
        /** A consensus directory, in which one run is under way at a time. */
        DIRECTORY,
        /** A target, to which one run deploys at a time, whatever directory it is of. */
        TARGET
    }

    public LeaseKey {
        Objects.requireNonNull(scope, "scope");
        if (name.isBlank()) {
            throw new IllegalArgumentException("a lease needs a name of what it is of, and this one is blank");
        }
    }

    /**
     * The lease of a consensus directory.
     *
     * @param name the same one on all machines
     * @return its key
     */
    public static LeaseKey directory(String name) {
        return new LeaseKey(Scope.DIRECTORY, name);
    }

    /**
     * The lease of a target.
     *
     * @param name as the host calls it
     * @return its key
     */
    public static LeaseKey target(String name) {
        return new LeaseKey(Scope.TARGET, name);
    }
}
