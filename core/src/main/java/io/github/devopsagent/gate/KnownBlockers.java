package io.github.devopsagent.gate;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Status;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The blockers of this agent that stood when a run began. While it is under way only this run writes any, at its end: so
 * each other one in its name is of somebody else, whatever it says.
 *
 * @param ours the blockers by then; empty if they are not known, and ours are told by what they say alone
 */
public record KnownBlockers(Optional<Set<Blocker>> ours) {

    /** Those of a moment at which no run is under way. */
    public static final KnownBlockers NONE = new KnownBlockers(Optional.empty());

    public KnownBlockers {
        ours = ours.map(Set::copyOf);
    }

    /**
     * What stands as a run begins.
     *
     * @param status by then
     * @return our blockers in it that each run judges afresh
     */
    public static KnownBlockers in(Status status) {
        return new KnownBlockers(Optional.of(status.blockers().stream()
                .filter(OwnBlockers::isWritten)
                .filter(blocker -> blocker.type() != Blocker.Type.QUESTION)
                .collect(Collectors.toUnmodifiableSet())));
    }

    /**
     * Whether this agent wrote a blocker.
     *
     * @param blocker as it stands in the status now
     * @return true if it reads as we write it, and stood there when the run began, or asks a person
     */
    public boolean isWritten(Blocker blocker) {
        return OwnBlockers.isWritten(blocker)
                && (blocker.type() == Blocker.Type.QUESTION
                        || ours.map(known -> known.contains(blocker)).orElse(true));
    }
}
