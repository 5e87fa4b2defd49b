package io.github.devopsagent.machine;

import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import java.util.Optional;

/**
 * The deployment is verified, and has to stay healthy for the whole window.
 *
 * @param facts of the run
 * @param window how far it has passed
 */
record MonitoringPhase(RunFacts facts, MonitorWindow window) implements ForwardPhase {

    static MonitoringPhase begin(RunFacts facts) {
        RunPlan plan = facts.plan();
        MonitorWindow window = MonitorWindow.begin(
                plan.monitoring(),
                plan.checks(),
                plan.metrics(),
                facts.observed().metricsBefore(),
                facts.now());
        return new MonitoringPhase(facts, window);
    }

    @Override
    public MonitoringPhase with(RunFacts other) {
        return new MonitoringPhase(other, window);
    }

    @Override
    public MonitoringPhase again() {
        return new MonitoringPhase(facts, window.again(facts.now()));
    }

    @Override
    public Stage stage() {
        return Stage.MONITOR;
    }

    @Override
    public Optional<MonitorWindow> monitor() {
        return Optional.of(window);
    }

    @Override
    public RunFacts known() {
        return facts.with(facts.observed().withMonitor(window));
    }

    @Override
    public NextAction next() {
        MonitorWindow.DueQuestion question = window.next();
        return question.kind() == MonitorWindow.DueQuestion.QuestionKind.CHECK
                ? actions().probe(Purpose.MONITOR, question.index(), window.due())
                : actions().measure(Purpose.MONITOR, question.index(), window.due());
    }

    @Override
    public RunPhase probed(RunEvent.Probed event) {
        return event.purpose() == Purpose.MONITOR
                ? new MonitoringPhase(
                        facts,
                        window.after(
                                event, facts.plan().checks().get(event.check()).name()))
                : this;
    }

    @Override
    public RunPhase measured(RunEvent.Measured event) {
        return event.purpose() == Purpose.MONITOR ? new MonitoringPhase(facts, window.after(event)) : this;
    }

    /** A window that has passed means deployed, however late it is. */
    @Override
    public RunPhase settled() {
        return window.passed() ? EndedPhase.deployed(known()) : ForwardPhase.super.settled();
    }

    @Override
    public RunPhase concluded() {
        return window.anomaly()
                .map(anomaly -> failed(Stage.MONITOR, anomaly).settled())
                .orElse(this);
    }
}
