package io.github.devopsagent.veto;

import java.util.Optional;

/**
 * Says whether a deployment that nothing may be wrong with has to wait: pure, quick, and without a memory. One that throws
 * or returns null holds, and so does one that takes longer than the builder's {@code hostCodeLimit} (a minute by default).
 * It is called on a thread of its own.
 */
@FunctionalInterface
public interface HoldRule {

    /**
     * Says whether the deployment has to wait. It is also asked beside a document that is invalid, which the evidence then
     * lacks, as it lacks all facts. A rule that fails then holds nothing, since that document is a veto.
     *
     * @param evidence everything that the decision rests on
     * @return why it has to wait, for people; empty if it need not
     */
    Optional<String> hold(Evidence evidence);
}
