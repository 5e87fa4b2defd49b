package io.github.devopsagent.postgres;

import io.github.devopsagent.Outcome;
import io.vavr.control.Either;
import java.util.Objects;

/**
 * What came of a run that a worker had left.
 *
 * @param left the run, as it was found
 * @param result its outcome, which is {@link Outcome.Refused} if it cannot be gone on with now; or why there is none, which
 *     its {@code run()}, or the host's own code, has thrown
 */
public record Recovered(ClusterRun left, Either<RuntimeException, Outcome> result) {

    public Recovered {
        Objects.requireNonNull(left, "left");
        Objects.requireNonNull(result, "result");
    }
}
