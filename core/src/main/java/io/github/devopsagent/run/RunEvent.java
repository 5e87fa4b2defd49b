package io.github.devopsagent.run;

import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.metric.Measurement;
import java.time.Instant;
import java.util.List;

/** Something that happened in a run. The list of its events is all there is to know about it. */
public sealed interface RunEvent {

    /**
     * When it happened.
     *
     * @return the moment
     */
    Instant at();

    /**
     * Calls the case for this kind of event.
     *
     * @param cases one for each kind
     * @param <T> the type of the result
     * @return the case's result
     */
    <T> T fold(EventCases<T> cases);

    /**
     * One case for each kind of event.
     *
     * @param <T> the type of the result
     */
    interface EventCases<T> {
        /** For {@link ReadinessChecked}. */
        T readinessChecked(ReadinessChecked event);

        /** For {@link Probed}. */
        T probed(Probed event);

        /** For {@link Measured}. */
        T measured(Measured event);

        /** For {@link GateConfirmed}. */
        T gateConfirmed(GateConfirmed event);

        /** For {@link StepIntended}. */
        T stepIntended(StepIntended event);

        /** For {@link StepStarted}. */
        T stepStarted(StepStarted event);

        /** For {@link StepEnded}. */
        T stepEnded(StepEnded event);

        /** For {@link Cancelled}. */
        T cancelled(Cancelled event);

        /** For {@link Stuck}. */
        T stuck(Stuck event);

        /** For {@link StepLost}. */
        T stepLost(StepLost event);

        /** For {@link Resumed}. */
        T resumed(Resumed event);
    }

    /**
     * It was checked whether every step, check and rollback can run.
     *
     * @param at when
     * @param findings what was found
     */
    record ReadinessChecked(Instant at, List<Finding> findings) implements RunEvent {
        public ReadinessChecked {
            findings = List.copyOf(findings);
        }

        @Override
        public <T> T fold(EventCases<T> cases) {
            return cases.readinessChecked(this);
        }
    }

    /**
     * A health check was asked once.
     *
     * @param at when the answer came
     * @param purpose what it was asked for
     * @param check its place among the run's checks
     * @param startedAt when it was asked
     * @param healthy the answer
     * @param detail what was observed, for people
     */
    record Probed(Instant at, Purpose purpose, int check, Instant startedAt, boolean healthy, String detail)
            implements RunEvent {
        @Override
        public <T> T fold(EventCases<T> cases) {
            return cases.probed(this);
        }
    }

    /**
     * A metric was asked once.
     *
     * @param at when the answer came
     * @param purpose what it was asked for
     * @param metric its place among the run's metrics
     * @param startedAt when it was asked
     * @param reading the answer
     */
    record Measured(Instant at, Purpose purpose, int metric, Instant startedAt, Measurement reading)
            implements RunEvent {
        @Override
        public <T> T fold(EventCases<T> cases) {
            return cases.measured(this);
        }
    }

    /**
     * Gate and rules were asked again, immediately before the first deploy step.
     *
     * @param at when
     * @param reasons what has changed since the run began; empty if the deployment may go on
     */
    record GateConfirmed(Instant at, List<String> reasons) implements RunEvent {
        public GateConfirmed {
            reasons = List.copyOf(reasons);
        }

        @Override
        public <T> T fold(EventCases<T> cases) {
            return cases.gateConfirmed(this);
        }
    }

    /**
     * An attempt is about to begin. Without a {@link StepEnded} behind it, the attempt is in doubt.
     *
     * @param at when
     * @param step where it stands in the plan
     * @param attempt from 1
     * @param key what the attempt's processes carry in their environment
     */
    record StepIntended(Instant at, StepRef step, int attempt, String key) implements RunEvent {
        @Override
        public <T> T fold(EventCases<T> cases) {
            return cases.stepIntended(this);
        }
    }

    /**
     * A process was started for the attempt that was intended last.
     *
     * @param at when
     * @param step where it stands in the plan
     * @param attempt from 1
     * @param process what can be told from any other, on whatever machine
     */
    record StepStarted(Instant at, StepRef step, int attempt, ProcessId process) implements RunEvent {
        @Override
        public <T> T fold(EventCases<T> cases) {
            return cases.stepStarted(this);
        }
    }

    /**
     * An attempt has ended.
     *
     * @param at when
     * @param step where it stands in the plan
     * @param attempt from 1
     * @param result how it ended
     * @param output what is kept of what it printed
     */
    record StepEnded(Instant at, StepRef step, int attempt, StepResult result, Output output) implements RunEvent {
        @Override
        public <T> T fold(EventCases<T> cases) {
            return cases.stepEnded(this);
        }
    }

    /**
     * The run stops going forward: the host wants that, nothing can be recorded any more, or its time is over.
     *
     * @param at when
     * @param reason how that came
     */
    record Cancelled(Instant at, String reason) implements RunEvent {
        @Override
        public <T> T fold(EventCases<T> cases) {
            return cases.cancelled(this);
        }
    }

    /**
     * Nothing may be executed any more: something runs on and cannot be ended, or what was done cannot be known.
     *
     * @param at when
     * @param reason what runs on, or why nobody may go on
     */
    record Stuck(Instant at, String reason) implements RunEvent {
        @Override
        public <T> T fold(EventCases<T> cases) {
            return cases.stuck(this);
        }
    }

    /**
     * The agent was killed during an attempt, or its lease ended with it; nothing of it runs any more, and nobody knows how far
     * it came.
     *
     * @param at when that was found out
     * @param step where it stands in the plan
     * @param attempt from 1
     * @param reason why it counts as lost without having been looked for, since it ran elsewhere, or since the agent that
     *     goes on has ended it itself, for people; empty if it was looked for in vain
     */
    record StepLost(Instant at, StepRef step, int attempt, String reason) implements RunEvent {

        /**
         * An attempt that was looked for in vain.
         *
         * @param at when that was found out
         * @param step where it stands in the plan
         * @param attempt from 1
         */
        public StepLost(Instant at, StepRef step, int attempt) {
            this(at, step, attempt, "");
        }

        @Override
        public <T> T fold(EventCases<T> cases) {
            return cases.stepLost(this);
        }
    }

    /**
     * Another agent goes on with the run, since the one that began it is gone; or the same one, whose lease was over meanwhile.
     *
     * @param at when
     * @param recovery in which way
     */
    record Resumed(Instant at, Recovery recovery) implements RunEvent {
        /**
         * Rejects a recovery that goes on with nothing.
         *
         * @throws IllegalArgumentException for {@link Recovery#ASK}: then nobody goes on
         */
        public Resumed {
            if (recovery == Recovery.ASK) {
                throw new IllegalArgumentException("a run that is left to a person is not gone on with");
            }
        }

        @Override
        public <T> T fold(EventCases<T> cases) {
            return cases.resumed(this);
        }
    }
}
