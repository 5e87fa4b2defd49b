package io.github.devopsagent.script;

import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.regex.LazyPattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What becomes of a {@code run}: its text as it is executed, and what executes it. A text of several lines runs under
 * {@code set -e}, which stands before its first line, so that the numbers of lines stay; a {@code set +e} that the text
 * executes has the effect that it has in any script.
 *
 * @param text as it is executed
 * @param interpreter what executes it, by its shebang; empty for {@code /bin/sh}
 */
public record Script(String text, Optional<Interpreter> interpreter) {

    /** What stands before the first line of several: {@value}. */
    public static final String ERREXIT = "set -e; ";

    /** The field of a shell's input that names the interpreter: {@value}. A plan cannot set it. */
    public static final String INTERPRETER = "interpreter";

    private static final String RUN = "run";
    private static final String SHEBANG = "#!";
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final LazyPattern LONE_CARRIAGE_RETURN = LazyPattern.of("\\r(?!\\n)");
    private static final LazyPattern LATE_SHEBANG = LazyPattern.of("\\s+#!\\s*/.*", Pattern.DOTALL);

    /** What need not be said again. */
    private static final LazyPattern SAYS_SO_FIRST = LazyPattern.of(
            "set[ \\t]+-[a-zA-Z]*e[a-zA-Z]*(?:[ \\t]+-[a-zA-Z]+|[ \\t]+pipefail){0,9}[ \\t]*(?:[;#\\n].*)?",
            Pattern.DOTALL);

    /**
     * With the line ends that a shell knows.
     *
     * @param text perhaps written on Windows
     * @return the same, in which each {@code \r\n} is {@code \n}
     */
    public static String withLineFeeds(String text) {
        return text.replace("\r\n", "\n");
    }

    /**
     * What is wrong with line ends.
     *
     * @param text as it is written
     * @return a carriage return that ends no line; empty if there is none
     */
    public static Optional<ScriptFault> faultOfLines(String text) {
        return LONE_CARRIAGE_RETURN.matcher(text).find()
                ? Optional.of(new ScriptFault(
                        "a carriage return (\\r) without a line feed (\\n) behind it",
                        "end lines with \\n; for the character itself write printf '\\\\r' in the command"))
                : Optional.empty();
    }

    /**
     * What is wrong with a text that is to be executed.
     *
     * @param text as it is written
     * @return a fault of its line ends, of its shebang, or that it tells a shell to execute nothing; empty if there is none
     */
    public static Optional<ScriptFault> fault(String text) {
        Optional<ScriptFault> ofLines = faultOfLines(text);
        return ofLines.isPresent() ? ofLines : faultOfBeginning(withLineFeeds(text));
    }

    private static Optional<ScriptFault> faultOfBeginning(String text) {
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            return Optional.of(
                    new ScriptFault("a byte order mark (U+FEFF) before the command", "remove this character"));
        }
        if (LATE_SHEBANG.matcher(text).matches()) {
            return Optional.of(new ScriptFault(
                    "blanks or lines before the shebang, with which it would be a comment",
                    "begin the text with #!, or remove that line"));
        }
        Optional<Interpreter> interpreter = shebang(text);
        if (interpreter.isPresent()) {
            Optional<ScriptFault> ofInterpreter = interpreter.get().fault();
            if (ofInterpreter.isPresent()) {
                return ofInterpreter;
            }
            if (text.substring(lineEnd(text)).isBlank()) {
                return Optional.of(new ScriptFault("a shebang and nothing else", "write the script behind it"));
            }
        }
        return isForShell(interpreter) ? NoExecution.fault(text) : Optional.empty();
    }

    private static boolean isForShell(Optional<Interpreter> interpreter) {
        return interpreter.isEmpty() || interpreter.get().isShell();
    }

    private static Optional<Interpreter> shebang(String text) {
        return text.startsWith(SHEBANG)
                ? Optional.of(Interpreter.of(text.substring(SHEBANG.length(), lineEnd(text))))
                : Optional.empty();
    }

    private static int lineEnd(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text.length() : end;
    }

    /**
     * Reads a {@code run}.
     *
     * @param text without {@linkplain #fault faults}
     * @return what is executed
     */
    public static Script of(String text) {
        return of(withLineFeeds(text), false);
    }

    /**
     * Reads a {@code run} that is a list.
     *
     * @param commands one or more, without faults
     * @return one script, which runs under {@code set -e} even if it is a single line
     */
    public static Script of(List<String> commands) {
        return of(withLineFeeds(String.join("\n", commands)), true);
    }

    private static Script of(String text, boolean isList) {
        Optional<Interpreter> interpreter = shebang(text);
        int begin = interpreter.isPresent() ? Math.min(lineEnd(text) + 1, text.length()) : 0;
        String body = text.substring(begin);
        boolean ends = (interpreter.isEmpty() || mayEnd(interpreter.get()))
                && (isList || ScriptLines.areSeveral(body))
                && !SAYS_SO_FIRST.matcher(body).matches();
        return new Script(ends ? text.substring(0, begin) + ERREXIT + body : text, interpreter);
    }

    private static boolean mayEnd(Interpreter interpreter) {
        return interpreter.isShell() && !interpreter.options().sayErrexit();
    }

    /**
     * Whether it was given a {@code set -e} that its author did not write.
     *
     * @return true if so
     */
    public boolean isEndedByFailures() {
        return text.startsWith(ERREXIT)
                || (interpreter.isPresent() && text.startsWith(ERREXIT, Math.min(lineEnd(text) + 1, text.length())));
    }

    /**
     * Hands it to the shell.
     *
     * @param use an action of {@link Action#SHELL}, whose {@code run} has no faults
     * @return the same action, of which this is executed
     */
    public Action.Use in(Action.Use use) {
        Map<String, Object> values = new LinkedHashMap<>(use.input().values());
        values.put(RUN, text);
        if (interpreter.isPresent()) {
            values.put(INTERPRETER, interpreter.get().toString());
        }
        Optional<String> command = use.command().isPresent() ? Optional.of(text) : Optional.empty();
        return new Action.Use(use.executor(), new Input(values), command);
    }

    /**
     * Reads what a run of this version, or of one before, has kept.
     *
     * @param input of the shell
     * @return what executes its text; empty for {@code /bin/sh}
     */
    public static Optional<Interpreter> interpreter(Input input) {
        Optional<String> named = input.text(INTERPRETER);
        return named.isPresent() ? Optional.of(Interpreter.of(named.get())) : Optional.empty();
    }

    /**
     * What a shell reads, as its author wrote it.
     *
     * @param input of the shell
     * @return the text without what was put before it; empty if it is for an interpreter that is no shell
     */
    public static Optional<String> shellText(Input input) {
        Optional<String> run = input.text(RUN);
        return run.isPresent() && isForShell(interpreter(input)) ? Optional.of(written(run.get())) : Optional.empty();
    }

    /**
     * The text of a command as its author wrote it.
     *
     * @param command for {@code /bin/sh}
     * @return without the {@code set -e} that was put before it
     */
    public static String written(String command) {
        return command.startsWith(ERREXIT) ? command.substring(ERREXIT.length()) : command;
    }
}
