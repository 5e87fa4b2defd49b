package io.github.devopsagent.machine;

import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.run.StepRef.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Everything before the gate is asked again: readiness, the baseline of the health checks, pre-flight and backup.
 *
 * @param facts of the run
 * @param done how many steps have succeeded
 * @param baselineClosed whether no further answer of a health check is waited for
 */
record PreparingPhase(RunFacts facts, int done, boolean baselineClosed) implements StepPhase {

    private static final int MOST_NAMED = 10;

    static PreparingPhase begin(RunFacts facts) {
        return new PreparingPhase(facts, 0, false);
    }

    @Override
    public PreparingPhase with(RunFacts other) {
        return new PreparingPhase(other, done, baselineClosed);
    }

    @Override
    public PreparingPhase stepDone() {
        return new PreparingPhase(facts, done + 1, baselineClosed);
    }

    @Override
    public PreparingPhase again() {
        return this;
    }

    @Override
    public Stage stage() {
        return isReady() ? steps().get(done).stage() : Stage.PRE_FLIGHT;
    }

    @Override
    public NextAction next() {
        Optional<Verification> baseline = facts.observed().baseline();
        if (baseline.isEmpty()) {
            return new NextAction.CheckReadiness();
        }
        return isReady() ? actions().perform(steps().get(done)) : actions().probe(Purpose.BASELINE, baseline.get());
    }

    private List<StepRef> steps() {
        List<StepRef> steps = new ArrayList<>(facts.plan().steps(Part.PREFLIGHT));
        steps.addAll(facts.plan().steps(Part.BACKUP));
        return steps;
    }

    private boolean isReady() {
        Optional<Verification> baseline = facts.observed().baseline();
        return baseline.isPresent() && (baselineClosed || !baseline.get().isPending());
    }

    @Override
    public RunPhase concluded() {
        boolean prepared = isReady() && done == steps().size();
        return prepared ? MeasuringPhase.begin(facts).concluded() : this;
    }

    @Override
    public RunPhase readinessChecked(RunEvent.ReadinessChecked event) {
        Verification baseline = Verification.baseline(facts.plan().checks(), facts.now());
        PreparingPhase checked = with(facts.with(Observations.ready(event.findings(), baseline)));
        List<String> errors = new ArrayList<>();
        for (Finding finding : event.findings()) {
            if (finding.severity() == Finding.Severity.ERROR) {
                errors.add(finding.toString());
            }
        }
        return errors.isEmpty() ? checked : checked.failed(Stage.PRE_FLIGHT, first(errors));
    }

    private static String first(List<String> errors) {
        String more = errors.size() > MOST_NAMED ? "; and " + (errors.size() - MOST_NAMED) + " more" : "";
        return errors.stream().limit(MOST_NAMED).collect(Collectors.joining("; ")) + more;
    }

    @Override
    public RunPhase probed(RunEvent.Probed event) {
        Optional<Verification> baseline = facts.observed().baseline();
        return event.purpose() == Purpose.BASELINE && baseline.isPresent()
                ? with(facts.with(facts.observed().withBaseline(baseline.get().after(event))))
                : this;
    }

    /** Journals of before have a single answer of each check, so that whatever is done behind them closes them. */
    private PreparingPhase baselineIsClosed() {
        return new PreparingPhase(facts, done, true);
    }

    @Override
    public RunPhase stepIntended(RunEvent.StepIntended event) {
        return baselineIsClosed().with(facts.intended(event));
    }

    @Override
    public RunPhase gateConfirmed(RunEvent.GateConfirmed event) {
        RunPhase closed = baselineIsClosed().concluded();
        return closed instanceof DeployingPhase deploying ? deploying.gateConfirmed(event) : this;
    }
}
