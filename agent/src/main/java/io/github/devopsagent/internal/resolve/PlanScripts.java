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
        Optional<String> text = use.input().text("run");
        if (text.isEmpty()) {
            return Either.right(use);
        }
        Optional<ScriptFault> fault = Script.fault(text.get());
        return fault.isPresent()
                ? Either.left(fault.get())
                : Either.right(Script.of(text.get()).in(use));
    }

    /** What people are told that is executed. */
    static String text(Action action) {
        if (action instanceof Action.Use use
                && !use.executor().equals(Action.SHELL)
                && !use.input().values().isEmpty()) {
            return use.executor() + " " + use.input().values();
        }
        return action.text();
    }

    /** How people are told that something is executed. */
    static String how(Action.Use use) {
        if (!use.executor().equals(Action.SHELL)) {
            return "executor " + use.executor();
        }
        Script script = new Script(use.input().text("run").orElse(""), Script.interpreter(use.input()));
        String kind = script.interpreter().isPresent()
                ? "script for " + script.interpreter().get()
                : "command";
        return script.isEndedByFailures() ? kind + ", under set -e" : kind;
    }

    /** What a command has that its author meant to replace; empty if nothing looks like that. */
    static Optional<Finding> placeholder(String path, String command) {
        Optional<String> placeholder = Placeholders.first(command);
        if (placeholder.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                Finding.Severity.WARNING,
                path,
                "the command has " + placeholder.get() + ", which looks like a placeholder: write the value in its"
                        + " place, or put it in quotes if it is meant as it stands"));
    }
}
