package io.github.devopsagent.commandline;

import io.github.devopsagent.commandline.CommandExit.ExitQuestion;
import io.github.devopsagent.commandline.ShellNode.CommandList;
import io.github.devopsagent.program.InterpretedScript;
import io.github.devopsagent.regex.LazyPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells commands that cannot do what a plan's author expects of them. Each step has a shell of its own: what a command
 * changes of that shell is gone with it, and a check that only does that can never fail.
 */
public final class VainCommand {

    /** Builtins that change the shell itself, and nothing else. */
    private static final Set<String> OF_THE_SHELL =
            Set.of("cd", "pushd", "popd", "export", "set", "unset", "umask", "alias", "unalias", "shopt", "ulimit");

    /** Of these, those that fail where something is missing, so that they do check something. */
    private static final Set<String> FAILING = Set.of("cd", "pushd", "popd");

    private static final LazyPattern ASSIGNMENTS = LazyPattern.of("(?:[A-Za-z_][A-Za-z0-9_]*=\\S*\\s*)++");
    private static final LazyPattern TEST_OF_A_WORD =
            LazyPattern.of("(?:test|\\[)\\s+(?:[^\\s!('\"$`-][^\\s$`]*|\"[^\"$`]+\"|'[^']+')(?:\\s+\\])?");

    private static final LazyPattern SHEBANG_OPTION =
            LazyPattern.of("#!\\S+(?: \\S+)*? ([-+])[a-z]*e[a-z]*(?=[ \\r\\n])");
    private static final LazyPattern LINE_END = LazyPattern.of("\\r\\n|\\r|\\n");

    /** Also what a list of processes, or a search for them, tells. */
    private static final LazyPattern CONSTANT = LazyPattern.of(
            "([A-Za-z_]\\w*)=([\\w./:@%+,-]{1,200}|(?:\\$\\(|`) ?(?:ps|pgrep|pidof) [^`()]{1,200}[`)])",
            Pattern.DOTALL);

    /** Before them a script may have commands that set none. */
    private static final Set<String> SAYING_NOTHING = Set.of("set", "echo");

    /** Of more nothing is put in their place. */
    private static final int MOST_CONSTANTS = 30;

    /** The shell sets them itself, or heeds them. */
    private static final LazyPattern OF_SHELL = LazyPattern.of("_|S?RANDOM|SECONDS|LINENO|(?:OLD)?PWD|REPLY|OPT\\w+"
            + "|EPOCH\\w+|E?UID|PPID|BASH\\w*|IFS|PIPESTATUS|FUNCNAME|HISTCMD|COLUMNS|LINES|DIRSTACK|GROUPS"
            + "|SHLVL|MAPFILE|COPROC");

    /** What may run another command, or write somewhere. */
    private static final LazyPattern MORE = LazyPattern.of("[;&|`<>(){}]|\\$\\(");

    /** In a script that is not parsed, such as one with functions. */
    private static final LazyPattern EXIT_TRAP = LazyPattern.of(
            "(?m)^\\s*(?:set -e; )?trap (?:-- )?(['\"])(?:(?!\\1).)*\\bexit 0\\s*;?\\s*\\1[A-Z12350 ]* (?:EXIT|0|ERR)\\b");

    private static final String COUNTS_AS_SUCCESS =
            ", so that a failure of it counts as success: write nothing behind it that succeeds anyway"
                    + " ('exit 1' where its failure is told), 'set -o pipefail' (in bash) before a pipe, no trap that ends with 'exit 0'; or '|| true' if that is meant";

    private VainCommand() {}

    /**
     * Whether a step would leave nothing behind.
     *
     * @param command what {@code /bin/sh} is given
     * @return why it would; empty if it may do something
     */
    public static Optional<String> asStep(String command) {
        List<String> lines = lines(command);
        if (!areSimple(lines)) {
            return Optional.empty();
        }
        for (String line : lines) {
            if (!isOfTheShell(line)) {
                return Optional.empty();
            }
        }
        return Optional.of(nothingBut(lines)
                + ": each step has a shell of its own, so that nothing of it is left for the next one;"
                + " write what belongs together as one step, such as {\"run\": [\"cd app\", \"npm ci\"]}");
    }

    /**
     * Whether a pre-flight command would succeed whatever it asks about. One that only tells something may be meant to.
     *
     * @param command what {@code /bin/sh} is given
     * @return why it would; empty if it may fail, or may be meant to tell something
     */
    public static Optional<String> asPreflight(String command) {
        List<String> lines = lines(command);
        if (!areSimple(lines)) {
            return Optional.empty();
        }
        for (String line : lines) {
            if (!isNoQuestion(line)) {
                return Optional.empty();
            }
        }
        return Optional.of(neverFails(nothingBut(lines)));
    }

    /**
     * Whether a check would succeed whatever it asks about. What is not parsed here may fail.
     *
     * @param command what {@code /bin/sh} is given
     * @return why it would; empty if it may fail, or is {@code true}, which says openly that nothing is checked
     */
    public static Optional<String> asCheck(String command) {
        return asCheck(command, List.of());
    }

    /**
     * The same, of a check that is executed while others run.
     *
     * @param command what {@code /bin/sh} is given
     * @param running command lines that a search for processes finds in any case
     * @return why it would; empty if it may fail, or is {@code true}, which says openly that nothing is checked
     */
    public static Optional<String> asCheck(String command, List<String> running) {
        Optional<CommandList> written = ShellParser.parse(command);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        String known = withConstants(written.get(), command);
        Optional<CommandList> script = known.equals(command) ? written : ShellParser.parse(known);
        return script.isPresent() ? asCheck(script.get(), known, running) : Optional.empty();
    }

    /**
     * Whether a check only lists what there is, and so fails if nobody answers, but not if what is listed is broken.
     *
     * @param command what {@code /bin/sh} is given
     * @return what people should know of it, with the fix; empty if it may find more, can never fail, or is not parsed
     */
    public static Optional<String> asListing(String command) {
        Optional<ShellNode.CommandList> script = ShellParser.parse(command);
        if (script.isEmpty() || exits(command, ExitQuestion.CHECK).areSuccess(script.get())) {
            return Optional.empty();
        }
        ExitCodes exits = exits(command, ExitQuestion.CHECK_WITH_LISTINGS);
        if (!exits.areSuccess(script.get())) {
            return Optional.empty();
        }
        return Optional.of(
                exits.hasListing()
                        ? "it lists what there is, and succeeds whatever state that is in: ask for the state, as with"
                                + " {\"http\": …}, 'systemctl is-active', 'kubectl rollout status' or 'kubectl wait', or compare"
                                + " what is listed (| grep -q …)"
                        : "what it executes succeeds there whatever it finds, so that it finds out no more than whether"
                                + " '" + firstWord(lines(command).get(0))
                                + "' gets there: let a failure be the last exit code,"
                                + " with nothing behind it that succeeds anyway");
    }

    /**
     * An answer to a check that is lost, since what decides is another command, or the last round of a loop.
     *
     * @param command what {@code /bin/sh} is given
     * @return what people should know of it, with the fix; empty if none is lost that can be seen here
     */
    public static Optional<String> lostAnswer(String command) {
        Optional<CommandList> script = ShellParser.parse(command);
        ExitCodes exits = exits(command, ExitQuestion.CHECK);
        if (script.isEmpty() || exits.areSuccess(script.get())) {
            return Optional.empty();
        }
        if (exits.lostInRound().isPresent()) {
            return Optional.of(inRound(exits.lostInRound().get()));
        }
        if (exits.printing().isPresent()) {
            return Optional.of(
                    "where '" + exits.printing().get() + "' fails nothing is executed, with success: write two"
                            + " lines, S=$(…) and eval \"$S\", or ask the system itself");
        }
        if (exits.lostQuestion().isPresent()) {
            return Optional.of("whatever '" + exits.lostQuestion().get()
                    + "' finds, what stands behind it decides: write &&" + " instead of ;, or a line for each");
        }
        List<ShellNode.PipedCommands> last =
                script.get().entries().get(script.get().entries().size() - 1).pipelines();
        if (last.size() == 1 && PipeEnd.executesNothingOfNothing(last.get(0).commands())) {
            return Optional.of("where no process is found nothing is executed, with success: ask for it first, as with"
                    + " P=$(pgrep -x shop) || exit 1");
        }
        Optional<List<String>> only = script.get().onlyCommand();
        List<String> executed = only.isEmpty() ? List.of() : OuterCommand.executed(only.get());
        if (!executed.isEmpty()
                && InterpretedScript.asksNothing(
                        ProgramName.ofSystem(executed.get(0)), executed.subList(1, executed.size()))) {
            return Optional.of("it asks nothing, and succeeds wherever '"
                    + only.get().get(0) + "' is there: have it ask the system, and end with another code than 0");
        }
        ExitCodes unanswered = exits(command, ExitQuestion.CHECK_UNANSWERED);
        return unanswered.areSuccess(script.get())
                ? unanswered.unanswered().flatMap(UnansweredCheck::told)
                : Optional.empty();
    }

    private static String inRound(String command) {
        return "a failure of '" + command + "' counts in the last round of its loop alone: write '|| exit 1' behind it,"
                + " or 'set -e' before the loop";
    }

    private static ExitCodes exits(String command, ExitQuestion question) {
        return new ExitCodes(endsAtFailures(command), true, question);
    }

    /** Several lines run under {@code set -e}, unless their shebang says otherwise. */
    private static boolean endsAtFailures(String command) {
        Matcher option = SHEBANG_OPTION.matcher(command);
        return option.lookingAt() ? option.group(1).equals("-") : lines(command).size() > 1;
    }

    /**
     * The command of a step whose failure is lost, so that what behind it goes on as after a success. What is ignored
     * openly, as with {@code || true}, is meant.
     *
     * @param command what {@code /bin/sh} is given
     * @return what people should know of it; empty if no failure is lost that can be seen here
     */
    public static Optional<String> lostFailure(String command) {
        Optional<CommandList> parsed = ShellParser.parse(command);
        if (parsed.isEmpty()) {
            return EXIT_TRAP.matcher(command).find()
                    ? Optional.of("its exit code is 0 whatever fails, because of its 'trap'" + COUNTS_AS_SUCCESS)
                    : Optional.empty();
        }
        ExitCodes all = exits(command, ExitQuestion.STEP);
        Optional<String> lost = all.areSuccess(parsed.get()) && all.lost().isPresent()
                ? all.lost()
                : exits(command, ExitQuestion.STEP).lostLine(parsed.get());
        if (lost.isEmpty() && all.lostInRound().isPresent()) {
            return Optional.of(inRound(all.lostInRound().get()));
        }
        if (lost.isEmpty() && all.lostInBackground().isPresent()) {
            return Optional.of("nobody asks whether '" + all.lostInBackground().get()
                    + "' in the background fails: write" + " 'wait $!' for each, as 'wait' alone always succeeds");
        }
        return lost.isPresent()
                ? Optional.of("its exit code is 0 whatever becomes of '" + lost.get() + "'" + COUNTS_AS_SUCCESS)
                : Optional.empty();
    }

    private static Optional<String> asCheck(CommandList script, String command, List<String> running) {
        if (script.entries().isEmpty()) {
            return Optional.of(neverFails("it is nothing but a comment"));
        }
        Optional<ShellNode.SimpleWords> only = only(script);
        ExitCodes exits = new ExitCodes(endsAtFailures(command), only.isEmpty()).whileRunning(running);
        if (only.isPresent() && isOpen(only.get())) {
            return Optional.empty();
        }
        Optional<String> unquoted = unquoted(script);
        Optional<String> foundItself =
                running.isEmpty() ? Optional.empty() : ProcessSearch.foundAlone(command, running);
        if (foundItself.isEmpty() && !exits.areSuccess(script)) {
            exits = new ExitCodes(endsAtFailures(command), only.isEmpty(), ExitQuestion.CHECK).whileRunning(running);
            if (!exits.areSuccess(script) || exits.lost().isEmpty()) {
                return Optional.empty();
            }
        }
        foundItself = foundItself.or(exits::foundItself);
        if (foundItself.isPresent()) {
            return Optional.of(foundItself.get()
                    + ": this can never fail, nor succeed behind '!'; ask for what it answers, as with"
                    + " {\"http\": …}, for a name that no other has (pgrep -x), or for the process whose number it has"
                    + " written (kill -0 \"$(cat shop.pid)\")");
        }
        if (unquoted.isPresent()) {
            return Optional.of("without quotes nothing is left of " + unquoted.get()
                    + " where it is empty, and 'test -n' alone is true: this can never fail where nothing is printed;"
                    + " write [ -n \"" + unquoted.get() + "\" ]");
        }
        return Optional.of(neverFails(
                only.isPresent() && exits.lost().isEmpty()
                        ? "it is nothing but '" + firstWord(lines(command).get(0)) + "'"
                        : "it succeeds whatever '"
                                + exits.lost().orElse(firstWord(lines(command).get(0))) + "' finds"));
    }

    /** With the values of variables that are set at the head of a script, and nowhere else, where they stand in it. */
    private static String withConstants(CommandList script, String command) {
        String text = command;
        int constants = 0;
        for (ShellNode.ListEntry entry : script.entries()) {
            Optional<String> word = StepAlternative.onlyWord(entry.pipelines().get(0));
            Matcher constant = CONSTANT.matcher(word.orElse(""));
            boolean isOption = StepAlternative.first(entry.pipelines())
                    .filter(SAYING_NOTHING::contains)
                    .isPresent();
            if (constant.matches() && ++constants > MOST_CONSTANTS) {
                return command;
            }
            if (constant.matches() && !OF_SHELL.matcher(constant.group(1)).matches()) {
                String value = substitution(constant.group(2));
                text = with(constant.group(1), value, text.replace(constant.group(2), value));
            } else if (!constant.matches() && !isOption) {
                return text;
            }
            if (entry.pipelines().size() > 1) {
                return text;
            }
        }
        return text;
    }

    private static String substitution(String value) {
        return value.startsWith("`") ? "$(" + value.substring(1, value.length() - 1) + ")" : value;
    }

    private static String with(String name, String value, String text) {
        // In single quotes, behind a backslash or without a dollar before it, the name may be something else.
        Matcher uses = Pattern.compile(
                        "(?<![$\\w])(?<!\\$\\{)" + name + "\\b|\\\\\\$\\{?" + name + "\\b|'[^']*\\$\\{?" + name + "\\b")
                .matcher(text);
        boolean isSetOnce = uses.find() && !uses.find();
        return isSetOnce
                ? text.replaceAll("\\$(?:" + name + "\\b|\\{" + name + "\\})", Matcher.quoteReplacement(value))
                : text;
    }

    /** What stands without quotes behind the -n of one of its tests. */
    private static Optional<String> unquoted(CommandList script) {
        return script.entries().stream()
                .flatMap(entry -> entry.pipelines().stream())
                .flatMap(pipeline -> pipeline.commands().stream())
                .filter(ShellNode.SimpleWords.class::isInstance)
                .map(ShellNode.SimpleWords.class::cast)
                .flatMap(simple -> ConstantCondition.unquoted(simple.words(), simple.vanishing()).stream())
                .findFirst();
    }

    private static Optional<ShellNode.SimpleWords> only(CommandList script) {
        List<ShellNode> commands = new ArrayList<>();
        for (ShellNode.ListEntry entry : script.entries()) {
            for (ShellNode.PipedCommands pipeline : entry.pipelines()) {
                commands.addAll(pipeline.commands());
            }
        }
        return commands.size() == 1
                        && commands.get(0) instanceof ShellNode.SimpleWords one
                        && !one.words().isEmpty()
                ? Optional.of(one)
                : Optional.empty();
    }

    private static boolean isOpen(ShellNode.SimpleWords command) {
        return command.words().size() == 1
                && ProgramName.ofSystem(command.words().get(0)).equals("true");
    }

    private static String neverFails(String what) {
        return what + ": this can never fail; write a command that asks the system something";
    }

    private static boolean isNoQuestion(String line) {
        return (isOfTheShell(line) && !FAILING.contains(firstWord(line)))
                || TEST_OF_A_WORD.matcher(line).matches();
    }

    private static List<String> lines(String command) {
        List<String> lines = new ArrayList<>();
        for (String each : LINE_END.split(command, -1)) {
            String line = each.strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static boolean areSimple(List<String> lines) {
        for (String line : lines) {
            if (MORE.matcher(line).find()) {
                return false;
            }
        }
        return true;
    }

    private static String nothingBut(List<String> lines) {
        return lines.isEmpty()
                ? "it is nothing but a comment"
                : "it is nothing but '" + firstWord(lines.get(lines.size() - 1)) + "'";
    }

    private static boolean isOfTheShell(String line) {
        return OF_THE_SHELL.contains(firstWord(line))
                || ASSIGNMENTS.matcher(line).matches();
    }

    private static String firstWord(String line) {
        return line.split("\\s", 2)[0];
    }
}
