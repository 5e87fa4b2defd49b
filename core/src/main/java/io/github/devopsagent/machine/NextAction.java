package io.github.devopsagent.machine;

import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import java.time.Duration;
import java.time.Instant;

/** What a run needs to be done next. */
public sealed interface NextAction {

    /**
     * Calls the case for this kind of action.
     *
     * @param cases one for each kind
     * @param <T> the type of the result
     * @return the case's result
     */
    <T> T fold(ActionCases<T> cases);

    /**
     * One case for each kind of action.
     *
     * @param <T> the type of the result
     */
    interface ActionCases<T> {
        /** For {@link CheckReadiness}. */
        T checkReadiness(CheckReadiness action);

        /** For {@link ConfirmGate}. */
        T confirmGate(ConfirmGate action);

        /** For {@link Perform}. */
        T perform(Perform action);

        /** For {@link Probe}. */
        T probe(Probe action);

        /** For {@link Measure}. */
        T measure(Measure action);

        /** For {@link Resolve}. */
        T resolve(Resolve action);

        /** For {@link WriteRecord}. */
        T writeRecord(WriteRecord action);
    }

    /** Find out whether every step, check and rollback can run; answered by {@link RunEvent.ReadinessChecked}. */
    record CheckReadiness() implements NextAction {
        @Override
        public <T> T fold(ActionCases<T> cases) {
            return cases.checkReadiness(this);
        }
    }

    /** Ask gate and rules again; answered by {@link RunEvent.GateConfirmed}. */
    record ConfirmGate() implements NextAction {
        @Override
        public <T> T fold(ActionCases<T> cases) {
            return cases.confirmGate(this);
        }
    }

    /**
     * Carry out a step; answered by {@link RunEvent.StepIntended} before and {@link RunEvent.StepEnded} after.
     *
     * @param step where it stands in the plan
     * @param attempt from 1
     * @param notBefore when to begin at the earliest: after a failure there is a pause
     * @param timeout how long it may take
     */
    record Perform(StepRef step, int attempt, Instant notBefore, Duration timeout) implements NextAction {
        @Override
        public <T> T fold(ActionCases<T> cases) {
            return cases.perform(this);
        }
    }

    /**
     * Ask a health check once; answered by {@link RunEvent.Probed}.
     *
     * @param purpose what it is asked for
     * @param check its place among the run's checks
     * @param notBefore when to ask at the earliest
     * @param timeout how long it may take
     */
    record Probe(Purpose purpose, int check, Instant notBefore, Duration timeout) implements NextAction {
        @Override
        public <T> T fold(ActionCases<T> cases) {
            return cases.probe(this);
        }
    }

    /**
     * Ask a metric once; answered by {@link RunEvent.Measured}.
     *
     * @param purpose what it is asked for
     * @param metric its place among the run's metrics
     * @param notBefore when to ask at the earliest
     * @param timeout how long it may take
     */
    record Measure(Purpose purpose, int metric, Instant notBefore, Duration timeout) implements NextAction {
        @Override
        public <T> T fold(ActionCases<T> cases) {
            return cases.measure(this);
        }
    }

    /**
     * Find out what became of an attempt during which the agent was killed, and end what is left of it; answered by
     * {@link RunEvent.StepEnded}, or by {@link RunEvent.StepLost} if nobody knows.
     *
     * @param step where the step stands in the plan
     */
    record Resolve(StepRef step) implements NextAction {
        @Override
        public <T> T fold(ActionCases<T> cases) {
            return cases.resolve(this);
        }
    }

    /**
     * Write what the run leaves in the consensus directory. No event answers it: an agent that finds the run unwritten
     * writes it again.
     *
     * @param ending how the run ended
     */
    record WriteRecord(Ending ending) implements NextAction {
        @Override
        public <T> T fold(ActionCases<T> cases) {
            return cases.writeRecord(this);
        }
    }
}
