package io.github.devopsagent.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.metric.Measurement;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Output;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run that is told event by event: {@code of(aPlan()).prepared().succeeds().fails()}. Each sentence first checks that
 * it answers what the run asks for. An action takes a second.
 */
public final class RunScript {

    /** More than any of the stories needs: one that does not end shall fail. */
    private static final int MOST_ACTIONS = 100;

    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<String> done = new ArrayList<>();
    private Optional<StepRef> current = Optional.empty();
    private RunState state;
    private Instant clock = START;

    private RunScript(RunPlan plan) {
        state = RunState.begin(plan, START);
    }

    public static RunScript of(PlanFixture plan) {
        return new RunScript(plan.build());
    }

    public RunState state() {
        return state;
    }

    NextAction next() {
        return state.next();
    }

    /** The names of the steps that were begun, in order. */
    List<String> done() {
        return List.copyOf(done);
    }

    Instant clock() {
        return clock;
    }

    RunScript happens(RunEvent event) {
        state = state.after(event);
        return this;
    }

    RunScript passes(Duration time) {
        clock = clock.plus(time);
        return this;
    }

    /** Ready, every check healthy beforehand; with the gate, if the first step is a deploy step. */
    public RunScript prepared() {
        return ready().baseline(true).gateOpensIfAsked();
    }

    RunScript ready() {
        return finds();
    }

    RunScript finds(Finding... findings) {
        asked(NextAction.CheckReadiness.class);
        return happens(new RunEvent.ReadinessChecked(tick(), List.of(findings)));
    }

    RunScript baseline(boolean healthy) {
        return answersAll(Purpose.BASELINE, healthy);
    }

    RunScript gateOpens() {
        return gateAnswers();
    }

    RunScript gateAnswers(String... reasons) {
        asked(NextAction.ConfirmGate.class);
        return happens(new RunEvent.GateConfirmed(tick(), List.of(reasons)));
    }

    private RunScript gateOpensIfAsked() {
        return next() instanceof NextAction.ConfirmGate ? gateOpens() : this;
    }

    public RunScript succeeds() {
        return begins().ends(StepResult.success());
    }

    public RunScript fails() {
        return begins().ends(StepResult.failure("exit code 1"));
    }

    public RunScript doesNotStart() {
        return begins().ends(new StepResult.NotStarted("no such file"));
    }

    public RunScript runsOn() {
        return begins().ends(new StepResult.StillRunning("pid 4711"));
    }

    RunScript begins() {
        NextAction.Perform action = asked(NextAction.Perform.class);
        current = Optional.of(action.step());
        clock = CheckProgress.later(clock, action.notBefore());
        done.add(state.plan().step(action.step()).name());
        String key = action.step().path() + "#" + action.attempt();
        return happens(new RunEvent.StepIntended(clock, action.step(), action.attempt(), key));
    }

    /** The attempt that was begun last ends. */
    RunScript ends(StepResult result) {
        return ends(current.orElseThrow(), result);
    }

    RunScript ends(StepRef step, StepResult result) {
        int attempt = state.attempts(step).size();
        Output output = new Output("", "last line", 9, Optional.empty());
        return happens(new RunEvent.StepEnded(tick(), step, attempt, result, output));
    }

    public RunScript everyStepSucceeds() {
        for (int i = 0; i < MOST_ACTIONS && next() instanceof NextAction.Perform; i++) {
            succeeds();
        }
        return this;
    }

    RunScript answers(boolean healthy) {
        NextAction.Probe action = asked(NextAction.Probe.class);
        clock = CheckProgress.later(clock, action.notBefore());
        Instant asked = clock;
        String detail = healthy ? "HTTP 200" : "HTTP 503";
        return happens(new RunEvent.Probed(tick(), action.purpose(), action.check(), asked, healthy, detail));
    }

    RunScript measures(double value) {
        return measures(Measurement.of(value));
    }

    RunScript measures(Measurement reading) {
        NextAction.Measure action = asked(NextAction.Measure.class);
        clock = CheckProgress.later(clock, action.notBefore());
        Instant asked = clock;
        return happens(new RunEvent.Measured(clock, action.purpose(), action.metric(), asked, reading));
    }

    /** The metric answers after some time. */
    RunScript measures(double value, Duration took) {
        NextAction.Measure action = asked(NextAction.Measure.class);
        Instant asked = CheckProgress.later(clock, action.notBefore());
        clock = asked.plus(took);
        return happens(new RunEvent.Measured(clock, action.purpose(), action.metric(), asked, Measurement.of(value)));
    }

    /** A sample of the monitor window with one metric: the health checks are healthy, and then the metric answers. */
    RunScript sampled(double value) {
        return answersAll(Purpose.MONITOR, true).measures(value);
    }

    /** Every check gives this answer for as long as it is asked for this purpose. */
    public RunScript answersAll(Purpose purpose, boolean healthy) {
        for (int i = 0;
                i < MOST_ACTIONS && next() instanceof NextAction.Probe probe && probe.purpose() == purpose;
                i++) {
            answers(healthy);
        }
        return this;
    }

    public RunScript verified() {
        return answersAll(Purpose.VERIFY, true);
    }

    public RunScript monitored() {
        return answersAll(Purpose.MONITOR, true);
    }

    public RunScript healthyAfterRollback() {
        return answersAll(Purpose.VERIFY_ROLLBACK, true);
    }

    RunScript interrupted() {
        return happens(new RunEvent.Cancelled(clock, "interrupted"));
    }

    /** Another agent goes on, and nobody knows how a step that was under way has ended. */
    RunScript resumed() {
        return resumed(Recovery.STANDARD);
    }

    RunScript resumed(Recovery recovery) {
        killed(recovery);
        return next() instanceof NextAction.Resolve ? lost() : this;
    }

    /** Another agent goes on; what became of a step that was under way is told next. */
    RunScript killed(Recovery recovery) {
        return happens(new RunEvent.Resumed(tick(), recovery));
    }

    RunScript lost() {
        StepRef step = asked(NextAction.Resolve.class).step();
        return happens(new RunEvent.StepLost(clock, step, state.attempts(step).size()));
    }

    /** The agent lives, and has ended its own step, of which nobody knows how far it came. */
    RunScript endsWithTheLease() {
        StepRef step = current.orElseThrow();
        int attempt = state.attempts(step).size();
        return happens(new RunEvent.StepLost(tick(), step, attempt, "ended with its lease"));
    }

    /** It turns out how the step that was under way has ended. */
    RunScript turnsOut(StepResult result) {
        return ends(asked(NextAction.Resolve.class).step(), result);
    }

    private Instant tick() {
        clock = clock.plusSeconds(1);
        return clock;
    }

    private <A extends NextAction> A asked(Class<A> kind) {
        assertThat(next()).isInstanceOf(kind);
        return kind.cast(next());
    }
}
