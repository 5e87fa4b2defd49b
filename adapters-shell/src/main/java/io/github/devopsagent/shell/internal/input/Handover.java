package io.github.devopsagent.shell.internal.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.commandline.ProcessEncoding;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.HostEnvironment;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What cannot be handed to a process unharmed, and is refused instead: the JVM would replace characters silently. */
public final class Handover {

    /** From here bash takes options at its start. */
    private static final String SHELL_OPTIONS = "SHELLOPTS";

    private static final Set<String> DOING_NOTHING = Set.of("noexec", "onecmd");

    /** MAX_ARG_STRLEN of Linux: 32 pages, of 4 KiB where they are smallest. */
    private static final int LONGEST = 32 * 4096;

    private Handover() {}

    public static Optional<String> refusal(String command, ExecutionContext context) {
        Optional<String> refusal = inCommand(command);
        if (refusal.isEmpty()) {
            refusal =
                    inVariables(given(context), ProcessEncoding.ofThisProcess().charset());
        }
        if (refusal.isEmpty()) {
            refusal = inShellOptions(variable(SHELL_OPTIONS, context).orElse(""));
        }
        return refusal.isPresent()
                ? refusal
                : VariableNames.OF_THE_SHELL.refusal(context.variables().keySet());
    }

    /** A variable as the step has it, whoever gives it. */
    public static Optional<String> variable(String name, ExecutionContext context) {
        HostEnvironment host = context.hostEnvironment();
        String value = context.variables().getOrDefault(name, host.kept().get(name));
        return value == null && host.passes(name)
                ? Optional.ofNullable(System.getenv(name))
                : Optional.ofNullable(value);
    }

    /** Nothing, or one line, would be executed, and that would be a success; also of a script that a step runs with bash. */
    static Optional<String> inShellOptions(String options) {
        for (String option : options.split(":", -1)) {
            if (DOING_NOTHING.contains(option)) {
                return Optional.of("the environment variable " + SHELL_OPTIONS + " contains " + option
                        + ", with which bash does not execute all that it is given, and ends with exit code 0;"
                        + " take it out of 'env' and variable(…), and start the agent without it, as by env -u "
                        + SHELL_OPTIONS + " …");
            }
        }
        return Optional.empty();
    }

    /** The variables that the process would not inherit with the same value. */
    private static Map<String, String> given(ExecutionContext context) {
        Map<String, String> given = new HashMap<>();
        for (Map.Entry<String, String> kept : context.hostEnvironment().kept().entrySet()) {
            if (!kept.getValue().equals(System.getenv(kept.getKey()))) {
                given.put(kept.getKey(), kept.getValue());
            }
        }
        given.putAll(context.variables());
        return given;
    }

    static Optional<String> inCommand(String command) {
        if (command.isBlank()) {
            return Optional.of("the command is empty: give one as 'run'");
        }
        if (command.indexOf('\0') >= 0) {
            return Optional.of("the command contains a NUL character, which no shell accepts");
        }
        if (!UTF_8.newEncoder().canEncode(command)) {
            return Optional.of("the command contains half of a surrogate pair, which is not valid text");
        }
        return Optional.empty();
    }

    /** Messages name variables and never their values, which may be secrets. */
    static Optional<String> inVariables(Map<String, String> variables, Charset charset) {
        SortedSet<String> refusals = new TreeSet<>();
        for (Map.Entry<String, String> each : variables.entrySet()) {
            Optional<String> refusal = inVariable(each.getKey(), each.getValue(), charset);
            if (refusal.isPresent()) {
                refusals.add(refusal.get());
            }
        }
        return refusals.isEmpty() ? Optional.empty() : Optional.of(refusals.first());
    }

    private static Optional<String> inVariable(String name, String value, Charset charset) {
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
            return Optional.of("'" + name.replace("\0", "\\0") + "' cannot be the name of an environment variable");
        }
        if (value.indexOf('\0') >= 0) {
            return Optional.of("the environment variable " + name + " contains a NUL character");
        }
        ProcessEncoding encoding = new ProcessEncoding(charset);
        // With "=" between and NUL behind.
        int bytes = name.getBytes(charset).length + value.getBytes(charset).length + 2;
        if (bytes > LONGEST) {
            return Optional.of("the environment variable " + name + " takes " + bytes + " bytes with its name; Linux"
                    + " hands over at most " + LONGEST + " in one variable: write the value to a file, and name that");
        }
        return encoding.carries(name) && encoding.carries(value)
                ? Optional.empty()
                : Optional.of(encoding.refusal("the environment variable " + name));
    }
}
