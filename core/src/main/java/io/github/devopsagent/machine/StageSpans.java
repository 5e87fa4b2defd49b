package io.github.devopsagent.machine;

import io.github.devopsagent.plan.Stage;
import io.vavr.collection.Vector;
import java.time.Instant;
import java.util.Optional;

/**
 * The stages that a run has entered.
 *
 * @param all in their order; the last is the one that the run is in, or ended in
 */
record StageSpans(Vector<StageSpan> all) {

    static StageSpans started(Instant at) {
        return new StageSpans(Vector.of(StageSpan.entered(Stage.PRE_FLIGHT, at)));
    }

    /** Of a run that only goes back. */
    static StageSpans rollback(Instant at) {
        return new StageSpans(Vector.of(StageSpan.entered(Stage.ROLLBACK, at)));
    }

    Stage current() {
        return all.last().stage();
    }

    StageSpans in(Stage stage, Instant now) {
        if (stage == current()) {
            return this;
        }
        return new StageSpans(
                left(now).all().appendAll(passedBefore(stage, now)).append(StageSpan.entered(stage, now)));
    }

    /** A stage without steps is passed through at once; a rollback skips what was not reached. */
    private Vector<StageSpan> passedBefore(Stage stage, Instant now) {
        Vector<StageSpan> passed = Vector.empty();
        for (Stage each : Stage.values()) {
            if (stage != Stage.ROLLBACK && each.compareTo(current()) > 0 && each.compareTo(stage) < 0) {
                passed = passed.append(StageSpan.entered(each, now).left(now));
            }
        }
        return passed;
    }

    StageSpans left(Instant now) {
        return new StageSpans(all.init().append(all.last().left(now)));
    }

    /**
     * A stage that was entered.
     *
     * @param stage what was being done meanwhile
     * @param startedAt when it was entered
     * @param endedAt when it was left; empty while the run is in it
     */
    record StageSpan(Stage stage, Instant startedAt, Optional<Instant> endedAt) {

        static StageSpan entered(Stage stage, Instant at) {
            return new StageSpan(stage, at, Optional.empty());
        }

        StageSpan left(Instant at) {
            return endedAt.isPresent() ? this : new StageSpan(stage, startedAt, Optional.of(at));
        }
    }
}
