package io.github.devopsagent.machine;

import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.machine.vocabulary.Failure;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * Nothing is left to do but to write down how the run ended. Whatever happens now does not change that.
 *
 * @param facts of the run
 * @param how it ended
 * @param endedAt when it ended
 * @param failure why it did not succeed; empty if it did
 * @param rollback the way back; empty if there was none
 */
record EndedPhase(RunFacts facts, Ending how, Instant endedAt, Optional<Failure> failure, Optional<Rollback> rollback)
        implements RunPhase {

    static EndedPhase deployed(RunFacts facts) {
        return new EndedPhase(facts, Ending.DEPLOYED, facts.now(), Optional.empty(), Optional.empty());
    }

    static EndedPhase aborted(RunFacts facts, Failure failure) {
        return new EndedPhase(facts, Ending.ABORTED, facts.now(), Optional.of(failure), Optional.empty());
    }

    static EndedPhase rolledBack(RunFacts facts, Failure failure, Rollback rollback) {
        boolean good = rollback.isGood(facts.observed().baseline());
        return new EndedPhase(
                facts,
                good ? Ending.ROLLED_BACK : Ending.ROLLBACK_FAILED,
                facts.now(),
                Optional.of(failure),
                Optional.of(rollback));
    }

    @Override
    public EndedPhase with(RunFacts other) {
        return new EndedPhase(other, how, endedAt, failure, rollback);
    }

    @Override
    public Optional<Ending> ending() {
        return Optional.of(how);
    }

    @Override
    public Stage stage() {
        return rollback.isPresent() ? Stage.ROLLBACK : facts.currentStage();
    }

    @Override
    public EndedPhase settled() {
        return this;
    }

    @Override
    public NextAction next() {
        return new NextAction.WriteRecord(how);
    }

    @Override
    public EndedPhase goOn(Recovery recovery) {
        return this;
    }

    @Override
    public EndedPhase resumed(RunEvent.Resumed event) {
        return this;
    }

    @Override
    public EndedPhase cancelled(RunEvent.Cancelled event) {
        return this;
    }

    /** A good end stays a good one; but the reason why a person is needed is kept in any case. */
    @Override
    public EndedPhase stuck(RunEvent.Stuck event) {
        boolean isFault = rollback.filter(Rollback::hasFaults).isPresent();
        return isFault
                ? new EndedPhase(facts, how, endedAt, failure, rollback.map(way -> way.stuck(event.reason())))
                : new EndedPhase(facts, how, endedAt, failure.map(what -> what.and(event.reason())), rollback);
    }
}
