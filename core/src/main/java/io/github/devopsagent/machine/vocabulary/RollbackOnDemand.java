package io.github.devopsagent.machine.vocabulary;

import java.time.Instant;
import java.util.Objects;

/**
 * That a deployment which succeeded is to be undone, since a person or a host asks for it. It is a run of its own, with an
 * id and a record of its own.
 *
 * @param deploymentId the id of that run, such as {@code DEP-002}
 * @param at when it begins
 * @param reason who asks for it, for people
 * @param earlier how far it was gone already by runs that failed
 */
public record RollbackOnDemand(String deploymentId, Instant at, String reason, EarlierRollbacks earlier) {

    public RollbackOnDemand {
        Objects.requireNonNull(deploymentId, "deploymentId");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(earlier, "earlier");
    }
}
