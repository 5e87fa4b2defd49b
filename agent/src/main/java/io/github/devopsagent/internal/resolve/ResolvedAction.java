package io.github.devopsagent.internal.resolve;

import io.github.devopsagent.commandline.MetricCommand;
import io.github.devopsagent.commandline.VainCommand;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.internal.files.RunDirectories;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.script.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What became of an action: what is executed, how it was read, what stands in the way, and why it is prose, if it is.
 */
record ResolvedAction(Action action, String how, Optional<StepFinding> finding, Optional<String> prose) {

    /** What an action is there for: it decides whether a command can do that. */
    enum ActionKind {
        PRE_FLIGHT,
        STEP,
        CHECK,
        METRIC;

        boolean isCheck() {
            return this == CHECK || this == METRIC;
        }
    }

    private static final List<String> PROCESS_SEARCHES = List.of("pgrep", "pidof", "ps ", "pkill", "killall", "/proc/");

    private static final Set<String> NUMBERS = Set.of("log", "prometheus", "scrape");

    private static final String HTTP = "http";

    private static final Set<String> EXPECTATIONS = Set.of("expect_status", "expect_body", "expect_json", "max_time");

    ResolvedAction(Action action, String how, Optional<StepFinding> finding) {
        this(action, how, finding, Optional.empty());
    }

    Optional<String> command() {
        return prose.isEmpty() && action.use().executor().equals(Action.SHELL)
                ? Script.shellText(action.use().input())
                : Optional.empty();
    }

    /** The command with {@code set -e}, where it runs under it. */
    Optional<String> executed() {
        return command().isPresent() ? action.use().input().text("run") : Optional.empty();
    }

    ResolvedAction withFinding(StepFinding found) {
        return new ResolvedAction(action, how, Optional.of(found), prose);
    }

    /** A command that cannot do what it is there for is an error, also where its program is missing. */
    ResolvedAction unlessVain(ActionKind kind, ExecutionContext context) {
        if (finding.isPresent() && finding.get().certainty() == StepFinding.Certainty.CANNOT_RUN) {
            return this;
        }
        Optional<String> vain = vain(kind, context);
        return vain.isPresent() ? withFinding(StepFinding.cannotRun(vain.get())) : this;
    }

    /** Sources of metrics give numbers, and no verdict; an answer by HTTP is judged by what is expected of it. */
    private boolean isNumberAlone() {
        Input input = action.use().input();
        return NUMBERS.contains(action.use().executor())
                || (action.use().executor().equals(HTTP)
                        && input.values().containsKey("json")
                        && EXPECTATIONS.stream().noneMatch(input.values()::containsKey));
    }

    private Optional<String> vain(ActionKind kind, ExecutionContext context) {
        Optional<String> command = command();
        if (command.isEmpty()) {
            return kind == ActionKind.CHECK && isNumberAlone()
                    ? Optional.of(
                            "it asks for a number, and is healthy whatever the number is: this can never fail; write"
                                    + " it as one of the 'metrics' of 'monitoring', with a rule such as \"at_most\"")
                    : Optional.empty();
        }
        if (kind.isCheck()) {
            Optional<String> written = executed();
            if (written.isEmpty()) {
                return Optional.empty();
            }
            return kind == ActionKind.METRIC
                    ? MetricCommand.constant(written.get())
                    : VainCommand.asCheck(written.get(), running(written.get(), context));
        }
        return kind == ActionKind.PRE_FLIGHT
                ? VainCommand.asPreflight(command.get())
                : VainCommand.asStep(command.get());
    }

    /** What of a step ends who executes it, for people. */
    Optional<String> endOfAgent(ExecutionContext context) {
        Optional<String> script = executed();
        if (script.isEmpty() || !mayLookForProcesses(script.get())) {
            return Optional.empty();
        }
        return SignalledAgent.in(script.get(), running(script.get(), context));
    }

    /** What a search for processes finds: the shell, whose script lies here, what watches it, and this agent. */
    private static List<String> running(String command, ExecutionContext context) {
        if (!mayLookForProcesses(command)) {
            return List.of();
        }
        String runs = context.variables().get(ExecutionContext.CONSENSUS) + "/" + RunDirectories.NAME + "/runs/DEP-";
        List<String> running = new ArrayList<>();
        running.add("/bin/sh " + runs);
        running.add("/bin/sh -c eval \"$DEVOPS_WATCHDOG\" sh /usr/bin/setsid devops-watchdog:" + runs);
        ProcessHandle.current().info().commandLine().ifPresent(running::add);
        return running;
    }

    private static boolean mayLookForProcesses(String command) {
        for (String each : PROCESS_SEARCHES) {
            if (command.contains(each)) {
                return true;
            }
        }
        return false;
    }
}
