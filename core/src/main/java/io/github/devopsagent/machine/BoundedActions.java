package io.github.devopsagent.machine;

import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.StepRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What may be done before a deadline, each action with the time that is left for it.
 *
 * @param facts of the run
 * @param deadline when its time is over
 */
record BoundedActions(RunFacts facts, Instant deadline) {

    /** At the deadline itself this is left, so that there always is an attempt to wait for. */
    private static final Duration LEAST = Duration.ofMillis(1);

    NextAction perform(StepRef ref) {
        Duration timeout = facts.plan().step(ref).timeout();
        Instant after = facts.afterPause(ref);
        Instant notBefore = after.isAfter(deadline) ? CheckProgress.later(deadline, facts.now()) : after;
        int attempt = facts.attempts().of(ref).size() + 1;
        return new NextAction.Perform(ref, attempt, notBefore, within(timeout, notBefore));
    }

    NextAction probe(Purpose purpose, Verification checks) {
        Optional<CheckProgress> check = checks.due();
        if (check.isEmpty()) {
            throw new IllegalStateException("no check is due for " + purpose);
        }
        return probe(purpose, check.get().index(), check.get().due());
    }

    NextAction probe(Purpose purpose, int check, Instant due) {
        Instant notBefore = due.isAfter(deadline) ? deadline : due;
        Duration timeout = facts.plan().checks().get(check).timing().timeout();
        return new NextAction.Probe(purpose, check, notBefore, within(timeout, notBefore));
    }

    NextAction measure(Purpose purpose, int metric, Instant due) {
        Instant notBefore = due.isAfter(deadline) ? deadline : due;
        Duration timeout = facts.plan().metrics().get(metric).timeout();
        return new NextAction.Measure(purpose, metric, notBefore, within(timeout, notBefore));
    }

    private Duration within(Duration timeout, Instant from) {
        Duration left = Duration.between(from, deadline);
        Duration bounded = left.compareTo(timeout) < 0 ? left : timeout;
        return bounded.compareTo(LEAST) < 0 ? LEAST : bounded;
    }
}
