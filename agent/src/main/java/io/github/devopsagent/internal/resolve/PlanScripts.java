package io.github.devopsagent.internal.resolve;

import io.github.devopsagent.barestring.Placeholders;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.script.Script;
import io.github.devopsagent.script.ScriptFault;
import io.vavr.control.Either;
import java.util.Optional;

/** Makes scripts of the commands of a plan, before anything else is done with them. */
final class PlanScripts {

    private PlanScripts() {}

    /**
     * Reads what an executor is given.
     *
     * @param use as plan or host say it
     * @return what is executed, of a shell's command as a script; or what is wrong with it
     */
    static Either<ScriptFault, Action.Use> of(Action.Use use) {
        if (!use.executor().equals(Action.SHELL)) {
            return Either.right(use);
        }
        if (use.input().values().containsKey(Script.INTERPRETER)) {
            return Either.left(new ScriptFault(
                    "'" + Script.INTERPRETER + "' in 'with' of " + Action.SHELL,
                    "begin the script with #! and the interpreter, such as #!/usr/bin/env python3"));
        }
        return use.input()
                .text("run")
                .map(text -> Script.fault(text)
                        .<Either<ScriptFault, Action.Use>>map(Either::left)
                        .orElseGet(() -> Either.right(Script.of(text).in(use))))
                .orElseGet(() -> Either.right(use));
    }

    /** How people are told that something is executed. */
    static String how(Action.Use use) {
        if (!use.executor().equals(Action.SHELL)) {
            return "executor " + use.executor();
        }
        Script script = new Script(use.input().text("run").orElse(""), Script.interpreter(use.input()));
        return script.interpreter().map(each -> "script for " + each).orElse("command")
                + (script.isEndedByFailures() ? ", under set -e" : "");
    }

    /** What a command has that its author meant to replace; empty if nothing looks like that. */
    static Optional<Finding> placeholder(String path, String command) {
        return Placeholders.first(command)
                .map(placeholder -> new Finding(
                        Finding.Severity.WARNING,
                        path,
                        "the command has " + placeholder + ", which looks like a placeholder: write the value in its"
                                + " place, or put it in quotes if it is meant as it stands"));
    }
}
