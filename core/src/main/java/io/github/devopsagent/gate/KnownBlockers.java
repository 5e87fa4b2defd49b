package io.github.devopsagent.gate;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The blockers of this agent that stood when a run began. While it is under way only this run writes any, at its end: so
 * each other one in its name is of somebody else, whatever it says.
 *
 * @param ours the blockers by then, each as often as it stood there; empty if they are not known, and ours are told by what they say alone
 */
public record KnownBlockers(Optional<List<Blocker>> ours) {

    /** Those of a moment at which no run is under way. */
    public static final KnownBlockers NONE = new KnownBlockers(Optional.empty());

    private static final Comparator<Blocker> ORDER =
            Comparator.comparing(Blocker::reason).thenComparing(Blocker::type).thenComparing(Blocker::by);

    public KnownBlockers {
        ours = ours.map(all -> all.stream().sorted(ORDER).toList());
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
                .toList()));
    }

    /**
     * Tells which blockers of a status this agent wrote, asked once for each of them in their order: one that reads as
     * we write it, and stood there when the run began, or asks a person. A further copy of one is of somebody else.
     *
     * @return whether the next blocker is ours
     */
    public Predicate<Blocker> inOrder() {
        Optional<List<Blocker>> left = ours.map(ArrayList::new);
        return blocker -> OwnBlockers.isWritten(blocker)
                && (blocker.type() == Blocker.Type.QUESTION
                        || left.map(known -> known.remove(blocker)).orElse(true));
    }
}
