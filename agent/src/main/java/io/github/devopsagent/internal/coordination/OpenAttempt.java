package io.github.devopsagent.internal.coordination;

import io.github.devopsagent.coordination.Coordination;
import io.github.devopsagent.coordination.Worker;
import io.github.devopsagent.internal.json.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * What may be done about an attempt of a step that a worker before has left without an end.
 *
 * @param refusal why it cannot be known from here what still runs of it, for people; empty if it can, or need not be
 * @param grace how long to wait until it counts as lost all the same; empty if it is waited for without end
 * @param loss why it counts as lost, without having been looked for here, for the record; empty if it is looked for
 */
public record OpenAttempt(Optional<String> refusal, Optional<Duration> grace, Optional<String> loss) {

    /** What still runs of it can be seen from here; or there is none. */
    static final OpenAttempt SEEN = new OpenAttempt(Optional.empty(), Optional.empty(), Optional.empty());

    static OpenAttempt unseen(Optional<String> why) {
        return new OpenAttempt(why, Optional.empty(), Optional.empty());
    }

    /**
     * Of an attempt that cannot be seen from here, whose worker has lost its lease.
     *
     * @param unseen why it cannot be seen, for people
     * @param worker who was about to begin it
     * @param coordination knows perhaps what became of the worker
     */
    static OpenAttempt of(String unseen, Worker worker, Coordination coordination) {
        return switch (coordination.fate(worker)) {
            case DEAD ->
                new OpenAttempt(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(
                                "its worker, " + worker + ", has ended with all that it started, as the host says"));
            case ALIVE -> unseen(Optional.of(unseen + "; and that worker may still work, as the host says"));
            case UNKNOWN -> ofUnknown(unseen, worker, coordination.grace());
        };
    }

    private static OpenAttempt ofUnknown(String unseen, Worker worker, Optional<Duration> grace) {
        return new OpenAttempt(
                Optional.of(unseen
                        + "; or let the host say by fate(…) of the coordination that this worker has ended, or by grace(…)"
                        + " how long it is waited for"),
                grace,
                grace.map(
                        time -> "nobody knows what became of its worker, " + worker + ", and the host lets it count as"
                                + " lost " + Durations.format(time) + " after its lease was over"));
    }
}
