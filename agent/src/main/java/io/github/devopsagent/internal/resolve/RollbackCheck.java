package io.github.devopsagent.internal.resolve;

import io.github.devopsagent.commandline.Script;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.internal.document.ExecutablePlan;
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.machine.PendingRollback;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.StepRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
     * Of a run.
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
                                + state.plan().step(ref).name() + "') cannot run here now: " + finding.message())
                        .ifPresent(reasons::add);
            }
            isFirst = false;
        }
        return reasons;
    }

    private Optional<StepFinding> finding(StepRef ref) {
        return PlanResolver.recheck(plan, ref, settings)
                .filter(found -> found.certainty() == StepFinding.Certainty.CANNOT_RUN);
    }

    private boolean mayBeOfTheDeployment(Step step, boolean isFirst) {
        return tool(step)
                .filter(each -> (each.indexOf('/') >= 0 && !isFirst) || isHandled(each))
                .isPresent();
    }

    /** Whether a deploy step that was begun names the tool otherwise than by calling it. */
    private boolean isHandled(String tool) {
        List<String> names = namesOf(tool);
        return plan.steps().stream()
                .filter(ref -> ref.part() == StepRef.Part.DEPLOY)
                .filter(ref -> !state.attempts(ref).isEmpty())
                .map(plan::step)
                .flatMap(step -> command(step).stream())
                .flatMap(RollbackCheck::argumentsOf)
                .flatMap(word -> Stream.of(word, nameOf(word)))
                .anyMatch(names::contains);
    }

    private static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The words of a command line but for the first of each simple command, without quotes. */
    private static Stream<String> argumentsOf(String command) {
        return Arrays.stream(command.split("[;&|()\\n]+"))
                .flatMap(simple -> Arrays.stream(simple.strip().split("\\s+")).skip(1))
                .map(RollbackCheck::unquoted);
    }

    /** The tool, its name, and the directories above it but the uppermost two, which are everybody's. */
    private static List<String> namesOf(String tool) {
        List<String> names = new ArrayList<>(List.of(tool, nameOf(tool)));
        int end = tool.lastIndexOf('/');
        while (end > tool.indexOf('/', 1)) {
            names.add(tool.substring(0, end));
            end = tool.lastIndexOf('/', end - 1);
        }
        return names;
    }

    private static Optional<String> tool(Step step) {
        return Script.interpreter(step.action().use().input())
                .map(interpreter -> interpreter.tool().stream().findFirst())
                .orElseGet(() -> command(step).map(Script::written).flatMap(RollbackCheck::tool));
    }

    private static Optional<String> tool(String command) {
        return Arrays.stream(command.strip().split("\\s+"))
                .filter(word -> !word.matches("[A-Za-z_][A-Za-z0-9_]*=.*"))
                .map(RollbackCheck::unquoted)
                .filter(word -> !word.isEmpty())
                .findFirst();
    }

    private static String unquoted(String word) {
        return word.replaceAll("[\"'\\\\]", "");
    }

    private static Optional<String> command(Step step) {
        Action.Use use = step.action().use();
        return use.executor().equals(Action.SHELL) ? use.input().text("run") : Optional.empty();
    }
}
