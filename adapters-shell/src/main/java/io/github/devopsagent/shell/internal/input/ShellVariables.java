package io.github.devopsagent.shell.internal.input;

import io.github.devopsagent.commandline.ProcessEncoding;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.regex.LazyPattern;
import io.github.devopsagent.script.Interpreter;
import io.github.devopsagent.shell.internal.question.QuietEnvironment;
import io.github.devopsagent.shell.internal.question.ShellAnswer;
import io.vavr.control.Either;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether a shell leaves the variables as they are that it is given. Some it sets itself, without a word: {@code PPID} and
 * {@code IFS} each shell, {@code RANDOM} bash, {@code PWD} unless it is where we are. Which these are nobody can list, so it
 * is asked; what it said of a variable is remembered.
 */
public final class ShellVariables {

    private static final LazyPattern NAME = LazyPattern.of("[A-Za-z_][A-Za-z0-9_]*");

    /**
     * By these others are told what to do before they answer, and {@code _} is another one for each command. Ours begin with
     * {@code DEVOPS_}, and differ from step to step.
     */
    private static final LazyPattern NOT_ASKED =
            LazyPattern.of("_|SHELLOPTS|BASHOPTS|BASH_ENV|BASH_XTRACEFD|ENV|(?:LD|DYLD|DEVOPS)_.*");

    /** Depend on where it is asked. */
    private static final LazyPattern OF_THE_DIRECTORY = LazyPattern.of("(?:OLD)?PWD");

    private static final String CHANGED = "changed: ";
    private static final String END = "all were looked at";

    private final AskedShell shell;
    private final Map<Variable, Boolean> answers = new HashMap<>();

    /** A shell: the one of all steps, or the interpreter of a script. */
    private record AskedShell(String name, List<String> words) {

        static List<AskedShell> of(AskedShell shell, Optional<Interpreter> interpreter) {
            if (interpreter.isPresent()) {
                Interpreter named = interpreter.get();
                boolean isAnother = !named.reader().equals(shell.words());
                if (named.isShell() && !named.hasOwnPath() && isAnother) {
                    return List.of(shell, new AskedShell(String.join(" ", named.words()), named.reader()));
                }
            }
            return List.of(shell);
        }
    }

    private record Variable(List<String> shell, String name, String value, File directory) {}

    /**
     * Asks nothing yet.
     *
     * @param shell of all steps: where it is
     */
    public ShellVariables(String shell) {
        this.shell = new AskedShell(shell, List.of(shell, "-s"));
    }

    /**
     * Looks at the variables of a step before anything begins.
     *
     * @param interpreter of its script: it may not be there yet, and whether it is, is not told here
     * @return what is wrong with them, or why that is not known; empty if the shells leave all of them
     */
    public Optional<String> refusal(ExecutionContext context, Optional<Interpreter> interpreter) {
        return refusal(context, interpreter, true);
    }

    /** What is wrong with them, as far as that is known: whoever comes here was looked at before. */
    public Optional<String> knownRefusal(ExecutionContext context, Optional<Interpreter> interpreter) {
        return refusal(context, interpreter, false);
    }

    private Optional<String> refusal(ExecutionContext context, Optional<Interpreter> interpreter, boolean mustAnswer) {
        for (AskedShell each : AskedShell.of(shell, interpreter)) {
            Either<String, Optional<String>> changed = changed(each, context);
            if (changed.isLeft() && mustAnswer && each.equals(shell)) {
                return Optional.of(changed.getLeft());
            }
            Optional<String> name = changed.getOrElse(Optional.empty());
            if (name.isPresent()) {
                return Optional.of(description(each, name.get()));
            }
        }
        return Optional.empty();
    }

    /** What was said may have to do with secrets. */
    public synchronized void forget() {
        answers.clear();
    }

    private static String description(AskedShell shell, String name) {
        return "the environment variable " + name + " would not arrive as it is given: " + shell.name()
                + " of this machine sets it itself; give it in the command, as in " + name
                + "=… ; … or env " + name + "=… …, or use another name";
    }

    private synchronized Either<String, Optional<String>> changed(AskedShell shell, ExecutionContext context) {
        File directory = Files.isDirectory(context.workingDirectory())
                ? context.workingDirectory().toFile()
                : new File("/");
        SortedMap<String, Variable> given = new TreeMap<>();
        for (Map.Entry<String, String> each : context.variables().entrySet()) {
            String name = each.getKey();
            if (isAsked(name, context)) {
                File asked = OF_THE_DIRECTORY.matcher(name).matches() ? directory : new File("/");
                given.put(name, new Variable(shell.words(), name, each.getValue(), asked));
            }
        }
        try {
            while (!answers.keySet().containsAll(given.values())) {
                ask(shell, given, directory);
            }
        } catch (IOException e) {
            return Either.left(
                    shell.name() + " cannot be asked whether it leaves the variables as they are: " + e.getMessage());
        }
        for (Variable each : given.values()) {
            if (Boolean.TRUE.equals(answers.get(each))) {
                return Either.right(Optional.of(each.name()));
            }
        }
        return Either.right(Optional.empty());
    }

    private static boolean isAsked(String name, ExecutionContext context) {
        return NAME.matcher(name).matches()
                && !NOT_ASKED.matcher(name).matches()
                && (Files.isDirectory(context.workingDirectory())
                        || !OF_THE_DIRECTORY.matcher(name).matches());
    }

    /** Notes an answer for at least one more: the shell tells of the first that it has changed, and ends. */
    private void ask(AskedShell shell, SortedMap<String, Variable> given, File directory) throws IOException {
        ProcessBuilder question = new ProcessBuilder(shell.words()).directory(directory);
        QuietEnvironment.quieten(question.environment());
        StringBuilder script = new StringBuilder();
        SortedMap<String, Variable> unknown = new TreeMap<>(given);
        unknown.values().removeIf(answers::containsKey);
        unknown.values().forEach(each -> {
            question.environment().put(each.name(), each.value());
            script.append("[ \"${")
                    .append(each.name())
                    .append("-}\" = ")
                    .append(quoted(each.value()))
                    .append(" ] || { echo '")
                    .append(CHANGED)
                    .append(each.name())
                    .append("'; exit; }\n");
        });
        script.append("echo '").append(END).append("'\n");
        String told = ShellAnswer.to(
                        question,
                        script.toString()
                                .getBytes(ProcessEncoding.ofThisProcess().charset()))
                .text();
        note(unknown, told.lines().reduce((before, last) -> last).orElse(""));
    }

    private void note(SortedMap<String, Variable> unknown, String told) throws IOException {
        if (told.equals(END)) {
            unknown.values().forEach(each -> answers.put(each, false));
            return;
        }
        Variable changed = unknown.get(told.startsWith(CHANGED) ? told.substring(CHANGED.length()) : "");
        if (changed == null) {
            throw new IOException(
                    told.isEmpty()
                            ? "it does not answer"
                            : "it says " + told.substring(0, Math.min(told.length(), 200)));
        }
        unknown.headMap(changed.name()).values().forEach(each -> answers.put(each, false));
        answers.put(changed, true);
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
