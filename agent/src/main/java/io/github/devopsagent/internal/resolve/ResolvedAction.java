package io.github.devopsagent.internal.resolve;

import io.github.devopsagent.commandline.MetricCommand;
import io.github.devopsagent.commandline.VainCommand;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.script.Script;
import java.util.Optional;

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
    ResolvedAction unlessVain(ActionKind kind) {
        if (finding.isPresent() && finding.get().certainty() == StepFinding.Certainty.CANNOT_RUN) {
            return this;
        }
        Optional<String> vain = vain(kind);
        return vain.isPresent() ? withFinding(StepFinding.cannotRun(vain.get())) : this;
    }

    private Optional<String> vain(ActionKind kind) {
        Optional<String> command = command();
        if (command.isEmpty()) {
            return Optional.empty();
        }
        if (kind.isCheck()) {
            Optional<String> written = executed();
            if (written.isEmpty()) {
                return Optional.empty();
            }
            return kind == ActionKind.METRIC
                    ? MetricCommand.constant(written.get())
                    : VainCommand.asCheck(written.get());
        }
        return kind == ActionKind.PRE_FLIGHT
                ? VainCommand.asPreflight(command.get())
                : VainCommand.asStep(command.get());
    }
}
