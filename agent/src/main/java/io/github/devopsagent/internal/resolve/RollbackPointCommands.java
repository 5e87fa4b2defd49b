package io.github.devopsagent.internal.resolve;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.machine.command.RollbackCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The command with which a person restores the host's rollback points. */
final class RollbackPointCommands {

    private RollbackPointCommands() {}

    /** All of them in turn; empty if there are none, or if one has no command. */
    static String of(List<? extends RollbackPoint> points, ExecutionContext context) {
        List<String> commands = new ArrayList<>();
        for (RollbackPoint point : points) {
            String command = of(point, context);
            if (command.isEmpty()) {
                return "";
            }
            commands.add(command);
        }
        return commands.isEmpty() ? "" : RollbackCommand.inTurn(commands);
    }

    /** A rollback point that fails when it is asked has no command. */
    private static String of(RollbackPoint point, ExecutionContext context) {
        try {
            return Objects.requireNonNull(point.restoreCommand(context), "it returned null");
        } catch (Throwable e) {
            return "";
        }
    }
}
