package io.github.devopsagent.internal.resolve;

import io.github.devopsagent.commandline.ProgramName;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.internal.document.ExecutablePlan;
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.machine.PendingRollback;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.script.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the commands of the way back of a run can run here and now, before its one attempt is used up. A tool that the
 * deployment itself may have removed, or that the way back itself may bring again, is no reason to refuse: the rollback
 * of an agent that was not killed would have met the same. Other steps are not asked: what their executors' checks say
 * depends on the system, which may be half deployed.
 */
public final class RollbackCheck {

    private final ExecutablePlan plan;
    private final RunState state;
    private final AgentSettings settings;

    /**
     * The check of the way back of a run.
     *
     * @param plan what is executed
     * @param state how far it came
     */
    public RollbackCheck(ExecutablePlan plan, RunState state, AgentSettings settings) {
        this.plan = plan;
        this.state = state;
        this.settings = settings;
    }

    /** What cannot be carried out; empty if nothing is known to stand in the way. */
    public List<String> failures() {
        List<String> reasons = new ArrayList<>();
        boolean isFirst = true;
        for (StepRef ref : PendingRollback.of(state)) {
            Step step = plan.step(ref);
            if (command(step).isPresent() && !mayBeOfTheDeployment(step, isFirst)) {
                finding(ref)
                        .map(finding -> "of its way back, " + ref.path() + " ('"
                                + state.plan().step(ref).name() + "') cannot run here now: " + finding.message()
                                + finding.note().map("; "::concat).orElse(""))
                        .ifPresent(reasons::add);
            }
            isFirst = false;
        }
        return reasons;
    }

    private Optional<StepFinding> finding(StepRef ref) {
        return PlanResolver.recheck(plan, ref, settings)
                .filter(found -> found.certainty() == StepFinding.Certainty.CANNOT_RUN
                        || found.certainty() == StepFinding.Certainty.NOT_INSTALLED);
    }

    private boolean mayBeOfTheDeployment(Step step, boolean isFirst) {
        return program(step)
                .filter(program -> (program.isPath() && !isFirst) || isHandled(program))
                .isPresent();
    }

    /** Whether a deploy step that was begun names the tool otherwise than by calling it. */
    private boolean isHandled(ProgramName program) {
        return plan.steps().stream()
                .filter(ref -> ref.part() == StepRef.Part.DEPLOY)
                .filter(ref -> !state.attempts(ref).isEmpty())
                .map(plan::step)
                .flatMap(step -> command(step).stream())
                .anyMatch(program::isHandledBy);
    }

    /** What executes it: of a script that names its interpreter, that. */
    private static Optional<ProgramName> program(Step step) {
        return Script.interpreter(step.action().use().input())
                .map(interpreter -> interpreter.tool().stream().findFirst().map(ProgramName::new))
                .orElseGet(() -> command(step).map(Script::written).flatMap(ProgramName::of));
    }

    private static Optional<String> command(Step step) {
        Action.Use use = step.action().use();
        return use.executor().equals(Action.SHELL) ? use.input().text("run") : Optional.empty();
    }
}
