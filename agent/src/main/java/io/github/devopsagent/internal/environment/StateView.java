package io.github.devopsagent.internal.environment;

import io.github.devopsagent.RunView;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.machine.StepAttempt;
import io.github.devopsagent.machine.vocabulary.Failure;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.StepRef;
import io.vavr.collection.Seq;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A view of what is known of a run.
 *
 * @param state what is known; its plan has no secret in any text
 */
record StateView(RunState state) implements RunView {

    @Override
    public String epicId() {
        return state.plan().context().epicId();
    }

    @Override
    public String deploymentId() {
        return state.deploymentId();
    }

    @Override
    public String environment() {
        return state.plan().context().environment();
    }

    @Override
    public Optional<String> rollsBack() {
        return state.rollsBack();
    }

    @Override
    public Instant startedAt() {
        return state.startedAt();
    }

    @Override
    public Duration forwardBudget() {
        return state.plan().forwardBudget();
    }

    @Override
    public Stage stage() {
        return state.currentStage();
    }

    @Override
    public List<StepRef> steps() {
        return state.plan().steps();
    }

    @Override
    public String nameOf(StepRef step) {
        return state.name(step);
    }

    @Override
    public StepPosition positionOf(StepRef step) {
        List<StepRef> course = state.course(step);
        return new StepPosition(course.indexOf(step) + 1, course.size());
    }

    @Override
    public Optional<Instant> begunAt(StepRef step) {
        Seq<StepAttempt> attempts = state.attempts(step);
        return attempts.isEmpty()
                ? Optional.empty()
                : Optional.of(attempts.last().intendedAt());
    }

    @Override
    public String shortNameOf(StepRef step) {
        return state.plan().step(step).name();
    }

    @Override
    public int attemptsOf(StepRef step) {
        return state.attempts(step).size();
    }

    @Override
    public List<String> checks() {
        List<String> names = new ArrayList<>();
        for (HealthCheck check : state.plan().checks()) {
            names.add(check.name());
        }
        return List.copyOf(names);
    }

    @Override
    public List<String> metrics() {
        return state.plan().metrics().stream().map(Metric::name).toList();
    }

    @Override
    public Optional<String> failure() {
        return state.failure().map(Failure::reason);
    }

    @Override
    public String toString() {
        return deploymentId() + " of " + epicId() + " to " + environment() + ", in stage " + stage().label()
                + failure().map(reason -> ": " + reason).orElse("");
    }
}
