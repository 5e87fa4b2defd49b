package io.github.devopsagent.postgres;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.veto.RefusalCodes;
import io.vavr.control.Either;
import java.util.Objects;

/**
 * What came of a run that a worker had left.
 *
 * @param left the run, as it was found
 * @param result its outcome, which is {@link Outcome.Refused} if it cannot be gone on with now, or has come to its end
 *     meanwhile; or why there is none, which its {@code recover()}, or the host's own code, has thrown
 */
public record Recovered(ClusterRun left, Either<RuntimeException, Outcome> result) {

    public Recovered {
        Objects.requireNonNull(left, "left");
        Objects.requireNonNull(result, "result");
    }

    /**
     * Whether there was nothing to recover: the run had come to its end before, by its own worker or by another one. Nothing
     * was executed then.
     *
     * @return whether it is {@link Outcome.Refused} for {@link RefusalCodes#NOTHING_UNFINISHED}
     */
    public boolean isNothingUnfinished() {
        return result.isRight()
                && result.get() instanceof Outcome.Refused refused
                && refused.refusals().stream().anyMatch(why -> why.code().equals(RefusalCodes.NOTHING_UNFINISHED));
    }
}
