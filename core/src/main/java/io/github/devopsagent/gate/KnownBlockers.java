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

    public KnownBlockers {
        ours = ours.isPresent() ? Optional.of(sorted(ours.get())) : ours;
    }

    private static List<Blocker> sorted(List<Blocker> blockers) {
        if (blockers.size() < 2) {
            return List.copyOf(blockers);
        }
        Comparator<Blocker> order = Comparator.comparing(Blocker::reason)
                .thenComparing(Blocker::type)
                .thenComparing(Blocker::by);
        return blockers.stream().sorted(order).toList();
    }

    /**
     * What stands as a run begins.
     *
     * @param status by then
     * @return our blockers in it that each run judges afresh
     */
    public static KnownBlockers in(Status status) {
        List<Blocker> ours = new ArrayList<>();
        for (Blocker blocker : status.blockers()) {
            if (OwnBlockers.isWritten(blocker) && blocker.type() != Blocker.Type.QUESTION) {
                ours.add(blocker);
            }
        }
        return new KnownBlockers(Optional.of(ours));
    }

    /**
     * Tells which blockers of a status this agent wrote, asked once for each of them in their order: one that reads as
     * we write it, and stood there when the run began, or asks a person. A further copy of one is of somebody else.
     *
     * @return whether the next blocker is ours
     */
    public Predicate<Blocker> inOrder() {
        List<Blocker> left = new ArrayList<>(ours.orElse(List.of()));
        return blocker -> OwnBlockers.isWritten(blocker)
                && (blocker.type() == Blocker.Type.QUESTION || ours.isEmpty() || left.remove(blocker));
    }
}
