package io.github.devopsagent.veto;

import io.vavr.control.Either;

/**
 * Judges the evidence: pure, quick, and without a memory. One that throws or returns null vetoes, and so does one that
 * takes longer than the builder's {@code hostCodeLimit} (a minute by default). The host's are called on a thread of their own.
 */
@FunctionalInterface
public interface VetoRule {

    /**
     * Says whether the deployment may go on.
     *
     * @param evidence everything that the decision rests on
     * @return a veto, or consent
     */
    Either<Veto, Ok> judge(Evidence evidence);
}
