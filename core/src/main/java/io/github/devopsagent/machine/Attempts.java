package io.github.devopsagent.machine;

import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import io.vavr.collection.HashMap;
import io.vavr.collection.List;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.util.Optional;

/**
 * The attempts of all steps, of which at most one is under way.
 *
 * @param all the attempts of each step, in order
 * @param open the step that is under way
 * @param takenOver how its run is gone on with, if the agent that began the open attempt was killed
 * @param begun how many attempts the run has begun, those before it started over included
 */
record Attempts(Map<StepRef, Seq<StepAttempt>> all, Optional<StepRef> open, Optional<Recovery> takenOver, int begun) {

    static final Attempts NONE = new Attempts(HashMap.empty(), Optional.empty(), Optional.empty(), 0);

    Seq<StepAttempt> of(StepRef step) {
        return all.getOrElse(step, List.empty());
    }

    Attempts intended(RunEvent.StepIntended event) {
        StepAttempt intended = StepAttempt.intended(event, begun);
        Seq<StepAttempt> before = of(event.step());
        Seq<StepAttempt> more = before.isEmpty() ? List.of(intended) : before.append(intended);
        return new Attempts(all.put(event.step(), more), Optional.of(event.step()), Optional.empty(), begun + 1);
    }

    Attempts started(RunEvent.StepStarted event) {
        StepAttempt started = of(event.step()).last().startedAs(event.process());
        return new Attempts(changed(event.step(), started), open, takenOver, begun);
    }

    Attempts ended(RunEvent.StepEnded event) {
        StepAttempt ended = of(event.step()).last().ended(event);
        return new Attempts(changed(event.step(), ended), Optional.empty(), Optional.empty(), begun);
    }

    /** Its last attempt stays in doubt. */
    Attempts lost() {
        return new Attempts(all, Optional.empty(), Optional.empty(), begun);
    }

    Attempts takenOver(Recovery recovery) {
        return new Attempts(all, open, Optional.of(recovery), begun);
    }

    /** The attempts of a run that starts over. */
    Attempts startedOver() {
        return new Attempts(HashMap.empty(), Optional.empty(), Optional.empty(), begun);
    }

    private Map<StepRef, Seq<StepAttempt>> changed(StepRef step, StepAttempt last) {
        return all.put(step, of(step).update(of(step).size() - 1, last));
    }
}
