package io.github.devopsagent.coordination;

import io.vavr.control.Either;
import java.time.Duration;

/** A place in the line for a lease. */
public interface Claim extends AutoCloseable {

    /**
     * Tries once to take the lease, and does not wait. Whoever fails stays in line, for as long as it tries again in time.
     *
     * @return the lease, to be closed, which ends the claim; or who has it
     */
    Either<LeaseHolder, Lease> attempt();

    /**
     * How long to wait before it is tried again.
     *
     * @return a second by default
     */
    default Duration pause() {
        return Duration.ofSeconds(1);
    }

    /** Leaves the line. A lease that was taken stays. */
    @Override
    void close();
}
