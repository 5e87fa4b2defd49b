package io.github.devopsagent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.pipeline.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run that is told event by event: {@code of(aPlan()).prepared().succeeds().fails()}. Each sentence first checks that
 * it answers what the run asks for. An action takes a second.
 */
final class Story {

    /** More than any of the stories needs: one that does not end shall fail. */
    private static final int MOST_ACTIONS = 100;

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<String> done = new ArrayList<>();
    private Optional<StepRef> current = Optional.empty();
    private RunState state;
    private Instant clock = START;

    private Story(RunPlan plan) {
        state = RunState.begin(plan, START);
    }

    static Story of(PlanFixture plan) {
        return new Story(plan.build());
    }

    RunState state() {
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

    Story happens(RunEvent event) {
        state = state.after(event);
        return this;
    }

    Story passes(Duration time) {
        clock = clock.plus(time);
        return this;
    }

    /** Ready, every check healthy beforehand; with the gate, if the first step is a deploy step. */
    Story prepared() {
        return ready().baseline(true).gateOpensIfAsked();
    }

    Story ready() {
        return finds();
    }

    Story finds(Finding... findings) {
        asked(NextAction.CheckReadiness.class);
        return happens(new RunEvent.ReadinessChecked(tick(), List.of(findings)));
    }

    Story baseline(boolean healthy) {
        return answersAll(Purpose.BASELINE, healthy);
    }

    Story gateOpens() {
        return gateAnswers();
    }

    Story gateAnswers(String... objections) {
        asked(NextAction.ConfirmGate.class);
        return happens(new RunEvent.GateConfirmed(tick(), List.of(objections)));
    }

    private Story gateOpensIfAsked() {
        return next() instanceof NextAction.ConfirmGate ? gateOpens() : this;
    }

    Story succeeds() {
        return begins().ends(StepResult.success());
    }

    Story fails() {
        return begins().ends(StepResult.failure("exit code 1"));
    }

    Story doesNotStart() {
        return begins().ends(new StepResult.NotStarted("no such file"));
    }

    Story runsOn() {
        return begins().ends(new StepResult.StillRunning("pid 4711"));
    }

    Story begins() {
        NextAction.Perform action = asked(NextAction.Perform.class);
        current = Optional.of(action.step());
        done.add(state.plan().step(action.step()).name());
        String key = action.step().path() + "#" + action.attempt();
        return happens(new RunEvent.StepIntended(clock, action.step(), action.attempt(), key));
    }

    /** The attempt that was begun last ends. */
    Story ends(StepResult result) {
        return ends(current.orElseThrow(), result);
    }

    Story ends(StepRef step, StepResult result) {
        int attempt = state.attempts(step).size();
        Output output = new Output("", "last line", 9, Optional.empty());
        return happens(new RunEvent.StepEnded(tick(), step, attempt, result, output));
    }

    Story everyStepSucceeds() {
        for (int i = 0; i < MOST_ACTIONS && next() instanceof NextAction.Perform; i++) {
            succeeds();
        }
        return this;
    }

    Story answers(boolean healthy) {
        NextAction.Probe action = asked(NextAction.Probe.class);
        clock = CheckProgress.later(clock, action.notBefore());
        Instant asked = clock;
        String detail = healthy ? "HTTP 200" : "HTTP 503";
        return happens(new RunEvent.Probed(tick(), action.purpose(), action.check(), asked, healthy, detail));
    }

    /** Every check gives this answer for as long as it is asked for this purpose. */
    Story answersAll(Purpose purpose, boolean healthy) {
        for (int i = 0;
                i < MOST_ACTIONS && next() instanceof NextAction.Probe probe && probe.purpose() == purpose;
                i++) {
            answers(healthy);
        }
        return this;
    }

    Story verified() {
        return answersAll(Purpose.VERIFY, true);
    }

    Story monitored() {
        return answersAll(Purpose.MONITOR, true);
    }

    Story healthyAfterRollback() {
        return answersAll(Purpose.VERIFY_ROLLBACK, true);
    }

    Story interrupted() {
        return happens(new RunEvent.Cancelled(clock, "interrupted"));
    }

    /** Another agent goes on, and nobody knows how a step that was under way has ended. */
    Story resumed() {
        return resumed(Recovery.STANDARD);
    }

    Story resumed(Recovery recovery) {
        killed(recovery);
        return next() instanceof NextAction.Resolve ? lost() : this;
    }

    /** Another agent goes on; what became of a step that was under way is told next. */
    Story killed(Recovery recovery) {
        return happens(new RunEvent.Resumed(tick(), recovery));
    }

    Story lost() {
        StepRef step = asked(NextAction.Resolve.class).step();
        return happens(new RunEvent.StepLost(clock, step, state.attempts(step).size()));
    }

    /** It turns out how the step that was under way has ended. */
    Story turnsOut(StepResult result) {
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
