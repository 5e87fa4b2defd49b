package io.github.devopsagent.machine;

import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.NoData;
import io.github.devopsagent.metric.verdict.BeforeValues;
import io.github.devopsagent.metric.verdict.SampleCount;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything is prepared, and the metrics that are compared with what they were before the deployment are asked. The
 * gate is asked behind that, so that its answer is young.
 *
 * @param facts of the run
 * @param window how far it has passed
 */
record MeasuringPhase(RunFacts facts, BeforeWindow window) implements ForwardPhase {

    private static final String WAYS_OUT = "; if this is the first deployment, write a rule that needs no value before,"
            + " such as \"at_most\", or \"no_data\": \"ignore\", with which the metric is not judged, and that is told";

    static MeasuringPhase begin(RunFacts facts) {
        return new MeasuringPhase(facts, BeforeWindow.begin(facts.plan(), facts.now()));
    }

    @Override
    public MeasuringPhase with(RunFacts other) {
        return new MeasuringPhase(other, window);
    }

    @Override
    public MeasuringPhase again() {
        return begin(facts);
    }

    /** The stage that was entered last: there is none for it. */
    @Override
    public Stage stage() {
        return facts.currentStage();
    }

    @Override
    public RunFacts known() {
        return facts.with(facts.observed().withMetricsBefore(window.values()));
    }

    @Override
    public NextAction next() {
        BeforeWindow.Due due = window.due().orElseThrow(() -> new IllegalStateException("no metric is due"));
        return actions().measure(Purpose.BASELINE, due.metric(), due.at());
    }

    @Override
    public RunPhase measured(RunEvent.Measured event) {
        return event.purpose() == Purpose.BASELINE ? new MeasuringPhase(facts, window.after(event)) : this;
    }

    @Override
    public RunPhase concluded() {
        if (window.due().isPresent()) {
            return this;
        }
        List<String> faults = new ArrayList<>();
        for (int metric = 0; metric < facts.plan().metrics().size(); metric++) {
            Optional<String> fault = fault(metric);
            if (fault.isPresent()) {
                faults.add(fault.get());
            }
        }
        return faults.isEmpty() ? DeployingPhase.begin(known()) : failed(String.join("; ", faults));
    }

    private Optional<String> fault(int index) {
        Metric metric = facts.plan().metrics().get(index);
        BeforeValues values = Objects.requireNonNull(window.values().get(index));
        return values.fault(metric)
                .filter(fault -> metric.noData() != NoData.IGNORE)
                .map(fault -> "metric '" + metric.name() + "' could never be judged: " + fault
                        + (values.values().isEmpty() ? WAYS_OUT : whyFew(metric, values)));
    }

    private String whyFew(Metric metric, BeforeValues values) {
        int planned = SampleCount.of(metric, facts.plan().monitoring()).before();
        return values.asked() < planned
                ? "; in twice \"before\" it was asked " + values.asked()
                        + " times, where \"before\" and \"period\" give " + planned
                        + " in once, since answers took longer than the period: lengthen \"before\", or shorten"
                        + " the \"timeout\" of what is slow"
                : "; let it answer each time, or lengthen \"before\"";
    }

    /** Journals of runs without metrics have no answers here; the gate of others is asked when all is measured. */
    @Override
    public RunPhase gateConfirmed(RunEvent.GateConfirmed event) {
        return this;
    }
}
