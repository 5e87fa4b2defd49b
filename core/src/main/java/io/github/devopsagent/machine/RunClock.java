package io.github.devopsagent.machine;

import java.time.Duration;
import java.time.Instant;

/**
 * The times of a run, as its events tell them. It never goes back.
 *
 * @param startedAt when the run began
 * @param before when the event before the last happened
 * @param now when the last event happened
 * @param forwardDeadline when the time for going forward is over
 */
record RunClock(Instant startedAt, Instant before, Instant now, Instant forwardDeadline) {

    static RunClock started(Instant at, Duration forwardBudget) {
        return new RunClock(at, at, at, at.plus(forwardBudget));
    }

    RunClock at(Instant moment) {
        return new RunClock(startedAt, now, CheckProgress.later(now, moment), forwardDeadline);
    }

    /** How long nothing happened before the last event. */
    Duration pause() {
        return Duration.between(before, now);
    }

    /** A budget is for the time in which someone works. */
    RunClock withoutThePause() {
        return new RunClock(startedAt, before, now, forwardDeadline.plus(pause()));
    }

    boolean isOutOfTime(Instant moment) {
        return !moment.isBefore(forwardDeadline);
    }
}
