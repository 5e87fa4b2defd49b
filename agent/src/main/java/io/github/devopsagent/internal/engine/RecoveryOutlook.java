package io.github.devopsagent.internal.engine;

import io.github.devopsagent.Preview.Next;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.document.ExecutablePlan;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.evidence.Decision;
import io.github.devopsagent.internal.recovery.UnfinishedRunScan;
import io.github.devopsagent.internal.resolve.PlanResolver;
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.machine.NextAction;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Output;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an agent would do that goes on with an unfinished deployment now. The state machine is asked, with each answer that
 * may come; nothing is executed or written.
 */
final class RecoveryOutlook {

    private static final Set<Stage> BEFORE_THE_LAST_DEPLOY_STEP =
            EnumSet.of(Stage.PRE_FLIGHT, Stage.BACKUP, Stage.DEPLOY);

    private final RunEnvironment runEnvironment;
    private final UnfinishedRunScan.OpenDeployment left;

    RecoveryOutlook(RunEnvironment runEnvironment, UnfinishedRunScan.OpenDeployment left) {
        this.runEnvironment = runEnvironment;
        this.left = left;
    }

    Next next() {
        if (left.hasEnded()) {
            return Next.COMPLETE_RECORD;
        }
        if (left.doubt().isPresent()) {
            return Next.GIVE_UP;
        }
        Instant now = later(runEnvironment.clock().instant().truncatedTo(ChronoUnit.MILLIS), left.state());
        RunState resumed = left.state()
                .after(new RunEvent.Resumed(now, runEnvironment.settings().recovery()));
        Set<Next> possible = resumed.open()
                .map(step -> resolved(resumed, step, now))
                .orElseGet(() -> Stream.of(resumed))
                .map(state -> direction(state, now))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Next.class)));
        if (possible.contains(Next.GO_ON)) {
            return possible.size() == 1 ? Next.GO_ON : Next.GO_ON_OR_ROLL_BACK;
        }
        return possible.contains(Next.ROLL_BACK) ? Next.ROLL_BACK : Next.ABORT;
    }

    private static Instant later(Instant now, RunState state) {
        return now.isAfter(state.now()) ? now : state.now();
    }

    /** What may be found out of the step that was under way, for which its executor would have to end it. */
    private static Stream<RunState> resolved(RunState state, StepRef step, Instant now) {
        int attempt = state.attempts(step).last().number();
        Stream<StepResult> results =
                Stream.of(StepResult.success(), StepResult.failure(""), new StepResult.NotStarted("it never began"));
        return Stream.concat(
                Stream.of(state.after(new RunEvent.StepLost(now, step, attempt))),
                results.map(result -> state.after(new RunEvent.StepEnded(now, step, attempt, result, Output.NONE))));
    }

    private Next direction(RunState state, Instant now) {
        Optional<Ending> ending = state.ending();
        if (ending.isPresent()) {
            return ending.get() == Ending.ABORTED ? Next.ABORT : Next.ROLL_BACK;
        }
        if (state.failure().isPresent()) {
            return Next.ROLL_BACK;
        }
        boolean isStopped = state.isOutOfTime(now)
                || !stops().isEmpty()
                || !isReady(state)
                || (isGateAsked(state) && !isGateOpen());
        if (!isStopped) {
            return Next.GO_ON;
        }
        return state.mayHaveDeployed() ? Next.ROLL_BACK : Next.ABORT;
    }

    private boolean isGateAsked(RunState state) {
        return BEFORE_THE_LAST_DEPLOY_STEP.contains(state.currentStage())
                || !left.unaskedRules(runEnvironment.settings()).isEmpty();
    }

    private List<String> stops() {
        Brake brake = new Brake(runEnvironment, left.header());
        brake.seenByAnother(DeploymentRun.inboxBefore(left.header()));
        return brake.look();
    }

    private boolean isReady(RunState state) {
        AgentSettings settings = runEnvironment.settings();
        if (!(state.next() instanceof NextAction.CheckReadiness)) {
            return true;
        }
        ExecutablePlan plan = left.pinned().executable(settings.given().values());
        return PlanResolver.recheck(plan, left.pinned(), settings).stream()
                .noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    }

    private boolean isGateOpen() {
        Decision decision =
                Decision.preview(runEnvironment, left.pinned().skips().allowed());
        return decision.refusals().isEmpty()
                && decision.judgement().isPass()
                && decision.reading()
                        .filter(reading -> reading.digests()
                                .plan()
                                .equals(left.header().digests().plan()))
                        .isPresent();
    }
}
