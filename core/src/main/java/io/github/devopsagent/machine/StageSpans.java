package io.github.devopsagent.machine;

import io.github.devopsagent.plan.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The stages that a run has entered.
 *
 * @param all in their order; the last is the one that the run is in, or ended in
 */
record StageSpans(List<StageSpan> all) {

    StageSpans {
        all = List.copyOf(all);
    }

    static StageSpans started(Instant at) {
        return new StageSpans(List.of(StageSpan.entered(Stage.PRE_FLIGHT, at)));
    }

    /** Of a run that only goes back. */
    static StageSpans rollback(Instant at) {
        return new StageSpans(List.of(StageSpan.entered(Stage.ROLLBACK, at)));
    }

    Stage current() {
        return last().stage();
    }

    StageSpans in(Stage stage, Instant now) {
        if (stage == current()) {
            return this;
        }
        List<StageSpan> more = new ArrayList<>(left(now).all());
        for (Stage each : Stage.values()) {
            // A stage without steps is passed through at once; a rollback skips what was not reached.
            if (stage != Stage.ROLLBACK && each.compareTo(current()) > 0 && each.compareTo(stage) < 0) {
                more.add(StageSpan.entered(each, now).left(now));
            }
        }
        more.add(StageSpan.entered(stage, now));
        return new StageSpans(more);
    }

    StageSpans left(Instant now) {
        List<StageSpan> left = new ArrayList<>(all);
        left.set(all.size() - 1, last().left(now));
        return new StageSpans(left);
    }

    private StageSpan last() {
        return all.get(all.size() - 1);
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
