package io.github.devopsagent.machine.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.machine.RemainingRollback;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.script.Interpreter;
import io.github.devopsagent.script.Script;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The command with which a person undoes a deployment: what a rollback would do, as one line to paste into a POSIX
 * shell. Each command has a shell, a directory and variables of its own, and leaves nothing for the next one; a
 * compensation that fails does not keep the others from being tried, and makes the whole fail.
 */
public final class RollbackCommand {

    /** An argument of a process ends at 128 KiB. */
    private static final int LONGEST_ARGUMENT = 128_000;

    private static final String IN_ITS_DIRECTORY = "cd -P \"$0\" && exec /bin/sh -c \"$1\"";

    /** An interpreter reads a file. What the shell needs for that is no variable, which would be handed on. */
    private static final String AS_A_FILE =
            "cd -P \"$0\" && set -- \"$(mktemp)\" \"$@\" && printf %s\\\\n \"$2\" >\"$1\""
                    + " && { \"$3\" ${4+\"$4\"} \"$1\"; set -- \"$1\" $?; rm -f -- \"$1\"; exit $2; }";

    /** A variable that a person's shell does not have already: it would be handed on to the commands. */
    private static final String EXIT = "devops_exit";

    private final RunState state;
    private final RunPlan plan;
    private final PastedEnvironment environment;
    private final SortedMap<String, String> exported = new TreeMap<>();

    private RollbackCommand(RunState state, RunPlan plan, Set<String> secrets) {
        this.state = state;
        this.plan = plan;
        this.environment = new PastedEnvironment(plan, state.plan(), secrets);
    }

    /**
     * The text that a person pastes into a shell to go back.
     *
     * @param state a run that has ended, whose plan has no secret in any text
     * @param plan the same plan as it was carried out; a text that differs has a secret in it
     * @param secrets the names of variables whose values only the host knows
     * @return the command; empty if nothing is left to undo, or if a part of the way cannot be a command that shows no
     *     secret
     */
    public static String of(RunState state, RunPlan plan, Set<String> secrets) {
        RemainingRollback left = RemainingRollback.of(state);
        return left.isEmpty()
                ? ""
                : new RollbackCommand(state, plan, secrets).line(left).orElse("");
    }

    /**
     * Joins commands, each in a shell of its own; the first that fails is the last that is tried.
     *
     * @param commands at least one
     * @return one line
     */
    public static String inTurn(List<String> commands) {
        return commands.size() == 1
                ? commands.get(0)
                : commands.stream().map(ShellText::inItsOwnShell).collect(joining(" && "));
    }

    private Optional<String> line(RemainingRollback left) {
        int count = left.compensations().size() + left.planSteps().size() + (left.restoring() ? 1 : 0);
        if (count > 1 && environment.inherited().isEmpty()) {
            for (Map.Entry<String, String> each : environment.ofTheRun().entrySet()) {
                if (ShellText.isOneLine(each.getValue()) && PastedEnvironment.isIdentifier(each.getKey())) {
                    exported.put(each.getKey(), each.getValue());
                }
            }
        }
        Optional<List<String>> compensations = words(left.compensations());
        Optional<List<String>> planSteps = words(left.planSteps());
        Optional<List<String>> restoring = left.restoring() ? restoring() : Optional.of(List.of());
        if (compensations.isEmpty() || planSteps.isEmpty() || restoring.isEmpty() || environment.isUnsayable()) {
            return Optional.empty();
        }
        List<String> each = new ArrayList<>(compensations.get());
        each.addAll(restoring.get());
        return Optional.of(whole(each, planSteps.get(), left.planOnlyAfterFault()));
    }

    private String whole(List<String> each, List<String> inTurn, boolean onlyAfterFault) {
        String body;
        if (inTurn.isEmpty() && each.size() == 1) {
            body = each.get(0);
        } else if (each.isEmpty()) {
            body = String.join(" && ", inTurn);
        } else {
            StringBuilder tried = new StringBuilder();
            for (String command : each) {
                tried.append(command).append(" || ").append(EXIT).append("=$?; ");
            }
            body = EXIT + "=0; " + tried + plan(inTurn, onlyAfterFault) + "exit $" + EXIT;
        }
        return "(" + before() + body + ") </dev/null";
    }

    private static String plan(List<String> inTurn, boolean onlyAfterFault) {
        String condition = onlyAfterFault ? "[ $" + EXIT + " -eq 0 ] || " : "";
        return inTurn.isEmpty() ? "" : condition + "{ " + String.join(" && ", inTurn) + "; } || " + EXIT + "=$?; ";
    }

    /** What the person's shell must have is asked for before anything is done. */
    private String before() {
        StringBuilder needed = new StringBuilder();
        for (Map.Entry<String, String> name : environment.asked().entrySet()) {
            needed.append(" \"${").append(name.getKey()).append(name.getValue()).append("}\"");
        }
        StringBuilder shared = new StringBuilder();
        for (Map.Entry<String, String> variable : exported.entrySet()) {
            shared.append(' ').append(variable.getKey()).append('=').append(ShellText.quoted(variable.getValue()));
        }
        return (needed.isEmpty() ? "" : ":" + needed + "; ") + (shared.isEmpty() ? "" : "export" + shared + "; ");
    }

    private Optional<List<String>> words(Iterable<StepRef> steps) {
        List<String> words = new ArrayList<>();
        for (StepRef ref : steps) {
            Step step = plan.step(ref);
            Step seen = state.plan().step(ref);
            Optional<String> command = command(step);
            boolean isShown =
                    command.equals(command(seen)) && step.workingDirectory().equals(seen.workingDirectory());
            if (command.isEmpty() || !isShown) {
                return Optional.empty();
            }
            Optional<String> word = word(ref.path(), step, seen, command.get());
            if (word.isEmpty()) {
                return Optional.empty();
            }
            words.add(word.get());
        }
        return Optional.of(words);
    }

    private static Optional<String> command(Step step) {
        return step.action().use().command();
    }

    private Optional<List<String>> restoring() {
        String command = plan.restoreCommand();
        // No command of the plan, so that a word in it is no variable of the host's.
        Step step = Step.of("restore", new Action.Use("restore", Input.none(), Optional.of(command)));
        return command.isEmpty() || !command.equals(state.plan().restoreCommand())
                ? Optional.empty()
                : word(StepRef.of(StepRef.Part.ROLLBACK_POINT, 0).path(), step, step, command)
                        .map(List::of);
    }

    private Optional<String> word(String path, Step step, Step seen, String command) {
        SortedMap<String, Optional<String>> variables = new TreeMap<>();
        for (Map.Entry<String, String> each : environment.ofTheRun().entrySet()) {
            if (!exported.containsKey(each.getKey())) {
                variables.put(each.getKey(), Optional.of(each.getValue()));
            }
        }
        variables.putAll(environment.of(step, seen, command));
        variables.put(ExecutionContext.STEP, Optional.of(path));
        StringBuilder asked = new StringBuilder();
        StringBuilder literal = new StringBuilder();
        for (Map.Entry<String, Optional<String>> each : variables.entrySet()) {
            if (each.getValue().isEmpty()) {
                asked.append(placeholder(each.getKey())).append(' ');
            } else {
                literal.append(ShellText.quoted(
                                each.getKey() + "=" + each.getValue().get()))
                        .append(' ');
            }
        }
        String script = script(step, command);
        String own = literal + script;
        if (own.getBytes(UTF_8).length > LONGEST_ARGUMENT) {
            return Optional.empty();
        }
        if (ShellText.isOneLine(own)) {
            return Optional.of("env " + begin(variables) + asked + own);
        }
        String inItsShell = ShellText.inItsOwnShell("exec env " + options(variables) + own);
        return Optional.of(
                asked.isEmpty() && environment.inherited().isEmpty()
                        ? inItsShell
                        : "env " + begin(variables) + asked + inItsShell);
    }

    private String script(Step step, String command) {
        String directory = " " + ShellText.quoted(directory(step)) + " ";
        Optional<Interpreter> interpreter = interpreter(step);
        return interpreter.isPresent()
                ? "/bin/sh -c '" + AS_A_FILE + "'" + directory + ShellText.quoted(withoutItsLastLineEnd(command))
                        + interpreter.get().words().stream()
                                .map(word -> " " + ShellText.quoted(word))
                                .collect(joining())
                : "/bin/sh -c '" + IN_ITS_DIRECTORY + "'" + directory + ShellText.quoted(asInAFile(command));
    }

    private static Optional<Interpreter> interpreter(Step step) {
        Action.Use use = step.action().use();
        return use.executor().equals(Action.SHELL) ? Script.interpreter(use.input()) : Optional.empty();
    }

    private static String withoutItsLastLineEnd(String text) {
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    /** Where steps do not inherit everything, the person's shell gives what they inherit, as far as it has it. */
    private String begin(Map<String, Optional<String>> variables) {
        Optional<SortedSet<String>> inherited = environment.inherited();
        return inherited.isEmpty()
                ? options(variables)
                : "-i " + options(variables)
                        + inherited.get().stream()
                                .filter(name -> !variables.containsKey(name))
                                .filter(PastedEnvironment::isIdentifier)
                                .map(name -> "${" + name + "+\"" + name + "=$" + name + "\"} ")
                                .collect(joining());
    }

    /** A script ends its last line, which matters to a backslash there, and to a here-document. */
    private static String asInAFile(String command) {
        return command.endsWith("\\") || !ShellText.isOneLine(command) ? command + "\n" : command;
    }

    private static String placeholder(String name) {
        return ShellText.quoted(name + "=") + "\"$" + PastedEnvironment.placeholder(name) + "\"";
    }

    /** A name may begin with a hyphen. */
    private static String options(Map<String, Optional<String>> variables) {
        for (String name : variables.keySet()) {
            if (name.startsWith("-")) {
                return "-- ";
            }
        }
        return "";
    }

    private String directory(Step step) {
        Path base = plan.context().workingDirectory();
        return (step.workingDirectory().isPresent()
                        ? base.resolve(step.workingDirectory().get())
                        : base)
                .toString();
    }
}
