package io.github.devopsagent.testkit;

import io.github.devopsagent.internal.time.VirtualClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * Time that passes at once: where an agent would wait, for the next sample of a monitor window, before a retry, or until a
 * file is looked at again, this time moves on, and the agent goes on without waiting. Between, it stands still, unless a
 * {@linkplain ScriptedAnswer#taking(Duration) scripted answer takes} some of it.
 *
 * <pre>{@code
 * VirtualTime time = VirtualTime.start();
 * DevOpsAgent.builder().consensus(consensus).clock(time.clock()).withoutDiscovery().executors(…)
 * }</pre>
 *
 * <p>Nothing that really takes time is simulated. An agent with such a clock is built only if all of its executors, health
 * checks, metrics and rollback points are scripted; otherwise {@code build()} throws an {@link IllegalStateException} that
 * names the others. Its rules, evidence sources and listeners are called as ever, and their limits are real time; so is how
 * long it waits for another agent ({@code lockWait}).
 *
 * <p>Several threads may use it.
 */
public final class VirtualTime {

    private final PassingClock clock;

    private VirtualTime(Instant begin) {
        clock = new PassingClock(begin, new Passed(), ZoneOffset.UTC);
    }

    /**
     * Begins now, by the system's clock, so that what lies in a consensus directory is older.
     *
     * @return a new time, at which nothing has passed
     */
    public static VirtualTime start() {
        return startAt(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    /**
     * Begins at a moment, for a rule that looks at the clock.
     *
     * @param begin from 1970 to 9998
     * @return a new time, at which nothing has passed
     */
    public static VirtualTime startAt(Instant begin) {
        return new VirtualTime(Objects.requireNonNull(begin, "begin"));
    }

    /**
     * What an agent's builder is given: {@code clock(time.clock())}.
     *
     * @return a clock in UTC
     */
    public Clock clock() {
        return clock;
    }

    /**
     * Which moment it is.
     *
     * @return the beginning, and what has passed since
     */
    public Instant now() {
        return clock.instant();
    }

    /**
     * How much has passed.
     *
     * @return since the beginning; zero at first
     */
    public Duration elapsed() {
        return clock.elapsed();
    }

    /**
     * Lets time pass, such as the hours between two deployments.
     *
     * @param time how much
     * @throws IllegalArgumentException if it is negative
     */
    public void pass(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time passes forward, found " + time);
        }
        clock.pass(time);
    }

    /** The moment, and how much has passed. */
    @Override
    public String toString() {
        return "VirtualTime[" + now() + ", " + elapsed() + " after its beginning]";
    }

    /** What takes no other time than this one. */
    interface Scripted {}

    /** How much has passed, for clocks of several zones. */
    private static final class Passed {

        private Duration sum = Duration.ZERO;

        synchronized void add(Duration time) {
            sum = sum.plus(time);
        }

        synchronized Duration sum() {
            return sum;
        }
    }

    private static final class PassingClock extends VirtualClock {

        private final Instant begin;
        private final Passed passed;
        private final ZoneId zone;

        PassingClock(Instant begin, Passed passed, ZoneId zone) {
            this.begin = begin;
            this.passed = passed;
            this.zone = zone;
        }

        @Override
        public Instant instant() {
            return begin.plus(passed.sum());
        }

        @Override
        public Duration elapsed() {
            return passed.sum();
        }

        @Override
        public void pass(Duration time) {
            if (!time.isNegative()) {
                passed.add(time);
            }
        }

        @Override
        protected boolean isScripted(Object code) {
            return code instanceof Scripted;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new PassingClock(begin, passed, other);
        }
    }
}
